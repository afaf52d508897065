"""Numbers of one text in another: what counts as the same, and what does not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.prose.parity import stock, strangers


def unlike(text: str, other: str) -> list[str]:
    """Return the numbers of a text that another does not hold."""
    return [text[start:end] for start, end in strangers(text, stock([other]))]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("1.3% of people", "1.27% of patients"),
        ("64 in 100", "a reduction of 64%"),
        ("about 13 in 1000", "1.27%"),
        ("64%", "64 of 100"),
        ("2 weeks", "for 14 days"),
        ("1 year", "at 12 months"),
        ("24 hours", "within one day"),
        ("50%", "in about half"),
        ("a 0.5 g dose", "500 mg"),
        ("500 micrograms", "0.5 mg"),
        ("7 of 21 people", "7 in a group of 21"),
        ("5 years", "the five-year survival"),
        ("1,270 mg", "1270 mg"),
        ("no number at all", ""),
    ],
)
def test_the_same_number(text: str, other: str) -> None:
    assert unlike(text, other) == []


@pytest.mark.parametrize(
    ("text", "other", "found"),
    [
        ("take 5 g", "take 5 mg", ["5 g"]),
        ("take 50 mg", "take 5 mg", ["50 mg"]),
        ("1.4% of people", "1.27% of patients", ["1.4%"]),
        ("46 in 100", "64%", ["46 in 100"]),
        ("for 3 weeks", "for 2 weeks", ["3 weeks"]),
        ("10 units of insulin", "10 mL", ["10 units"]),
        ("2 tablets", "2 groups", ["2 tablets"]),
        ("5–15 mg", "5–10 mg", ["5–15 mg"]),
    ],
)
def test_another_number(text: str, other: str, found: list[str]) -> None:
    assert unlike(text, other) == found


@given(st.decimals(min_value=1, max_value=99, places=1), st.sampled_from(["mg", "%", "weeks", "mL/kg", "in 100"]))
def test_a_text_holds_its_own_numbers(value: Decimal, unit: str) -> None:
    text = f"about {value} {unit} of it"
    assert unlike(text, text) == []
    assert unlike(f"about {value + 100} {unit} of it", text)
