"""Shorter ways through the rules over a whole text, for texts on which they do nothing."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.rules_core import StateCore
from markdown_it.rules_core import normalize as stock_normalize
from markdown_it.rules_core import text_join as stock_text_join
from markdown_it.token import Token


def normalize(state: StateCore) -> None:
    """Make line ends alike, where they are not."""
    if "\r" in state.src or "\0" in state.src:
        stock_normalize(state)


def text_join(state: StateCore) -> None:
    """Join texts that stand side by side, where any do."""
    tokens = state.tokens
    loose = [
        token
        for token in tokens
        if (children := token.children)
        and (len(children) > 1 or children[0].type != "text")
        and token.type == "inline"
        and _is_loose(children)
    ]
    if loose:
        state.tokens = loose
        stock_text_join(state)
        state.tokens = tokens


def _is_loose(tokens: Sequence[Token]) -> bool:
    """Return whether two texts stand side by side, or something holds texts of its own."""
    last = ""
    for token in tokens:
        kind = token.type
        if kind == "text_special" or (kind == "text" == last) or token.children:
            return True
        last = kind
    return False
