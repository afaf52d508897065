"""BibTeX, RIS and CSL-JSON: what goes out comes back."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from tests.references.cases import FIXTURES, decoded, read_cases
from vademecum.model.references import Date, Name, Reference
from vademecum.references.export import to_bibtex, to_csl, to_ris

FULL = Reference(
    key="odd key,{}",
    kind="article",
    authors=(Name(family="O'Hara", given="Ann", suffix="Jr"), Name(literal="Group {X}"), Name(family="Plato")),
    more_authors=True,
    editors=(Name(family="Ed", given="A"),),
    title="A <i>b</i> of {C} 100% \\ <sup>2</sup>",
    protected={"title": ((0, 1), (14, 15))},
    container="J & K",
    container_short="J K",
    issued=Date(year=2001, month=2, day=3),
    volume="1",
    issue="2",
    pages="3-4",
    doi="10.1000/a_b",
    pmid="5",
    pmcid="PMC6",
    url="https://x.org/{a}",
    accessed=Date(year=2002, month=3, day=4),
    extra={"issn": "0028-4793", "type": "Letter"},
)


def test_the_three_formats_hold_the_same_work() -> None:
    assert to_bibtex(FULL) == (FIXTURES / "full.bib").read_text(encoding="utf-8")
    assert to_ris(FULL) == (FIXTURES / "full.ris").read_text(encoding="utf-8")
    assert to_csl(FULL) == json.loads((FIXTURES / "full.json").read_text(encoding="utf-8"))


def test_bibtex_is_read_back_as_it_went_out() -> None:
    found, problems = decoded(to_bibtex(FULL), "odd_key___")
    assert not problems
    assert replace(found, key=FULL.key, url=FULL.url) == FULL


@pytest.mark.parametrize(
    ("names", "written"),
    [
        ((Name(family="A", given="B"), Name(family="C_D", given="E. F.")), r"A, B and C\_D, E. F."),
        ((Name(family="A, B", given="C"), Name(literal="D")), "A{,} B, C and {D}"),
        ((Name(family="A", given="B, C"),), "A, B{,} C"),
        ((Name(family="A", given="B", suffix="Jr"), Name(family="C")), "A, Jr, B and C"),
    ],
)
def test_people(names: tuple[Name, ...], written: str) -> None:
    for more, end in ((False, ""), (True, " and others")):
        entry = to_bibtex(Reference(key="k", kind="book", authors=names, more_authors=more))
        assert entry == f"@book{{k,\n  author = {{{written}{end}}},\n}}\n"


@pytest.mark.parametrize("bib", [pytest.param(case[1], id=case[0]) for case in read_cases("formats.txt", 3)])
def test_every_type_survives_the_round_trip(bib: str) -> None:
    before, _ = decoded(bib)
    after, _ = decoded(to_bibtex(before), before.key)
    for name in (
        "kind",
        "authors",
        "editors",
        "title",
        "container",
        "issued",
        "volume",
        "issue",
        "pages",
        "doi",
        "url",
        "accessed",
    ):
        assert getattr(after, name) == getattr(before, name)
    assert to_ris(before).startswith("TY  - ")
    assert to_ris(before).endswith("ER  - \n")
    json.dumps(to_csl(before))


@pytest.mark.parametrize(
    "reference",
    [
        Reference(key="k", kind="inbook", title="T", issued=None, extra={"year": "in press"}),
        Reference(
            key="k", kind="book", title="T", issued=Date(year=2001), accessed=Date(year=2002), series="S", number="4"
        ),
        Reference(
            key="k", kind="misc", title="<i>T</i> x", issued=Date(year=2001, month=5), protected={"title": ((1, 5),)}
        ),
        Reference(key="%", kind="misc"),
    ],
)
def test_little_is_enough(reference: Reference) -> None:
    assert to_bibtex(reference).count("{") == to_bibtex(reference).count("}")
    assert to_ris(reference)
    assert to_csl(reference)["id"] == reference.key
