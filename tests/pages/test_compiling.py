"""Quick code says the same as jinja2's own, and where it cannot, jinja2's own has the word."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from vademecum.needs import Needs
from vademecum.pages import layouts
from vademecum.pages.layouts import LayoutError, LayoutFiles, Layouts
from vademecum.pages.printing import printed

THING = SimpleNamespace(
    name="<a> & \"b\" 'c'",
    html=Markup("<b>x</b>"),
    number=7,
    nothing=None,
    words=("one", "two", "<three>"),
    inner=SimpleNamespace(
        items=(SimpleNamespace(label="p", words=(), items=()), SimpleNamespace(label="q", words=("r",), items=()))
    ),
)


def kept(thing: SimpleNamespace) -> SimpleNamespace:
    """Return a thing that keeps what is printed of it."""
    items = tuple(SimpleNamespace(**vars(each), printed={}) for each in thing.inner.items)
    return SimpleNamespace(**{**vars(thing), "inner": SimpleNamespace(items=items)}, printed={})


SAME = {
    "texts, HTML, numbers": {
        "a": "{{ t.name }} {{ t.html }} {{ t.number }} {{ t.nothing }} {{ 1.5 }} {{ t.words[0] }}"
    },
    "HTML and text joined": {"a": "{{ t.html ~ t.name }} {{ t.name ~ t.html }} {{ t.words|join(', ') }}"},
    "a part": {"a": "x\n{% include 'p' %}\ny\n", "p": "{{ t.name }}\n"},
    "a part in a part": {"a": "{% include 'p' %}", "p": "1{% include 'q' %}2", "q": "{{ t.name }}"},
    "a name set before a part": {"a": "{% set n = t.name %}{% include 'p' %}", "p": "{{ n }}"},
    "a name set in a part stays there": {
        "a": "{% set n = 1 %}{% include 'p' %}{{ n }}",
        "p": "{% set n = 2 %}{{ n }}{% set m = 3 %}{{ m }}",
    },
    "a name set in a part and missed outside": {"a": "{% include 'p' %}{{ m is defined }}", "p": "{% set m = 3 %}"},
    "a part in a loop": {
        "a": "{% for w in t.words %}{% include 'p' %}{% endfor %}",
        "p": "{{ w }}, ",
    },
    "a part that knows of the loop": {
        "a": "{% for w in t.words %}{{ loop.index }}{% include 'p' %}{% endfor %}",
        "p": "{{ w }}{% if not loop.last %}, {% endif %}",
    },
    "a loop in a part in a loop": {
        "a": "{% for i in t.inner.items %}{% include 'p' %}{{ loop.last }}{% endfor %}",
        "p": "{% for w in i.words %}{{ loop.index }}{{ w }}{% else %}-{% endfor %}",
    },
    "a loop that calls itself": {
        "a": "{% for i in [t.inner] recursive %}[{% if i.items %}{{ loop(i.items) }}{% else %}{{ i.label }}{% endif %}]"
        "{% endfor %}"
    },
    "a part with blocks": {"a": "{% include 'p' %}{% block x %}1{% endblock %}", "p": "{% block x %}2{% endblock %}"},
    "a part that extends": {
        "a": "{% include 'p' %}",
        "p": "{% extends 'q' %}{% block x %}1{% endblock %}",
        "q": "{% block x %}{% endblock %}2",
    },
    "a part with a macro": {"a": "{% include 'p' %}", "p": "{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(t.name) }}"},
    "words": {
        "a": "{% import 'w' as words %}{% include 'p' %}",
        "p": "{{ words.one }} {{ t.name }}",
        "w": "{% set one = 'A & B' %}",
    },
    "a parent's names": {
        "a": "{% extends 'b' %}{% block x %}{{ words.one }}{% include 'p' %}{% endblock %}",
        "b": "{% import 'w' as words %}<{% block x %}{% endblock %}>",
        "p": "{{ words.one }}{{ t.number }}",
        "w": "{% set one = 1 %}",
    },
    "words that are not only texts": {
        "a": "{% import 'w' as words %}{{ words.one }}{{ words.many.a }}{{ words.twice }}{{ words.html }}"
        "{{ words.made }}",
        "w": "{% set one = '<1>' %}{% set many = {'a': '<2>'} %}{% set twice = 1 %}{% set twice = '3' %}"
        "{% set html %}<b>{% endset %}{% set made = 'x' ~ one %}",
    },
    "words by another name": {
        "a": "{% import 'w' as words %}{% set words = t %}{{ words.name }}",
        "w": "{% set name = 'no' %}",
    },
    "words of a child and of its parent": {
        "a": "{% extends 'b' %}{% import 'v' as words %}{% block x %}{{ words.one }}{% endblock %}",
        "b": "{% import 'w' as words %}{% block x %}{% endblock %}{{ words.one }}",
        "v": "{% set one = 'v' %}",
        "w": "{% set one = 'w' %}",
    },
    "words that a part calls otherwise": {
        "a": "{% import 'w' as words %}{% include 'p' %}{{ words.name }}",
        "p": "{% for words in t.inner.items %}{{ words.label }}{% endfor %}",
        "w": "{% set name = 'w' %}{% set label = 'no' %}",
    },
    "words imported twice": {
        "a": "{% import 'v' as words %}{% import 'w' as words %}{{ words.one }}",
        "v": "{% set one = 'v' %}",
        "w": "{% set one = 'w' %}",
    },
    "words from a macro's argument": {
        "a": "{% import 'w' as words %}{% macro m(words) %}{{ words.name }}{% endmacro %}{{ m(t) }}",
        "w": "{% set name = 'no' %}",
    },
    "a part of one thing": {"a": "{% include 'p' %}{% include 'p' %}", "p": "{{ t.name }}{{ t.number }}"},
    "a part of one thing in a loop": {
        "a": "{% for i in t.inner.items %}{% include 'p' %}{% endfor %}",
        "p": "{{ i.label }}",
    },
    "a part of one thing, escaped and not": {
        "a": "{% autoescape false %}{% include 'p' %}{% endautoescape %}{% include 'p' %}"
        "{% autoescape t.nothing %}{% include 'p' %}{% endautoescape %}",
        "p": "{{ t.name }}",
    },
    "a part of one thing, captured": {"a": "{% set x %}{% include 'p' %}{% endset %}{{ x }}", "p": "{{ t.name }}"},
    "a block in a captured text": {
        "a": "{% set x %}{% block y %}{{ t.name }}{% endblock %}{% endset %}{{ x }}{{ self.y() }}"
    },
    "a parent's block": {
        "a": "{% extends 'b' %}{% block x %}{{ super() }}2{% block z %}{{ t.name }}{% endblock %}{% endblock %}",
        "b": "{% for w in t.words %}{% block x scoped %}{{ w }}1{% endblock %}{% endfor %}",
    },
    "a part without names between others": {
        "a": "{% block x %}1{{ t.name }}{% include 'p' without context %}2{% include 'q' %}{% endblock %}",
        "p": "{{ t is defined }}",
        "q": "{{ t.name }}",
    },
    "a part that may be missing": {"a": "1{% include 'nowhere' ignore missing %}2"},
    "the first of several parts": {"a": "{% include ['nowhere', 'p'] %}", "p": "{{ t.name }}"},
    "a part without names": {"a": "{% include 'p' without context %}", "p": "{{ t is defined }}"},
    "a part by a computed name": {"a": "{% set n = 'p' %}{% include n %}", "p": "{{ t.name }}"},
    "without escaping": {"a": "{% autoescape false %}{{ t.name }}{% endautoescape %}{{ t.name }}{{ t.name|safe }}"},
    "captured": {"a": "{% set x %}{{ t.name }}{% include 'p' %}{% endset %}{{ x }}", "p": "{{ t.name }}"},
    "filtered": {"a": "{% filter upper %}{{ t.name }}{% endfilter %}{{ t.name|upper|lower }}"},
    "a part inside raw text": {
        "a": "{% raw %}{% include 'p' %}{% endraw %}{# {% include 'p' %} #}",
        "p": "{{ t.name }}",
    },
    "a key read as an attribute": {"a": "{{ extra.key }} {{ extra['key'] }}"},
    "a key read so in a part": {
        "a": "{% for w in t.words %}{% include 'p' %}{% endfor %}",
        "p": "{{ extra.key }}{{ w }}",
    },
    "what may be absent": {
        "a": "{{ extra.nothing is defined }} {{ extra.nothing|default('-') }} {{ t.no is defined }}"
    },
}


def own(templates: Mapping[str, str], values: Mapping[str, Any]) -> str:
    """Return what jinja2 makes of layouts by itself."""
    layouts = Layouts(LayoutFiles(templates=templates, assets={}))
    environment: Environment = layouts._plain
    return environment.get_template("a").render(values)


@pytest.mark.parametrize("case", SAME)
def test_the_same_text_comes_out(case: str) -> None:
    layouts = Layouts(LayoutFiles(templates=SAME[case], assets={}))
    for thing in (THING, kept(THING)):
        values = {"t": thing, "extra": {"key": "<v>"}}
        expected = own(SAME[case], values)
        assert layouts.render("a", **values) == expected
        assert layouts.render("a", **values) == expected


FAULTS = {
    "a name that is missing, in a part": ({"a": "\n{% include 'p' %}", "p": "\n\n{{ t.no }}"}, "layouts/p", 3),
    "a name that is missing, in a part's part": (
        {"a": "{% include 'p' %}", "p": "\n{% include 'q' %}", "q": "\n\n\n{{ nothing }}"},
        "layouts/q",
        4,
    ),
    "a word that is missing": (
        {
            "a": "{% extends 'b' %}{% block x %}\n{{ words.two }}{% endblock %}",
            "b": "{% import 'w' as words %}{% block x %}{% endblock %}",
            "w": "{% set one = 1 %}",
        },
        "layouts/a",
        2,
    ),
    "words that are not there": ({"a": "\n{% import 'w' as words %}{{ words.one }}"}, "layouts/a", 2),
    "words that cannot be read": ({"a": "{% import 'w' as words %}{{ words.one }}", "w": "\n{% if %}"}, "layouts/w", 2),
    "words before they are imported": (
        {"a": "\n{{ words.one }}{% import 'w' as words %}", "w": "{% set one = '1' %}"},
        "layouts/a",
        2,
    ),
    "layouts that extend each other": ({"a": "{% extends 'b' %}", "b": "{% extends 'a' %}"}, "layouts/a", 0),
    "a part that cannot be read": ({"a": "{% include 'p' %}", "p": "\n{% if %}"}, "layouts/p", 2),
    "a part that is not there": ({"a": "\n{% include 'p' %}"}, "layouts/a", 2),
    "a part that includes itself": ({"a": "{% include 'p' %}", "p": "{% include 'p' %}"}, "layouts/a", 0),
    "two parts that include each other": (
        {"a": "{% include 'p' %}", "p": "{% include 'q' %}", "q": "{% include 'p' %}"},
        "layouts/a",
        0,
    ),
    "a loop of which only the part speaks": (
        {"a": "{% for w in t.words %}{% include 'p' %}{% endfor %}", "p": "\n{{ loop.index }}"},
        "layouts/p",
        2,
    ),
    "a sum of text": ({"a": "{% include 'p' %}", "p": "\n{{ t.name + 1 }}"}, "layouts/p", 2),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_names_the_part_and_its_line(case: str) -> None:
    templates, file, line = FAULTS[case]
    layouts = Layouts(LayoutFiles(templates=templates, assets={}))
    for _ in range(2):
        with pytest.raises(LayoutError) as caught:
            layouts.render("a", t=THING)
        assert (caught.value.problem.file, caught.value.problem.line) == (file, line)


def test_what_is_printed_of_one_thing_alone_is_printed_once() -> None:
    templates = {
        "a": "{% extends 'b' %}{% block x %}{% include 'p' %}{% include 'q' %}{% endblock %}",
        "b": "{% import 'w' as words %}{% block x %}{% endblock %}",
        "p": "<p>{{ words.by }} {{ t.name }}</p>",
        "q": "<p>{{ t.name }} {{ page }}</p>",
        "w": "{% set by = 'by' %}",
    }
    layouts = Layouts(LayoutFiles(templates=templates, assets={}))
    thing, other = kept(THING), kept(THING)
    first = layouts.render("a", t=thing, page=1)
    (text,) = thing.printed.values()
    assert text == f"<p>by {escape(THING.name)}</p>"
    assert first == f"{text}<p>{escape(THING.name)} 1</p>"
    thing.name = "new"
    assert layouts.render("a", t=thing, page=2) == f"{text}<p>new 2</p>"
    assert layouts.render("a", t=other, page=1) == first


def test_layouts_that_were_prepared_say_the_same() -> None:
    templates = {"a": "{% include 'p' %}", "p": "{{ t.name }}", "broken": "{% if %}"}
    layouts = Layouts(LayoutFiles(templates=templates, assets={}))
    layouts.prepare("a", "broken", "nowhere")
    assert layouts.render("a", t=THING) == str(escape(THING.name))
    with pytest.raises(LayoutError):
        layouts.render("broken")


@given(st.text() | st.text(alphabet="&<>'\"a") | st.integers() | st.none() | st.booleans() | st.floats())
def test_values_are_printed_as_jinja2_prints_them(value: object) -> None:
    assert printed(value) == escape(value)


@given(st.text())
def test_html_is_printed_as_it_is(text: str) -> None:
    assert printed(Markup(text)) == text  # noqa: S704 - that is what is asked


def test_each_layout_that_is_rendered_is_noted() -> None:
    needs = Needs()
    layouts = Layouts(LayoutFiles(templates={"a": "{% include 'p' %}", "p": "{{ t.name }}"}, assets={}), needs)
    for _ in range(2):
        layouts.render("a", t=THING)
        assert ("layout", "a") in needs.take()


class Held(BytecodeCache):
    """Keeps compiled layouts in memory."""

    def __init__(self) -> None:
        """Begin with none."""
        self.held: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a layout's code back."""
        if (bucket.key, bucket.checksum) in self.held:
            bucket.bytecode_from_string(self.held[bucket.key, bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a layout's code."""
        assert (bucket.key, bucket.checksum) not in self.held
        self.held[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


def test_kept_code_is_made_anew_when_a_part_has_changed() -> None:
    kept = Held()

    def said(part: str) -> str:
        layouts._environment.cache_clear()
        files = LayoutFiles(templates={"a": "{% include 'p' %}", "p": part}, assets={})
        return Layouts(files, Needs(), kept=kept).render("a", t=THING)

    assert [said("1 {{ t.number }}"), said("2 {{ t.number }}"), said("1 {{ t.number }}")] == ["1 7", "2 7", "1 7"]
    assert len(kept.held) == 2
