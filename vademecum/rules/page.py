"""What the final HTML of a page must hold, whatever layout made it; and what it must not.

Run on every page, in its worker, in one pass over the tree of a compiled parser that reads HTML as browsers do. A text
of our own renderer that the layout left as it was is looked at by its grammar (`rules.inert`) and spared the parser.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from vademecum.problems import Place, Problem, error, warning
from vademecum.rules.inert import PLACE, Spared, ancestors, spare
from vademecum.rules.lists import spare_lists
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
_SILENT = frozenset(
    """
    alt aria-current aria-hidden aria-label aria-labelledby charset class content data-audience data-claim data-key
    data-overdue data-state data-status datetime dir hidden id lang name property rel role scope tabindex title type
    value
    """.split()  # noqa: SIM905 - a list of words
)
"""Attributes in which nothing can hide: the most frequent ones."""
_OF_A_LINK = _SILENT | {"download", "href"}
_ACTIVE = frozenset(["iframe", "object", "embed", "applet", "frame", "frameset", "fencedframe", "base", "portal"])
_DATA_SCRIPTS = frozenset(["application/ld+json", "application/json"])
_NEAR = ("#", "./", "../")
"""How the address of a link within the site begins."""
_NOINDEX = re.compile(r"<meta\s[^>]*\bname=\W?robots\b[^>]*\bnoindex\b", re.IGNORECASE)
_CLAIMS = ('"reviewedBy"', '"lastReviewed"')
"""What structured data say of what is approved alone."""
_WARNINGS = frozenset(["PRV-04"])
_FRAME = re.compile(r"<frame(?:set)?(?![\w-])", re.IGNORECASE)
"""What stands in a source although a parser, and a browser, drops it."""
_TAGS = frozenset(
    ["article", "body", "h1", "html", "link", "main", "script", "style", "template", "title", PLACE, *_ACTIVE]
)
_CLASSES = frozenset(
    """
    audience board caution disclaimer follow-up next-review policy references reviewed reviewers review-tracker updated
    """.split()  # noqa: SIM905 - a list of words
)
"""What is kept of a page: holding an element of the parser costs more than finding it."""
_HIDING = frozenset(["details", "dialog", "noscript", "template"])


class Expected(Struct, frozen=True, kw_only=True):
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
    lay_authors: tuple[tuple[str, str], ...] = ()
    """(name, note) of the authors who are no clinicians, which the note says."""
    hidden: bool = False
    """Search engines are asked to leave it out."""
    texts: tuple[str, ...] = ()
    """HTML of our own renderer that the layout was given."""
    lists: bool = False
    """It holds no article, and maybe a long list of them or of sources."""


class _Page(Struct):
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


def check_page(source: str, expected: Expected) -> tuple[Problem, ...]:
    """Return an error for every required part that a page lacks or hides, and for everything active or foreign.

    What is found without the texts that were spared is never reported as it is: then the whole page is looked at.
    """
    rest = spare_lists(source) if expected.lists else spare(source, expected.texts)
    if rest is not None and not _faults(rest.page, expected, rest):
        return ()
    return tuple(
        (warning if rule in _WARNINGS else error)(rule, expected.layout, f"{expected.url}: {message}")
        for rule, message in _faults(source, expected)
    )


def _faults(source: str, expected: Expected, spared: Spared | None = None) -> list[tuple[str, str]]:
    """Return (rule, message) of everything that is wrong with a page, or with what is left of it."""
    if not source or source.isspace():
        return [("A11-01", "the page is empty")]
    tree = LexborHTMLParser(source)
    page = _gather(tree, spared.ids if spared else (), expected.contact)
    faults = [*page.faults, *_document_faults(source, page)]
    if spared and not spared.stands(page.by_tag.get(PLACE, ())):
        faults.append(("A11-01", "a text stands where it cannot"))
    if expected.hidden and not _NOINDEX.search(source):
        faults.append(("REV-10", 'search engines may list the page: <meta name="robots" content="noindex"> is missing'))
    if expected.audience:
        faults.extend(_review_faults(page, expected))
        faults.extend(_reference_faults(page, expected))
    return faults


def _gather(tree: LexborHTMLParser, ids: Iterable[str], contact: str) -> _Page:
    page = _Page(defaultdict(list), defaultdict(list), [*ids], [], {}, contact, [])
    if tree.root is not None:
        _note(tree.root, page)
    for fragment in tree.template_fragments() if page.by_tag.get("template") else ():
        unseen = _Page(page.by_tag, defaultdict(list), [], page.faults, {}, "", [])
        _note(fragment, unseen)
    if len(set(page.ids)) < len(page.ids):
        twice = [(identifier, count) for identifier, count in Counter(page.ids).items() if count > 1]
        page.faults.extend(("A11-01", f'the id "{identifier}" stands {count} times') for identifier, count in twice)
    return page


def _note(root: LexborNode, page: _Page) -> None:
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
        names = attributes.keys()
        if not (names <= _SILENT or (tag == "a" and names <= _OF_A_LINK and _leads_on(attributes))):
            page.faults.extend(_element_faults(tag, attributes))


@lru_cache(maxsize=1024)
def _known_classes(value: str) -> tuple[str, ...]:
    return tuple(word for word in value.split() if word in _CLASSES)


def _leads_on(attributes: Mapping[str, str | None]) -> bool:
    """Return whether a link has an address that cannot be active, and tells nobody where its reader comes from."""
    href = attributes.get("href") or ""
    return href.startswith(_NEAR) or (href.startswith("https://") and _unnamed(attributes))


def _element_faults(tag: str, attributes: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    for name, value in attributes.items():
        if name not in _SILENT:
            yield from _attribute_faults(tag, name, value or "")
    if tag == "a":
        yield from _link_faults(attributes)


def _link_faults(attributes: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    href = attributes.get("href") or ""
    if scheme(href) in ("http", "https") and not _unnamed(attributes):
        yield "PRV-04", f'the link to {href} lacks rel="noopener noreferrer"'


def _unnamed(attributes: Mapping[str, str | None]) -> bool:
    rel = attributes.get("rel") or ""
    return "noopener" in rel and "noreferrer" in rel


def _attribute_faults(tag: str, name: str, value: str) -> Iterator[tuple[str, str]]:
    if name == "style":
        yield "PRV-01", f"<{tag}> has an inline style"
    elif name.startswith("on"):
        yield "PRV-01", f"<{tag}> has an event handler, {name}"
    elif tag == "meta" and name == "http-equiv" and value.strip().lower() == "refresh":
        yield "PRV-01", "the page leads its readers to another page"
    elif _loads(tag, name) and _foreign(value):
        yield "PRV-01", f"<{tag} {name}> would be asked of another site: {value}"
    elif tag == "script" and name == "src" and scheme(value):
        yield "PRV-01", f"<script src> is not a file of this site: {value}"
    elif name in ("href", "xlink:href") and scheme(value) not in ("", *ALLOWED_SCHEMES):
        yield "PRV-01", f"<{tag}> has an active address"


def _loads(tag: str, name: str) -> bool:
    return name in _LOADING or (name in ("href", "xlink:href") and tag.lower() in _LOADING_BY_HREF)


def _foreign(value: str) -> bool:
    if scheme(value) == "data":
        return False
    addresses = [part.split(maxsplit=1)[0].replace("\\", "/") for part in value.split(",") if part.strip()]
    return any(address.startswith("//") or scheme(address) for address in addresses)


def _document_faults(source: str, page: _Page) -> Iterator[tuple[str, str]]:
    if not any(_get(e, "lang").strip() and _get(e, "dir") in ("ltr", "rtl") for e in page.by_tag.get("html", ())):
        yield "A11-01", "<html> lacks lang or dir"
    if not any(_text(title) for title in page.by_tag.get("title", ())):
        yield "A11-01", "the page has no <title>"
    if len(page.by_tag.get("h1", ())) != 1:
        yield "A11-01", f"the page has {len(page.by_tag.get('h1', ()))} <h1>, not one"
    if len(page.by_tag.get("main", ())) != 1:
        yield "A11-01", "the page has no single <main>"
    yield from _active_faults(source, page)


def _active_faults(source: str, page: _Page) -> Iterator[tuple[str, str]]:
    for name in _ACTIVE & page.by_tag.keys():
        yield "PRV-01", f"the page holds <{name}>"
    if (frame := _FRAME.search(source)) and not _ACTIVE & page.by_tag.keys():
        yield "PRV-01", f"the page holds {frame[0]}>"
    for script in page.by_tag.get("script", ()):
        if "src" not in script.attributes and _get(script, "type").lower() not in _DATA_SCRIPTS:
            yield "PRV-01", "the page holds an inline script"
        elif "src" not in script.attributes:
            yield from _json_faults(script)
    if page.by_tag.get("style"):
        yield "PRV-01", "the page holds a <style> element"
    for link in page.by_tag.get("link", ()):
        if set(_get(link, "rel").lower().split()) - _QUIET_LINKS and _foreign(_get(link, "href")):
            yield "PRV-01", f"<link> would be asked of another site: {_get(link, 'href')}"


def _json_faults(script: LexborNode) -> Iterator[tuple[str, str]]:
    try:
        json.loads(script.text())
    except ValueError:
        yield "SD-01", "the structured data are not valid JSON"


def _review_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    marks = [(_get(body, "data-audience"), _get(body, "data-status")) for body in page.by_tag.get("body", ())]
    if marks != [(expected.audience, expected.status)]:
        yield "AUD-03", "<body> lacks data-audience or data-status"
    if len(page.by_tag.get("article", ())) != 1:
        yield "A11-01", "the page has no single <article>"
    approved = expected.status == "approved"
    caution = [e for e in _shown(page, "caution", "aside") if _get(e, "role") == "note"]
    if approved and caution:
        yield "REV-06", "an approved page shows the caution banner"
    if not approved and not caution:
        yield "REV-06", 'the caution banner is missing: <aside class="caution" role="note">'
    if not approved and any(claim in script.text() for script in page.by_tag.get("script", ()) for claim in _CLAIMS):
        yield "SD-01", "the structured data claim a review that does not hold"
    yield from _tracker_faults(page, expected)
    yield from _disclaimer_faults(page, expected)
    yield from _people_faults(page, expected)
    yield from _time_faults(page, expected)
    if expected.policy and not any(_get(e, "href") for e in _shown(page, "policy", "a")):
        yield "LIF-01", 'the link to the editorial policy is missing: <a class="policy">'
    if expected.variants > 1 and not _links(_shown(page, "audience", "nav", anywhere=True), expected.variants):
        yield "AUD-01", 'the switch between variants is missing: <nav class="audience">'
    yield from _follow_up_faults(page, expected)
    if expected.contact and not any(_words(link) for link in _seen(page, page.contacts)):
        yield "LIF-01", f'a way to report an error is missing: <a href="{expected.contact}">'
    if expected.ai and not _seen(page, _saying(page, expected.ai)):
        yield "DSC-04", f"the use of AI is not told: {expected.ai}"


def _people_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    for name, note in expected.lay_authors:
        if not _seen(page, _saying(page, note)):
            yield "PPL-02", f"the author {name} is not marked: {note}"
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
        if not any(_get(time, "datetime") == day for time in _shown(page, name, "time")):
            yield "DAT-02", f'a date is missing: <time class="{name}" datetime="{day}">'


def _tracker_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    trackers = _shown(page, "review-tracker", "ol")
    if not trackers:
        yield "REV-06", 'the review tracker is missing: <ol class="review-tracker">'
    elif bool(trackers[0].css('[aria-current="step"]')) != expected.step:
        yield "REV-06", "the review tracker marks the wrong step"


def _disclaimer_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    wanted = "".join(expected.disclaimer.split())
    for element in _shown(page, "disclaimer"):
        own = _get(element, "data-audience") == expected.audience
        if own and wanted in "".join(_text(element).split()):
            return
    place = f'<section class="disclaimer" data-audience="{expected.audience}">'
    yield "DSC-01", f"the disclaimer is missing, hidden or incomplete: {place} inside <main>"


def _follow_up_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    blocks = page.by_class.get("follow-up", [])
    if any(ancestor.tag == "article" for block in blocks for ancestor in ancestors(block)):
        yield "DSC-05", "the follow-up block stands inside <article>"
    elif expected.follow_up and not _links(_shown(page, "follow-up", anywhere=True), 1):
        yield "DSC-05", 'the follow-up block is missing: <aside class="follow-up">'


def _reference_faults(page: _Page, expected: Expected) -> Iterator[tuple[str, str]]:
    if not expected.references:
        return
    listings = _shown(page, "references")
    for listing in listings:
        if not _is_bibliography(listing):
            yield "A11-04", 'the references are no <ol> inside <section role="doc-bibliography"> with a name'
    items = (item for listing in listings for item in listing.css("li"))
    listed = {_get(item, "id") for item in _seen(page, items) if _words(item)}
    missing = [key for key in expected.references if f"ref-{encode_id(key)}" not in listed]
    if missing:
        yield "CIT-03", f"cited sources are not in the list of references: {', '.join(missing)}"


def _is_bibliography(listing: LexborNode) -> bool:
    """Return whether a list of references is a numbered list in a section that readers of a screen are told of."""
    around = listing.parent
    while around is not None and _get(around, "role") != "doc-bibliography":
        around = around.parent
    named = around is not None and bool(_get(around, "aria-labelledby") or _get(around, "aria-label"))
    return listing.tag == "ol" and named


def _shown(page: _Page, name: str, tag: str = "", *, anywhere: bool = False) -> list[LexborNode]:
    """Return the elements of a class that readers see inside ``<main>``, or anywhere, with words in them."""
    elements = (element for element in page.by_class.get(name, ()) if not tag or element.tag == tag)
    return [element for element in _seen(page, elements, anywhere=anywhere) if _words(element)]


def _seen(page: _Page, elements: Iterable[LexborNode], *, anywhere: bool = False) -> list[LexborNode]:
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
        found = known[element.mem_id] = (inside or element.tag == "main", hidden or _hides(element))
    return found


def _hides(element: LexborNode) -> bool:
    attributes = element.attributes
    return (
        element.tag in _HIDING
        or "hidden" in attributes
        or "popover" in attributes
        or attributes.get("aria-hidden") == "true"
    )


def _links(elements: Iterable[LexborNode], least: int) -> bool:
    """Return whether one of these elements leads to so many places."""
    found = ({_get(e, "href") for e in element.css("a") if _words(e)} - {""} for element in elements)
    return any(len(places) >= least for places in found)


def _saying(page: _Page, sentence: str) -> Iterator[LexborNode]:
    """Yield the elements of ``<main>`` in whose own text a sentence stands."""
    for main in page.by_tag.get("main", ()):
        for node in main.traverse(include_text=True):
            if node.is_text_node and sentence in (node.text_content or "") and node.parent is not None:
                yield node.parent


def _get(element: LexborNode, name: str) -> str:
    """Return an attribute's value; empty where there is none."""
    return element.attributes.get(name) or ""


def _text(element: LexborNode) -> str:
    return " ".join(element.text().split())


def _words(element: LexborNode) -> bool:
    return any(character.isalnum() for character in element.text())
