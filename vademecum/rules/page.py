"""What the final HTML of a page must hold, whatever layout made it; and what it must not.

Run on every page, in its worker, in one pass over a compiled parser's tree.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from vademecum.problems import Place, Problem, error
from vademecum.urls import ALLOWED_SCHEMES, encode_id, scheme

_LOADING = frozenset(
    """
    src srcset imagesrcset data poster background action formaction ping attributionsrc manifest
    """.split()  # noqa: SIM905 - a list of words
)
_LOADING_BY_HREF = frozenset(["use", "image", "feimage"])
_QUIET_LINKS = frozenset(
    """
    alternate author bookmark canonical cite-as describedby first help index last license me prev privacy-policy
    shortlink tag terms-of-service up
    """.split()  # noqa: SIM905 - a list of words
)
"""What a ``<link>`` may be without a browser asking for it unbidden."""
_HARMLESS = frozenset(["role", "lang", "dir", "scope", "value", "datetime", "title", "alt", "rel", "aria-label"])
_SILENT = ("data-", "aria-")
_ACTIVE = frozenset(["iframe", "object", "embed", "applet", "frame", "frameset", "fencedframe", "base", "portal"])
_DATA_SCRIPTS = frozenset(["application/ld+json", "application/json"])
_HIDING = frozenset(["details", "dialog", "noscript", "template"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What one page has to say."""

    layout: Place
    """The layout that answers for it."""
    url: str
    audience: str = ""
    """Empty on plain pages, which are not reviewed."""
    status: str = ""
    disclaimer: str = ""
    """Its text; compared without white space."""
    step: bool = False
    """The tracker has a current step."""
    reviewers: tuple[str, ...] = ()
    policy: bool = False
    variants: int = 1
    references: tuple[str, ...] = ()
    follow_up: bool = False
    board: bool = False
    times: tuple[tuple[str, str], ...] = ()
    """(class, ``datetime``) of the dates that it must show."""
    contact: str = ""
    """Where an error can be reported."""
    ai: str = ""
    """What must be said of the use of AI, as text."""


@dataclass(slots=True)
class _Page:
    """The parts of a page, gathered in one pass."""

    by_class: dict[str, list[etree._Element]]
    by_tag: dict[str, list[etree._Element]]
    ids: Counter[str]
    faults: list[tuple[str, str]]


def check_page(source: str, expected: Expected) -> tuple[Problem, ...]:
    """Return an error for every required part that a page lacks or hides, and for everything active or foreign."""
    tree: etree._Element | None = etree.fromstring(source.encode(), etree.HTMLParser(encoding="utf-8"))
    if tree is None:
        return (error("A11-01", expected.layout, f"{expected.url}: the page is empty"),)
    page = _gather(tree)
    faults = [*page.faults, *_document_faults(tree, page)]
    if expected.audience:
        faults.extend(_review_faults(tree, page, expected))
        faults.extend(_reference_faults(page, expected))
    return tuple(error(rule, expected.layout, f"{expected.url}: {message}") for rule, message in faults)


def _gather(tree: etree._Element) -> _Page:
    page = _Page({}, {}, Counter(), [])
    for element in tree.iter(etree.Element):
        tag = str(element.tag)
        page.by_tag.setdefault(tag, []).append(element)
        for name, value in element.items():
            if name == "class":
                for word in value.split():
                    page.by_class.setdefault(word, []).append(element)
            elif name == "id":
                page.ids[value] += 1
            elif not (name in _HARMLESS or name.startswith(_SILENT) or (name == "href" and value[:1] in "#.")):
                page.faults.extend(_attribute_faults(tag, name, value))
    for identifier, count in page.ids.items():
        if count > 1:
            page.faults.append(("A11-01", f'the id "{identifier}" stands {count} times'))
    return page


def _attribute_faults(tag: str, name: str, value: str) -> Iterator[tuple[str, str]]:
    if name == "style":
        yield "PRV-01", f"<{tag}> has an inline style"
    elif name.startswith("on"):
        yield "PRV-01", f"<{tag}> has an event handler, {name}"
    elif _loads(tag, name) and _foreign(value):
        yield "PRV-01", f"<{tag} {name}> would be asked of another site: {value}"
    elif tag == "script" and name == "src" and scheme(value):
        yield "PRV-01", f"<script src> is not a file of this site: {value}"
    elif name in ("href", "xlink:href") and scheme(value) not in ("", *ALLOWED_SCHEMES):
        yield "PRV-01", f"<{tag}> has an active address"


