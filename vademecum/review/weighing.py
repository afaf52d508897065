"""How grave a change of words is: what could hurt a patient if it was mistaken comes first."""

from __future__ import annotations

from collections.abc import Sequence

from vademecum.model.changes import Weight
from vademecum.review.blocks import UNITS, Token, TokenKind

_TURNING = frozenset(
    """
    no not never none nor neither without cannot avoid avoided except unless only stop stopped contraindicated
    once twice thrice daily nightly hourly weekly fortnightly monthly yearly half double
    one two three four five six seven eight nine ten eleven twelve
    """.split()  # noqa: SIM905 - a list of words
)
"""Words that turn a sentence into its contrary, or say how much and how often (English)."""
_CONTRACTED = ("n't", "n’t")


def weigh(tokens: Sequence[Token]) -> Weight:
    """Return the weight of the gravest of some tokens that came or went."""
    texts = [token.text.strip().casefold() for token in tokens if token.kind is TokenKind.TEXT]
    if any(_is_grave(text) for text in texts):
        return Weight.NUMBERS
    return Weight.WORDS if any(character.isalnum() for text in texts for character in text) else Weight.REST


def _is_grave(text: str) -> bool:
    number = any(character.isdigit() for character in text)
    return number or text in _TURNING or text in UNITS or text.endswith(_CONTRACTED)
