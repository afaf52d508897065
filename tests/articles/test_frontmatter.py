"""Front matter as values: every kind of field, and what the fields demand of each other."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.articles.audiences import parse_audiences
from vademecum.articles.parse import parse_article, parse_variant, variant_of
from vademecum.articles.people import parse_people
from vademecum.articles.split import split_front_matter
from vademecum.articles.svg import check_svg
from vademecum.model.articles import EVERYONE, AiUse, Audience, FrontMatter, Parsed, Person, Source, Status
from vademecum.problems import Level, Place, Problem

PEOPLE = {name: Person(id=name, name=name.title(), place=Place(file="p")) for name in ("ada", "ben")}
AUDIENCES = {name: Audience(id=name, label=name, disclaimer="", path="") for name in ("clinician", "patient", EVERYONE)}

EVERY_FIELD = """\
title: "  A   title "
description: >
  in two
  lines
status: UNDER_review
audiences: {clinician: {title: T}, patient: }
date: 2025-04-20
updated: 2025-04-30
authors: [ada, {name: Guest, orcid: 0000-0002-1825-0097, conflicts: none}]
reviews:
  - {by: ben, on: 2025-04-30, audience: clinician, scope: Plain Language, decision: request changes, note: n}
next-review: 2027-04-30
risk: HIGH
literature-through: 2025-03
funding: none
ai: {used: generated, responsible: ada}
tags: oncology
codes: [{system: ICD-10, value: C7A.012, label: L}]
waivers: [{rule: CIT-06, reason: r, by: ada, until: 2026-12-31}]
slug: a-slug
aliases: [/old/]
layout: Article
draft: Yes
lang: fr-CA
toc: off
scholarly: ON
follow-up: false
key-points: [one, two]
jurisdiction: [FR, CA]
has-dosing: true
nocite: '@*'
further-reading: [a, b]
withdrawn: {on: 2025-05-01, reason: r, by: ada}
recommendations: [{text: t, strength: strong}]
discussed-retractions: {key: reason}
corrections: [{date: 2025-01-01, text: t}]
media: [{file: a.png, reviewed: 2025-01-01}]
extra: {a: [b, {c: d}], no: 010}
translation-of: a.md
specialty: s
type: t
"""


def parse(text: str, path: str = "content/a.md") -> tuple[Parsed | None, tuple[Problem, ...]]:
    return parse_article(Source(path=path, text=text, digest=""), PEOPLE, AUDIENCES)


def meta(yaml: str) -> FrontMatter:
    parsed, problems = parse(f"---\n{yaml}---\n\nText.\n")
    assert problems == ()
    assert parsed is not None
    return parsed.meta


def rules(yaml: str) -> list[str]:
    return [f"{problem.line}:{problem.column} {problem.rule}" for problem in parse(f"---\n{yaml}\n---\n")[1]]


def test_every_field() -> None:
    found = meta(EVERY_FIELD)
    assert (found.title, found.description) == ("A title", "in two lines")
    assert found.status is Status.UNDER_REVIEW
    assert [(each.id, each.title) for each in found.audiences] == [("clinician", "T"), ("patient", "")]
    assert (found.date, found.updated, found.next_review) == (date(2025, 4, 20), date(2025, 4, 30), date(2027, 4, 30))
    assert [author.name for author in found.authors] == ["Ada", "Guest"]
    assert found.authors[1].conflicts is not None
    (review,) = found.reviews
    assert (review.by, review.scope, review.decision, review.place.line) == (
        "ben",
        "plain-language",
        "request-changes",
        12,
    )
    assert (found.risk, found.literature_through, found.funding) == ("high", "2025-03", "none")
    assert found.ai == AiUse(used="generated", responsible="ada")
    assert found.tags == ("oncology",)
    assert found.codes[0].value == "C7A.012"
    assert found.waivers[0].until == date(2026, 12, 31)
    assert (found.draft, found.toc, found.scholarly, found.follow_up, found.has_dosing) == (
        True,
        False,
        True,
        False,
        True,
    )
    assert found.nocite == ("@*",)
    assert found.withdrawn is not None
    assert found.extra == {"a": ["b", {"c": "d"}], "no": "010"}
    assert found.place("title", "content/a.md") == Place(file="content/a.md", line=2, column=1)


def test_a_title_is_enough() -> None:
    found = meta("title: A\n")
    assert found == FrontMatter(title="A", places=found.places)
    assert found.status is Status.SUBMITTED


@pytest.mark.parametrize("given", ["", "~", "null"])
def test_what_is_given_empty_is_not_given(given: str) -> None:
    names = ("description", "status", "date", "authors", "tags", "reviews", "ai", "lang", "audiences", "slug", "risk")
    found = meta("title: A\n" + "".join(f"{name}: {given}\n" for name in names))
    assert found == FrontMatter(title="A", places=found.places)


@pytest.mark.parametrize("word", ["none", "assisted", "Generated"])
def test_ai_in_one_word(word: str) -> None:
    assert meta(f"title: A\nai: {word}\n").ai == AiUse(used=word.lower())


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("title: A\nstatus: aproved", ["3:9 REV-01"]),
        ("title: A\nmood: good", ["3:1 FRM-04"]),
        ("title: A\nauthors: [ada, bob]", ["3:16 PPL-07"]),
        ("title: A\naudiences: [patient, nurse, patient]", ["3:22 AUD-05", "3:29 AUD-05"]),
        ("title: A\nreviews: [{by: ben, on: 2025-01-01}]", ["3:11 FRM-05"]),
        (
            "title: A\naudiences: [patient, clinician]\nreviews: [{by: ben, on: 2025-01-01, decision: approve}]",
            ["4:11 AUD-03"],
        ),
        ("title: A\naudiences: [patient]\nreviews: [{by: ben, on: 2025-01-01, decision: approve}]", []),
        ("title: A\nreviews: [{by: ben, on: 2025-01-01, decision: approve, audience: everyone}]", []),
        ("title: A\nlayout: page\nstatus: approved", ["4:1 REV-07"]),
        ("title: A\ncodes: [{system: x}, {system: '', value: y}]", ["3:9 FRM-05", "3:22 FRM-05"]),
        ("title: A\nlang: English", ["3:7 FRM-03"]),
        ("title: ''", ["2:1 FRM-05"]),
        ("title: [A]\ndate: x", ["2:8 FRM-03", "3:7 FRM-03"]),
        ("- title", ["2:1 FRM-01"]),
    ],
)
def test_faults(yaml: str, expected: list[str]) -> None:
    assert rules(yaml) == expected


@pytest.mark.parametrize(
    "day", ["2025-02-29", "2025-4-1", "25-04-01", "2025/04/01", "20250401", "0000-01-01", "tomorrow"]
)
def test_days_that_are_none(day: str) -> None:
    assert rules(f"title: A\ndate: {day}") == ["3:7 FRM-03"]


@pytest.mark.parametrize(
    ("text", "yaml", "body", "line"),
    [
        ("---\na: b\n---\nText", "a: b\n", "Text", 4),
        ("---  \na: b\n...\n\nText", "a: b\n", "\nText", 4),
        ("---\n---", "", "", 3),
        ("---\na: b\n--- \n", "a: b\n", "", 4),
        ("Text\n---\n", "", "Text\n---\n", 1),
        ("", "", "", 1),
        ("----\na\n---\n", "", "----\na\n---\n", 1),
        ("---\na: |\n  ---\n---\nText", "a: |\n  ---\n", "Text", 5),
    ],
)
def test_where_front_matter_ends(text: str, yaml: str, body: str, line: int) -> None:
    split, problems = split_front_matter(Source(path="a", text=text, digest=""))
    assert problems == ()
    assert split is not None
    assert (split.yaml, split.body, split.body_line) == (yaml, body, line)


def test_front_matter_that_is_not_closed() -> None:
    assert rules("title: A")[:0] == []
    parsed, problems = parse("---\ntitle: A\n")
    assert parsed is None
    assert problems[0].rule == "FRM-01"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/a.patient.md", ("content/a.md", "patient")),
        ("content/a.nurse.md", ("content/a.md", "nurse")),
        ("content/b.patient.md", ("content/b.md", "patient")),
        ("content/b.v2.md", None),
        ("content/a.md", None),
        ("content/.patient.md", None),
        ("content/gi/a.patient.md", ("content/gi/a.md", "patient")),
        ("content/gi/a.nurse.md", None),
    ],
)
def test_which_file_is_a_variant(path: str, expected: tuple[str, str] | None) -> None:
    assert variant_of(path, {"content/a.md", path}, AUDIENCES) == expected


def test_a_variant_has_a_title_and_a_description() -> None:
    source = Source(path="content/a.patient.md", text="---\ntitle: T\ndescription: D\nstatus: x\n---\nText", digest="d")
    variant, problems = parse_variant(source, "content/a.md", "patient")
    assert variant is not None
    assert (variant.title, variant.description, variant.body.line) == ("T", "D", 6)
    assert [(problem.rule, problem.level) for problem in problems] == [("FRM-04", Level.WARNING)]


def test_people() -> None:
    text = (
        "b: {name: B, conflicts: {statement: s, on: 2025-01-01, topics: x}, board: yes, clinician: no}\na: {name: A}\n"
    )
    people, problems = parse_people(Source(path="p", text=text, digest=""))
    assert problems == ()
    assert list(people) == ["b", "a"]
    assert (people["b"].board, people["b"].clinician, people["a"].clinician) == (True, False, None)
    assert people["b"].conflicts is not None
    assert people["b"].conflicts.topics == ("x",)
    assert parse_people(Source(path="p", text="", digest="")) == ({}, ())


def test_audiences_are_in_order() -> None:
    def file(name: str, order: int) -> Source:
        return Source(path=f"content/_audiences/{name}.md", text=f"---\nlabel: L\norder: {order}\n---\nAsk.", digest="")

    found, problems = parse_audiences([file("b", 2), file("c", 1), file("a", 2)])
    assert problems == ()
    assert list(found) == ["everyone", "c", "a", "b"]
    assert found["everyone"].path == ""
    own, _ = parse_audiences([file("everyone", 9)])
    assert own["everyone"].path == "content/_audiences/everyone.md"


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


@pytest.mark.parametrize(
    "inner",
    [
        '<path d="M0 0"/><a href="#x"/><use xlink:href="#y"/>',
        '<rect fill="url(#g)" style="fill: url(\'#g\')"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        "<style>.a { fill: red }</style><title>on click</title>",
    ],
)
def test_pictures_that_are_pictures(inner: str) -> None:
    assert check_svg(SVG.format(inner).encode(), "a.svg") == ()


def test_a_picture_with_the_usual_doctype() -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert check_svg((doctype + SVG.format("<g/>")).encode(), "a.svg") == ()


@pytest.mark.parametrize(
    "inner",
    [
        "<script>x</script>",
        "<SCRIPT/>",
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>',
        '<rect onclick="x"/>',
        '<rect ONLOAD="x"/>',
        '<a href="javascript:x"/>',
        '<a xlink:href=" java\nscript:x"/>',
        '<image href="https://evil.example/x.png"/>',
        '<image href="//evil.example/x.png"/>',
        '<use href="data:image/svg+xml,x"/>',
        '<animate attributeName="href" to="javascript:x"/>',
        '<set attributeName="onload" to="x:y"/>',
        "<foreignObject/>",
        '<rect style="fill: url(https://evil.example/x)"/>',
        "<rect fill=\"url( '//evil.example/x' )\"/>",
        "<style>@import 'x.css'</style>",
        "<style>a { background: url(\\\\2f\\\\2f evil) }</style>",
    ],
)
def test_pictures_that_are_more(inner: str) -> None:
    assert [problem.rule for problem in check_svg(SVG.format(inner).encode(), "a.svg")][:1] == ["SRC-07"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"<svg>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
        b'<?xml-stylesheet href="https://evil.example/x.css"?><svg/>',
        "<svg><script>x</script></svg>".encode("utf-16"),
    ],
)
def test_files_that_are_no_pictures(data: bytes) -> None:
    assert check_svg(data, "a.svg")


LINES = st.sampled_from(
    ["title: A", "status: approved", "tags: [", "- x", "  y: z", "audiences:", "---", "authors: ada", "a: b: c"]
)


@given(st.lists(LINES | st.text(max_size=10), max_size=8).map("\n".join))
def test_no_text_is_a_crash(text: str) -> None:
    for source in (text, f"---\n{text}\n---\n"):
        parse(source)
        parse_people(Source(path="p", text=source, digest=""))
        parse_audiences([Source(path="content/_audiences/x.md", text=source, digest="")])
        parse_variant(Source(path="content/a.x.md", text=source, digest=""), "content/a.md", "x")
