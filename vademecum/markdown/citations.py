"""Citations in pandoc's syntax: ``[@key]``, ``[see @a, pp. 3-5; -@b]``, ``@key says``, ``@{odd key}``."""

from __future__ import annotations

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from vademecum.markdown.citingforms import GROUP, MENTIONED
from vademecum.markdown.clusters import Item, bare_item, cluster
from vademecum.markdown.keys import KEY, MENTION, is_label
from vademecum.markdown.locators import split_locator
from vademecum.markdown.quick.starts import starts_with
from vademecum.markdown.reading import Reading, reading

_AT = re.compile(rf"-?{MENTION}")
_SIMPLE = re.compile(rf"\[\s*@{KEY}(?:\s*;\s*@{KEY})*\s*\]")
_ALONE = re.compile(rf"\s*@({KEY})\s*")
_DEEPEST = 30
"""Brackets within a group: a limit, since every bracket of a text may be asked whether it opens one."""
_BOUNDARY = re.compile(r"[\[\]`\\@;]")
_BRACE = re.compile(r"\{([^{}]*)\}")


def citations_plugin(md: MarkdownIt) -> None:
    """Add both forms to a parser."""
    md.inline.ruler.before("span", "citation_group", _group)
    md.inline.ruler.before("span", "citation_narrative", _narrative)


@starts_with("[", form=GROUP)
def _group(state: StateInline, silent: bool) -> bool:
    src, pos = state.src, state.pos
    if silent or src[pos] != "[" or src.find("@", pos, state.posMax) < 0:
        return False  # who looks ahead for a link's end must not take a group in its text for a link
    note = reading(state.env)
    end, items = _items(src, pos, state.posMax, note)
    if end == pos:
        return False
    if items:
        _push(state, tuple(items), note, narrative=False)
    state.pos = end
    return True


def _items(src: str, pos: int, limit: int, note: Reading) -> tuple[int, list[Item]]:
    """Return where the groups end that stand side by side, and their items; ``pos`` itself when none starts there."""
    items: list[Item] = []
    end = pos
    while end < limit and src[end] == "[":
        found = _bracket(src, end, limit)
        if found is None:
            break
        parts, stop = found
        for start, text in parts:
            item = _item(text, note, src, start)
            if item is not None:
                items.append(item)
        end = stop
    return end, items


def _bracket(src: str, pos: int, limit: int) -> tuple[list[tuple[int, str]], int] | None:
    """Return the (offset, text) of each item of a bracketed group and the offset after it, or None."""
    simple = _SIMPLE.match(src, pos, limit)
    if simple is not None:
        stop, parts = simple.end(), _split_simple(src, pos + 1, simple.end() - 1)
    else:
        found = _split_group(src, pos, limit)
        if found is None:
            return None
        parts, stop = found
    if src.startswith("(", stop):
        return None
    return parts, stop


def _split_simple(src: str, start: int, stop: int) -> list[tuple[int, str]]:
    parts = []
    for text in src[start:stop].split(";"):
        parts.append((start, text))
        start += len(text) + 1
    return parts


def _split_group(  # noqa: C901 - one character at a time, one branch each
    src: str, pos: int, limit: int
) -> tuple[list[tuple[int, str]], int] | None:
    """Part ``[a; b]`` at its top-level semicolons, heeding escapes, code and nested brackets."""
    depth, start, cited = 0, pos + 1, False
    parts: list[tuple[int, str]] = []
    while pos < limit and depth <= _DEEPEST:
        found = _BOUNDARY.search(src, pos, limit)
        if found is None:
            return None
        pos, character = found.start(), found[0]
        if character == "\\":
            pos += 1
        elif character == "`":
            pos = src.find("`", pos + 1, limit)
            if pos < 0:
                return None
        elif character == "[":
            depth += 1
        elif character == "@" and depth == 1:
            cited = cited or _starts_citation(src, pos)
        elif character == ";" and depth == 1:
            parts.append((start, src[start:pos]))
            start = pos + 1
        elif character == "]":
            depth -= 1
            if depth == 0:
                parts.append((start, src[start:pos]))
                return (parts, pos + 1) if cited and _all_cite(parts) else None
        pos += 1
    return None


def _starts_citation(src: str, at: int) -> bool:
    begin = at - 1 if src[at - 1] == "-" else at
    return not src[begin - 1].isalnum() and _AT.match(src, begin) is not None


def _find(text: str) -> re.Match[str] | None:
    for found in _AT.finditer(text):
        begin = found.start()
        if begin == 0 or not (text[begin - 1].isalnum() or text[begin - 1] == "\\"):
            return found
    return None


def _all_cite(parts: list[tuple[int, str]]) -> bool:
    return all(_find(text) or not text.strip() for _, text in parts)


