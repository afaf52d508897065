"""What is asked of one element of a parsed page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

_WORD = re.compile(r"[^\W_]")


def get(element: LexborNode, name: str) -> str:
    """Return an attribute's value; empty where there is none."""
    return element.attributes.get(name) or ""


def text_of(element: LexborNode) -> str:
    """Return the text of an element and of all in it, without breaks in it."""
    return " ".join(element.text().split())


def has_words(element: LexborNode) -> bool:
    """Return whether there is anything to read in an element."""
    return bool(_WORD.search(element.text()))


def ancestors(element: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around an element, the nearest first, and the document last."""
    parent = element.parent
    while parent is not None:
        yield parent
        parent = parent.parent
