"""The kinds of value a field may hold: each reads a YAML node as a Python value, or notes why it cannot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from msgspec import Struct, field

from vademecum.articles.nodes import Fields, Items, Node, Text
from vademecum.problems import Place, Problem, did_you_mean, error, warning

_TRUE = frozenset(["true", "yes", "on"])
_FALSE = frozenset(["false", "no", "off"])
_BREAKS = re.compile(r"[\s_-]+")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MONTH = re.compile(r"(\d{4})-(\d{2})(-(\d{2}))?")


class Notes(Struct, frozen=True):
    """Where the problems of one file are collected while its fields are read."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def place(self, node: Node) -> Place:
        """Return where a node stands."""
        return Place(file=self.file, line=node.line, column=node.column)

    def error(self, rule: str, node: Node, message: str, hint: str = "") -> None:
        """Note an error at a node."""
        self.problems.append(error(rule, self.place(node), message, hint))

    def warning(self, rule: str, node: Node, message: str, hint: str = "") -> None:
        """Note a warning at a node."""
        self.problems.append(warning(rule, self.place(node), message, hint))

    def unfit(self, name: str, node: Node, expected: str) -> None:
        """Note that a field holds something else than it should."""
        shown = f'"{node.value}"' if isinstance(node, Text) else "a list" if isinstance(node, Items) else "a map"
        self.error("FRM-03", node, f'"{name}" must be {expected}, not {shown}')


class Kind(Protocol):
    """What every kind of value can do."""

    @property
    def says(self) -> str:
        """What a field of this kind is for, in a sentence for authors: see `FieldKind`."""

    @property
    def examples(self) -> tuple[Any, ...]:
        """Values that it may hold."""

    def read(self, node: Node, name: str, notes: Notes) -> Any:
        """Return the value, or None after a problem was noted or when nothing was given."""


class FieldKind(Struct, frozen=True, kw_only=True):
    """What every kind says of a field; manuals and editors are told it by ``schemas``."""

    says: str = ""
    """One sentence: what the field is for."""
    examples: tuple[Any, ...] = ()
    """Values as YAML reads them."""


class TextKind(FieldKind, frozen=True, kw_only=True):
    """Plain text on one line, exactly as typed."""

    def read(self, node: Node, name: str, notes: Notes) -> str | None:
        """Read a node."""
        if not isinstance(node, Text):
            notes.unfit(name, node, "text")
            return None
        return None if node.empty else " ".join(node.value.split())


class FlagKind(FieldKind, frozen=True, kw_only=True):
    """True or false."""

    def read(self, node: Node, name: str, notes: Notes) -> bool | None:
        """Read a node."""
        word = node.value.lower() if isinstance(node, Text) else ""
        if word not in _TRUE | _FALSE:
            notes.unfit(name, node, "true or false")
            return None
        return word in _TRUE


class NumberKind(FieldKind, frozen=True, kw_only=True):
    """A whole number within bounds."""

    least: int = 0
    most: int = 1_000_000

    def read(self, node: Node, name: str, notes: Notes) -> int | None:
        """Read a node."""
        if isinstance(node, Text) and node.value.isascii() and node.value.isdigit() and len(node.value) < 10:
            number = int(node.value)
            if self.least <= number <= self.most:
                return number
        notes.unfit(name, node, f"a whole number from {self.least} to {self.most}")
        return None


class DateKind(FieldKind, frozen=True, kw_only=True):
    """A calendar day, ``YYYY-MM-DD`` (ISO 8601)."""

    def read(self, node: Node, name: str, notes: Notes) -> date | None:
        """Read a node."""
        if isinstance(node, Text) and node.empty:
            return None
        found = _DAY.fullmatch(node.value) if isinstance(node, Text) else None
        try:
            if found:
                return date(*map(int, found.groups()))
        except ValueError:
            pass
        notes.unfit(name, node, "a date such as 2025-04-30")
        return None


class MonthKind(FieldKind, frozen=True, kw_only=True):
    """A month or a day: ``YYYY-MM`` or ``YYYY-MM-DD``."""

    def read(self, node: Node, name: str, notes: Notes) -> str | None:
        """Read a node."""
        if isinstance(node, Text) and node.empty:
            return None
        found = _MONTH.fullmatch(node.value) if isinstance(node, Text) else None
        try:
            if found:
                return date(int(found[1]), int(found[2]), int(found[4] or 1)).isoformat()[: len(found[0])]
        except ValueError:
            pass
        notes.unfit(name, node, "a month such as 2025-03")
        return None


