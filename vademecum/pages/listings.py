"""Lists of articles, the page of all references, the page for lost readers: made from facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from vademecum.assemble import PAGE_SIZE
from vademecum.fresh import brief
from vademecum.model.body import Body, Facts
from vademecum.model.output import Output
from vademecum.model.site import Listing
from vademecum.pages.planned import Planned, SourcesPage
from vademecum.pages.showing import plain_view, variant_links
from vademecum.pages.views.article import PlainView
from vademecum.pages.views.frame import Link, PageView
from vademecum.pages.views.lists import CardView, GroupView, ListView
from vademecum.pages.views.sources import CitedView, SourceListView, SourceView
from vademecum.pages.words import STATES
from vademecum.pages.world import World
from vademecum.problems import Place, Problem
from vademecum.rules.page.check import check_page
from vademecum.rules.page.expected import Expected
from vademecum.urls import encode_id, output_path, relative_root

SOURCES_A_PAGE = 500


class _Part(Struct, frozen=True, kw_only=True):
    """One page of a list."""

    listing: Listing
    number: int
    total: int
    cards: Sequence[tuple[CardView, str]]
    """As a page at the root would show them, each with its digest."""


def plan_listings(world: World, facts: Mapping[str, Facts], intros: Mapping[str, Body]) -> Iterator[Planned]:
    """Yield every page of every list. ``intros`` holds the bodies of folder pages."""
    made: dict[str, tuple[CardView, str]] = {}
    published = {path for path, fact in facts.items() if fact.variants}
    shown = {listing.url: [path for path in listing.articles if path in published] for listing in world.site.listings}
    groups = cache(partial(_groups, world, {url: len(paths) for url, paths in shown.items()}))
    for listing in world.site.listings:
        paths = shown[listing.url]
        if listing.kind == "tag" and not paths:
            continue
        total = max(1, -(-len(paths) // PAGE_SIZE))
        for number in range(1, total + 1):
            part = paths[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
            for path in part:
                if path not in made:
                    card = _card(world, path, facts[path])
                    made[path] = card, brief(card)
            page = _Part(listing=listing, number=number, total=total, cards=[made[path] for path in part])
            yield _list_page(world, page, intros, groups)


def _page_url(url: str, number: int) -> str:
    return url if number == 1 else f"{url}page/{number}/"


def _list_page(
    world: World, part: _Part, intros: Mapping[str, Body], groups: Callable[[str, str], tuple[GroupView, ...]]
) -> Planned:
    """Return one page of a list."""
    url = _page_url(part.listing.url, part.number)
    frame = cache(partial(_list_frame, world, part, url, intros, groups))

    def make() -> tuple[Output, tuple[Problem, ...]]:
        page, view = frame()
        cards = tuple([_seen_from(page.root, card) for card, _ in part.cards])
        return _checked(world, "list.html", url, page, list=replace(view, cards=cards))

    def key() -> str:
        return brief((world.ground("list.html"), *frame(), [digest for _, digest in part.cards]))

    return Planned(url=url, path=output_path(url), key=cache(key), make=make)


def _list_frame(
    world: World,
    part: _Part,
    url: str,
    intros: Mapping[str, Body],
    groups: Callable[[str, str], tuple[GroupView, ...]],
) -> tuple[PageView, ListView]:
    """Return one page of a list without its cards."""
    listing, number, total = part.listing, part.number, part.total
    root = relative_root(url)
    index = world.site.articles.get(listing.index)
    intro = plain_view(index, intros[listing.index]) if index and listing.index in intros else None
    title = listing.title or world.config.title
    home = listing.kind == "home"
    view = ListView(
        heading=title,
        intro=intro,
        cards=(),
        number=number,
        total=total,
        previous=world.href(_page_url(listing.url, number - 1), root) if number > 1 else "",
        next=world.href(_page_url(listing.url, number + 1), root) if number < total else "",
        sections=groups("/" if home else listing.url, root) if listing.kind in ("home", "section") else (),
        tags=groups("", root) if home else (),
        breadcrumbs=() if home else (Link(label="Home", url=world.href("/", root)),),
    )
    return page_frame(world, listing.kind, url, title, _description(world, listing, intro)), view


def _description(world: World, listing: Listing, intro: PlainView | None) -> str:
    if intro and intro.summary:
        return intro.summary
    return world.config.description if listing.kind == "home" else ""


def page_frame(world: World, kind: str, url: str, title: str, description: str = "") -> PageView:
    """Return the head and frame of a page that is no article."""
    return PageView(
        kind=kind,
        title=title,
        description=description,
        lang=world.config.lang,
        dir=world.direction(world.config.lang),
        url=url,
        root=relative_root(url),
        canonical=world.absolute(url) if kind != "not-found" else "",
        robots="noindex" if kind == "not-found" else "",
        audience="",
        status="",
        json_ld=Markup(),
        meta=(("generator", "Vademecum"), ("og:title", title), ("og:site_name", world.config.title)),
    )


def _checked(world: World, layout: str, url: str, page: PageView, **view: object) -> tuple[Output, tuple[Problem, ...]]:
    site = world.frame(page.root)
    html = world.layouts.render(layout, site=site, page=page, **view)
    expected = Expected(layout=Place(file=f"{world.files.folder}/{layout}"), url=url)
    return Output(path=output_path(url), content=html.encode()), check_page(html, expected, reduce=world.many)


def _card(world: World, path: str, facts: Facts) -> CardView:
    article, variants = world.site.articles[path], facts.variants
    first, meta = variants[0], article.meta
    section = world.surroundings.sections.get(article.section)
    verdict = first.verdict
    several = len(variants) > 1
    return CardView(
        title=first.title,
        summary=first.description,
        url=world.href(first.url, ""),
        state=verdict.state.value,
        status=STATES[verdict.state],
        due=verdict.next_review if verdict.approved else None,
        date=meta.date,
        updated=meta.updated,
        section=section.title if section else "",
        variants=variant_links([(v.audience, v.url, v.verdict) for v in variants], "", world) if several else (),
    )


def _seen_from(root: str, card: CardView) -> CardView:
    """Return a card with its URLs as they are on a page whose way to the root is ``root``."""
    variants = tuple([replace(each, url=root + each.url) for each in card.variants]) if card.variants else ()
    return replace(card, url=root + card.url, variants=variants)


def _groups(world: World, counts: Mapping[str, int], parent: str, root: str) -> tuple[GroupView, ...]:
    """Return the sections right below a URL, or the tags for an empty one, as a page as deep as ``root`` shows them.

    The home page names only those that hold something.
    """
    kind, depth = ("section", parent.count("/") + 1) if parent else ("tag", 0)
    return tuple(
        _group(world, listing, counts[listing.url], root)
        for listing in world.site.listings
        if listing.kind == kind
        and (not parent or (listing.url.startswith(parent) and listing.url.count("/") == depth))
        and (counts[listing.url] or parent not in ("", "/"))
    )


def _group(world: World, listing: Listing, count: int, root: str) -> GroupView:
    index = world.site.articles.get(listing.index)
    return GroupView(
        label=listing.title,
        url=world.href(listing.url, root),
        summary=index.meta.description if index else "",
        count=count,
    )


def plan_references(
    world: World, facts: Mapping[str, Facts], label: Callable[[str], tuple[str, str]]
) -> Iterator[Planned]:
    """Yield the pages of every cited source and who cites it, by first author as formatted.

    ``label`` gives the label of a source and a digest of what is printed of it.
    """
    citing: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for fact in facts.values():
        if not fact.variants:
            continue
        first, *others = fact.variants
        page = (first.title, world.href(first.url, ""))
        keys = dict.fromkeys(key for each in fact.variants for key in each.cited) if others else first.cited
        for key in keys:
            citing[key].append(page)
    labels = {key: label(key) for key in citing}
    ordered = sorted(citing, key=lambda key: (labels[key][0].casefold(), key))
    total = max(1, -(-len(ordered) // SOURCES_A_PAGE))
    for number in range(1, total + 1):
        part = ordered[(number - 1) * SOURCES_A_PAGE : number * SOURCES_A_PAGE]
        sources = SourcesPage(
            url=_page_url("/references/", number),
            count=len(ordered),
            number=number,
            total=total,
            cited=tuple((key, tuple(citing[key])) for key in part),
        )
        yield plan_sources(world, sources, [labels[key][1] for key in part])


def plan_sources(
    world: World,
    sources: SourcesPage,
    printed: Sequence[str],
    view_of: Callable[[str], CitedView] | None = None,
) -> Planned:
    """Return one page of the list of all sources. ``printed`` are digests of what is printed of each of them.

    ``view_of`` knows how they are printed, if anything does.
    """
    view_of = view_of or (lambda key: world.sources.aside(key).shown)
    root = relative_root(sources.url)
    number = sources.number
    view = SourceListView(
        sources=(),
        count=sources.count,
        number=number,
        total=sources.total,
        previous=world.href(_page_url("/references/", number - 1), root) if number > 1 else "",
        next=world.href(_page_url("/references/", number + 1), root) if number < sources.total else "",
    )
    page = page_frame(world, "references", sources.url, "References", "Every source that this site cites.")

    def make() -> tuple[Output, tuple[Problem, ...]]:
        listed = tuple(_source(key, view_of(key), cited_by, root) for key, cited_by in sources.cited)
        return _checked(world, "references.html", sources.url, page, sources=replace(view, sources=listed))

    def key() -> str:
        return brief((world.ground("references.html"), page, view, sources.cited, printed))

    return Planned(url=sources.url, path=output_path(sources.url), key=cache(key), make=make, sources=sources)


def _source(key: str, view: CitedView, cited_by: Sequence[tuple[str, str]], root: str) -> SourceView:
    return SourceView(
        id=f"ref-{encode_id(key)}",
        key=key,
        source=view,
        cited_by=tuple([Link(label=title, url=root + url) for title, url in cited_by]),
    )


def render_not_found(world: World) -> tuple[Output, tuple[Problem, ...]]:
    """Return ``404.html``: a server shows it anywhere, so its links start at the path of ``base-url``."""
    page = page_frame(world, "not-found", "/404.html", "Page not found")
    site = world.frame(world.config.base_path)
    html = world.layouts.render("404.html", site=site, page=page)
    expected = Expected(layout=Place(file=f"{world.files.folder}/404.html"), url="/404.html")
    return Output(path="404.html", content=html.encode()), check_page(html, expected, reduce=world.many)


def render_aliases(world: World, facts: Mapping[str, Facts]) -> Iterator[Output]:
    """Yield a page at every old URL that leads to the new one, if that is published."""
    first = {world.site.articles[path].url: fact.variants[0].url for path, fact in facts.items() if fact.variants}
    for alias, article in sorted(world.site.aliases.items()):
        url = first.get(article)
        if url is None:
            continue
        target = world.href(url, relative_root(alias))
        canonical = world.absolute(url)
        link = f'<link rel="canonical" href="{canonical}">\n' if canonical else ""
        html = (
            f'<!doctype html>\n<html lang="{world.config.lang}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="robots" content="noindex">\n<meta http-equiv="refresh" content="0; url={target}">\n{link}'
            f'<title>Moved</title>\n</head>\n<body>\n<p><a href="{target}">This page has moved.</a></p>\n'
            "</body>\n</html>\n"
        )
        yield Output(path=output_path(alias), content=html.encode())
