"""How to cite one of our own pages: as text in two styles, and for reference managers."""

from __future__ import annotations

import json
from functools import lru_cache

from markupsafe import Markup

from vademecum.model.articles import Article, Variant
from vademecum.model.references import Date, Name, Reference
from vademecum.pages.views import CiteView
from vademecum.pages.world import World
from vademecum.references.export import to_bibtex, to_csl, to_ris
from vademecum.references.marks import plain
from vademecum.references.styles import ama, vancouver
from vademecum.references.styles.options import StyleOptions
from vademecum.urls import slug

_OPTIONS = StyleOptions()
_JSON = json.JSONEncoder(ensure_ascii=False)


def cite_view(article: Article, variant: Variant, title: str, world: World) -> CiteView | None:
    """Return the ways to cite a page; None where the site does not know its address."""
    if not world.config.base_url:
        return None
    work = page_reference(article, variant, title, world)
    return CiteView(
        vancouver=Markup(vancouver.format_reference(work, _OPTIONS)),  # noqa: S704 - escaped by the style
        ama=Markup(ama.format_reference(work, _OPTIONS)),  # noqa: S704
        bibtex=to_bibtex(work).strip(),
        ris=to_ris(work).strip(),
        csl=_JSON.encode(to_csl(work)),
    )


def page_reference(article: Article, variant: Variant, title: str, world: World) -> Reference:
    """Return a page of this site as a work: a web page with its authors, site, dates and address."""
    meta = article.meta
    authors = tuple(_author(author.name, organisation="organisation" in author.roles) for author in meta.authors)
    family = authors[0].family or authors[0].literal if authors else world.config.title
    year = str(meta.date.year) if meta.date else ""
    updated = meta.updated if meta.updated and meta.updated != meta.date else None
    return Reference(
        key=f"{slug(family).replace('-', '')}{year}{slug(title).split('-')[0]}",
        kind="online",
        authors=authors,
        title=_plain(title),
        container=_plain(world.config.title),
        publisher=_plain(world.config.organisation),
        issued=Date(year=meta.date.year, month=meta.date.month, day=meta.date.day) if meta.date else None,
        updated=Date(year=updated.year, month=updated.month, day=updated.day) if updated else None,
        language=meta.lang or world.config.lang,
        url=world.absolute(variant.url),
    )


def _plain(text: str) -> str:
    """Return a text of ours in which nothing reads as a mark."""
    while (shorter := plain(text)) != text:
        text = shorter
    return text


@lru_cache(maxsize=1024)
def _author(name: str, *, organisation: bool) -> Name:
    return Name(literal=_plain(name)) if organisation else _name(_plain(name))


def _name(name: str) -> Name:
    given, _, family = name.strip().rpartition(" ")
    return Name(family=family, given=given)
