"""What every page is made from: the site, its layouts, its references, and what they have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from functools import cached_property, lru_cache

from jinja2 import BytecodeCache
from markupsafe import Markup

from vademecum.config import Config
from vademecum.fresh import brief
from vademecum.markdown.body import Citing, compose
from vademecum.markdown.links import Targets
from vademecum.markdown.reading import Reading
from vademecum.markdown.typeset import Manner
from vademecum.model.articles import Article, Audience, Person
from vademecum.model.review import State, Verdict
from vademecum.model.site import Listing, Site
from vademecum.needs import Needs, Noted
from vademecum.pages.layouts import LayoutFiles, Layouts, asset_names
from vademecum.pages.linkeddata import SitePieces, site_pieces
from vademecum.pages.sources import CitedSources
from vademecum.pages.surroundings import Surroundings, as_seen_by_a_page, surroundings_of
from vademecum.pages.views.frame import Link, SiteView
from vademecum.pages.views.review import PersonView
from vademecum.pages.words import spoken
from vademecum.problems import Problem
from vademecum.references.styles.named import style
from vademecum.references.styles.options import StyleOptions
from vademecum.review.verdict import Court
from vademecum.rules.levels import heard_rules
from vademecum.rules.rule import ArticleRule, Rule, TextRule
from vademecum.today import Today
from vademecum.urls import encode, slug

_POLICY_LABELS = {
    "editorial": "Editorial policy",
    "corrections": "Corrections",
    "ai": "Use of AI",
    "conflicts": "Conflicts of interest",
    "privacy": "Privacy",
    "board": "Advisory board",
}
_RTL = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"])


class World:
    """One per process. It changes nothing that it is given and keeps only what can be made again from it."""

    def __init__(
        self,
        site: Site,
        files: LayoutFiles,
        surroundings: Surroundings | None = None,
        *,
        many: bool = True,
        kept: BytecodeCache | None = None,
        editorial: bool = False,
    ) -> None:
        """Keep what pages are made from; the surroundings are made from the site unless they are given.

        ``many``: so many pages are rendered that it pays to compile layouts and grammars; ``kept`` holds
        layouts that were compiled already. ``editorial``: the facts tell editors of the wording too, which takes a
        second look at every text.
        """
        self.site = site
        self.config: Config = site.config
        """The site's settings."""
        self.suffix = "index.html" if site.config.file_links else ""
        """What a link to a page ends in, after its slash."""
        self.files = files
        self.editorial = editorial
        self.many = many
        self.needs = Needs()
        self.surroundings = surroundings or surroundings_of(site)
        self.layouts = Layouts(files, self.needs, quick=many or kept is not None, kept=kept)
        self.sources = CitedSources(
            site.bibliography,
            site.config.citation_style,
            site.retractions,
            site.style_file,
            site.config.lang,
            site.journals,
            needs=self.needs,
            today=site.today,
            options=StyleOptions(**site.config.references),
            iso4_words=site.config.journals_iso4,
        )
        self.problems: list[Problem] = []
        self._whole = site
        self._frames: dict[str, SiteView] = {}
        self._pieces: dict[str, SitePieces] = {}
        self._topics: dict[tuple[str, str], Link] = {}
        self._grounds: dict[str, str] = {}
        self._disclaimers: dict[str, Markup] = {}

    def of_one_page(self) -> World:
        """Return this world as a page sees it that is rendered: what is looked up in it is noted."""
        world = copy(self)
        world.site = as_seen_by_a_page(self.site, self.needs)
        return world

    def begin(self, article: Article) -> None:
        """Begin with an article: note what its pages are made from without looking it up."""
        needs = self.needs
        needs.take()
        needs.note("settings")
        needs.note("retractions")
        needs.note("own", article.path)
        needs.note("text", article.path)
        for variant in article.variants:
            needs.note("text", variant.body.path)
        for author in article.meta.authors:
            if author.id:
                needs.note("person", author.id)
        if article.meta.withdrawn and article.meta.withdrawn.by:
            needs.note("person", article.meta.withdrawn.by)

    def mentioned_in(self, paths: Iterable[str]) -> list[str]:
        """Return the entries of the bibliography that some articles seem to cite, in order."""
        files = {variant.body.path for path in paths for variant in self.site.articles[path].variants}
        known = self.site.bibliography.entries
        return sorted({key for file in files for key in self.site.mentioned.get(file, ()) if key in known})

    @cached_property
    def assets(self) -> Mapping[str, str]:
        """Asset of the layouts → name in the output."""
        return asset_names(self.files)

    @cached_property
    def asset_urls(self) -> Mapping[str, str]:
        """Source path of a file that is copied → its URL."""
        return Noted(self._asset_urls, "asset", self.needs)

    @cached_property
    def _asset_urls(self) -> Mapping[str, str]:
        return {path: asset.url for path, asset in self._whole.assets.items()}

    @property
    def board(self) -> tuple[Person, ...]:
        """The advisory board."""
        self.needs.note("board")
        return self.surroundings.board

    @cached_property
    def sections(self) -> Mapping[str, Listing]:
        """Folder under ``content/`` → its list, without the articles."""
        return Noted(self.surroundings.sections, "section", self.needs)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that look at an article. One that is off counts all the same where it is waived: that is told."""
        return tuple(rule for rule in heard_rules(self.config) if isinstance(rule, (ArticleRule, TextRule)))

    @cached_property
    def manner(self) -> Manner:
        """How numbers stand in the text."""
        chosen = style(self.config.citation_style)
        marker = self.config.citation_marker or ("superscript" if chosen and chosen.superscript else "brackets")
        if chosen is None:
            return Manner(marker=marker)
        closed = not chosen.locator_space
        return Manner(
            marker=marker, dash=chosen.range_dash, tight=closed, after_stops=closed and marker == "superscript"
        )

    def href(self, url: str, root: str) -> str:
        """Return a site URL as it is written on a page whose way to the root is ``root``."""
        return f"{root}{encode(url[1:])}{self.suffix if url.endswith('/') else ''}" or "./"

    def absolute(self, url: str) -> str:
        """Return the full address of a site URL; empty without ``base-url``."""
        return f"{self.config.base_url}{encode(url[1:])}" if self.config.base_url else ""

    def url(self, url: str, root: str) -> str:
        """Return the full address of a site URL; without ``base-url`` the way there from a page."""
        return self.absolute(url) or self.href(url, root)

    def topic(self, tag: str, root: str) -> Link:
        """Return the way to the list of a tag, from a page whose way to the root is ``root``."""
        found = self._topics.get((tag, root))
        if found is None:
            found = self._topics[tag, root] = Link(label=tag, url=self.href(f"/topics/{slug(tag)}/", root))
        return found

    def frame(self, root: str) -> SiteView:
        """Return what every page as deep as ``root`` says has in common."""
        self.needs.note("frame")
        found = self._frames.get(root)
        if found is None:
            found = self._frames[root] = self._frame(root)
        return found

    def _frame(self, root: str) -> SiteView:
        config, around = self.config, self.surroundings
        policies = around.policies
        styles = [name for asset, name in self.assets.items() if asset.endswith(".css")]
        scripts = [name for asset, name in self.assets.items() if asset.endswith(".js")]
        return SiteView(
            title=config.title,
            description=config.description,
            organisation=config.organisation,
            contact=config.contact,
            logo=self.href(f"/{config.logo.lstrip('/')}", root) if config.logo else "",
            home=self.href("/", root),
            nav=tuple(Link(label=label, url=self.href(url, root) if own else url) for label, url, own in around.nav),
            policies=tuple(
                Link(label=label, url=self.href(policies[name], root))
                for name, label in _POLICY_LABELS.items()
                if policies.get(name)
            ),
            editorial_policy=self.href(policies["editorial"], root) if policies.get("editorial") else "",
            feed=self.href("/feed.xml", root) if config.base_url else "",
            references=self.href("/references/", root) if around.cited else "",
            styles=tuple(self.href(f"/{name}", root) for name in styles),
            scripts=tuple(self.href(f"/{name}", root) for name in scripts),
            icon=self.href(around.icon, root) if around.icon else "",
            example=around.example,
        )

    def pieces(self, root: str) -> SitePieces:
        """Return what structured data say of the site on every page as deep as ``root``."""
        self.needs.note("frame")
        root = "" if self.config.base_url else root
        found = self._pieces.get(root)
        if found is None:
            policies = {name: self.url(url, root) for name, url in self.surroundings.policies.items() if url}
            found = self._pieces[root] = site_pieces(self.config, policies, self.config.base_url or root)
        return found

    def ground(self, layout: str) -> str:
        """Return a digest of what a page of a layout stands on, whatever it shows."""
        found = self._grounds.get(layout)
        if found is None:
            ground = (self.config, self.surroundings.frame, self.assets, self.files.digest_of(layout))
            found = self._grounds[layout] = brief(ground)
        return found

    def may_be_indexed(self, verdict: Verdict) -> bool:
        """Return whether search engines may list a variant: an approved one, or any that waits if the site says so."""
        return verdict.approved or (self.config.index_pending and verdict.state is not State.WITHDRAWN)

    def direction(self, lang: str) -> str:
        """Return the writing direction of a language."""
        return "rtl" if lang.split("-", maxsplit=1)[0].lower() in _RTL else "ltr"

    def disclaimer(self, audience: Audience) -> Markup:
        """Return an audience's disclaimer as HTML. What is wrong with it is among this world's problems."""
        found = self._disclaimers.get(audience.id)
        if found is None:
            body = compose(
                audience.disclaimer,
                self.plain_reading(audience.disclaimer, audience.path, audience.disclaimer_line),
                Targets(
                    folder="content/_audiences",
                    path=audience.path,
                    root="",
                    audience="",
                    articles={},
                    files={},
                ),
                self.citing(),
            )
            self.problems.extend(body.problems)
            found = self._disclaimers[audience.id] = Markup(body.html)  # noqa: S704 - made by the renderer
        return found

    def plain_reading(self, text: str, path: str, line: int) -> Reading:
        """Return a reading for text that is not reviewed: it has no audiences and no citations."""
        return Reading(
            file=path,
            lines=text.split("\n"),
            first_line=line,
            audience="",
            own_audiences=(),
            audiences=self._whole.audiences,
            keys=(),
            reviewed=False,
            unreviewed="a disclaimer",
        )

    def court(self, today: Today) -> Court:
        """Return by what the verdicts of one article are reached."""
        return Court(people=self.site.people, policy=self.config.review, proven=self.site.proven, today=today)

    def citing(self, nocite: tuple[str, ...] = ()) -> Citing:
        """Return how a body cites."""
        return Citing(
            manner=self.manner,
            label=self.sources.label,
            names=self.sources.names,
            digest=self.sources.digest,
            mark=self.sources.mark,
            nocite=nocite,
        )


@lru_cache(maxsize=4096)
def person_view(person: Person) -> PersonView:
    """Return a person as printed."""
    kind = "organisation" if "organisation" in person.roles else "person"
    notes = [
        f"example {kind}" if person.example else "",
        "not a clinician" if person.clinician is False else "",
    ]
    conflicts = person.conflicts
    statement = "" if conflicts is None else conflicts.statement
    if statement.lower().rstrip(".") in ("none", "none declared"):
        statement = "none declared"
    dated = f" (stated on {spoken(conflicts.on)})" if conflicts and conflicts.on else ""
    return PersonView(
        name=person.name,
        credentials=person.credentials,
        affiliation=person.affiliation,
        orcid=f"https://orcid.org/{person.orcid}" if person.orcid else "",
        note=", ".join(note for note in notes if note),
        conflicts=f"{statement}{dated}" if statement else "",
    )
