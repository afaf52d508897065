"""Whether every mark in a reduced page stands, in its tree, as what it was put in for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from vademecum.rules.page.grammar import ASKED, MARK
from vademecum.rules.page.nodes import ancestors, get
from vademecum.rules.page.reduced import DATUM, ITEM, WORD

_HOLDING = frozenset(
    """
    -document html body main article section div nav aside header footer details figure ol ul li dd
    """.split()  # noqa: SIM905 - a list of words
)
"""Elements in which a piece changes nothing of what stands around it."""
_HEAD = frozenset(["-document", "html", "head", "script"])
_MARKED = ("href", "src", "datetime")
_NUMBERED = re.compile(rf"{MARK}~(\d+)~(?:-\d+)?")
_INSIDE = "<form><br></form>"
_DATUM = DATUM.strip('[]"')


def all_placed(page: str, *, reviewed: bool = True) -> bool:
    """Return whether each mark in a reduced page is an element, a value or a text of its tree.

    A mark in a comment, in a tag or in another value is none of these, nor is one in a place in which a parser treats
    what it stands for in another way: in a ``<p>``, in a drawing, while a table is open. References to characters make
    no mark of what is none, so the two counts are of the same marks. Of a ``reviewed`` page it is asked whether some
    parts say anything: those hold no piece.
    """
    if "\0" in page or _counts(unescape(page)) != _counts(page):
        return False
    root = LexborHTMLParser(_with_numbers(page)).root
    words = data = 0
    marks: set[str] = set()
    for node in root.traverse(include_text=True) if root is not None else ():
        if node.is_text_node:
            text, inside = node.text_content or "", node.parent
            tag = inside.tag if inside is not None else ""
            data += tag == "script" and text == DATUM and _in_head(node)
            words += text.count(WORD) if tag not in ("script", "style") else 0
        elif node.attributes:
            marks.update(_marks(node, node.attributes, ASKED if reviewed else frozenset()))
    return _counts(page) == (len(marks), words, data)


def _counts(page: str) -> tuple[int, int, int]:
    return page.count(MARK), page.count(WORD), page.count(_DATUM)


def _with_numbers(page: str) -> str:
    """Return a page whose marks differ: a parser copies a link left open, and one mark must not count twice."""
    first, *parts = page.split(MARK)
    return first + "".join(f"{MARK}~{number}~{part}" for number, part in enumerate(parts))


def _in_head(node: LexborNode) -> bool:
    return all(around.tag in _HEAD for around in ancestors(node))


def _marks(element: LexborNode, attributes: Mapping[str, str | None], asked: frozenset[str]) -> Iterator[str]:
    """Yield the numbers of the marks in an element's attributes; of those for a piece only where it may stand."""
    for name, value in attributes.items():
        found = _NUMBERED.fullmatch(value or "")
        if found is not None and (name in _MARKED or _is_piece(element, name, asked)):
            yield found[1]


def _is_piece(element: LexborNode, name: str, asked: frozenset[str]) -> bool:
    if len(element.attributes) > 1:
        return False
    if element.tag == "meta":
        return name == "name" and _in_head(element)
    whole = element.tag == "vm-piece" and name == "class" and element.inner_html == _INSIDE
    return whole and _may_stand(element, asked)


def _may_stand(piece: LexborNode, asked: frozenset[str]) -> bool:
    """Return whether a piece changes nothing where it stands, and may have words there or not.

    The item of a list of references has words besides.
    """
    around = list(ancestors(piece))
    if any(element.tag not in _HOLDING for element in around):
        return False
    listed = around[0].tag == "li" and get(around[0], "id") == ITEM
    return listed or not any(asked & set(get(element, "class").split()) for element in around)
