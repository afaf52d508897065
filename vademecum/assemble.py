"""Articles, people, audiences and file names → `Site`: URLs, order, lists, collisions. No body is opened here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from vademecum.config import Config
from vademecum.model.articles import (
    EVERYONE,
    Article,
    Audience,
    AudienceTitle,
    Parsed,
    ParsedVariant,
    Person,
    Status,
    Variant,
)
from vademecum.model.references import Bibliography
from vademecum.model.site import Asset, Listing, Site
from vademecum.problems import Place, Problem, did_you_mean, error
from vademecum.urls import slug

PAGE_SIZE = 50
"""Articles on one page of a list."""

_GENERATED = {
    "/references/": "the page of all references",
    "/search/": "the search page",
    "/topics/": "the list of topics",
    "/404.html": "the page for lost readers",
    "/feed.xml": "the feed",
    "/sitemap.xml": "the sitemap",
    "/robots.txt": "the robots file",
    "/.vademecum.json": "the list of what the build owns",
}


def assemble(  # noqa: PLR0913 - a site is all of these
    *,
    config: Config,
    today: date,
    articles: Iterable[Parsed],
    variants: Iterable[ParsedVariant],
    people: Mapping[str, Person],
    audiences: Mapping[str, Audience],
    bibliography: Bibliography,
    assets: Iterable[Asset],
    drafts: bool = False,
) -> tuple[Site, tuple[Problem, ...]]:
    """Build the site from its parts; every problem names the source that has to change."""
    problems: list[Problem] = []
    shown = {parsed.path: parsed for parsed in articles if drafts or not parsed.meta.draft}
    files = _variant_files(shown, variants, problems)
    built = {path: _article(parsed, files.get(path, {}), config, problems) for path, parsed in sorted(shown.items())}
    if config.publish == "approved":
        published = (Status.APPROVED, Status.WITHDRAWN)
        built = {p: a for p, a in built.items() if not a.is_article or a.meta.status in published}
    listings = _listings(built, problems)
    owned = {asset.source: asset for asset in assets}
    aliases = _collisions(built, listings, owned.values(), problems)
    site = Site(
        config=config,
        today=today,
        articles=built,
        people=people,
        audiences=audiences,
        bibliography=bibliography,
        listings=listings,
        assets=owned,
        aliases=aliases,
    )
    problems.extend(_setting_problems(site))
    return site, tuple(problems)


def _variant_files(
    shown: Mapping[str, Parsed], variants: Iterable[ParsedVariant], problems: list[Problem]
) -> dict[str, dict[str, ParsedVariant]]:
    files: dict[str, dict[str, ParsedVariant]] = defaultdict(dict)
    for variant in variants:
        parsed = shown.get(variant.article)
        place = Place(file=variant.body.path)
        if parsed is None:
            message = f"a variant without its article: there is no {variant.article}"
            problems.append(error("AUD-01", place, message, f"write {variant.article}, or rename this file"))
        elif variant.audience not in [entry.id for entry in parsed.meta.audiences]:
            message = f'{variant.article} has no audience "{variant.audience}"'
            problems.append(error("AUD-01", place, message, f"add {variant.audience} to its audiences"))
        else:
            files[variant.article][variant.audience] = variant
    return files


def _article(parsed: Parsed, files: Mapping[str, ParsedVariant], config: Config, problems: list[Problem]) -> Article:
    meta, pure = parsed.meta, PurePosixPath(parsed.path)
    section = "/".join(pure.parent.parts[1:])
    is_index = pure.stem == "index"
    url = _url(parsed, section, is_index=is_index, problems=problems)
    place = meta.places.get("title", Place(file=parsed.path))
    titles = meta.audiences or (AudienceTitle(id=EVERYONE, place=place),)
    if config.default_audience in [entry.id for entry in titles]:
        titles = tuple(sorted(titles, key=lambda entry: entry.id != config.default_audience))
    return Article(
        path=parsed.path,
        section=section,
        is_index=is_index,
        meta=meta,
        variants=tuple(
            _variant(parsed, entry, files.get(entry.id), url if entry is titles[0] else f"{url}{entry.id}/")
            for entry in titles
        ),
    )


def _variant(parsed: Parsed, entry: AudienceTitle, file: ParsedVariant | None, url: str) -> Variant:
    meta = parsed.meta
    return Variant(
        audience=entry.id,
        title=entry.title or (file.title if file else "") or meta.title,
        description=entry.description or (file.description if file else "") or meta.description,
        url=url,
        body=file.body if file else parsed.body,
    )


def _url(parsed: Parsed, section: str, *, is_index: bool, problems: list[Problem]) -> str:
    meta = parsed.meta
    place = meta.places.get("slug", Place(file=parsed.path))
    wanted = meta.slug or PurePosixPath(parsed.path).stem
    name = slug(wanted)
    if meta.slug and name != meta.slug:
        hint = f"write slug: {name}" if name else "use letters, digits and -"
        problems.append(error("URL-02", place, f'"{meta.slug}" cannot stand in a URL', hint))
    folders = [slug(part) for part in section.split("/") if part]
    if is_index:
        name = ""
    elif not name or not all(folders):
        message = f'no URL can be made from the name "{wanted}"'
        problems.append(error("URL-02", place, message, "rename the file or give a slug: …"))
        name = name or "unnamed"
    return "/".join(["", *folders, *([name] if name else []), ""])


def _listings(articles: Mapping[str, Article], problems: list[Problem]) -> tuple[Listing, ...]:
    listed = sorted((a for a in articles.values() if a.is_article), key=_newest_first)
    indexes = {article.section: article for article in articles.values() if article.is_index}
    sections: dict[str, list[str]] = {section: [] for section in indexes if section}
    tags: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for article in listed:
        parts = article.section.split("/") if article.section else []
        for depth in range(1, len(parts) + 1):
            sections.setdefault("/".join(parts[:depth]), []).append(article.path)
        for tag in dict.fromkeys(slug(tag) for tag in article.meta.tags):
            tags[tag].append(article.path)
        for tag in article.meta.tags:
            names.setdefault(slug(tag), tag)
            if not slug(tag):
                place = article.meta.places["tags"]
                problems.append(error("URL-02", place, f'no URL can be made from the tag "{tag}"', "rename the tag"))
    tags.pop("", None)
    home = indexes.get("")
    return (
        Listing(
            kind="home",
            title=home.meta.title if home else "",
            url="/",
            articles=tuple(article.path for article in listed),
            index=home.path if home else "",
        ),
        *(_section(section, paths, indexes.get(section)) for section, paths in sorted(sections.items())),
        *(
            Listing(kind="tag", title=names[tag], url=f"/topics/{tag}/", articles=tuple(paths))
            for tag, paths in sorted(tags.items())
        ),
    )


def _section(section: str, paths: Sequence[str], index: Article | None) -> Listing:
    name = section.rpartition("/")[2]
    return Listing(
        kind="section",
        title=index.meta.title if index else name.replace("-", " ").replace("_", " ").capitalize(),
        url="/" + "".join(f"{slug(part)}/" for part in section.split("/")),
        articles=tuple(paths),
        index=index.path if index else "",
    )


def _newest_first(article: Article) -> tuple[int, str, str]:
    day = article.meta.updated or article.meta.date
    return (-(day or date.min).toordinal(), article.meta.title, article.path)


def _collisions(
    articles: Mapping[str, Article],
    listings: Sequence[Listing],
    assets: Iterable[Asset],
    problems: list[Problem],
) -> dict[str, str]:
    """Find two sources for one URL; return the aliases that may stand."""
    taken = _listed_urls(listings)
    for article in articles.values():
        for variant in article.variants:
            _take(taken, variant.url, article.path, article.meta.places.get("slug"), problems)
        if article.is_article:
            for name in ("review.json", "references.bib"):
                _take(taken, f"{article.url}{name}", article.path, None, problems)
    for asset in assets:
        if asset.source:
            _take(taken, asset.url, asset.source, None, problems)
    return _aliases(articles, taken, problems)


def _listed_urls(listings: Sequence[Listing]) -> dict[str, str]:
    taken: dict[str, str] = dict(_GENERATED)
    for listing in listings:
        for number in range(2, -(-len(listing.articles) // PAGE_SIZE) + 1):
            taken[f"{listing.url}page/{number}/"] = f"page {number} of the list {listing.url}"
        if not listing.index:
            taken[listing.url] = f"the list {listing.url}"
    return taken


def _aliases(articles: Mapping[str, Article], taken: dict[str, str], problems: list[Problem]) -> dict[str, str]:
    aliases: dict[str, str] = {}
    for article in articles.values():
        for alias in article.meta.aliases:
            url = _alias(alias)
            place = article.meta.places["aliases"]
            if url is None:
                hint = "write it as /old/place/"
                problems.append(error("URL-03", place, f'"{alias}" is no path on this site', hint))
            elif _take(taken, url, article.path, place, problems):
                aliases[url] = article.url
    return aliases


def _take(taken: dict[str, str], url: str, source: str, place: Place | None, problems: list[Problem]) -> bool:
    first = taken.setdefault(url, source)
    if first == source:
        return True
    at = place or Place(file=source)
    message = f"the URL {url} belongs to {first} already"
    problems.append(error("URL-01", at, message, "rename the file, or give it another slug: …"))
    return False


def _alias(alias: str) -> str | None:
    path = alias.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    parts = path.strip("/").split("/")
    if "://" in path or not all(parts) or any(part in (".", "..") or "\\" in part for part in parts):
        return None
    if not all(part.isprintable() and "%" not in part for part in parts):
        return None
    return "/".join(["", *parts, ""]) if "." not in parts[-1] else "/" + "/".join(parts)


def _setting_problems(site: Site) -> Iterable[Problem]:
    place = Place(file="pyproject.toml")
    default = site.config.default_audience
    if default and default not in site.audiences:
        hint = did_you_mean(default, site.audiences, f"defined: {', '.join(site.audiences)}")
        yield error("CFG-03", place, f'default-audience: the audience "{default}" is not defined', hint)
    for name, path in site.config.policies.items():
        if f"content/{path}" not in site.articles:
            hint = did_you_mean(f"content/{path}", site.articles, "write the page, or remove the setting")
            yield error("CFG-03", place, f"policies.{name}: there is no content/{path}", hint)
    for item in site.config.nav:
        if item.target.endswith(".md") and f"content/{item.target}" not in site.articles:
            hint = did_you_mean(f"content/{item.target}", site.articles)
            yield error("CFG-03", place, f'nav "{item.label}": there is no content/{item.target}', hint)
