"""The key that was meant."""

from __future__ import annotations

import random
from time import process_time

import pytest

from vademecum.model.references import Bibliography, Entry
from vademecum.problems import Place
from vademecum.references.nearest import nearest


def bibliography(*keys: str) -> Bibliography:
    place = Place(file="a.bib")
    return Bibliography(entries={key: Entry(key=key, kind="misc", fields={}, place=place) for key in keys})


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("strosbrg2017", "strosberg2017"),
        ("Strosberg2017", "strosberg2017"),
        ("strosberg2071", "strosberg2017"),
        ("strosberg", "strosberg2017"),
        ("2017strosberg", "strosberg2017"),
        ("muller:2019", "Müller:2019"),
        ("zzz", ""),
        ("", ""),
    ],
)
def test_nearest(wrong: str, right: str) -> None:
    assert nearest(bibliography("strosberg2017", "smith2017", "Müller:2019", "a"), wrong) == right


def test_equals_are_decided_by_the_alphabet() -> None:
    assert nearest(bibliography("ab2", "ab1", "ab3"), "ab") == "ab1"


def test_an_empty_bibliography() -> None:
    assert nearest(bibliography(), "a") == ""


def test_a_hundred_thousand_keys_are_no_matter() -> None:
    chance = random.Random(7)  # noqa: S311 - made-up keys
    names = ["".join(chance.choices("abcdefghijklmnop", k=8)) for _ in range(100_000)]
    many = bibliography(*(f"{name}{index % 40 + 1980}" for index, name in enumerate(names)))
    wanted = list(many.entries)[777]
    start = process_time()
    assert nearest(many, wanted[:4] + wanted[5:]) == wanted
    assert process_time() - start < 1.5
