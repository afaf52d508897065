"""What is asked of one element of a parsed page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from selectolax.lexbor import LexborNode

_WORD = re.compile(r"[^\W_]")
_HIDING = frozenset(
    """
    audio canvas datalist details dialog meter noembed noframes noscript progress rp script select style svg template
    video
    """.split()  # noqa: SIM905 - a list of words
)
"""Elements whose text is not shown, or by some browsers only, or once readers ask for it."""
_HIDDEN = ", ".join(["[hidden]", "[popover]", "[aria-hidden]", *sorted(_HIDING)])
"""What may hide something in an element, as a selector of CSS."""


def get(element: LexborNode, name: str) -> str:
    """Return an attribute's value; empty where there is none."""
    return element.attributes.get(name) or ""


def text_of(element: LexborNode) -> str:
    """Return the text that an element shows, without breaks in it."""
    return " ".join(_shown(element).split())


def has_words(element: LexborNode) -> bool:
    """Return whether an element shows anything to read."""
    return bool(_WORD.search(element.text()) and _WORD.search(_shown(element)))


def _shown(element: LexborNode) -> str:
    """Return the text of an element, without that of what is hidden in it."""
    if element.css_first(_HIDDEN) is None:
        return element.text()
    texts = (node for node in element.traverse(include_text=True) if node.is_text_node)
    return "".join(text.text_content or "" for text in texts if not _is_hidden(text, element))


def _is_hidden(node: LexborNode, within: LexborNode) -> bool:
    around = takewhile(lambda outer: outer.mem_id != within.mem_id, ancestors(node))
    return any(hides(outer) for outer in around)


def hides(element: LexborNode) -> bool:
    """Return whether an element hides what is in it from some readers."""
    attributes = element.attributes
    return (
        element.tag in _HIDING
        or "hidden" in attributes
        or "popover" in attributes
        or (attributes.get("aria-hidden") or "").lower() == "true"
    )


def ancestors(element: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around an element, the nearest first, and the document last."""
    parent = element.parent
    while parent is not None:
        yield parent
        parent = parent.parent
