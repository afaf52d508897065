"""The digest of a layout covers all that it is made of, and nothing else."""

from __future__ import annotations

import pytest

from vademecum.pages.layouts import LayoutFiles

TEMPLATES = {
    "base.html": "{% block main %}{% endblock %}",
    "page.html": "{% extends 'base.html' %}{% block main %}{% include \"part.html\" %}{% endblock %}",
    "part.html": "{% import 'words.html' as words %}{{ words.hello }}",
    "words.html": "{% set hello = 'Hello' %}",
    "other.html": "Nothing of it.",
    "chosen.html": "{% include page.kind %}",
}


def digest(name: str, **changed: str) -> str:
    templates = {**TEMPLATES, **{f"{key}.html": text for key, text in changed.items()}}
    return LayoutFiles(templates=templates, assets={}).digest_of(name)


@pytest.mark.parametrize("changed", ["base", "page", "part", "words"])
def test_what_a_layout_takes_counts(changed: str) -> None:
    assert digest("page.html", **{changed: "New"}) != digest("page.html")


def test_what_it_does_not_take_does_not_count() -> None:
    assert digest("page.html", other="New") == digest("page.html")
    assert digest("page.html", brand_new="New") == digest("page.html")


def test_a_layout_that_chooses_takes_all() -> None:
    assert digest("chosen.html", other="New") != digest("chosen.html")


def test_a_part_that_appears_counts() -> None:
    missing = {name: text for name, text in TEMPLATES.items() if name != "part.html"}
    before = LayoutFiles(templates=missing, assets={}).digest_of("page.html")
    assert before != digest("page.html")
