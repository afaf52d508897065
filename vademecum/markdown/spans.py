"""Spans and attributes: ``[text]{lang=fr}``, ``[text]{for=patient}``, ``![](a.png){width=9}``, ``## Title {#id}``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs.parse import ParseError, parse

from vademecum.markdown.audiences import selects
from vademecum.markdown.quick.starts import starts_with
from vademecum.markdown.reading import Reading, reading
from vademecum.problems import Place
from vademecum.urls import RESERVED_ID_PREFIXES, encode_id

ALLOWED = frozenset(["id", "class", "lang", "dir", "width", "height"])
"""What an author may set on an element, beside ``for`` and ``except`` on a span."""

OWN_CLASSES = frozenset(
    """
    audience board caution citation citations disclaimer follow-up next-review policy reference references reviewed
    reviewers review-tracker toc updated
    """.split()  # noqa: SIM905 - a list of words
)
"""Classes by which a page's required parts are known."""

_AFTER = frozenset(["image", "code_inline", "link_close"])
_HEADING = re.compile(r"[ \t]*(?<!\])(\{[ \t]*[#.:A-Za-z][^{}]*\})[ \t]*$")
_MEANT = re.compile(r"\{[ \t]*(?!for=|except=)(?:[#.][\w-]|[\w-]+=)[^{}]*\}")
_CHECKS = {
    "lang": re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "width": re.compile(r"[1-9]\d{0,4}"),
    "height": re.compile(r"[1-9]\d{0,4}"),
    "class": re.compile(r"[A-Za-z][\w -]*"),
    "id": re.compile(r"[^\s<>\"'&]+"),
}


def spans_plugin(md: MarkdownIt) -> None:
    """Add spans, and attributes after images, code and links, to a parser."""
    md.inline.ruler.before("link", "span", _span)
    md.inline.ruler.push("attributes", _attributes)


def trailing_attributes(content: str, note: Reading, line: int, *, alone: bool = False) -> tuple[str, dict[str, str]]:
    """Return the text of a heading or caption without its trailing ``{…}``, and what stood in it.

    A caption may consist of it ``alone``.
    """
    found = _HEADING.search(content) if content.endswith("}") else None
    if found is None or (found.start() == 0 and not alone):
        return content, {}
    try:
        _, attributes = parse(found[1])
    except ParseError:
        return content, {}
    return content[: found.start()], clean(attributes, note, note.at_line(line))


def clean(attributes: Mapping[str, str], note: Reading, place: Place) -> dict[str, str]:
    """Return the attributes that may stand on an element; each other one is a warning, an engine's id an error."""
    kept: dict[str, str] = {}
    for name, value in attributes.items():
        check = _CHECKS.get(name)
        if name.lower() in ("for", "except"):
            message = f'"{name}" works on a span of text or a fenced block only'
            note.error("AUD-05", place, message, f"write [text]{{{name}={value}}} or ::: {name} {value}")
        elif check is None:
            hint = f"allowed: {', '.join(sorted(ALLOWED))}"
            note.warning("MD-06", place, f'the attribute "{name}" is left out', hint)
        elif not check.fullmatch(value):
            note.warning("MD-06", place, f'"{value}" is no {name}: the attribute is left out')
        elif name == "id" and value.startswith(RESERVED_ID_PREFIXES):
            message = f'the id "{value}" may not start with {", ".join(RESERVED_ID_PREFIXES)}'
            note.error("MD-07", place, message, "such ids are the engine's; choose another")
        elif name == "class" and (own := OWN_CLASSES.intersection(value.split())):
            message = f'the class "{", ".join(sorted(own))}" marks a part that the engine makes'
            note.error("MD-07", place, message, "choose another")
        else:
            kept[name] = encode_id(value) if name == "id" else value
    return kept


@starts_with("[")
def _span(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if state.src[start] != "[" or "]{" not in state.src:
        return False
    end = parseLinkLabel(state, start)
    if end < 0 or not state.src.startswith("{", end + 1):
        return False
    try:
        length, attributes = parse(state.src[end + 1 : state.posMax])
    except ParseError:
        _warn_of_unread(state, end + 1, silent)
        return False
    if not attributes:
        return False
    if not silent:
        _push_span(state, start, end, attributes)
    state.pos = end + 1 + length + 1
    return True


def _push_span(state: StateInline, start: int, end: int, attributes: dict[str, str]) -> None:
    note = reading(state.env)
    place = note.at_offset(state.src, start)
    rules = [(rule, attributes.pop(rule)) for rule in ("for", "except") if rule in attributes]
    chosen = [selects(note, rule, names.split(), place) for rule, names in rules]
    if not all(chosen):
        return
    kept = clean(attributes, note, place)
    if kept:
        state.push("span_open", "span", 1).attrs = dict(kept)
    maximum, state.pos, state.posMax = state.posMax, start + 1, end
    state.md.inline.tokenize(state)
    state.posMax = maximum
    if kept:
        state.push("span_close", "span", -1)


@starts_with("{")
def _attributes(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{" or state.pending or not state.tokens or state.tokens[-1].type not in _AFTER:
        return False
    try:
        length, attributes = parse(state.src[state.pos : state.posMax])
    except ParseError:
        _warn_of_unread(state, state.pos, silent)
        return False
    if not silent and attributes:
        note = reading(state.env)
        token = _opening(state.tokens)
        token.attrs.update(clean(attributes, note, note.at_offset(state.src, state.pos)))
    state.pos += length + 1
    return True


def _warn_of_unread(state: StateInline, pos: int, silent: bool) -> None:
    """Tell of attributes that stay text; unread marks of audiences are told of elsewhere."""
    if not silent and _MEANT.match(state.src, pos, state.posMax):
        note = reading(state.env)
        message = "these attributes could not be read: they are printed"
        note.warning("MD-06", note.at_offset(state.src, pos), message, "write them as {#id .class lang=fr width=300}")


def _opening(tokens: list[Token]) -> Token:
    level = 0
    for token in reversed(tokens):
        level += token.nesting
        if level == 0:
            return token
    return tokens[-1]
