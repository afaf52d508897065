"""Articles, people, audiences and file names → `Site`: URLs, order, lists, collisions. No body is opened here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from sys import intern

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
from vademecum.urls import changes_url, is_segment, output_path, slug

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
    reserved: Mapping[str, str] | None = None,
    drafts: bool = False,
) -> tuple[Site, tuple[Problem, ...]]:
    """Build the site from its parts; every problem names the source that has to change.

    ``reserved`` holds the URLs of the layouts' own files, and which file each belongs to.
    """
    problems: list[Problem] = []
    parts = {parsed.path: parsed for parsed in articles}
    files = _variant_files(parts, variants, problems)
    shown = {path: parsed for path, parsed in sorted(parts.items()) if drafts or not parsed.meta.draft}
    built = {path: _article(parsed, files.get(path, {}), config, problems) for path, parsed in shown.items()}
    if config.publish == "approved":
        published = (Status.APPROVED, Status.WITHDRAWN)
        built = {p: a for p, a in built.items() if not a.is_article or a.meta.status in published}
    listings = _listings(built, problems)
    owned = {asset.source: asset for asset in assets}
    aliases = _collisions(built, listings, owned.values(), reserved or {}, problems)
    site = Site(
        config=config,
        today=today,
        articles=built,
        withheld=frozenset(parts.keys() - built.keys()),
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
    parts: Mapping[str, Parsed], variants: Iterable[ParsedVariant], problems: list[Problem]
) -> dict[str, dict[str, ParsedVariant]]:
    files: dict[str, dict[str, ParsedVariant]] = defaultdict(dict)
    for variant in variants:
        parsed = parts.get(variant.article)
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
    meta = parsed.meta
    folder, _, file = parsed.path.rpartition("/")
    section, stem = intern(folder.partition("/")[2]), file.rpartition(".")[0]
    is_index = stem == "index"
    url = _url(parsed, section, meta.slug or stem, is_index=is_index, problems=problems)
    place = meta.place("title", parsed.path)
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
        digest=parsed.body.digest,
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


def _url(parsed: Parsed, section: str, wanted: str, *, is_index: bool, problems: list[Problem]) -> str:
    meta = parsed.meta
    place = meta.place("slug", parsed.path)
    name = slug(wanted)
    if meta.slug and name != meta.slug:
        hint = f"write slug: {name}" if name else "use letters, digits and -"
        problems.append(error("URL-02", place, f'"{meta.slug}" cannot stand in a URL', hint))
    for folder in section.split("/") if section else []:
        if not is_segment(slug(folder)):
            message = f'no URL can be made from the folder\'s name "{folder}"'
            problems.append(error("URL-02", Place(file=parsed.path), message, "rename the folder"))
    if not is_segment(name) and not is_index:
        message = f'no URL can be made from the name "{wanted}"'
        problems.append(error("URL-02", place, message, "rename the file or give a slug: …"))
    return _section_url(section) + ("" if is_index else f"{name or 'unnamed-page'}/")


def _listings(articles: Mapping[str, Article], problems: list[Problem]) -> tuple[Listing, ...]:
    listed = sorted((a for a in articles.values() if a.is_article), key=_newest_first)
    indexes = {_section_url(article.section): article for article in articles.values() if article.is_index}
    sections: dict[str, list[str]] = {url: [] for url in indexes if url != "/"}
    folders: dict[str, str] = {}
    tags: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for article in listed:
        for url, folder in _sections_above(article.section):
            sections.setdefault(url, []).append(article.path)
            folders[url] = min(folders.get(url, folder), folder)
        for tag in dict.fromkeys([slug(tag) for tag in article.meta.tags]):
            tags[tag].append(article.path)
        for tag in article.meta.tags:
            name = slug(tag)
            names.setdefault(name, tag)
            if not is_segment(name):
                place = article.meta.place("tags", article.path)
                problems.append(error("URL-02", place, f'no URL can be made from the tag "{tag}"', "rename the tag"))
    tags.pop("", None)
    home = indexes.get("/")
    return (
        Listing(
            kind="home",
            title=home.meta.title if home else "",
            url="/",
            articles=tuple(article.path for article in listed),
            index=home.path if home else "",
        ),
        *(_section(url, folders.get(url, ""), paths, indexes.get(url)) for url, paths in sorted(sections.items())),
        *(
            Listing(kind="tag", title=names[tag], url=f"/topics/{tag}/", articles=tuple(paths))
            for tag, paths in sorted(tags.items())
        ),
    )


@lru_cache(maxsize=4096)
def _sections_above(section: str) -> tuple[tuple[str, str], ...]:
    """Return the URL and name of each folder in which the articles of a section stand, from the root down."""
    parts = section.split("/") if section else []
    return tuple((_section_url("/".join(parts[: depth + 1])), part) for depth, part in enumerate(parts))


@lru_cache(maxsize=4096)
def _section_url(section: str) -> str:
    """Return the URL of a folder: several may share one (``Heart`` and ``heart``), and then they are one section."""
    return "/" + "".join(f"{slug(part) or 'unnamed'}/" for part in section.split("/") if part)


def _section(url: str, folder: str, paths: Sequence[str], index: Article | None) -> Listing:
    return Listing(
        kind="section",
        title=index.meta.title if index else folder.replace("-", " ").replace("_", " ").capitalize(),
        url=url,
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
    reserved: Mapping[str, str],
    problems: list[Problem],
) -> dict[str, str]:
    """Find two sources for one file of the output; return the aliases that may stand."""
    taken = {output_path(url): source for url, source in (*_listed_urls(listings), *reserved.items())}
    for article in articles.values():
        pages = [variant.url for variant in article.variants]
        others = [f"{article.url}review.json", f"{article.url}references.bib", *map(changes_url, pages)]
        urls = [*pages, *others] if article.is_article else pages
        paths = [output_path(url) for url in urls]
        if taken.keys().isdisjoint(paths):
            taken.update(dict.fromkeys(paths, article.path))
            continue
        at = article.meta.place("slug", article.path)
        free = [_take(taken, url, article.path, at, problems) for url in pages]
        for url in others if article.is_article and free[0] else ():
            _take(taken, url, article.path, at, problems)
    for asset in assets:
        _take(taken, asset.url, asset.source, Place(file=asset.source), problems)
    aliases = _aliases(articles, taken, problems)
    problems.extend(_files_for_folders(taken))
    return aliases


def _listed_urls(listings: Sequence[Listing]) -> Iterable[tuple[str, str]]:
    yield from _GENERATED.items()
    for listing in listings:
        for number in range(2, -(-len(listing.articles) // PAGE_SIZE) + 1):
            yield f"{listing.url}page/{number}/", f"page {number} of the list {listing.url}"
        if not listing.index:
            yield listing.url, f"the list {listing.url}"


def _files_for_folders(taken: Mapping[str, str]) -> Iterable[Problem]:
    """Yield an error for each file of the output that stands where another one needs a folder."""
    found: dict[str, str] = {}
    seen = {""}
    for path, source in taken.items():
        parent = path.rpartition("/")[0]
        while parent not in seen:
            seen.add(parent)
            if parent in taken:
                found[parent] = source
            parent = parent.rpartition("/")[0]
    for path, source in found.items():
        own = taken[path] if taken[path].startswith("content/") else source
        other = source if own == taken[path] else taken[path]
        message = f"/{path} would be a file for {taken[path]} and a folder for {source}"
        yield error("URL-01", Place(file=own), message, f"rename this file, or {other}")


def _aliases(articles: Mapping[str, Article], taken: dict[str, str], problems: list[Problem]) -> dict[str, str]:
    aliases: dict[str, str] = {}
    for article in articles.values():
        for alias in article.meta.aliases:
            url = _alias(alias)
            place = article.meta.place("aliases", article.path)
            if url is None:
                hint = "write it as /old/place/"
                problems.append(error("URL-03", place, f'"{alias}" is no path on this site', hint))
            elif taken.get(output_path(url)) == article.path and url not in aliases:
                message = f"the alias {url} is an address of this article itself"
                problems.append(error("URL-03", place, message, "remove the alias"))
            elif _take(taken, url, article.path, place, problems, hint="remove the alias"):
                aliases[url] = article.url
    return aliases


def _take(
    taken: dict[str, str], url: str, source: str, place: Place, problems: list[Problem], *, hint: str = ""
) -> bool:
    first = taken.setdefault(output_path(url), source)
    if first == source:
        return True
    otherwise = "rename the file, or give it another slug: …" if source.endswith(".md") else "rename the file"
    problems.append(error("URL-01", place, f"the URL {url} belongs to {first} already", hint or otherwise))
    return False


def _alias(alias: str) -> str | None:
    path = alias.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    parts = path.strip("/").split("/")
    if "://" in path or not all(parts) or any(part in (".", "..") or "\\" in part for part in parts):
        return None
    if not all(part.isprintable() and "%" not in part and is_segment(part) for part in parts):
        return None
    return "/".join(["", *parts, ""]) if "." not in parts[-1] else "/" + "/".join(parts)


def _setting_problems(site: Site) -> Iterable[Problem]:
    config = site.config
    default = config.default_audience
    if default and default not in site.audiences:
        hint = did_you_mean(default, site.audiences, f"defined: {', '.join(site.audiences)}")
        message = f'default-audience: the audience "{default}" is not defined'
        yield error("CFG-03", config.place("default-audience"), message, hint)
    for name, path in config.policies.items():
        if f"content/{path}" not in site.articles:
            hint = did_you_mean(f"content/{path}", site.articles, "write the page, or remove the setting")
            message = f"policies.{name}: there is no content/{path}"
            yield error("CFG-03", config.place(f"policies.{name}"), message, hint)
    for item in config.nav:
        if item.target.endswith(".md") and f"content/{item.target}" not in site.articles:
            hint = did_you_mean(f"content/{item.target}", site.articles)
            message = f'nav "{item.label}": there is no content/{item.target}'
            yield error("CFG-03", config.place("nav"), message, hint)
    logo = f"/{config.logo.lstrip('/')}"
    files = [asset.url for asset in site.assets.values()]
    if config.logo and logo not in files:
        hint = did_you_mean(logo, files, "put the picture into content/_static/")
        yield error("CFG-03", config.place("logo"), f"logo: the site has no file {logo}", hint)
