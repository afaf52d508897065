"""Page ranges and what stands around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.references.styles.numerals import is_numeric
from vademecum.references.styles.ordinals import edition, ordinal
from vademecum.references.styles.pageranges import page_range
from vademecum.references.styles.sentences import ends_sentence, joined, sentences, stopped_before


@pytest.mark.parametrize(
    ("pages", "short", "full"),
    [
        ("284-287", "284–7", "284-287"),
        ("1023-9", "1023–9", "1023-1029"),
        ("99-101", "99–101", "99-101"),
        ("S20-S42", "S20–42", "S20-S42"),
        ("S143-158", "S143–58", "S143-S158"),
        ("W1-73", "W1–73", "W1-73"),
        ("e36-e55", "e36–55", "e36-e55"),
        ("126A-127A", "126A–127A", "126A-127A"),
        ("iii-v", "iii–v", "iii-v"),
        ("10:1-10:17", "10:1–10:17", "10:1-10:17"),
        ("3070-3070", "3070", "3070"),
        ("x-x", "x", "x"),
        ("12-", "12", "12"),
        ("A1-B2", "A1–B2", "A1-B2"),
        ("5-3", "5–3", "5-3"),
        ("12-15,20-25", "12–5, 20–5", "12-15, 20-25"),
        ("R12-R15 ; discussion R16", "R12–5; discussion R16", "R12-R15; discussion R16"),
        ("7", "7", "7"),
        ("", "", ""),
    ],
)
def test_ranges(pages: str, short: str, full: str) -> None:
    assert page_range(pages, minimal=True, dash="–") == short
    assert page_range(pages, minimal=False, dash="-") == full


@given(st.integers(min_value=1, max_value=99999), st.integers(min_value=0, max_value=999))
def test_a_shortened_range_can_be_read_back(first: int, length: int) -> None:
    last = first + length
    short = page_range(f"{first}-{last}", minimal=True, dash="-")
    assert page_range(short, minimal=False, dash="-") == (f"{first}-{last}" if length else str(first))


@given(st.text(alphabet="0123456789-,;SAe :", max_size=20))
def test_no_range_is_too_odd(pages: str) -> None:
    assert page_range(pages, minimal=True, dash="–").count("–") <= pages.count("-")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("4", "4th ed."),
        ("2nd", "2nd ed."),
        ("11th edition", "11th ed."),
        ("Second", "2nd ed."),
        ("third ed.", "3rd ed."),
        ("Revised", "Revised ed."),
        ("Rev. ed.", "Rev. ed."),
        ("", ""),
    ],
)
def test_editions(typed: str, printed: str) -> None:
    assert edition(typed) == printed


def test_ordinals() -> None:
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 111)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
        "111th",
    ]


@pytest.mark.parametrize(("text", "numeric"), [("4", True), ("12a", True), ("TR/1", False), ("", False), ("3-5", True)])
def test_numerals(text: str, numeric: bool) -> None:  # noqa: FBT001
    assert is_numeric(text) is numeric


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("A.", True),
        ("A?", True),
        ("A", False),
        ("“A?”", True),
        ("<i>A!</i>", True),
        ("<i>A</i>", False),
        ("(A.)", False),
        ("A)", False),
    ],
)
def test_sentence_ends(text: str, ends: bool) -> None:  # noqa: FBT001
    assert ends_sentence(text) is ends


def test_parts_are_joined() -> None:
    assert sentences(("A", "", "B?", "C.")) == "A. B? C."
    assert joined("; ", "", "a", "", "b") == "a; b"
    assert stopped_before("doi:1", "B") == "doi:1. B"
    assert stopped_before("A.", "B") == "A. B"
    assert stopped_before("A", "") == "A"
