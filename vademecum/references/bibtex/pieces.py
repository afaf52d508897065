"""A bibliography in pieces, one for each entry, so that an entry which changed can be read alone.

Only a file in which nothing unusual stands is cut: every entry begins a line, none inherits from another, nothing is
abbreviated with ``@string`` or left out with ``@comment``, and each piece read alone is what the whole file says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b

from msgspec.structs import replace

from vademecum.model.references import Entry, Pieces
from vademecum.references.bibtex.macros import month_macros
from vademecum.references.bibtex.scanner import Scanner

_BEGIN = re.compile(r"^@", re.MULTILINE)
_UNUSUAL = re.compile(r"@\s*(?:string|comment|preamble)\b", re.IGNORECASE)
_RELATIVES = frozenset({"crossref", "xdata", "related", "xref", "entryset"})


def cut(text: str) -> list[str]:
    """Return what stands before the first entry, then each entry with what follows it."""
    starts = [found.start() for found in _BEGIN.finditer(text)]
    return [text[start:end] for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]


def pieces_of(text: str, entries: Mapping[str, Entry]) -> Pieces | None:
    """Return the pieces of a file that holds all of a bibliography's entries; None when it cannot be cut."""
    parts = cut(text)
    keys = tuple(entries)
    if len(parts) != len(keys) + 1 or _UNUSUAL.search(text):
        return None
    if any(not _RELATIVES.isdisjoint(entry.fields) for entry in entries.values()):
        return None
    lines = lines_of(parts)
    if [(entry.place.line, entry.place.column) for entry in entries.values()] != [(line, 1) for line in lines]:
        return None
    return Pieces(keys=keys, marks=tuple(mark(part) for part in parts), lines=lines)


def lines_of(parts: list[str]) -> tuple[int, ...]:
    """Return the line on which each entry begins."""
    found, line = [], 1
    for part in parts[:-1]:
        line += part.count("\n")
        found.append(line)
    return tuple(found)


def mark(part: str) -> str:
    """Return a short digest of a piece."""
    return blake2b(part.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def read_piece(file: str, part: str, line: int) -> Entry | None:
    """Return the one sound entry of a piece that begins on a line; None when it is anything else."""
    scanner = Scanner(file, part, month_macros())
    scanner.scan()
    if len(scanner.entries) != 1 or scanner.faults or scanner.unsound or scanner.strings:
        return None
    entry = scanner.entries[0]
    if not _RELATIVES.isdisjoint(entry.fields):
        return None
    return replace(entry, place=replace(entry.place, line=entry.place.line + line - 1))
