"""A page as a browser reads it: the elements that matter, and whether readers see them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from vademecum.rules.page.active import ACTIVE, element_faults, is_silent
from vademecum.rules.page.grammar import ASKED
from vademecum.rules.page.nodes import has_words, hides

_TAGS = frozenset(
    """
    article body h1 html link main meta noscript script style template title
    """.split()  # noqa: SIM905 - a list of words
).union(ACTIVE)
"""What is kept of a page, with the classes that are asked for: holding an element costs more than finding it."""


class Page(Struct):
    """The parts of a page, gathered in one pass."""

    by_class: defaultdict[str, list[LexborNode]]
    by_tag: defaultdict[str, list[LexborNode]]
    ids: list[str]
    faults: list[tuple[str, str]]
    standing: dict[int, tuple[bool, bool]]
    """Element → whether it stands inside ``<main>``, and whether it or one around it is hidden: as far as asked."""
    contact: str
    """The address whose links are kept; may be empty."""
    contacts: list[LexborNode]


def read_page(source: str, contact: str) -> Page:
    """Return the parts of a page."""
    tree = LexborHTMLParser(source)
    page = Page(defaultdict(list), defaultdict(list), [], [], {}, contact, [])
    if tree.root is not None:
        _note(tree.root, page)
    for fragment in _fragments(tree) if page.by_tag.get("template") else ():
        unseen = Page(defaultdict(list), page.by_tag, [], page.faults, {}, "", [])
        _note(fragment, unseen)
        page.standing[fragment.mem_id] = (False, True)
    if len(set(page.ids)) < len(page.ids):
        twice = [(identifier, count) for identifier, count in Counter(page.ids).items() if count > 1]
        page.faults.extend(("A11-01", f'the id "{identifier}" stands {count} times') for identifier, count in twice)
    return page


def _fragments(around: LexborHTMLParser | LexborNode) -> Iterator[LexborNode]:
    """Yield what is in each ``<template>``, and in those inside it: a tree does not hold it."""
    for fragment in around.template_fragments():
        yield fragment
        yield from _fragments(fragment)


def _note(root: LexborNode, page: Page) -> None:
    """Note the elements below a node that matter, and the faults of all their attributes."""
    by_tag, by_class, ids = page.by_tag, page.by_class, page.ids
    for element in root.traverse():
        tag = element.tag or ""
        if tag in _TAGS:
            by_tag[tag].append(element)
        attributes = element.attributes
        if not attributes:
            continue
        if "class" in attributes:
            for word in _known_classes(attributes["class"] or ""):
                by_class[word].append(element)
        if "id" in attributes:
            ids.append(attributes["id"] or "")
        if tag == "a" and attributes.get("href") == page.contact:
            page.contacts.append(element)
        if not is_silent(tag, attributes):
            page.faults.extend(element_faults(tag, attributes))


@lru_cache(maxsize=1024)
def _known_classes(value: str) -> tuple[str, ...]:
    return tuple(word for word in value.split() if word in ASKED)


def shown(page: Page, name: str, tag: str = "", *, anywhere: bool = False) -> list[LexborNode]:
    """Return the elements of a class that readers see inside ``<main>``, or anywhere, with words in them."""
    elements = (element for element in page.by_class.get(name, ()) if not tag or element.tag == tag)
    return [element for element in seen(page, elements, anywhere=anywhere) if has_words(element)]


def seen(page: Page, elements: Iterable[LexborNode], *, anywhere: bool = False) -> list[LexborNode]:
    """Return those of some elements that stand inside ``<main>``, or anywhere, and are not hidden."""
    found = []
    for element in elements:
        inside, hidden = _standing(element, page.standing)
        if (anywhere or inside) and not hidden:
            found.append(element)
    return found


def _standing(element: LexborNode, known: dict[int, tuple[bool, bool]]) -> tuple[bool, bool]:
    """Return whether an element stands inside ``<main>``, and whether it or one around it is hidden."""
    found = known.get(element.mem_id)
    if found is None:
        parent = element.parent
        inside, hidden = (False, False) if parent is None else _standing(parent, known)
        found = known[element.mem_id] = (inside or element.tag == "main", hidden or hides(element))
    return found