def _item(text: str, note: Reading, src: str, start: int) -> Item | None:
    alone = _ALONE.fullmatch(text)
    if alone is not None:
        key = unicodedata.normalize("NFC", alone[1])
        return bare_item(key) if _is_source(key, note, src, start + alone.start(1) - 1) else None
    found = _find(text)
    if found is None:
        message = "a stray semicolon stands in this group of citations"
        note.warning("CIT-01", note.at_offset(src, start - 1), message, "remove it")
        return None
    if found["star"]:
        place = note.at_offset(src, start + found.start())
        note.error("CIT-01", place, "@* is allowed in nocite only", "name the sources that this sentence rests on")
        return None
    key = unicodedata.normalize("NFC", found["odd"] or found["key"])
    check = known if found["odd"] else _is_source
    if not check(key, note, src, start + found.start()):
        return None
    rest = text[found.end() :]
    brace = _BRACE.match(rest)
    if brace is not None:
        locator, suffix = split_locator(f", {brace[1]}")
        suffix += rest[brace.end() :].rstrip()
    else:
        locator, suffix = split_locator(rest)
    return Item(key=key, prefix=text[: found.start()].strip(), locator=locator, suffix=suffix)


def _is_source(key: str, note: Reading, src: str, pos: int) -> bool:
    """Return whether a key without braces names a source: one that looks like a label never does."""
    if not is_label(key):
        return known(key, note, src, pos)
    message = f'the cross reference "{key}" stands among citations'
    hint = f"write [@{key}] apart; a source with such a key is cited as @{{{key}}}"
    note.error("MD-13", note.at_offset(src, pos), message, hint)
    return False


def known(key: str, note: Reading, src: str, pos: int) -> bool:
    """Return whether the bibliography has a key; an unknown one is an error at its place, a page's one a warning."""
    if not note.reviewed:
        message = f"{note.unreviewed} has no references: only articles do"
        note.warning("REV-07", note.at_offset(src, pos), message, "remove the citation")
        return False
    if key in note.keys:
        note.cite(key, src, pos)
        return True
    if key in note.broken:
        place = note.broken[key]
        hint = f"mend it first: {place.file}:{place.line}"
        note.error("CIT-01", note.at_offset(src, pos), f'the entry "{key}" cannot be read', hint)
        return False
    near = note.nearest_key(key)
    hint = f'did you mean "{near}"?' if near else f"add the entry to {note.bibliography}"
    note.error("CIT-01", note.at_offset(src, pos), f'no entry "{key}" in {note.bibliography}', hint)
    return False


@starts_with("@", form=MENTIONED)
def _narrative(state: StateInline, silent: bool) -> bool:
    src, pos = state.src, state.pos
    if src[pos] != "@":
        return False
    before = src[pos - 1] if pos else " "
    found = None if before.isalnum() or before in "_@/." else _AT.match(src, pos, state.posMax)
    if found is None or found["star"]:
        return False
    note = reading(state.env)
    key = unicodedata.normalize("NFC", found["odd"] or found["key"])
    if not silent and not (key in note.keys and note.reviewed):
        if note.reviewed:
            near = note.nearest_key(key)
            hint = f'did you mean "{near}"? else ' if near else ""
            message = f'"@{key}" is printed as it stands: {note.bibliography} has no such entry'
            note.warning("CIT-01", note.at_offset(src, pos), message, f"{hint}write \\@{key} if no citation is meant")
        state.append_pending(src[pos : found.end()])
        state.pos = found.end()
        return True
    items, end = _narrative_items(state, key, found.end(), note, silent)
    if not silent:
        note.cite(key, src, pos)
        _push(state, items, note, narrative=True)
    state.pos = end
    return True


def _narrative_items(
    state: StateInline, key: str, end: int, note: Reading, silent: bool
) -> tuple[tuple[Item, ...], int]:
    """Read what may follow a narrative citation: ``@a [p. 33; @b]``."""
    src = state.src
    bracket = end + 1 if src.startswith(" [", end) else end
    if not src.startswith("[", bracket):
        return (Item(key=key),), end
    close = src.find("]", bracket, state.posMax)
    if close < 0 or src[close + 1 : close + 2] in ("(", "[", "{"):
        return (Item(key=key),), end
    first, _, others = src[bracket + 1 : close].partition(";")
    locator, suffix = split_locator(f", {first}")
    if locator is None or "[" in first or "@" in first:
        return (Item(key=key),), end
    items = [Item(key=key, locator=locator, suffix=suffix)]
    start = bracket + 1 + len(first) + 1
    for offset, text in _split_simple(src, start, close) if others else []:
        item = None if silent else _item(text, note, src, offset)
        if item is not None:
            items.append(item)
    return tuple(items), close + 1


def _push(state: StateInline, items: tuple[Item, ...], note: Reading, *, narrative: bool) -> None:
    linked = state.linkLevel == 0
    found = cluster(state.src, state.pos, items, note, narrative=narrative, linked=linked)
    state.push("citation", "", 0).meta = {"cluster": found}
