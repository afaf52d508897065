"""A ``.bib`` file laid out anew: each field on its line, in a fixed order; what it says stays as it is.

Only entries change. Comments, ``@string``, ``@preamble``, ``@comment``, stray text and blank lines between them are
copied letter by letter, and so is what stands inside a value's delimiters.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from vademecum.problems import Level, Problem, error, has_errors
from vademecum.references.bibtex.careful import Draft, DraftField, read_carefully
from vademecum.references.bibtex.faults import Lines
from vademecum.references.bibtex.macros import month_macros
from vademecum.references.bibtex.notation import OPENING
from vademecum.references.bibtex.scanner import Scanner
from vademecum.references.bibtex.skipping import next_entry
from vademecum.references.editing.fieldorder import in_order
from vademecum.references.editing.habits import Habits, entry_text

_TIDY = Habits()


class Tidied(Struct, frozen=True, kw_only=True):
    """What became of a file's text."""

    text: str
    changed: tuple[tuple[int, str], ...] = ()
    """(line, key) of each entry that is laid out anew."""
    problems: tuple[Problem, ...] = ()
    """Why the file is left alone; then the text is as it was."""


def tidied(file: str, text: str) -> Tidied:
    r"""Return a text with ``\n`` line ends laid out anew, or the faults for which it is left alone.

    Applied to its own result it changes nothing.
    """
    scanner = _scan(file, text)
    problems = scanner.problems()
    if has_errors(problems):
        return Tidied(text=text, problems=tuple(problem for problem in problems if has_errors([problem])))
    pieces: list[str] = []
    changed: list[tuple[int, str]] = []
    end = 0
    lines = Lines(file, text)
    for line, start in _starts(scanner, text):
        if start < end:
            continue
        draft, kind = _draft(text, start)
        wrong = [fault for fault in draft.faults if fault.level is Level.ERROR]
        if wrong:
            return Tidied(text=text, problems=tuple(lines.problem(fault) for fault in wrong))
        between, written = _between(text[end:start], first=not pieces), _written(kind, draft)
        pieces += [between, written]
        if text[start : draft.end] != written or between != text[end:start]:
            changed.append((line, draft.key))
        end = draft.end
    new = "".join([*pieces, text[end:]])
    if _said(scanner) != _said(_scan(file, new)):
        return Tidied(text=text, problems=(_refusal(lines, changed),))
    return Tidied(text=new, changed=tuple(changed))


def _scan(file: str, text: str) -> Scanner:
    scanner = Scanner(file, text, month_macros())
    scanner.scan()
    return scanner


def _starts(scanner: Scanner, text: str) -> list[tuple[int, int]]:
    """Return (line, offset) of every entry's ``@``."""
    line_starts = [0]
    for line in text.split("\n"):
        line_starts.append(line_starts[-1] + len(line) + 1)
    places = (entry.place for entry in scanner.entries)
    return [(place.line, line_starts[place.line - 1] + place.column - 1) for place in places]


def _draft(text: str, start: int) -> tuple[Draft, str]:
    opening = OPENING.match(text, start)
    assert opening is not None  # noqa: S101 - the scanner has read an entry here
    return read_carefully(text, start, opening.end(), next_entry(text, start)), opening[1].lower()


def _between(text: str, *, first: bool) -> str:
    """Return what stands between two entries, so that the second one begins a line where only space is before it."""
    head, newline, last = text.rpartition("\n")
    if last.strip(" \t"):
        return text
    return f"{head}\n" if newline or not first else ""


def _written(kind: str, draft: Draft) -> str:
    values: dict[str, list[str]] = {}
    for field in draft.fields:
        values.setdefault(field.name, []).append(_value(field))
    fields = [(name, value) for name in in_order(kind, values) for value in values[name]]
    return entry_text(kind, draft.key, fields, _TIDY)


def _value(field: DraftField) -> str:
    return " # ".join(text if is_macro else f"{{{text}}}" for is_macro, text in field.pieces)


def _refusal(lines: Lines, changed: Sequence[tuple[int, str]]) -> Problem:
    """Tell of a text that would say something else when laid out anew: an entry amid a comment's line, say."""
    place = replace(lines.place(0), line=changed[0][0] if changed else 1)
    hint = "give every entry lines of its own"
    return error("BIB-01", place, "laid out anew, the file would not say the same to every program", hint)


def _said(scanner: Scanner) -> tuple[Sequence[object], object, int]:
    entries = [(entry.kind, entry.key, dict(entry.fields)) for entry in scanner.entries]
    return entries, scanner.macros, len(scanner.faults)