class LanguageKind(FieldKind, frozen=True, kw_only=True):
    """A language tag (BCP 47)."""

    def read(self, node: Node, name: str, notes: Notes) -> str | None:
        """Read a node."""
        if isinstance(node, Text) and node.empty:
            return None
        if isinstance(node, Text) and LANGUAGE.fullmatch(node.value):
            return node.value
        notes.unfit(name, node, 'a language tag such as "en" or "fr-CA"')
        return None


class ChoiceKind(FieldKind, frozen=True, kw_only=True):
    """One of a few words; case, spaces, ``_`` and ``-`` are equal."""

    choices: tuple[str, ...]
    rule: str = "FRM-03"

    def read(self, node: Node, name: str, notes: Notes) -> str | None:
        """Read a node."""
        if isinstance(node, Text) and node.empty:
            return None
        word = _BREAKS.sub("-", node.value.strip().lower()) if isinstance(node, Text) else ""
        if word in self.choices:
            return word
        if isinstance(node, Text):
            hint = did_you_mean(word, self.choices, f"use one of: {', '.join(self.choices)}")
            notes.error(self.rule, node, f'"{node.value}" is not a known {name}', hint)
        else:
            notes.unfit(name, node, f"one of {', '.join(self.choices)}")
        return None


class ListKind(FieldKind, frozen=True, kw_only=True):
    """A list of one kind; a single value counts as a list of one."""

    of: Kind
    single: bool = True

    def read(self, node: Node, name: str, notes: Notes) -> tuple[Any, ...] | None:
        """Read a node."""
        if isinstance(node, Text) and node.empty:
            return ()
        if isinstance(node, Items):
            read = self.of.read
            return tuple([value for item in node.values if (value := read(item, name, notes)) is not None])
        if not self.single:
            notes.unfit(name, node, "a list")
            return None
        value = self.of.read(node, name, notes)
        return None if value is None else (value,)


class RecordKind(FieldKind, frozen=True, kw_only=True):
    """A map with known fields, read as a dict with ``-`` in names as ``_`` and its own ``place``."""

    fields: Mapping[str, Kind]
    required: tuple[str, ...] = ()

    def read(self, node: Node, name: str, notes: Notes) -> dict[str, Any] | None:
        """Read a node."""
        if not isinstance(node, Fields):
            notes.unfit(name, node, f"a map with {', '.join(self.fields)}")
            return None
        values: dict[str, Any] = {"place": notes.place(node)}
        for key, (key_node, value_node) in node.pairs.items():
            kind = self.fields.get(key)
            if kind is None:
                hint = did_you_mean(key, self.fields, f"known here: {', '.join(self.fields)}")
                notes.warning("FRM-04", key_node, f'unknown field "{key}" in "{name}"', hint)
                continue
            value = kind.read(value_node, key, notes)
            if value is not None:
                values[key.replace("-", "_")] = value
        missing = [key for key in self.required if not values.get(key.replace("-", "_"))]
        for key in missing:
            given = node.pairs.get(key)
            if given is None or (isinstance(given[1], Text) and (given[1].empty or not given[1].value.strip())):
                notes.error("FRM-05", node, f'"{name}" lacks "{key}"', f"add {key}: …")
        return None if missing else values


class FreeKind(FieldKind, frozen=True, kw_only=True):
    """Anything: text, lists and maps of text."""

    def read(self, node: Node, name: str, notes: Notes) -> Any:
        """Read a node."""
        if isinstance(node, Text):
            return node.value
        if isinstance(node, Items):
            return [self.read(item, name, notes) for item in node.values]
        return {key: self.read(value, name, notes) for key, (_, value) in node.pairs.items()}


class FreeMapKind(FieldKind, frozen=True, kw_only=True):
    """A map of anything."""

    def read(self, node: Node, name: str, notes: Notes) -> dict[str, Any] | None:
        """Read a node."""
        if not isinstance(node, Fields):
            notes.unfit(name, node, "a map")
            return None
        free = FreeKind()
        return {key: free.read(value, name, notes) for key, (_, value) in node.pairs.items()}


class EitherKind(FieldKind, frozen=True, kw_only=True):
    """A single text, or a record."""

    text: Kind
    record: Kind

    def read(self, node: Node, name: str, notes: Notes) -> Any:
        """Read a node."""
        kind = self.record if isinstance(node, Fields) else self.text
        return kind.read(node, name, notes)