def _loads(tag: str, name: str) -> bool:
    return name in _LOADING or (name in ("href", "xlink:href") and tag in _LOADING_BY_HREF)


def _foreign(value: str) -> bool:
    if scheme(value) == "data":
        return False
    addresses = [part.split(maxsplit=1)[0].replace("\\", "/") for part in value.split(",") if part.strip()]
    return any(address.startswith("//") or scheme(address) for address in addresses)


def _document_faults(tree: etree._Element, page: _Page) -> Iterator[tuple[str, str]]:
    if not (tree.get("lang") or "").strip() or tree.get("dir") not in ("ltr", "rtl"):
        yield "A11-01", "<html> lacks lang or dir"
    if not any((title.text or "").strip() for title in page.by_tag.get("title", ())):
        yield "A11-01", "the page has no <title>"
    if len(page.by_tag.get("h1", ())) != 1:
        yield "A11-01", f"the page has {len(page.by_tag.get('h1', ()))} <h1>, not one"
    if len(page.by_tag.get("main", ())) != 1:
        yield "A11-01", "the page has no single <main>"
    yield from _active_faults(page)


def _active_faults(page: _Page) -> Iterator[tuple[str, str]]:
    for name in _ACTIVE & page.by_tag.keys():
        yield "PRV-01", f"the page holds <{name}>"
    for script in page.by_tag.get("script", ()):
        if script.get("src") is None and (script.get("type") or "").lower() not in _DATA_SCRIPTS:
            yield "PRV-01", "the page holds an inline script"
        elif script.get("src") is None:
            yield from _json_faults(script)
    if page.by_tag.get("style"):
        yield "PRV-01", "the page holds a <style> element"
    for link in page.by_tag.get("link", ()):
        if set((link.get("rel") or "").lower().split()) - _QUIET_LINKS and _foreign(link.get("href") or ""):
            yield "PRV-01", f"<link> would be asked of another site: {link.get('href')}"
    if any((meta.get("http-equiv") or "").strip().lower() == "refresh" for meta in page.by_tag.get("meta", ())):
        yield "PRV-01", "the page leads its readers to another page"


def _json_faults(script: etree._Element) -> Iterator[tuple[str, str]]:
    try:
        json.loads(script.text or "")
    except ValueError:
        yield "SD-01", "the structured data are not valid JSON"


