"""How to cite a page: what stands there is what the styles and exports make of the page as a work."""

from __future__ import annotations

import datetime as dt
import json

from hypothesis import example, given
from hypothesis import strategies as st

from vademecum.model.references import Date, Name, Reference
from vademecum.pages.citing import OwnPage, cited
from vademecum.references.export import to_bibtex, to_csl, to_ris
from vademecum.references.marks import plain
from vademecum.references.styles import ama, vancouver
from vademecum.references.styles.options import StyleOptions
from vademecum.urls import slug

TEXTS = st.text(
    st.one_of(st.sampled_from("ab Z.?!…:;,-–'\"“”()[]<>/i&{}\\%_^~ßé中 "), st.characters(exclude_categories=["C"]))
)
WORDS = st.sampled_from(
    ["Zinc in <i>E. coli</i>", "Why wait?", "Treating “it.”", "Dose & {form}", "<i<i>>", "Über β₂ 50%"]
)
TITLES = st.one_of(TEXTS, WORDS)
NAMES = st.one_of(
    st.sampled_from(
        ["Ann Author", "Jean-Luc de la Tour", "WHO", "J. R. R. Smith", "王 小明", "Mary Ann O’Neil", "Solo"]
    ),
    TEXTS.map(str.strip).filter(bool),
)
DAYS = st.one_of(st.none(), st.dates())
PAGES = st.builds(
    OwnPage,
    authors=st.lists(st.tuples(NAMES, st.booleans()), max_size=8).map(tuple),
    title=TITLES.filter(str.strip),
    site=TITLES,
    publisher=TITLES,
    issued=DAYS,
    updated=DAYS,
    lang=st.sampled_from(["en", "en-GB", "de", "pt-BR", "zh-Hant", "tlh"]),
    url=st.sampled_from(["https://a.example/gi/a/", "https://a.example/b%C3%A9/c/?d=1&e=%7Bf%7D"]),
)
FULL = OwnPage(
    authors=(("Ann B. Author", False), ("Example Hospital", True)),
    title="Treating gout",
    site="Ward round",
    publisher="Example press",
    issued=dt.date(2026, 1, 31),
    updated=dt.date(2026, 6, 1),
    lang="en",
    url="https://ward.example/gout/",
)


def work(page: OwnPage) -> Reference:
    """Return a page as a reference to it would be decoded from a bibliography."""
    authors = tuple(author(bare(name), organisation=organisation) for name, organisation in page.authors)
    family = authors[0].family or authors[0].literal if authors else page.site
    updated = page.updated if page.updated != page.issued else None
    return Reference(
        key=f"{slug(family).replace('-', '')}{page.issued.year if page.issued else ''}{slug(page.title).split('-')[0]}",
        kind="online",
        authors=authors,
        title=bare(page.title),
        container=bare(page.site),
        publisher=bare(page.publisher),
        issued=date(page.issued) if page.issued else None,
        updated=date(updated) if updated else None,
        language=page.lang,
        url=page.url,
    )


def bare(text: str) -> str:
    while plain(text) != text:
        text = plain(text)
    return text


def author(name: str, *, organisation: bool) -> Name:
    given_names, _, family = name.strip().rpartition(" ")
    return Name(literal=name) if organisation else Name(family=family, given=given_names)


def date(day: dt.date) -> Date:
    return Date(year=day.year, month=day.month, day=day.day)


@given(PAGES)
@example(FULL)
def test_a_page_is_cited_as_any_web_page(page: OwnPage) -> None:
    view, reference = cited(page), work(page)
    assert view.vancouver == vancouver.format_reference(reference, StyleOptions())
    assert view.ama == ama.format_reference(reference, StyleOptions())
    assert view.bibtex == to_bibtex(reference).strip()
    assert view.ris == to_ris(reference).strip()
    assert view.csl == json.dumps(to_csl(reference), ensure_ascii=False)


def test_all_that_is_known_of_a_page_is_told() -> None:
    view = cited(FULL)
    assert view.vancouver == (
        "Author AB; Example Hospital. Ward round [Internet]. Example press; 2026 [updated 2026 Jun 1]. Treating gout. "
        "Available from: https://ward.example/gout/"
    )
    assert "Updated June 1, 2026." in view.ama
    assert json.loads(view.csl)["issued"] == {"date-parts": [[2026, 1, 31]]}
