"""Where sentences begin and end, and what counts as a word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.prose.sentences import sentences, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("No stop at the end", ["No stop at the end"]),
        ("About 3.5 mg helps. It is 1.2% of 40.", ["About 3.5 mg helps.", "It is 1.2% of 40."]),
        ("Take it, e.g. Monday. Then stop!", ["Take it, e.g. Monday.", "Then stop!"]),
        ("See Dr. Who vs. Prof. Lee. Next.", ["See Dr. Who vs. Prof. Lee.", "Next."]),
        ("By J. Smith et al. Later.", ["By J. Smith et al. Later."]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("Is it safe? 5 in 100 say so.", ["Is it safe?", "5 in 100 say so."]),
        ("first.\nSecond", ["first.", "Second"]),
        ("See fig. two below.", ["See fig. two below."]),
        ("  … !", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A beta-blocker, don't stop.", ["A", "beta-blocker", "don't", "stop"]),
        ("1,270 people; 3.5 mg/kg", ["1,270", "people", "3.5", "mg/kg"]),
        ("– … %", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(alphabet=st.sampled_from("Aab 1.!?\n\"'(e.g)"), max_size=60))
def test_sentences_stand_in_order_and_lose_no_letter(text: str) -> None:
    found = sentences(text)
    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    said = "".join(text[start:end] for start, end in found)
    assert sorted(c for c in said if c.isalnum()) == sorted(c for c in text if c.isalnum())
