"""Layouts that another process has compiled: the same pages, and never those of another text."""

from __future__ import annotations

import jinja2
import pytest

from vademecum.pages.foreseen import Foreseen, compiled
from vademecum.pages.layouts import LayoutFiles, Layouts

TEMPLATES = {"page.html": '<p>{{ word }}</p>{% include "parts/end.html" %}', "parts/end.html": "<hr>{{ word }}"}


def layouts(templates: dict[str, str], code: bytes) -> Layouts:
    return Layouts(LayoutFiles(templates=templates, assets={}), kept=Foreseen(lambda: code))


def refuse(*_: object, **__: object) -> None:
    """Stand in for what must not be called."""
    raise AssertionError


def test_nothing_is_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    code = compiled(TEMPLATES)
    monkeypatch.setattr(jinja2.Environment, "compile", refuse)
    assert layouts(TEMPLATES, code).render("page.html", word="a < b") == "<p>a &lt; b</p><hr>a &lt; b"


def test_a_layout_and_its_parts_count_as_they_are() -> None:
    code = compiled(TEMPLATES)
    page = {**TEMPLATES, "page.html": "{{ word }}!"}
    part = {**TEMPLATES, "parts/end.html": "<br>"}
    assert layouts(page, code).render("page.html", word="Yes") == "Yes!"
    assert layouts(part, code).render("page.html", word="Yes") == "<p>Yes</p><br>"


def test_a_layout_that_cannot_be_compiled_stands_in_the_way_of_no_other() -> None:
    faulty = {"article.html": "{% if %}", **TEMPLATES}
    assert layouts(faulty, compiled(faulty)).render("page.html", word="Yes") == "<p>Yes</p><hr>Yes"
