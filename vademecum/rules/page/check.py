"""What the final HTML of a page must hold, whatever layout made it; and what it must not.

Run on every page, in its worker, over the tree of a compiled parser that reads HTML as browsers do. First a page is
reduced to what can matter (`reduced`): of many pages that is the same, and looked at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from vademecum.problems import Problem, error, warning
from vademecum.rules.page.active import active_faults
from vademecum.rules.page.expected import Expected
from vademecum.rules.page.nodes import get, text_of
from vademecum.rules.page.parts import reference_faults, review_faults
from vademecum.rules.page.placed import all_placed
from vademecum.rules.page.reduced import Reduced, is_marked, reduce_page
from vademecum.rules.page.tree import Page, read_page, seen

_WARNINGS = frozenset(["PRV-04"])
_LONGEST = 10_000
"""Characters of a reduced page that is kept in mind."""


def check_page(source: str, expected: Expected, *, reduce: bool = True) -> tuple[Problem, ...]:
    """Return an error for every required part that a page lacks or hides, and for everything active or foreign.

    What is found in a reduced page is never reported: then the whole page is looked at. ``reduce``: so many pages are
    looked at that it pays to compile the grammar of what can be left out.
    """
    if reduce and not is_marked(source, expected) and _is_sound_reduced(source, expected):
        return ()
    return tuple(
        (warning if rule in _WARNINGS else error)(rule, expected.layout, f"{expected.url}: {message}")
        for rule, message in faults(read_page(source, expected.contact), source, expected)
    )


def _is_sound_reduced(source: str, expected: Expected) -> bool:
    return is_sound(reduce_page(source, expected)) or is_sound(reduce_page(source, expected, words=False))


def is_sound(reduced: Reduced) -> bool:
    """Return whether nothing is wrong with what a page is reduced to, and so nothing with the page."""
    sound = _sound_ids if len(reduced.page) <= _LONGEST else _sound_ids.__wrapped__
    ids = sound(reduced.page, reduced.expected)
    return ids is not None and len({*ids, *reduced.ids}) == len(ids) + len(reduced.ids)


@lru_cache(maxsize=256)
def _sound_ids(page: str, expected: Expected) -> tuple[str, ...] | None:
    """Return the ids in a reduced page with which nothing is wrong; None for another."""
    parts = read_page(page, expected.contact)
    sound = not faults(parts, page, expected) and all_placed(page, reviewed=bool(expected.audience))
    return tuple(parts.ids) if sound else None


def faults(page: Page, source: str, expected: Expected) -> list[tuple[str, str]]:
    """Return (rule, message) of everything that is wrong with a page."""
    if not source or source.isspace():
        return [("A11-01", "the page is empty")]
    found = [*page.faults, *_document_faults(page), *active_faults(source, page.by_tag)]
    if expected.hidden and not any(map(_forbids_listing, seen(page, page.by_tag.get("meta", ()), anywhere=True))):
        found.append(("REV-10", 'search engines may list the page: <meta name="robots" content="noindex"> is missing'))
    if expected.audience:
        found.extend(review_faults(page, expected))
        found.extend(reference_faults(page, expected))
    return found


def _forbids_listing(meta: LexborNode) -> bool:
    wishes = [wish.strip() for wish in get(meta, "content").lower().split(",")]
    return get(meta, "name").strip().lower() == "robots" and "noindex" in wishes


def _document_faults(page: Page) -> Iterator[tuple[str, str]]:
    if not any(get(e, "lang").strip() and get(e, "dir") in ("ltr", "rtl") for e in page.by_tag.get("html", ())):
        yield "A11-01", "<html> lacks lang or dir"
    if not any(text_of(title) for title in page.by_tag.get("title", ())):
        yield "A11-01", "the page has no <title>"
    if len(page.by_tag.get("h1", ())) != 1:
        yield "A11-01", f"the page has {len(page.by_tag.get('h1', ()))} <h1>, not one"
    if len(page.by_tag.get("main", ())) != 1:
        yield "A11-01", "the page has no single <main>"
