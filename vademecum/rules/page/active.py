"""Nothing in a page is active but what the site holds in files, and nothing in it is asked of another site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from selectolax.lexbor import LexborNode

from vademecum.rules.page.nodes import get
from vademecum.urls import ALLOWED_SCHEMES, SKIPPED, scheme

_LOADING = frozenset(
    """
    src srcset imagesrcset data poster background action formaction ping attributionsrc manifest
    """.split()  # noqa: SIM905 - a list of words
)
_OF_SEVERAL = frozenset(["srcset", "imagesrcset", "ping", "attributionsrc"])
"""Attributes that hold several addresses."""
_LOADING_BY_HREF = frozenset(
    """
    cursor feimage filter image lineargradient mpath pattern radialgradient script textpath tref use
    """.split()  # noqa: SIM905 - a list of words
)
_PAINTING = frozenset(
    """
    clip-path cursor fill filter marker marker-end marker-mid marker-start mask stroke
    """.split()  # noqa: SIM905 - a list of words
)
"""Attributes of a drawing that are read as CSS, and may ask for a file."""
_ANIMATED = frozenset(["href", "xlink:href"])
_NOSCRIPT = re.compile(r"<noscript", re.IGNORECASE)
_PLAIN_NOSCRIPT = re.compile(
    r"""
    <noscript [^<>]* >
    (?: [^<]
      | </? (?!iframe|math|no|plaintext|script|style|svg|template|textarea|title|xmp) [a-z] [^<>]* >
    )*
    </noscript>
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""One that ends in the same place whether a browser runs scripts, and reads it as text, or reads elements."""
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
ACTIVE = frozenset(["iframe", "object", "embed", "applet", "frame", "frameset", "fencedframe", "base", "portal"])
_DATA_SCRIPTS = frozenset(["application/ld+json", "application/json"])
_read_json = msgspec.json.Decoder(msgspec.Raw).decode
_NEAR = ("#", "./", "../")
"""How the address of a link within the site begins."""
_CHARSET = re.compile(r"""charset\s*=\s*["']?([^\s"';]*)""", re.IGNORECASE)
_FRAME = re.compile(r"<frame(?:set)?(?![\w-])", re.IGNORECASE)
"""What stands in a source although a parser, and a browser, drops it."""


def is_silent(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Return whether nothing can hide in the attributes of an element: true of nearly all, and quickly told."""
    names = attributes.keys()
    return names <= _SILENT or (tag == "a" and names <= _OF_A_LINK and _leads_on(attributes))


def _leads_on(attributes: Mapping[str, str | None]) -> bool:
    """Return whether a link has an address that cannot be active, and tells nobody where its reader comes from."""
    href = attributes.get("href") or ""
    return href.startswith(_NEAR) or (href.startswith("https://") and _unnamed(attributes))


def element_faults(tag: str, attributes: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the attributes of an element."""
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
    elif _asks_elsewhere(tag, name, value):
        yield "PRV-01", f"<{tag} {name}> would be asked of another site: {value}"
    elif name.lower() == "attributename" and value.strip().lower() in _ANIMATED:
        yield "PRV-01", f"<{tag}> alters an address"
    elif name == "shadowrootmode":
        yield "PRV-01", f"<{tag}> stands in the place of what is around it"
    elif tag == "script" and name == "src" and scheme(value):
        yield "PRV-01", f"<script src> is not a file of this site: {value}"
    elif name in ("href", "xlink:href") and scheme(value) not in ("", *ALLOWED_SCHEMES):
        yield "PRV-01", f"<{tag}> has an active address"


def _asks_elsewhere(tag: str, name: str, value: str) -> bool:
    if name in _PAINTING:
        return _paints_elsewhere(value)
    return _loads(tag, name) and _foreign(value, several=name in _OF_SEVERAL)


def _loads(tag: str, name: str) -> bool:
    return name in _LOADING or (name in ("href", "xlink:href") and tag.lower() in _LOADING_BY_HREF)


def _foreign(value: str, *, several: bool = False) -> bool:
    """Return whether an address leads to another site, or one of ``several``, with commas or spaces between them."""
    if not several:
        return _leads_away(value)
    addresses = [address for address in value.split() if scheme(address) != "data"]
    return any(_leads_away(part) for address in addresses for part in address.split(","))


def _leads_away(address: str) -> bool:
    """Return whether an address, as browsers read it, leads to another site."""
    plain = SKIPPED.sub("", address).replace("\\", "/")
    return plain.startswith("//") or scheme(plain) not in ("", "data")


def _paints_elsewhere(value: str) -> bool:
    """Return whether something like ``url(#a)`` names more than a part of the page."""
    plain = SKIPPED.sub("", value)
    return any(sign in plain for sign in ("//", ":", "\\"))


def active_faults(source: str, by_tag: Mapping[str, Sequence[LexborNode]]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the scripts, styles, links and frames of a page."""
    for name in ACTIVE & by_tag.keys():
        yield "PRV-01", f"the page holds <{name}>"
    if (frame := _FRAME.search(source)) and not ACTIVE & by_tag.keys():
        yield "PRV-01", f"the page holds {frame[0]}>"
    for script in by_tag.get("script", ()):
        is_file = "src" in script.attributes and not script.text().strip()
        if not is_file and get(script, "type").lower() not in _DATA_SCRIPTS:
            yield "PRV-01", "the page holds an inline script"
        elif not is_file:
            yield from _json_faults(script)
    if by_tag.get("noscript") and len(_NOSCRIPT.findall(source)) != len(_PLAIN_NOSCRIPT.findall(source)):
        yield "PRV-01", "<noscript> holds more than text, links and plain elements: browsers may end it elsewhere"
    yield from _meta_faults(by_tag.get("meta", ()))
    if by_tag.get("style"):
        yield "PRV-01", "the page holds a <style> element"
    for link in by_tag.get("link", ()):
        if set(get(link, "rel").lower().split()) - _QUIET_LINKS and _foreign(get(link, "href")):
            yield "PRV-01", f"<link> would be asked of another site: {get(link, 'href')}"


def _meta_faults(metas: Iterable[LexborNode]) -> Iterator[tuple[str, str]]:
    """Yield which ``<meta>`` would have a page read in another way than it is written in."""
    for meta in metas:
        declared = get(meta, "http-equiv").strip().lower() == "content-type"
        named = _CHARSET.search(get(meta, "content")) if declared else None
        charset = named[1] if named else get(meta, "charset")
        if charset.strip().lower() not in ("", "utf-8", "utf8"):
            yield "A11-01", f"the page is written in UTF-8, and says that it is in {charset}"


def _json_faults(script: LexborNode) -> Iterator[tuple[str, str]]:
    if not is_json(script.text()):
        yield "SD-01", "the structured data are not valid JSON"


def is_json(text: str) -> bool:
    """Return whether a text is JSON; what is nested more deeply than a reader follows is none."""
    try:
        _read_json(text)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True
