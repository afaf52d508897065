"""Recipes of fingerprints are for ever: what was approved after one is judged after it by every later engine.

The values below never change. A change that breaks one of them ends every approval of every site: make it a new
recipe, with values of its own here, and leave the old one as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from tests.review.test_fingerprint import TEXT
from vademecum.config import ReviewPolicy
from vademecum.model.articles import Decision, FrontMatter, Person, Review, Status
from vademecum.model.references import Date, Name, Notice, Reference
from vademecum.model.review import State, Wording
from vademecum.problems import Place
from vademecum.review import fingerprint as room
from vademecum.review.fingerprint import CURRENT, RECIPES, Fingerprints, fingerprint, is_readable, reference_digest
from vademecum.review.verdict import Court, judge
from vademecum.today import Today

WORDING = Wording(
    title="Dose of alendronate",
    description="How much, and when: 5 µg or 70 mg?",
    pieces=(
        "heading_open h2",
        "text Dose",
        "heading_close",
        "p",
        "text Once a week ",
        "code_inline code H2O",
        "\ud800",
    ),
    media=("ab" * 32,),
    disclaimer="For *professionals*.\n\nCheck every dose.\n112",
)
NOTICE = Reference(key="n", kind="article", title="Correction", issued=Date(year=1997))
REFERENCE = Reference(
    key="trial",
    kind="article",
    authors=(Name(family="van Dijk", given="Jan", suffix="Jr"), Name(literal="The <i>FIT</i> Group")),
    more_authors=True,
    editors=(Name(family="Ed", given="E"),),
    more_editors=True,
    title="A trial of ß-blockers \U0001fae8",
    container="Lancet",
    container_short="Lancet",
    issued=Date(year=1996, month=12, day=7),
    volume="348",
    issue="2",
    pages="1535-1541",
    eid="e1",
    edition="2nd",
    publisher="Elsevier",
    place="London",
    series="S",
    number="3",
    language="en",
    doi="10.1000/fit",
    pmid="8950879",
    pmcid="PMC1",
    isbn="978-3",
    url="https://example.org/",
    accessed=Date(year=2026, month=1),
    updated=Date(year=2025),
    note="not printed",
    extra={"venue": "Paris", "eventtitle": "ESC"},
    protected={"title": ((2, 7),)},
    notices=(Notice(kind="erratum", source=NOTICE), Notice(kind="retraction", text="10.1000/r")),
)

FROZEN = {"1": "1:e7671639f7d166a69a3d616534cdcc3a6bd3d9d926aae5f34f3b9a8338bc3114"}
BODIES = {"1": "1:b89ee27f8066a3c26468e7827a4bacaf367d6ee6487431b60e0a74b0aad9b768"}
SOURCES = {"1": "04b48d5cd53fdbddefd22ed91be2fd0f1902b0840441e76c6139c1d5cc45c157"}


def test_every_recipe_is_held_here() -> None:
    assert RECIPES.keys() == FROZEN.keys() == BODIES.keys() == SOURCES.keys()
    assert CURRENT in RECIPES


@pytest.mark.parametrize("version", FROZEN)
def test_a_wording_keeps_its_fingerprint(version: str) -> None:
    assert fingerprint(WORDING, version) == FROZEN[version]


def test_a_body_keeps_its_pieces(mark: Callable[..., str]) -> None:
    assert mark(TEXT) == BODIES[CURRENT]


def test_a_source_keeps_its_digest() -> None:
    assert reference_digest(REFERENCE) == SOURCES[CURRENT]


@pytest.mark.parametrize("field", [field.name for field in fields(Reference)])
def test_every_printed_field_of_a_source_counts(field: str) -> None:
    value = None if field in ("issued", "accessed", "updated") else type(getattr(REFERENCE, field))()
    other: dict[str, Any] = {field: value}
    changed = replace(REFERENCE, **other)
    same = reference_digest(changed) == reference_digest(REFERENCE)
    assert same == (field in ("key", "note"))


@given(st.text())
def test_a_source_is_digested_as_json_in_ascii(title: str) -> None:
    work = Reference(key="k", kind="article", title=title)
    listed = json.dumps(room._printed(work), ensure_ascii=True, separators=(",", ":"))
    assert reference_digest(work) == hashlib.sha256(listed.encode()).hexdigest()


def test_the_order_of_further_fields_does_not_count() -> None:
    turned = replace(REFERENCE, extra=dict(reversed([*REFERENCE.extra.items()])))
    assert reference_digest(turned) == reference_digest(REFERENCE)


@pytest.mark.parametrize("text", ["", "1", "1:", "1:12", "2:" + "a" * 64, "1:" + "A" * 64, f"1:{'a' * 64}\n"])
def test_what_is_no_fingerprint_cannot_be_read(text: str) -> None:
    assert not is_readable(text)
    assert is_readable(fingerprint(WORDING))


def test_an_approval_is_judged_after_the_recipe_that_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    def second(wording: Wording) -> str:
        return RECIPES["1"](replace(wording, pieces=wording.pieces[::-1]))

    monkeypatch.setattr(room, "RECIPES", {**RECIPES, "2": second})
    rita = Person(id="rita", name="Rita", place=Place(file="content/_people.yml"))
    court = Court(people={"rita": rita}, policy=ReviewPolicy(), today=Today(date(2026, 11, 22)))

    def state(text: Wording, given: str) -> State:
        review = Review(
            by="rita",
            on=date(2026, 1, 1),
            decision=Decision.APPROVE,
            fingerprint=given,
            place=Place(file="content/a.md"),
        )
        meta = FrontMatter(title="A", status=Status.APPROVED, reviews=(review,))
        return judge(meta, "everyone", Fingerprints(text).fit, court).state

    edited = replace(WORDING, title="Dose of risedronate")
    for version in ("1", "2"):
        given = fingerprint(WORDING, version)
        assert state(WORDING, given) is State.APPROVED
        assert state(edited, given) is State.EDITED
    crossed = f"2:{fingerprint(WORDING, '1').partition(':')[2]}"
    assert state(WORDING, crossed) is State.EDITED
