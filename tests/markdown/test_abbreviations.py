"""Abbreviations: which words are marked, what is said of those that mean nothing, and what an approval covers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from vademecum.model.body import Body

NET = "\n\n*[NET]: neuroendocrine tumour\n"


def marked(body: Body) -> list[tuple[str, str]]:
    root = html.fragment_fromstring(body.html + body.footnotes, create_parent="div")
    return [(str(each.text), each.get("title", "")) for each in root.iter("abbr")]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("A NET grows.", 1),
        ("NET, NET; (NET) NET-like *NET* pre-NET", 6),
        ("NETs, net, KNET and NET_1", 0),
        ("`NET` and $NET$\n\n```\nNET\n```", 0),
        ("<https://example.org/NET/> and https://example.org/NET", 0),
        ("[a NET](https://example.org/NET)", 1),
        ("![NET](i.png)", 0),
        ('![x](i.png "A NET")', 1),
        ("## NET", 1),
        ("| NET |\n|---|\n| NET |\n\n: NET", 3),
        ("NET[^1]\n\n[^1]: NET", 2),
        ("> NET\n\n- NET\n- b", 2),
        ("Term NET\n:   NET", 2),
    ],
)
def test_whole_words_of_text_are_marked(text: str, times: int, body: Callable[..., Body]) -> None:
    assert marked(body(text + NET)) == [("NET", "neuroendocrine tumour")] * times


@pytest.mark.parametrize(
    ("definitions", "expected"),
    [
        ("*[NET]: a\n*[NET G1]: b", [("NET G1", "b"), ("NET", "a")]),
        ("*[NET]:a", [("NET", "a")]),
        ("   *[NET]: a", [("NET", "a")]),
        ("    *[NET]: a", []),
        ("Text\n*[NET]: a\nmore", [("NET", "a")]),
        ("> *[NET]: a", [("NET", "a")]),
        ('*[NET]: a "b" <i> & ©', [("NET", 'a "b" <i> & ©')]),
        ("*[NET]*: a", []),
        ("* [NET]: a", []),
        ("*[]: a", []),
    ],
)
def test_definitions(definitions: str, expected: list[tuple[str, str]], body: Callable[..., Body]) -> None:
    found = marked(body(f"{definitions}\n\nNET G1, NET"))
    assert list(dict.fromkeys(found)) == expected


def test_definitions_are_not_printed(body: Callable[..., Body]) -> None:
    assert "*[" not in body(f"A NET.{NET}").html
    assert body(f"A NET.{NET}").html.count("<p>") == 1


def test_the_sites_own_abbreviations_hold_where_the_article_has_none(body: Callable[..., Body]) -> None:
    site = {"NET": "from the site", "ALT": "alanine aminotransferase"}
    assert marked(body("NET ALT", abbreviations=site)) == [("NET", "from the site"), ("ALT", site["ALT"])]
    assert marked(body(f"NET ALT{NET}", abbreviations=site))[0] == ("NET", "neuroendocrine tumour")
    assert not body("Neither.", abbreviations=site).problems


@pytest.mark.parametrize(
    ("text", "rule", "line", "message"),
    [
        ("Nets.\n\n*[NET]: a", "MD-15", 3, 'the abbreviation "NET" is not used'),
        ("NET\n\n*[NET]:", "MD-14", 3, 'the abbreviation "NET" has no meaning'),
        ("NET\n\n*[NET]: a\n*[NET]: b", "MD-14", 4, 'the abbreviation "NET" has two meanings'),
    ],
)
def test_what_is_told(text: str, rule: str, line: int, message: str, body: Callable[..., Body]) -> None:
    (problem,) = body(text).problems
    assert (problem.rule, problem.line, problem.message) == (rule, line, message)


def test_what_only_other_readers_meet_is_no_unused_abbreviation(body: Callable[..., Body]) -> None:
    assert not body(f"[A NET]{{for=patient}}[A growth]{{for=clinician}}{NET}").problems
    assert not body("NET\n\n*[NET]: a\n*[NET]: a").problems


def test_an_approval_covers_the_meaning(body: Callable[..., Body]) -> None:
    said = body(f"A NET grows.{NET}").canonical
    assert said == ("p", "text A ", "abbr_open neuroendocrine tumour", "text NET", "abbr_close", "text  grows.")
    assert body("A NET grows.").canonical == ("p", "text A NET grows.")
    assert [each.text for each in body(f"A NET grows.{NET}").passages] == ["A NET grows."]
    assert body(f"## The NET{NET}").headings[0].text == "The NET"
