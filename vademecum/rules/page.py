"""What the final HTML of a page must hold, whatever layout made it; and what it must not.

Run on every page, in its worker, in one pass over a compiled parser's tree.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from vademecum.problems import Place, Problem, error
from vademecum.urls import encode_id

_LOADING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "manifest"}
_LOADING_LINKS = frozenset(["stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch"])
_HARMLESS = frozenset(["role", "lang", "dir", "scope", "value", "datetime", "title", "alt", "rel", "aria-label"])
_ACTIVE = frozenset(["iframe", "object", "embed", "applet", "frame", "base", "portal"])
_DATA_SCRIPTS = frozenset(["application/ld+json", "application/json"])


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


@dataclass(slots=True)
class _Page:
    """The parts of a page, gathered in one pass."""

    by_class: dict[str, list[etree._Element]]
    by_tag: dict[str, list[etree._Element]]
    ids: Counter[str]
    faults: list[tuple[str, str]]


def check_page(source: str, expected: Expected) -> tuple[Problem, ...]:
    """Return an error for every required part that a page lacks or hides, and for everything active or foreign."""
    tree = etree.fromstring(source.encode(), etree.HTMLParser(encoding="utf-8"))
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
            elif name not in _HARMLESS:
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
    elif name in _LOADING and _foreign(value):
        yield "PRV-01", f"<{tag} {name}> would be asked of another site: {value}"
    elif name == "href" and value.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
        yield "PRV-01", f"<{tag}> has an active address"


def _foreign(value: str) -> bool:
    return any(urlsplit(part.strip().split(" ")[0]).netloc for part in value.split(",") if "//" in part)


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
        if _LOADING_LINKS & set((link.get("rel") or "").lower().split()) and _foreign(link.get("href") or ""):
            yield "PRV-01", f"<link> would be asked of another site: {link.get('href')}"


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
    caution = [e for e in _shown(page, "caution") if e.tag == "aside" and e.get("role") == "note"]
    if approved and caution:
        yield "REV-06", "an approved page shows the caution banner"
    if not approved and not any(_words(e) for e in caution):
        yield "REV-06", 'the caution banner is missing: <aside class="caution" role="note">'
    yield from _tracker_faults(page, expected)
    yield from _disclaimer_faults(page, expected)
    if expected.board and not _shown(page, "board"):
        yield "REV-07", 'the advisory board line is missing: <p class="board">'
    names = " ".join(_text(e) for e in _shown(page, "reviewers"))
    if any(" ".join(name.split()) not in names for name in expected.reviewers):
        yield "REV-02", 'a reviewer is not named: <ul class="reviewers">'
    if expected.policy and not _shown(page, "policy"):
        yield "LIF-01", 'the link to the editorial policy is missing: <a class="policy">'
    if expected.variants > 1 and not [e for e in _shown(page, "audience") if e.tag == "nav"]:
        yield "AUD-01", 'the switch between variants is missing: <nav class="audience">'
    yield from _follow_up_faults(page, expected)


def _tracker_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    trackers = [e for e in _shown(page, "review-tracker") if e.tag == "ol"]
    if not trackers:
        yield "REV-06", 'the review tracker is missing: <ol class="review-tracker">'
    elif bool(trackers[0].xpath('.//*[@aria-current="step"]')) != expected.step:
        yield "REV-06", "the review tracker marks the wrong step"


def _disclaimer_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    wanted = "".join(expected.disclaimer.split())
    for element in _shown(page, "disclaimer"):
        outer = [ancestor.tag for ancestor in element.iterancestors()]
        own = element.get("data-audience") == expected.audience
        seen = "main" in outer and "details" not in outer
        if own and seen and wanted in "".join(_text(element).split()):
            return
    place = f'<section class="disclaimer" data-audience="{expected.audience}">'
    yield "DSC-01", f"the disclaimer is missing, hidden or incomplete: {place} inside <main>"


def _follow_up_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    blocks = page.by_class.get("follow-up", [])
    if expected.follow_up and not blocks:
        yield "DSC-05", 'the follow-up block is missing: <aside class="follow-up">'
    if any(ancestor.tag == "article" for block in blocks for ancestor in block.iterancestors()):
        yield "DSC-05", "the follow-up block stands inside <article>"


def _reference_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    missing = [key for key in expected.references if f"ref-{encode_id(key)}" not in page.ids]
    if missing:
        yield "CIT-03", f"cited sources are not in the list of references: {', '.join(missing)}"


def _shown(page: _Page, name: str) -> list[etree._Element]:
    """Return the elements of a class that are not hidden, themselves or by an element around them."""
    found = []
    for element in page.by_class.get(name, ()):
        chain = [element, *element.iterancestors()]
        if not any("hidden" in e.attrib or e.get("aria-hidden") == "true" or e.tag == "template" for e in chain):
            found.append(element)
    return found


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _words(element: etree._Element) -> bool:
    return any(character.isalpha() for character in _text(element))
