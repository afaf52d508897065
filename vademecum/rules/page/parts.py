"""The parts that a reviewed page must show to its readers, and those that it may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from vademecum.rules.page.expected import Expected
from vademecum.rules.page.grammar import MARK
from vademecum.rules.page.nodes import ancestors, get, has_words, text_of
from vademecum.rules.page.tree import Page, seen, shown
from vademecum.urls import encode_id

CLAIMS = ('"reviewedBy"', '"lastReviewed"')
"""What structured data say of what is approved alone."""


def review_faults(page: Page, expected: Expected) -> Iterator[tuple[str, str]]:
    """Yield what a reviewed page lacks, hides, or says although it does not hold."""
    marks = [(get(body, "data-audience"), get(body, "data-status")) for body in page.by_tag.get("body", ())]
    if marks != [(expected.audience, expected.status)]:
        yield "AUD-03", "<body> lacks data-audience or data-status"
    if len(page.by_tag.get("article", ())) != 1:
        yield "A11-01", "the page has no single <article>"
    approved = expected.status == "approved"
    caution = [e for e in shown(page, "caution", "aside") if get(e, "role") == "note"]
    if approved and caution:
        yield "REV-06", "an approved page shows the caution banner"
    if not approved and not caution:
        yield "REV-06", 'the caution banner is missing: <aside class="caution" role="note">'
    if not approved and any(claim in script.text() for script in page.by_tag.get("script", ()) for claim in CLAIMS):
        yield "SD-01", "the structured data claim a review that does not hold"
    yield from _tracker_faults(page, expected)
    yield from _disclaimer_faults(page, expected)
    yield from _people_faults(page, expected)
    yield from _time_faults(page, expected)
    if expected.policy and not any(get(e, "href") for e in shown(page, "policy", "a")):
        yield "LIF-01", 'the link to the editorial policy is missing: <a class="policy">'
    if expected.variants > 1 and not _links_to(shown(page, "audience", "nav", anywhere=True), expected.variants):
        yield "AUD-01", 'the switch between variants is missing: <nav class="audience">'
    yield from _follow_up_faults(page, expected)
    if expected.contact and not any(has_words(link) for link in seen(page, page.contacts)):
        yield "LIF-01", f'a way to report an error is missing: <a href="{expected.contact}">'
    if expected.ai and not seen(page, _saying(page, expected.ai)):
        yield "DSC-04", f"the use of AI is not told: {expected.ai}"


def _people_faults(page: Page, expected: Expected) -> Iterator[tuple[str, str]]:
    for name, note in expected.lay_authors:
        if not seen(page, _saying(page, note)):
            yield "PPL-02", f"the author {name} is not marked: {note}"
    if expected.board and not shown(page, "board"):
        yield "REV-07", 'the advisory board line is missing: <p class="board">'
    named = shown(page, "reviewers")
    names = " ".join(text_of(e) for e in named)
    if any(" ".join(name.split()) not in names for name in expected.reviewers):
        yield "REV-02", 'a reviewer is not named: <ul class="reviewers">'
    if named and not expected.reviewers:
        yield "REV-02", 'the page names reviewers whose approval does not hold: <ul class="reviewers">'


def _time_faults(page: Page, expected: Expected) -> Iterator[tuple[str, str]]:
    for name, day in expected.times:
        if not any(get(time, "datetime") == day for time in shown(page, name, "time")):
            yield "DAT-02", f'a date is missing: <time class="{name}" datetime="{day}">'


def _tracker_faults(page: Page, expected: Expected) -> Iterator[tuple[str, str]]:
    trackers = shown(page, "review-tracker", "ol")
    if not trackers:
        yield "REV-06", 'the review tracker is missing: <ol class="review-tracker">'
    elif bool(trackers[0].css('[aria-current="step"]')) != expected.step:
        yield "REV-06", "the review tracker marks the wrong step"


def _disclaimer_faults(page: Page, expected: Expected) -> Iterator[tuple[str, str]]:
    wanted = "".join(expected.disclaimer.split())
    for element in shown(page, "disclaimer"):
        own = get(element, "data-audience") == expected.audience
        if own and wanted in "".join(text_of(element).split()):
            return
    place = f'<section class="disclaimer" data-audience="{expected.audience}">'
    yield "DSC-01", f"the disclaimer is missing, hidden or incomplete: {place} inside <main>"


def _follow_up_faults(page: Page, expected: Expected) -> Iterator[tuple[str, str]]:
    blocks = page.by_class.get("follow-up", [])
    if any(ancestor.tag == "article" for block in blocks for ancestor in ancestors(block)):
        yield "DSC-05", "the follow-up block stands inside <article>"
    elif expected.follow_up and not _links_to(shown(page, "follow-up", anywhere=True), 1):
        yield "DSC-05", 'the follow-up block is missing: <aside class="follow-up">'


def reference_faults(page: Page, expected: Expected) -> Iterator[tuple[str, str]]:
    """Yield the cited sources that a page does not list."""
    if not expected.references:
        return
    listings = shown(page, "references")
    for listing in listings:
        if not _is_bibliography(listing):
            yield "A11-04", 'the references are no <ol> inside <section role="doc-bibliography"> with a name'
    items = (item for listing in listings for item in listing.css("li"))
    listed = {get(item, "id") for item in seen(page, items) if has_words(item)}
    missing = [key for key in expected.references if f"ref-{encode_id(key)}" not in listed]
    if missing:
        yield "CIT-03", f"cited sources are not in the list of references: {', '.join(missing)}"


def _is_bibliography(listing: LexborNode) -> bool:
    """Return whether a list of references is a numbered list in a section that readers of a screen are told of."""
    around = listing.parent
    while around is not None and get(around, "role") != "doc-bibliography":
        around = around.parent
    named = around is not None and bool(get(around, "aria-labelledby") or get(around, "aria-label"))
    return listing.tag == "ol" and named


def _links_to(elements: Iterable[LexborNode], least: int) -> bool:
    """Return whether one of these elements leads to so many places.

    In a reduced page some addresses are marks and others are not, and two may be one: the kinds are counted apart.
    """
    found = ({get(e, "href") for e in element.css("a") if has_words(e)} - {""} for element in elements)
    return any(max(Counter(map(_kind, places)).values(), default=0) >= least for places in found)


def _kind(place: str) -> str:
    """Return whether an address is a mark for any, a mark of its own, or none."""
    return place.rstrip("0123456789") if MARK in place else ""


def _saying(page: Page, sentence: str) -> Iterator[LexborNode]:
    """Yield the elements of ``<main>`` in whose own text a sentence stands."""
    for main in page.by_tag.get("main", ()):
        for node in main.traverse(include_text=True):
            if node.is_text_node and sentence in (node.text_content or "") and node.parent is not None:
                yield node.parent
