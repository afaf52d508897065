"""Cross references: what they print and link, what numbers they bring, and what is said of those that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from vademecum.markdown.keys import mentions
from vademecum.model.body import Body

FIGURE = "![A heart](i.png){#fig-heart}\n\n"
TABLE = "| a |\n|---|\n| 1 |\n\n: Doses {#tbl-doses}\n\n"
SECTION = "## Side effects {#sec-harm}\n\n"


def printed(body: Body) -> str:
    root = html.fragment_fromstring(body.html, create_parent="div")
    return str(root.xpath("string(p)")).replace("\u00a0", " ")


def said(body: Body) -> list[str]:
    return [f"{each.line}:{each.column} {each.rule}: {each.message}; {each.hint}" for each in body.problems]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("See @fig-heart.", "See Figure 1."),
        ("@Fig-heart and @Tbl-doses show it.", "Figure 1 and Table 1 show it."),
        ("It rises (@tbl-doses; @fig-heart).", "It rises (Table 1; Figure 1)."),
        ("See [@fig-heart].", "See Figure 1."),
        ("See [@fig-heart; @tbl-doses].", "See Figure 1, Table 1."),
        ("Figures [-@fig-heart] and others.", "Figures 1 and others."),
        ("[Fig @fig-heart]", "Fig 1"),
        ("[Eq < @fig-heart]", "Eq < 1"),
        ("As @sec-harm says.", "As Section Side effects says."),
        ("[the part @sec-harm]", "the part Side effects"),
        ("**@fig-heart**", "Figure 1"),
        (r"\@fig-heart and `@fig-heart` and a@fig-heart", "@fig-heart and @fig-heart and a@fig-heart"),
    ],
)
def test_what_is_printed(text: str, shown: str, body: Callable[..., Body]) -> None:
    found = body(f"{text}\n\n{FIGURE}{TABLE}{SECTION}")
    assert printed(found) == shown
    assert not [problem for problem in found.problems if problem.rule != "CIT-04"]


def test_every_reference_is_a_link_but_inside_a_link(body: Callable[..., Body]) -> None:
    found = body(f"@fig-heart, @sec-harm, [see @fig-heart](https://example.org/)\n\n{FIGURE}{SECTION}")
    root = html.fragment_fromstring(found.html, create_parent="div")
    assert root.xpath('//a[@class="crossref"]/@href') == ["#fig-heart", "#sec-harm"]
    assert root.xpath("//figure/@id") == ["fig-heart"]
    assert {"fig-heart", "sec-harm"} <= set(found.anchors)
    assert root.xpath("string(//figcaption)") == "Figure 1. A heart"


def test_only_what_has_a_label_is_numbered(body: Callable[..., Body]) -> None:
    text = f'@fig-heart @tbl-doses\n\n![](i.png "No label")\n\n| b |\n|---|\n| 2 |\n\n: Others\n\n{FIGURE}{TABLE}'
    root = html.fragment_fromstring(body(text).html, create_parent="div")
    assert [each.text_content() for each in root.iter("figcaption")] == ["No label", "Figure 1. A heart"]
    assert [each.text_content() for each in root.iter("caption")] == ["Others", "Table 1. Doses"]
    assert root.xpath("//div/@aria-label") == ["Table: Others", "Table 1: Doses"]


def test_numbers_belong_to_a_variant(body: Callable[..., Body]) -> None:
    text = f"See @fig-b.\n\n::: for patient\n{FIGURE}:::\n\n![b](i.png){{#fig-b}}\n"
    assert printed(body(text, audience="clinician")) == "See Figure 1."
    assert printed(body(text, audience="patient")) == "See Figure 2."


def test_what_other_readers_have_cannot_be_meant(body: Callable[..., Body]) -> None:
    found = body(f"See @fig-heart.\n\n::: for patient\n{FIGURE}:::\n", audience="clinician")
    assert said(found) == [
        '1:5 MD-13: no figure of this text has the label "fig-heart"; label it: ![…](a.png){#fig-heart}'
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@fig-hart", '1:1 MD-13: no figure of this text has the label "fig-hart"; did you mean "fig-heart"?'),
        ("x [-@tbl-dose]", '1:5 MD-13: no table of this text has the label "tbl-dose"; did you mean "tbl-doses"?'),
        ("a\nb @sec-q", '2:3 MD-13: no section of this text has the label "sec-q"; label it: ## Title {#sec-q}'),
        (
            "[@a; @fig-heart]",
            (
                '1:6 MD-13: the cross reference "fig-heart" stands among citations; '
                "write [@fig-heart] apart; a source with such a key is cited as @{fig-heart}"
            ),
        ),
    ],
)
def test_unknown_labels_are_errors(text: str, told: str, body: Callable[..., Body]) -> None:
    found = body(f"{text}\n\n@fig-heart @tbl-doses\n\n{FIGURE}{TABLE}{SECTION}")
    assert said(found) == [told]


def test_floats_want_to_be_mentioned_in_their_order(body: Callable[..., Body]) -> None:
    second = "![b](i.png){#fig-b}\n\n"
    found = body(f"@fig-b, then @fig-heart.\n\n{FIGURE}{second}{TABLE}")
    assert said(found) == [
        "7:1 CIT-04: the text never mentions Table 1; write @tbl-doses where readers should look at it",
        (
            "1:14 CIT-04: Figure 2 is mentioned before Figure 1; "
            "place them in the order in which the text first mentions them"
        ),
    ]
    own = body('![A](i.png "As @fig-a shows"){#fig-a}')
    assert [problem.rule for problem in own.problems] == ["CIT-04"]


def test_sources_in_a_float_count_where_it_is_first_mentioned(body: Callable[..., Body]) -> None:
    table = "| x |\n|---|\n| 1 [@c] |\n\n: Doses [@b] {#tbl-doses}\n\n"
    text = f"First [@a].\n\n{table}Then [@d], see @tbl-doses and @tbl-doses, then [@e].\n"
    assert [each.key for each in body(text).cited] == ["a", "d", "b", "c", "e"]
    assert [each.key for each in body(text.replace("@tbl", r"\@tbl")).cited] == ["a", "b", "c", "d", "e"]
    assert [each.key for each in body(f"{table}[@a].[^n]\n\n[^n]: @tbl-doses\n").cited] == ["a", "b", "c"]


def test_floats_that_only_mention_each_other_are_read_in_their_place(body: Callable[..., Body]) -> None:
    one = '![A](i.png "One [@a], see @fig-b"){#fig-a}\n\n'
    two = '![B](i.png "Two [@b], see @fig-a"){#fig-b}\n\n'
    assert [each.key for each in body(one + two).cited] == ["a", "b"]
    assert [each.key for each in body(f"{one}{two}See @fig-b [@c].\n").cited] == ["a", "b", "c"]


def test_an_approval_covers_what_a_reference_points_at(body: Callable[..., Body]) -> None:
    text = f"See @fig-heart and @sec-harm.\n\n{FIGURE}{SECTION}"
    said_before = body(text).canonical
    renamed = text.replace("fig-heart", "fig-x").replace("sec-harm", "sec-x")
    assert body(renamed).canonical == said_before
    assert "crossref fig Figure 1" in said_before
    other = text.replace("See @fig-heart", "See @fig-b") + "![b](i.png){#fig-b}\n"
    assert body(other).canonical[: len(said_before)] != said_before


def test_a_label_alone_is_a_caption_too(body: Callable[..., Body]) -> None:
    found = body("@tbl-x\n\n| a |\n|---|\n| 1 |\n\n: {#tbl-x}\n")
    root = html.fragment_fromstring(found.html, create_parent="div")
    assert root.xpath("string(//caption)").strip() == "Table 1."
    assert not found.problems


def test_a_label_stands_once(body: Callable[..., Body]) -> None:
    found = body(f"@fig-heart\n\n{FIGURE}{FIGURE}")
    assert [problem.rule for problem in found.problems] == ["MD-07"]


def test_a_source_whose_key_looks_like_a_label_is_cited_in_braces() -> None:
    assert list(mentions("[@{fig-1}; @a] and @fig-1 and [@tbl-2]")) == ["fig-1", "a"]


BLOCKS = st.lists(
    st.one_of(
        st.tuples(st.just("cite"), st.sampled_from("abcdefgh")),
        st.tuples(st.just("mention"), st.sampled_from("123")),
        st.tuples(st.just("float"), st.sampled_from("123")),
    ),
    max_size=12,
).map(lambda blocks: [block for at, block in enumerate(blocks) if block[0] != "float" or block not in blocks[:at]])
SOURCES = {"1": "ab", "2": "bc", "3": "gh"}
"""What each of three tables cites."""


def as_read(blocks: list[tuple[str, str]]) -> list[str]:
    """Return the sources in the order in which a reader meets them."""
    floats = {what for kind, what in blocks if kind == "float"}
    mentioned = {what for kind, what in blocks if kind == "mention"}
    read: list[str] = []
    for kind, what in blocks:
        if kind == "cite":
            read.append(what)
        elif what in floats and (kind == "mention" or what not in mentioned):
            floats.discard(what)
            read.extend(SOURCES[what])
    return read


def written(kind: str, what: str) -> str:
    """Return a block as an author writes it."""
    if kind == "cite":
        return f"Text [@{what}]."
    if kind == "mention":
        return f"See @tbl-{what}."
    cells = " ".join(f"[@{key}]" for key in SOURCES[what])
    return f"| {cells} |\n|---|\n| 1 |\n\n: {{#tbl-{what}}}"


@given(BLOCKS)
def test_numbers_follow_the_reader_through_any_text(body: Callable[..., Body], blocks: list[tuple[str, str]]) -> None:
    found = body("\n\n".join(written(kind, what) for kind, what in blocks))
    read = as_read(blocks)
    assert [(each.key, each.number) for each in found.cited] == [
        (key, number) for number, key in enumerate(dict.fromkeys(read), 1)
    ]
    assert [len(each.places) for each in found.cited] == [read.count(each.key) for each in found.cited]
    root = html.fragment_fromstring(found.html, create_parent="div")
    numbers = {each.key: str(each.number) for each in found.cited}
    for link in root.xpath('.//a[@class="citation"]'):
        assert link.text == numbers[link.get("href").removeprefix("#ref-")]
