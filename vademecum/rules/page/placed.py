"""Whether every mark in a reduced page stands, in its tree, as what it was put in for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from vademecum.rules.page.grammar import MARK
from vademecum.rules.page.nodes import ancestors
from vademecum.rules.page.reduced import DATUM, WORD

_HOLDING = frozenset(
    """
    -document html body main article section div nav aside header footer details figure ol ul li dd
    """.split()  # noqa: SIM905 - a list of words
)
"""Elements in which a piece changes nothing of what stands around it."""
_HEAD = frozenset(["-document", "html", "head"])
_MARKED = ("href", "src", "datetime")
_VALUE = re.compile(rf"{MARK}(?:-\d+)?")
_INSIDE = "<form><br></form>"
_DATUM = DATUM.strip('[]"')


def all_placed(page: str) -> bool:
    """Return whether each mark in a reduced page is an element, a value or a text of its tree.

    A mark in a comment, in a tag or in another value is none of these, nor is one in a place in which a parser treats
    what it stands for in another way: in a ``<p>``, in a drawing, while a table is open. No reference to a character
    makes a mark of what is none, so the two counts are of the same marks.
    """
    source = unescape(page)
    if "\0" in source:
        return False
    root = LexborHTMLParser(page).root
    marks = words = data = 0
    for node in root.traverse(include_text=True) if root is not None else ():
        if node.is_text_node:
            text, inside = node.text_content or "", node.parent.tag if node.parent is not None else ""
            data += inside == "script" and text == DATUM
            words += text.count(WORD) if inside not in ("script", "style") else 0
        elif node.attributes:
            marks += _marks(node, node.attributes)
    return (source.count(MARK), source.count(WORD), source.count(_DATUM)) == (marks, words, data)


def _marks(element: LexborNode, attributes: Mapping[str, str | None]) -> int:
    """Return how many marks stand in an element's attributes; those that stand for a piece only where they may."""
    if element.tag == "vm-piece" and attributes == {"class": MARK}:
        return element.inner_html == _INSIDE and all(around.tag in _HOLDING for around in ancestors(element))
    if element.tag == "meta" and attributes == {"name": MARK}:
        return all(around.tag in _HEAD for around in ancestors(element))
    listed = element.tag == "li" and attributes.get("id") == f"ref-{MARK}"
    return listed + sum(name in _MARKED and bool(_VALUE.fullmatch(value or "")) for name, value in attributes.items())
