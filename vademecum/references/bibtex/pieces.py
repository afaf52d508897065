"""A bibliography in pieces, one for each entry, so that an entry which changed can be read alone.

Only a file in which nothing unusual stands is cut: every entry begins a line, none inherits from another, nothing is
abbreviated with ``@string`` or left out with ``@comment``, and each piece read alone is what the whole file says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

from msgspec.structs import replace

from vademecum.model.references import Entry, Pieces
from vademecum.references.bibtex.macros import month_macros
from vademecum.references.bibtex.scanner import Scanner

_MARK = 8
"""Bytes of the digest of a piece."""
_UNUSUAL = re.compile(r"@\s*(?:string|comment|preamble)\b", re.IGNORECASE)
_RELATIVES = frozenset({"crossref", "xdata", "related", "xref", "entryset"})


def cut(data: bytes) -> list[bytes]:
    """Return what stands before the first entry, then each entry with what follows it, without the ``@`` between."""
    return (b"\n" + data).split(b"\n@")


def pieces_of(data: bytes, entries: Mapping[str, Entry]) -> Pieces | None:
    """Return the pieces of a file that holds all of a bibliography's entries; None when it cannot be cut."""
    if _UNUSUAL.search(data.decode()):
        return None
    parts = cut(data)
    keys = tuple(entries)
    if len(parts) != len(keys) + 1:
        return None
    if any(not _RELATIVES.isdisjoint(entry.fields) for entry in entries.values()):
        return None
    lines = lines_of(parts)
    if [(entry.place.line, entry.place.column) for entry in entries.values()] != [(line, 1) for line in lines]:
        return None
    return Pieces(keys=keys, marks=marks_of(parts), lines=lines)


def lines_of(parts: Sequence[bytes]) -> tuple[int, ...]:
    """Return the line on which each entry begins."""
    found, line = [], 0
    for part in parts[:-1]:
        line += part.count(b"\n") + 1
        found.append(line)
    return tuple(found)


def marks_of(parts: Sequence[bytes]) -> bytes:
    """Return a short digest of each piece, one behind the other."""
    return b"".join([blake2b(part, digest_size=_MARK).digest() for part in parts])


def changed_entries(file: str, parts: Sequence[bytes], marks: bytes, held: Pieces) -> Iterator[Entry | None]:
    """Yield each entry that says something else than it did, on the same lines; None for what is not so simple.

    ``marks`` are those of the pieces as they are now.
    """
    if len(marks) != len(held.marks):
        yield None
        return
    for place, part in enumerate(parts):
        own = slice(place * _MARK, (place + 1) * _MARK)
        if marks[own] == held.marks[own]:
            continue
        entry = read_piece(file, part, held.lines[place - 1]) if place else None
        last = place == len(held.lines)
        stays = last or (place and held.lines[place - 1] + part.count(b"\n") + 1 == held.lines[place])
        yield entry if entry and stays and entry.key == held.keys[place - 1] else None


def read_piece(file: str, part: bytes, line: int) -> Entry | None:
    """Return the one sound entry of a piece that begins on a line; None when it is anything else."""
    try:
        text = part.decode()
    except UnicodeDecodeError:
        return None
    if "\r" in text or "\0" in text or not unicodedata.is_normalized("NFC", text):
        return None
    scanner = Scanner(file, f"@{text}\n", month_macros())
    scanner.scan()
    if len(scanner.entries) != 1 or scanner.faults or scanner.unsound or scanner.strings:
        return None
    entry = scanner.entries[0]
    if not _RELATIVES.isdisjoint(entry.fields):
        return None
    return replace(entry, place=replace(entry.place, line=entry.place.line + line - 1))
