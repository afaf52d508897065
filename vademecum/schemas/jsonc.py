"""Adding to a JSON file with comments, as editors keep their settings: every other byte stays the author's."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

_SPACE = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_WORD = re.compile(r"-?\d[\d.eE+-]*|true|false|null")
_DEEPEST = 50


class JsoncError(ValueError):
    """A text that is not JSON with comments, or that holds something else where we would add."""


class Value(Struct, kw_only=True):
    """One value and where it stands."""

    start: int
    end: int
    members: dict[str, Value] | None = None
    """Of an object."""
    elements: list[Value] = field(default_factory=list)
    comma: bool = False
    """Whether the last member or element has a comma behind it."""

    @property
    def last(self) -> Value | None:
        """The last member or element."""
        held = list(self.members.values()) if self.members is not None else self.elements
        return held[-1] if held else None


def with_value(text: str, way: Sequence[str], value: Any) -> str:
    """Return a text whose object has a value at the end of a way of names; what stands there already stays.

    Where a list stands at the end of the way, the values of a given list that it lacks are added to it.
    """
    text = text if text.strip("\ufeff \t\r\n") else "{}\n"
    here = parse(text)
    for depth, name in enumerate(way):
        if here.members is None:
            raise JsoncError(f"{' → '.join(way[:depth]) or 'the file'} is not an object")
        found = here.members.get(name)
        if found is None:
            for inner in reversed(way[depth + 1 :]):
                value = {inner: value}
            return _insert(text, here, f"{json.dumps(name, ensure_ascii=False)}: {_block(value, depth + 1)}", depth)
        here = found
    if not isinstance(value, list) or text[here.start] != "[":
        return text
    held = {text[each.start : each.end] for each in here.elements}
    for each in value:
        encoded = json.dumps(each, ensure_ascii=False)
        if encoded not in held:
            text = _insert(text, here, encoded, len(way))
            here = _at(parse(text), way)
    return text


def _at(value: Value, way: Sequence[str]) -> Value:
    for name in way:
        value = (value.members or {})[name]
    return value


def _block(value: Any, depth: int) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2).replace("\n", f"\n{'  ' * depth}")


def _insert(text: str, into: Value, written: str, depth: int) -> str:
    """Add a member or an element at the end of an object or a list."""
    close = into.end - 1
    indent = "  " * depth
    inside = text[into.start + 1 : close].rstrip()
    end = into.start + 1 + len(inside)
    line = text.rfind("\n", into.start, close)
    tail = text[end:close] if line >= end else f"\n{indent}"
    added = f"{inside}\n{indent}  {written}{tail}"
    if into.last is not None and not into.comma:
        comma = into.last.end - into.start - 1
        added = f"{added[:comma]},{added[comma:]}"
    if "\r\n" in text:
        added = added.replace("\r\n", "\n").replace("\n", "\r\n")
    return f"{text[: into.start + 1]}{added}{text[close:]}"


def parse(text: str) -> Value:
    """Return the value that a text holds, with the place of every value in it."""
    start = _SPACE.match(text, 1 if text.startswith("\ufeff") else 0)
    value = _value(text, start.end() if start else 0, 0)
    if _skip(text, value.end) != len(text):
        raise _fault(text, value.end, "nothing may follow")
    return value


def _value(text: str, at: int, depth: int) -> Value:
    if depth > _DEEPEST:
        raise _fault(text, at, "the values nest too deep")
    if text[at : at + 1] in ("{", "["):
        return _held(text, at, depth)
    found = _STRING.match(text, at) or _WORD.match(text, at)
    if found is None:
        raise _fault(text, at, "a value is missing")
    return Value(start=at, end=found.end())


def _held(text: str, start: int, depth: int) -> Value:
    close = "}" if text[start] == "{" else "]"
    found = Value(start=start, end=start, members={} if close == "}" else None)
    at = _skip(text, start + 1)
    while text[at : at + 1] != close:
        if found.last is not None and not found.comma:
            raise _fault(text, at, "a comma is missing")
        name = ""
        if found.members is not None:
            named = _STRING.match(text, at)
            if named is None:
                raise _fault(text, at, "a name in quotes is missing")
            name = json.loads(named[0])
            at = _skip(text, named.end())
            if text[at : at + 1] != ":":
                raise _fault(text, at, "a colon is missing")
            at = _skip(text, at + 1)
        value = _value(text, at, depth + 1)
        if found.members is not None:
            found.members[name] = value
        else:
            found.elements.append(value)
        at = _skip(text, value.end)
        found.comma = text[at : at + 1] == ","
        at = _skip(text, at + 1) if found.comma else at
    found.end = at + 1
    return found


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _fault(text: str, at: int, what: str) -> JsoncError:
    line = text.count("\n", 0, at) + 1
    return JsoncError(f"line {line}: {what}")
