"""An entry's fields while it is decoded: each read once, each fault told with its line."""

from __future__ import annotations

from collections.abc import Mapping

from vademecum.model.references import Entry
from vademecum.problems import Level, Problem, error, warning
from vademecum.references.decoding.names import Names, SplitOddName, read_names
from vademecum.references.decoding.protection import spans
from vademecum.references.decoding.tex import decode_marked, is_plain
from vademecum.references.marks import plain

Spans = tuple[tuple[int, int], ...]


class FieldReader:
    """Decodes the fields of one entry (with those that it inherits) and collects what is wrong with them."""

    __slots__ = ("_split_odd", "entry", "problems", "values")

    def __init__(self, entry: Entry, values: Mapping[str, str], split_odd: SplitOddName) -> None:
        """Read the fields ``values`` (own and inherited) of an entry."""
        self.entry, self.values, self._split_odd = entry, values, split_odd
        self.problems: list[Problem] = []

    def warn(self, rule: str, name: str, message: str, hint: str = "") -> None:
        """Note a warning about a field."""
        self.problems.append(warning(rule, self.entry.place_of(name), message, hint))

    def has_any(self, names: frozenset[str]) -> bool:
        """Return whether the entry has one of these fields: most entries have none of the rare ones."""
        return not names.isdisjoint(self.values)

    def raw(self, *names: str) -> str:
        """Return the first of the fields that says something, as typed."""
        for name in names:
            if value := self.values.get(name, ""):
                return value
        return ""

    def text(self, *names: str) -> str:
        """Return the first of the fields that says something, decoded."""
        values = self.values
        for name in names:
            if name in values and (text := self._decoded(name, values[name])):
                return text
        return ""

    def plain(self, *names: str) -> str:
        """Return the first of the fields that says something, decoded and without marks."""
        values = self.values
        for name in names:
            if name in values and (text := self._decoded(name, values[name])):
                return plain(text)
        return ""

    def title(self, *names: str) -> tuple[str, Spans]:
        """Return a title and the spans of it that the author protected with braces."""
        for name in names:
            value = self.values.get(name, "")
            if value:
                text, protected = spans(self._decoded(name, value, braces="{" in value))
                if text:
                    return text, protected
        return "", ()

    def names(self, name: str) -> Names:
        """Return a field of names."""
        value = self.values.get(name, "")
        if not value:
            return Names()
        found = read_names(value, self._split_odd)
        for level, message, hint in found.faults:
            report = error if level is Level.ERROR else warning
            what = f'{message} ({name} of "{self.entry.key}")'
            self.problems.append(report("BIB-03", self.entry.place_of(name), what, hint))
        self._tell_unknown(name, found.unknown)
        return found

    def _decoded(self, name: str, value: str, *, braces: bool = False) -> str:
        if is_plain(value):
            return value
        decoded = decode_marked(value, braces=braces)
        self._tell_unknown(name, decoded.unknown)
        for sign in decoded.invisible:
            self.warn("BIB-04", name, f'an invisible character {sign} in {name} of "{self.entry.key}" is dropped')
        return decoded.text

    def _tell_unknown(self, name: str, commands: tuple[str, ...]) -> None:
        for command in commands:
            what = f'unknown command {command} in {name} of "{self.entry.key}": its argument is kept'
            self.warn("BIB-04", name, what, "write the character itself, or plain text")
