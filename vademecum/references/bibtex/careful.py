"""One entry read with care: for what the fast reader does not match, be it unusual or broken.

Every departure becomes a fault; what can be read without guessing is kept, so that one missing comma costs a
message and not the entry. An entry whose text may be incomplete is marked unsound and never printed.
"""

from __future__ import annotations

import re

from msgspec import Struct

from vademecum.problems import Level
from vademecum.references.bibtex.faults import Fault
from vademecum.references.bibtex.notation import NAME, SWALLOWED

_SPACE = re.compile(r"[ \t\n]*+")
_SPACE_COMMAS = re.compile(r"[ \t\n,]*+")
_FIELD_NAME = re.compile(rf"({NAME})[ \t\n]*+=[ \t\n]*+")
_SPACED_NAME = re.compile(r"([^\W\d][\w -]*\w)[ \t]*+=[ \t\n]*+")
_KEY = re.compile(r"[ \t\n]*+([^,={}\n]*+)")
_BARE = re.compile(r'[^\s,{}"#=()@%]++')
_BRACKET = re.compile(r"[{}]")
_QUOTE_END = re.compile(r'[{}"]')
_COMMENT = re.compile(r"%[^\n]*+")
_GARBAGE = re.compile(r"[^,\n{}]++|[{}]")


class DraftField(Struct, frozen=True, kw_only=True):
    """A field as typed."""

    name: str
    """In lower case."""
    offset: int
    pieces: tuple[tuple[bool, str], ...]
    """What ``#`` joins: (is it the name of a macro?, text)."""


class Draft(Struct, frozen=True, kw_only=True):
    """What the careful reader could read of an entry."""

    key: str
    """Empty when the entry has none that can be cited."""
    fields: tuple[DraftField, ...]
    end: int
    """Where reading goes on."""
    sound: bool
    """No text is lost or misplaced."""
    faults: tuple[Fault, ...]


class _Broken(Exception):  # noqa: N818 - a jump to the entry's limit, not an error that anybody sees
    """The rest of the entry cannot be told apart."""


