"""The plain part of YAML, in which nearly all front matter is written, read with a few patterns.

A pair begins its line; its value ends that line, or is a list on the lines below::

    pair   = key ": " value newline | key ":" newline entry+
    entry  = "- " value newline                         all of a list indented alike
    value  = text | "[" value ("," value)* "]" | "{" key ": " value ("," key ": " value)* "}"
    text   = '"' … '"' without a backslash | "'" … "'" without a second "'" | word
    word   = a letter or digit, and whatever follows that is no mark of YAML

Anything else is PyYAML's to read, and every fault to report. What is read here is what PyYAML would have read, at the
same places: the tests compare them.
"""

from __future__ import annotations

import re

from vademecum.articles.nodes import Fields, Items, Node, Text

_MOST = 20_000
"""Characters: a longer text could hold more values than a document may."""

_DEEPEST = 8

_QUOTED = r""""[^"\\\n]*"|'[^'\n]*'"""
_KEY = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,99}):(?: +|(?=\n))")
_END = re.compile(r" *\n")
_DASH = re.compile(r"( *)- +")
_TEXT = re.compile(rf"({_QUOTED}|[^\W_](?:[^:#\n]*[^:#\s])?) *\n")
_OPEN = re.compile(r"[\[{] *")
_NEXT = re.compile(r" *([],}]) *")
_TEXT_WITHIN = re.compile(rf"({_QUOTED}|[^\W_](?:[^]:#,?[{{}}\n]*[^]:#,?[{{}}\s])?){_NEXT.pattern}")


def read_plain(text: str, first_line: int) -> Fields | None:
    """Return what a text of printable characters and line ends says; None when that is not written plainly."""
    if len(text) > _MOST:
        return None
    pairs: dict[str, tuple[Text, Node]] = {}
    pos, line = 0, first_line
    while pos < len(text):
        key = _KEY.match(text, pos)
        if key is None or key[1] in pairs:
            return None
        read = _value(text, key.end(), pos, line) or _entries(text, key.end(), line)
        if read is None:
            return None
        pairs[key[1]] = (Text(key[1], quoted=False, line=line, column=1), read[0])
        line += text.count("\n", pos, read[1])
        pos = read[1]
    return Fields(pairs, first_line, 1) if pairs else None


def _value(text: str, pos: int, start: int, line: int) -> tuple[Node, int] | None:
    """Return the value that ends a line which starts at ``start``, and where the next line starts."""
    found = _TEXT.match(text, pos)
    if found is not None:
        return _text(found[1], line, pos - start + 1), found.end()
    within = _within(text, pos, start, line)
    end = within and _END.match(text, within[1])
    return (within[0], end.end()) if within and end else None


def _entries(text: str, pos: int, line: int) -> tuple[Node, int] | None:
    """Return the list below a line that ends at ``pos``, and where the line after it starts."""
    end = _END.match(text, pos)
    if end is None:
        return None
    values: list[Node] = []
    start = end.end()
    first = dash = _DASH.match(text, start)
    while dash is not None:
        read = _value(text, dash.end(), start, line + len(values) + 1)
        if read is None or first is None or dash[1] != first[1]:
            return None
        values.append(read[0])
        start = read[1]
        dash = _DASH.match(text, start)
    return (Items(tuple(values), line + 1, len(first[1]) + 1), start) if first else None


def _within(text: str, pos: int, start: int, line: int, depth: int = 1) -> tuple[Node, int] | None:
    """Return the list or map in brackets that opens at ``pos``, and where what follows it begins."""
    opened = _OPEN.match(text, pos)
    if opened is None or depth > _DEEPEST:
        return None
    values: list[Node] = []
    pairs: dict[str, tuple[Text, Node]] = {}
    is_list = text[pos] == "["
    at, mark = opened.end(), ","
    while mark == ",":
        key = None if is_list else _KEY.match(text, at)
        if not is_list and (key is None or key[1] in pairs):
            return None
        value_at = key.end() if key else at
        found = _TEXT_WITHIN.match(text, value_at)
        if found is not None:
            value: Node = _text(found[1], line, value_at - start + 1)
        else:
            inner = _within(text, value_at, start, line, depth + 1)
            found = _NEXT.match(text, inner[1]) if inner else None
            if inner is None or found is None:
                return None
            value = inner[0]
        if key is not None:
            pairs[key[1]] = (Text(key[1], quoted=False, line=line, column=at - start + 1), value)
        values.append(value)
        at, mark = found.end(), found[found.lastindex or 0]
    if mark != ("]" if is_list else "}"):
        return None
    column = pos - start + 1
    return Items(tuple(values), line, column) if is_list else Fields(pairs, line, column), at


def _text(written: str, line: int, column: int) -> Text:
    if written[0] in "\"'":
        return Text(written[1:-1], quoted=True, line=line, column=column)
    return Text(written, quoted=False, line=line, column=column)
