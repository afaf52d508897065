"""What the final HTML of a page must hold, whatever layout made it; and what it must not.

Run on every page, in its worker, over the tree of a compiled parser that reads HTML as browsers do. A text of our own
renderer that the layout left as it was is looked at by its grammar (`inert`) and spared the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vademecum.problems import Problem, error, warning
from vademecum.rules.page.active import active_faults
from vademecum.rules.page.expected import Expected
from vademecum.rules.page.inert import PLACE, Spared, spare
from vademecum.rules.page.lists import spare_lists
from vademecum.rules.page.nodes import get, text_of
from vademecum.rules.page.parts import reference_faults, review_faults
from vademecum.rules.page.tree import Page, read_page

_NOINDEX = re.compile(r"<meta\s[^>]*\bname=\W?robots\b[^>]*\bnoindex\b", re.IGNORECASE)
_WARNINGS = frozenset(["PRV-04"])


def check_page(source: str, expected: Expected) -> tuple[Problem, ...]:
    """Return an error for every required part that a page lacks or hides, and for everything active or foreign.

    What is found without the texts that were spared is never reported as it is: then the whole page is looked at.
    """
    rest = spare_lists(source) if expected.lists else spare(source, expected.texts)
    if rest is not None and not faults(rest.page, expected, rest):
        return ()
    return tuple(
        (warning if rule in _WARNINGS else error)(rule, expected.layout, f"{expected.url}: {message}")
        for rule, message in faults(source, expected)
    )


def faults(source: str, expected: Expected, spared: Spared | None = None) -> list[tuple[str, str]]:
    """Return (rule, message) of everything that is wrong with a page, or with what is left of it."""
    if not source or source.isspace():
        return [("A11-01", "the page is empty")]
    page = read_page(source, spared.ids if spared else (), expected.contact)
    found = [*page.faults, *_document_faults(page), *active_faults(source, page.by_tag)]
    if spared and not spared.stands(page.by_tag.get(PLACE, ())):
        found.append(("A11-01", "a text stands where it cannot"))
    if expected.hidden and not _NOINDEX.search(source):
        found.append(("REV-10", 'search engines may list the page: <meta name="robots" content="noindex"> is missing'))
    if expected.audience:
        found.extend(review_faults(page, expected))
        found.extend(reference_faults(page, expected))
    return found


def _document_faults(page: Page) -> Iterator[tuple[str, str]]:
    if not any(get(e, "lang").strip() and get(e, "dir") in ("ltr", "rtl") for e in page.by_tag.get("html", ())):
        yield "A11-01", "<html> lacks lang or dir"
    if not any(text_of(title) for title in page.by_tag.get("title", ())):
        yield "A11-01", "the page has no <title>"
    if len(page.by_tag.get("h1", ())) != 1:
        yield "A11-01", f"the page has {len(page.by_tag.get('h1', ()))} <h1>, not one"
    if len(page.by_tag.get("main", ())) != 1:
        yield "A11-01", "the page has no single <main>"
