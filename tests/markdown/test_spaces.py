"""What is known of a text's white space without parting it is what parting it tells."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
