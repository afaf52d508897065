"""What every page shows of the site around it, known from front matter and settings alone."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from vademecum.model.articles import Person, outline
from vademecum.model.site import Listing, Site
from vademecum.needs import Needs, Noted, NotedNames
from vademecum.urls import slug

_ICONS = ("/favicon.svg", "/favicon.ico", "/favicon.png")


class Surroundings(Struct, frozen=True, kw_only=True):
    """Small, and made once a build."""

    nav: tuple[tuple[str, str, bool], ...]
    """(label, URL, whether it is one of ours) of the main menu."""
    policies: Mapping[str, str]
    """Policy → URL of its page; empty when there is none."""
    icon: str
    """URL of the site's icon; may be empty."""
    example: bool
    """Whether invented people are among the site's people."""
    cited: bool
    """Whether there is anything to cite."""
    board: tuple[Person, ...]
    """The advisory board."""
    sections: Mapping[str, Listing]
    """Folder under ``content/`` → its list, without the articles."""

    @property
    def frame(self) -> tuple[object, ...]:
        """What stands in the frame of every page."""
        return (self.nav, tuple(self.policies.items()), self.icon, self.example, self.cited)


def surroundings_of(site: Site) -> Surroundings:
    """Return what every page shows of a site."""
    urls = {asset.url for asset in site.assets.values()}
    return Surroundings(
        nav=tuple(_nav(site)),
        policies={name: _page_url(site, path) for name, path in site.config.policies.items()},
        icon=next((url for url in _ICONS if url in urls), ""),
        example=any(person.example for person in site.people.values()),
        cited=bool(site.bibliography.entries),
        board=tuple(person for person in site.people.values() if person.board),
        sections=_sections(site),
    )


def _nav(site: Site) -> list[tuple[str, str, bool]]:
    if not site.config.nav:
        top = [listing for listing in site.listings if listing.kind == "section" and listing.url.count("/") == 2]
        return [(listing.title, listing.url, True) for listing in top if listing.articles][:8]
    found = []
    for item in site.config.nav:
        if item.target.endswith(".md"):
            found.append((item.label, _page_url(site, item.target), True))
        else:
            found.append((item.label, item.target, item.target.startswith("/")))
    return found


def _page_url(site: Site, path: str) -> str:
    article = site.articles.get(f"content/{path}")
    return article.url if article else ""


def _sections(site: Site) -> dict[str, Listing]:
    by_url = {listing.url: listing for listing in site.listings if listing.kind == "section"}
    folders = {article.section for article in site.articles.values() if article.section}
    parents = {"/".join(folder.split("/")[:depth]) for folder in folders for depth in range(1, folder.count("/") + 2)}
    found = {
        folder: by_url.get("/" + "".join(f"{slug(part)}/" for part in folder.split("/"))) for folder in sorted(parents)
    }
    return {folder: replace(listing, articles=()) for folder, listing in found.items() if listing}


def as_seen_by_a_page(site: Site, needs: Needs) -> Site:
    """Return a site that notes what is looked up, and that holds nothing which no page may know of another."""
    return replace(
        site,
        articles=Noted(site.articles, "article", needs, outline),
        withheld=NotedNames.of(site.withheld, "withheld", needs),
        people=Noted(site.people, "person", needs),
        audiences=Noted(site.audiences, "audience", needs),
        bibliography=replace(
            site.bibliography,
            entries=Noted(site.bibliography.entries, "entry", needs),
            faulty=Noted(site.bibliography.faulty, "faulty", needs),
        ),
        assets=Noted(site.assets, "asset", needs),
        approved=Noted(site.approved, "approved", needs),
        listings=(),
        aliases={},
        mentioned={},
        dead_links={},
    )
