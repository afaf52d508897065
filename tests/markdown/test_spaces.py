"""What is known of a text's white space without parting it is what parting it tells."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.markdown.conftest import Compose
from vademecum.markdown.spaces import count_words, is_even, spaced

SPACES = [chr(code) for code in range(0x110000) if chr(code).isspace()]
TEXTS = st.lists(st.sampled_from([*SPACES, " ", " ", "\n", "a", "bc", "é", "–", "\u00ad", "\u200b"])).map("".join)


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("beside", ["a", "é", "–", "🫀"])
def test_no_white_space_is_overlooked(space: str, beside: str) -> None:
    assert is_even(f"{beside}{space}b") == (space in " \n")


@given(TEXTS)
def test_words(text: str) -> None:
    assert count_words(text) == count_words(text, even=is_even(text)) == len(text.split())


@given(TEXTS)
def test_runs_become_one_space(text: str) -> None:
    assert spaced(text) == re.sub(r"\s+", " ", text)
    if is_even(text):
        assert spaced(text, even=True) == spaced(text)


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/x%C2%A0y",
        "https://a.example/x%09y",
        "https://a.example/x%e2%80%83y",
        "https://xn--ab-1ca.example/",
    ],
)
def test_white_space_that_an_address_brings_is_that_of_its_text(body: Compose, address: str) -> None:
    """Whatever other white space the text holds: so an approval holds."""
    found, other = body(f"See {address} here"), body(f"See {address}\there")
    assert found.words == other.words == 4
    assert found.canonical == other.canonical
