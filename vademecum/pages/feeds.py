"""Atom feed, sitemap and robots file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from html import escape as html_escape

from vademecum.model.articles import Article
from vademecum.model.body import Facts, VariantFacts
from vademecum.model.output import Output
from vademecum.model.review import State
from vademecum.model.site import Listing
from vademecum.pages.words import STATES
from vademecum.pages.world import World

escape = partial(html_escape, quote=False)
FEED_LENGTH = 50
"""Articles in the feed, newest first."""


def render_feeds(world: World, facts: Mapping[str, Facts]) -> Iterator[Output]:
    """Yield the feed and the sitemap, for which the site must know its address, and the robots file."""
    robots = "User-agent: *\nAllow: /\n"
    if world.config.base_url:
        robots += f"Sitemap: {world.config.base_url}sitemap.xml\n"
        yield Output(path="feed.xml", content=_feed(world, facts).encode())
        yield Output(path="sitemap.xml", content=_sitemap(world, facts).encode())
    yield Output(path="robots.txt", content=robots.encode())


def _feed(world: World, facts: Mapping[str, Facts]) -> str:
    home = world.site.listings[0]
    articles = [world.site.articles[path] for path in home.articles if path in facts and facts[path].variants]
    dated = [article for article in articles if _day(article)][:FEED_LENGTH]
    newest = max((day for article in dated if (day := _day(article))), default=date(1970, 1, 1))
    address = world.config.base_url
    entries = "".join(_entry(world, article, facts[article.path].variants[0]) for article in dated)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{escape(world.config.title)}</title>\n<id>{escape(address)}</id>\n"
        f'<link rel="self" href={_quoted(f"{address}feed.xml")}/>\n<link href={_quoted(address)}/>\n'
        f"<updated>{_instant(newest)}</updated>\n"
        f"<author><name>{escape(world.config.organisation or world.config.title)}</name></author>\n{entries}</feed>\n"
    )


def _entry(world: World, article: Article, first: VariantFacts) -> str:
    """Return one entry: a text that is not approved has its status before its title (REV-06)."""
    day = _day(article) or date(1970, 1, 1)
    state = first.verdict.state
    told = first.verdict.approved or state is State.WITHDRAWN  # whose title begins with it
    title = first.title if told else f"[{STATES[state]}] {first.title}"
    address = escape(world.absolute(first.url))
    summary = f"<summary>{escape(first.description)}</summary>\n" if first.description else ""
    published = f"<published>{_instant(article.meta.date)}</published>\n" if article.meta.date else ""
    return (
        f"<entry>\n<title>{escape(title)}</title>\n<id>{address}</id>\n"
        f"<link href={_quoted(world.absolute(first.url))}/>\n"
        f"<updated>{_instant(day)}</updated>\n{published}{summary}</entry>\n"
    )


def _day(article: Article) -> date | None:
    return article.meta.updated or article.meta.date


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _is_shown(listing: Listing, facts: Mapping[str, Facts]) -> bool:
    return listing.kind != "tag" or any(facts[path].variants for path in listing.articles if path in facts)


def _sitemap(world: World, facts: Mapping[str, Facts]) -> str:
    urls: list[tuple[str, date | None]] = []
    for path, fact in facts.items():
        article = world.site.articles[path]
        for variant in fact.variants:
            if not article.is_article or world.may_be_indexed(variant.verdict):
                urls.append((variant.url, _day(article)))  # noqa: PERF401 - the condition belongs to the variant
    lists = (listing for listing in world.site.listings if not listing.index)
    urls.extend((listing.url, None) for listing in lists if _is_shown(listing, facts))
    lines = "".join(
        f"<url><loc>{escape(world.absolute(url))}</loc>{f'<lastmod>{day.isoformat()}</lastmod>' if day else ''}</url>\n"
        for url, day in sorted(set(urls), key=lambda item: item[0])
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>\n'
    )


def _quoted(text: str) -> str:
    """Return a text as the value of an attribute."""
    value = escape(text).replace('"', "&quot;")
    return f'"{value}"'