def _review_faults(tree: etree._Element, page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    body = page.by_tag["body"][0] if page.by_tag.get("body") else tree
    if body.get("data-audience") != expected.audience or body.get("data-status") != expected.status:
        yield "AUD-03", "<body> lacks data-audience or data-status"
    if len(page.by_tag.get("article", ())) != 1:
        yield "A11-01", "the page has no single <article>"
    approved = expected.status == "approved"
    caution = [e for e in _shown(page, "caution", "aside") if e.get("role") == "note"]
    if approved and caution:
        yield "REV-06", "an approved page shows the caution banner"
    if not approved and not caution:
        yield "REV-06", 'the caution banner is missing: <aside class="caution" role="note">'
    yield from _tracker_faults(page, expected)
    yield from _disclaimer_faults(page, expected)
    yield from _people_faults(page, expected)
    yield from _time_faults(page, expected)
    if expected.policy and not any(e.get("href") for e in _shown(page, "policy", "a")):
        yield "LIF-01", 'the link to the editorial policy is missing: <a class="policy">'
    if expected.variants > 1 and not _links(_shown(page, "audience", "nav", anywhere=True), expected.variants):
        yield "AUD-01", 'the switch between variants is missing: <nav class="audience">'
    yield from _follow_up_faults(page, expected)
    if expected.contact and not _leads(_seen(page.by_tag.get("main", ())), expected.contact):
        yield "LIF-01", f'a way to report an error is missing: <a href="{expected.contact}">'
    if expected.ai and not _seen(_saying(page, expected.ai)):
        yield "DSC-04", f"the use of AI is not told: {expected.ai}"


def _people_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    if expected.board and not _shown(page, "board"):
        yield "REV-07", 'the advisory board line is missing: <p class="board">'
    named = _shown(page, "reviewers")
    names = " ".join(_text(e) for e in named)
    if any(" ".join(name.split()) not in names for name in expected.reviewers):
        yield "REV-02", 'a reviewer is not named: <ul class="reviewers">'
    if named and not expected.reviewers:
        yield "REV-02", 'the page names reviewers whose approval does not hold: <ul class="reviewers">'


def _time_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    for name, day in expected.times:
        if not any(time.get("datetime") == day for time in _shown(page, name, "time")):
            yield "DAT-02", f'a date is missing: <time class="{name}" datetime="{day}">'


def _tracker_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    trackers = _shown(page, "review-tracker", "ol")
    if not trackers:
        yield "REV-06", 'the review tracker is missing: <ol class="review-tracker">'
    elif any(step.get("aria-current") == "step" for step in trackers[0].iterdescendants()) != expected.step:
        yield "REV-06", "the review tracker marks the wrong step"


def _disclaimer_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    wanted = "".join(expected.disclaimer.split())
    for element in _shown(page, "disclaimer"):
        own = element.get("data-audience") == expected.audience
        if own and wanted in "".join(_text(element).split()):
            return
    place = f'<section class="disclaimer" data-audience="{expected.audience}">'
    yield "DSC-01", f"the disclaimer is missing, hidden or incomplete: {place} inside <main>"


def _follow_up_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    blocks = page.by_class.get("follow-up", [])
    if any(ancestor.tag == "article" for block in blocks for ancestor in block.iterancestors()):
        yield "DSC-05", "the follow-up block stands inside <article>"
    elif expected.follow_up and not _links(_shown(page, "follow-up", anywhere=True), 1):
        yield "DSC-05", 'the follow-up block is missing: <aside class="follow-up">'


def _reference_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    items = (item for listing in _shown(page, "references") for item in listing.iter("li"))
    listed = {item.get("id") for item in _seen(items) if _words(item)}
    missing = [key for key in expected.references if f"ref-{encode_id(key)}" not in listed]
    if missing:
        yield "CIT-03", f"cited sources are not in the list of references: {', '.join(missing)}"


def _shown(page: _Page, name: str, tag: str = "", *, anywhere: bool = False) -> list[etree._Element]:
    """Return the elements of a class that readers see inside ``<main>``, or anywhere, with words in them."""
    elements = (element for element in page.by_class.get(name, ()) if not tag or element.tag == tag)
    return [element for element in _seen(elements, anywhere=anywhere) if _words(element)]


def _seen(elements: Iterable[etree._Element], *, anywhere: bool = False) -> list[etree._Element]:
    known: dict[etree._Element, tuple[bool, bool]] = {}
    found = []
    for element in elements:
        inside, hidden = _standing(element, known)
        if (anywhere or inside) and not hidden:
            found.append(element)
    return found


def _standing(element: etree._Element, known: dict[etree._Element, tuple[bool, bool]]) -> tuple[bool, bool]:
    """Return whether an element stands inside ``<main>``, and whether it or one around it is hidden."""
    if element not in known:
        parent = element.getparent()
        inside, hidden = (False, False) if parent is None else _standing(parent, known)
        known[element] = (inside or element.tag == "main", hidden or _hides(element))
    return known[element]


def _hides(element: etree._Element) -> bool:
    return (
        element.tag in _HIDING
        or "hidden" in element.attrib
        or "popover" in element.attrib
        or element.get("aria-hidden") == "true"
    )


def _links(elements: Iterable[etree._Element], least: int) -> bool:
    """Return whether one of these elements leads to so many places."""
    found = ({e.get("href") for e in element.iter("a") if _words(e)} - {None, ""} for element in elements)
    return any(len(places) >= least for places in found)


def _saying(page: _Page, sentence: str) -> Iterator[etree._Element]:
    """Yield the elements of ``<main>`` in whose own text a sentence stands."""
    for main in page.by_tag.get("main", ()):
        for element in main.iter():
            if sentence in (element.text or "") and isinstance(element.tag, str):
                yield element
            outer = element.getparent() if sentence in (element.tail or "") else None
            if outer is not None:
                yield outer


def _leads(elements: Iterable[etree._Element], address: str) -> bool:
    """Return whether a link that readers see leads from within these elements to an address."""
    links = (link for element in elements for link in element.iter("a") if link.get("href") == address)
    return any(_words(link) for link in _seen(links))


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _words(element: etree._Element) -> bool:
    return any(character.isalnum() for text in element.itertext() for character in text)