class _Reader:
    __slots__ = ("closer", "faults", "fields", "key", "limit", "pos", "sound", "start", "text")

    def __init__(self, text: str, start: int, body: int, limit: int) -> None:
        self.text, self.start, self.pos, self.limit = text, start, body, limit
        self.closer = ")" if text[body - 1] == "(" else "}"
        self.key = ""
        self.sound = True
        self.fields: list[DraftField] = []
        self.faults: list[Fault] = []

    def fault(self, offset: int, message: str, hint: str = "", level: Level = Level.ERROR) -> None:
        self.faults.append(Fault(offset=offset, level=level, message=message, hint=hint))

    def skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.pos, self.limit)
        self.pos = match.end() if match else self.pos

    def at(self) -> str:
        return self.text[self.pos] if self.pos < self.limit else ""

    def read_key(self) -> None:
        match = _KEY.match(self.text, self.pos, self.limit)
        typed = match[1].rstrip() if match else ""
        after = match.end() if match else self.pos
        if self.text[after : after + 1] == "=":
            self._key_before_field(typed)
            return
        if not typed:
            self.fault(self.start, "the entry has no key", "write a key after the opening brace: @article{key, …}")
        elif any(sign.isspace() for sign in typed):
            hint = "a key holds no space; try " + "_".join(typed.split())
            self.fault(self.pos, f'the key "{typed}" holds a space', hint)
        else:
            self.key = typed
        self.pos = after

    def _key_before_field(self, typed: str) -> None:
        words = typed.split()
        if len(words) == 2:  # key and field name
            self.key = words[0]
            self.pos = self.text.index(words[0], self.pos) + len(words[0])
            self.fault(self.pos, f'a comma is missing after the key "{self.key}"')
        else:
            self.fault(self.start, "the entry has no key", "write a key after the opening brace: @article{key, …}")

    def read_fields(self) -> None:
        while True:
            self.skip(_SPACE_COMMAS)
            sign = self.at()
            if not sign:
                self._unclosed()
                return
            if sign == self.closer:
                self.pos += 1
                return
            if sign == "%":
                hint = "BibTeX knows no comments inside an entry; take the line out"
                self.fault(self.pos, "a % line inside an entry is no comment", hint)
                self.skip(_COMMENT)
                continue
            self._read_field()

    def _read_field(self) -> None:
        match = _FIELD_NAME.match(self.text, self.pos, self.limit)
        if not match:
            match = _SPACED_NAME.match(self.text, self.pos, self.limit)
            if not match:
                self._garbage("unexpected text in the entry")
                return
            self.fault(self.pos, f'the field name "{match[1]}" holds a space')
        name, offset = "-".join(match[1].lower().split()), self.pos
        self.pos = match.end()
        if self.at() in (",", self.closer):
            self.fault(offset, f"the field {name} has no value", level=Level.WARNING)
            self.fields.append(DraftField(name=name, offset=offset, pieces=()))
            return
        pieces = [self._piece(name, offset)]
        self.skip(_SPACE)
        while self.at() == "#":
            self.pos += 1
            self.skip(_SPACE)
            pieces.append(self._piece(name, offset))
            self.skip(_SPACE)
        self.fields.append(DraftField(name=name, offset=offset, pieces=tuple(pieces)))
        if self.at() not in ("", ",", "%", self.closer):
            self._after_value(name)

    def _after_value(self, name: str) -> None:
        if _FIELD_NAME.match(self.text, self.pos, self.limit):
            self.fault(self.pos, f"a comma is missing after the field {name}")
            return
        last = self.fields[-1]
        if last.pieces[-1][1].rstrip().endswith("="):
            self.fault(last.offset, f"a quote is not closed in the field {name}")
            raise _Broken
        self._garbage(f"unexpected text after the field {name}")

    def _garbage(self, message: str) -> None:
        offset = self.pos
        self.skip(_GARBAGE)
        what = self.text[offset : min(self.pos, offset + 30)].strip()
        self.fault(offset, f'{message}: "{what}"' if what else message)
        self.sound = False

    def _piece(self, name: str, offset: int) -> tuple[bool, str]:
        sign, start = self.at(), self.pos + 1
        if sign == "{":
            self._close(name, offset)
            return False, self.text[start : self.pos - 1]
        if sign == '"':
            self._close_quote(name, offset)
            return False, self.text[start : self.pos - 1]
        match = _BARE.match(self.text, self.pos, self.limit)
        if not match:
            self._garbage(f"the field {name} has no value that can be read")
            return False, ""
        self.pos = match.end()
        bare = match[0]
        if bare[0].isdigit() and not bare.isdecimal():
            self.fault(offset, f"{bare} in the field {name} wants braces round it", level=Level.WARNING)
        return not bare[0].isdigit(), bare

    def _close(self, name: str, offset: int) -> None:
        depth = 0
        for match in _BRACKET.finditer(self.text, self.pos, self.limit):
            depth += 1 if match[0] == "{" else -1
            if not depth:
                self.pos = match.end()
                return
        self.fault(offset, f"a brace is not closed in the field {name}")
        raise _Broken

    def _close_quote(self, name: str, offset: int) -> None:
        depth = 0
        for match in _QUOTE_END.finditer(self.text, self.pos + 1, self.limit):
            if match[0] != '"':
                depth += 1 if match[0] == "{" else -1
            elif depth <= 0:
                self.pos = match.end()
                return
        self.fault(offset, f"a quote is not closed in the field {name}")
        raise _Broken

    def _unclosed(self) -> None:
        suspect = next((f for f in self.fields if any(SWALLOWED.search(text) for _, text in f.pieces)), None)
        if suspect is None:
            self.fault(self.start, f'the closing brace of the entry "{self.key}" is missing')
            return
        self.fault(suspect.offset, f'a brace is not closed in the field {suspect.name} of "{self.key}"')
        self.sound = False


def read_carefully(text: str, start: int, body: int, limit: int, *, keyless: bool = False) -> Draft:
    """Return what can be read of the entry whose ``@`` stands at ``start`` and whose key begins at ``body``.

    ``limit`` is where the next entry starts on a line of its own, or the text's end: nothing beyond it is touched.
    ``keyless`` reads a ``@string``, which is an entry without a key.
    """
    reader = _Reader(text, start, body, limit)
    if not keyless:
        reader.read_key()
    try:
        reader.read_fields()
    except _Broken:
        reader.sound = False
        reader.pos = limit
    return Draft(
        key=reader.key,
        fields=tuple(reader.fields),
        end=max(reader.pos, body),
        sound=reader.sound and bool(reader.key),
        faults=tuple(reader.faults),
    )
