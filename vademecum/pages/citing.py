"""How to cite one of our own pages: as text in two styles, and for reference managers.

A page is always the same kind of work, a web page with its authors, site, dates and address. So its forms are put
together here as the styles and exports of `references` would print them, out of parts that many pages share.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from json.encoder import encode_basestring as quoted

from markupsafe import Markup
from msgspec import Struct

from vademecum.model.articles import Article, Variant
from vademecum.model.references import Date, Name
from vademecum.pages.views.article import CiteView
from vademecum.pages.world import World
from vademecum.references.bibtex.macros import MONTHS
from vademecum.references.decoding.languages import is_foreign, language_name
from vademecum.references.decoding.namelists import name_list
from vademecum.references.export.bibtex import escaped, people, verbatim
from vademecum.references.marks import html, plain
from vademecum.references.styles import ama, vancouver
from vademecum.references.styles.dateforms import ama_date, nlm_date
from vademecum.references.styles.lettercase import in_language
from vademecum.references.styles.options import StyleOptions
from vademecum.references.styles.sentences import closed
from vademecum.urls import slug

_IN_VANCOUVER = vancouver.name_rules(StyleOptions())
_IN_AMA = ama.name_rules(StyleOptions())


class OwnPage(Struct, frozen=True, kw_only=True):
    """A page of a site as a work. Nothing in its texts is read as a mark."""

    authors: tuple[tuple[str, bool], ...]
    """(name, whether it is an organisation's)."""
    title: str
    site: str
    publisher: str
    issued: dt.date | None
    updated: dt.date | None
    lang: str
    url: str
    """The full address."""


class _Part(Struct, frozen=True, kw_only=True):
    """What each form says of one thing: whole sentences, lines or members, so that nothing is said by ``""``."""

    vancouver: str = ""
    ama: str = ""
    bibtex: str = ""
    ris: str = ""
    csl: str = ""


_UNKNOWN = _Part()


def cite_view(article: Article, variant: Variant, title: str, world: World) -> CiteView | None:
    """Return the ways to cite a page; None where the site does not know its address."""
    config, meta = world.config, article.meta
    if not config.base_url:
        return None
    return cited(
        OwnPage(
            authors=tuple([(author.name, "organisation" in author.roles) for author in meta.authors]),
            title=title,
            site=config.title,
            publisher=config.organisation,
            issued=meta.date,
            updated=meta.updated,
            lang=meta.lang or config.lang,
            url=world.absolute(variant.url),
        )
    )


def cited(page: OwnPage) -> CiteView:
    """Return the ways to cite a page."""
    title, url, issued = _unmarked(page.title), page.url, page.issued
    shown, address = in_language(html(title), page.lang), html(url)
    (site, publisher, language), authors = _outlet(page.site, page.publisher, page.lang), _authors(page.authors)
    day = _issued(issued) if issued else _UNKNOWN
    updated = _updated(page.updated) if page.updated and page.updated != issued else _UNKNOWN
    days = f"{issued.year:04d} {updated.vancouver}".rstrip() if issued else updated.vancouver
    imprint = f"{publisher.vancouver}; {days}" if publisher.vancouver and days else publisher.vancouver or days
    sentence = closed(shown)
    whole, part = (site.vancouver, sentence) if site.vancouver else (_on_the_web(shown), "")
    in_vancouver = (authors.vancouver, whole, closed(imprint), part, language.vancouver, "Available from:", address)
    in_ama = (authors.ama, sentence, site.ama, day.ama, updated.ama, address)
    key = _key(page)
    return CiteView(
        vancouver=Markup(" ".join(filter(None, in_vancouver))),  # noqa: S704 - escaped
        ama=Markup(" ".join(filter(None, in_ama))),  # noqa: S704 - escaped
        bibtex=f"@online{{{key or 'reference'},\n{authors.bibtex}{_field('title', escaped(title))}{site.bibtex}"
        f"{day.bibtex}{publisher.bibtex}{language.bibtex}{_field('url', verbatim(url))}}}",
        ris=f"TY  - ELEC\n{authors.ris}{_tag('TI', title)}{site.ris}"
        f"{day.ris}{publisher.ris}{language.ris}{_tag('UR', url)}ER  -",
        csl=f'{{{_member("id", key)}"type": "webpage", {authors.csl}{_member("title", title)}{site.csl}'
        f'{day.csl}{publisher.csl}{language.csl}"URL": {quoted(url)}}}',
    )


def _on_the_web(title: str) -> str:
    return f"{title} [Internet]." if title else "[Internet]."


def _key(page: OwnPage) -> str:
    """Return a citation key: the first author, the year, the first word of the title."""
    who = _called(*page.authors[0]) if page.authors else slug(page.site).replace("-", "")
    year = page.issued.year if page.issued else ""
    word = page.title.partition(" ")[0]
    word = word.lower() if word.isascii() and word.isalnum() else slug(page.title).split("-")[0]
    return f"{who}{year}{word}"


@lru_cache(maxsize=4096)
def _called(name: str, organisation: bool) -> str:  # noqa: FBT001 - the two belong together
    """Return how a key calls an author."""
    first = _name(name, organisation)
    return slug(first.family or first.literal).replace("-", "")


@lru_cache(maxsize=4096)
def _authors(authors: tuple[tuple[str, bool], ...]) -> _Part:
    if not authors:
        return _UNKNOWN
    names = tuple([_name(*author) for author in authors])
    return _Part(
        vancouver=closed(name_list(names, False, _IN_VANCOUVER)),  # noqa: FBT003 - none is left out
        ama=closed(name_list(names, False, _IN_AMA)),  # noqa: FBT003 - none is left out
        bibtex=_field("author", people(names, more=False)),
        ris="".join([_tag("AU", ", ".join([part for _, part in _parts(name)])) for name in names]),
        csl=f'"author": [{", ".join([_csl(name) for name in names])}], ',
    )


def _csl(name: Name) -> str:
    members = [f'"{part}": {quoted(text)}' for part, text in _parts(name)]
    return f"{{{', '.join(members)}}}"


def _parts(name: Name) -> list[tuple[str, str]]:
    parts = (("literal", name.literal), ("family", name.family), ("given", name.given))
    return [(part, text) for part, text in parts if text]


@lru_cache(maxsize=4096)
def _name(name: str, organisation: bool) -> Name:  # noqa: FBT001 - the two belong together
    name = _unmarked(name)
    if organisation:
        return Name(literal=name)
    given, _, family = name.strip().rpartition(" ")
    return Name(family=family, given=given)


@lru_cache(maxsize=64)
def _outlet(site: str, publisher: str, lang: str) -> tuple[_Part, _Part, _Part]:
    """Return what many pages share: the site, who stands behind it, the language."""
    return _site(site), _publisher(publisher), _language(lang)


def _site(title: str) -> _Part:
    title = _unmarked(title)
    return _Part(
        vancouver=_on_the_web(html(title)) if title else "",
        ama=closed(html(title)),
        bibtex=_field("booktitle", escaped(title)),
        ris=_tag("T2", title),
        csl=_member("container-title", title),
    )


@lru_cache(maxsize=4096)
def _issued(day: dt.date) -> _Part:
    return _Part(
        ama=f"{ama_date(Date(year=day.year, month=day.month, day=day.day))}.",
        bibtex=f"  year = {{{day.year:04d}}},\n  month = {MONTHS[day.month - 1]},\n  day = {{{day.day}}},\n",
        ris=f"PY  - {day.year:04d}\nDA  - {day.year:04d}/{day.month:02d}/{day.day:02d}/\n",
        csl=f'"issued": {{"date-parts": [[{day.year}, {day.month}, {day.day}]]}}, ',
    )


@lru_cache(maxsize=4096)
def _updated(day: dt.date) -> _Part:
    date = Date(year=day.year, month=day.month, day=day.day)
    return _Part(vancouver=f"[updated {nlm_date(date)}]", ama=f"Updated {ama_date(date)}.")


def _publisher(name: str) -> _Part:
    name = _unmarked(name)
    return _Part(
        vancouver=html(name),
        bibtex=_field("publisher", escaped(name)),
        ris=_tag("PB", name),
        csl=_member("publisher", name),
    )


def _language(tag: str) -> _Part:
    return _Part(
        vancouver=closed(language_name(tag)) if is_foreign(tag) else "",
        bibtex=_field("langid", tag),
        ris=_tag("LA", tag),
        csl=_member("language", tag),
    )


def _field(name: str, value: str) -> str:
    return f"  {name} = {{{value}}},\n" if value else ""


def _tag(name: str, value: str) -> str:
    return f"{name}  - {' '.join(value.split())}\n" if value else ""


def _member(name: str, value: str) -> str:
    return f'"{name}": {quoted(value)}, ' if value else ""


def _unmarked(text: str) -> str:
    """Return a text of ours in which nothing reads as a mark."""
    while (shorter := plain(text)) != text:
        text = shorter
    return text
