"""New entries for a ``.bib`` file: known ones refused, keys made, each written as the file writes its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from vademecum.model.references import Bibliography, Entry, Reference
from vademecum.problems import Place
from vademecum.references.bibliography import reference
from vademecum.references.bibtex.encoding import read_text
from vademecum.references.bibtex.macros import month_macros
from vademecum.references.bibtex.scanner import Scanner
from vademecum.references.editing.asking import Asked
from vademecum.references.editing.fieldorder import in_order
from vademecum.references.editing.found import Found
from vademecum.references.editing.habits import Habits, entry_text, in_dialect, line_end
from vademecum.references.editing.newkeys import Pattern, make_key
from vademecum.references.identifiers import doi_key
from vademecum.references.styles.lettercase import is_title_case

Works = Sequence[tuple[Entry, Reference]]
"""Entries, each with what it says."""


class Written(Struct, frozen=True, kw_only=True):
    """One new entry."""

    entry: Entry
    work: Reference
    text: str
    """As it will stand in the file, without a line end behind it."""
    remarks: tuple[str, ...]
    """What the author should know of it."""


def read_entries(files: Iterable[tuple[str, bytes]]) -> list[Entry]:
    """Return every entry of the files (name, bytes) that can be read, those with a key that is taken as well."""
    entries: list[Entry] = []
    macros = month_macros()
    for name, data in files:
        text, refusals = read_text(name, data, "utf-8")
        if not refusals:
            scanner = Scanner(name, text, macros)
            scanner.scan()
            entries.extend(scanner.entries)
    return entries


def described(entries: Iterable[Entry], bibliography: Bibliography) -> list[tuple[Entry, Reference]]:
    """Return the entries with what they say; what is wrong with them is not told here."""
    return [(entry, reference(entry, bibliography)[0]) for entry in entries]


def known_entry(asked: Asked, works: Works) -> Entry | None:
    """Return the entry that has this DOI, PMID or PMCID already."""
    wanted = doi_key(asked.value)
    for entry, work in works:
        has = {"doi": work.doi, "pmid": work.pmid.lstrip("0"), "pmcid": work.pmcid}.get(asked.by, "")
        if has and doi_key(has) == wanted:
            return entry
    return None


def asked_of(found: Found) -> tuple[Asked, ...]:
    """Return the identifiers of what was found."""
    return tuple(Asked(by=name, value=found.fields[name]) for name in ("doi", "pmid", "pmcid") if name in found.fields)


def write_entry(found: Found, key: str, file: str, habits: Habits, pattern: Pattern, taken: Iterable[str]) -> Written:
    """Return the entry for a work; without a ``key`` one is made that no other entry has."""
    nothing = Bibliography(entries={})
    entry = Entry(key=key, kind=found.kind, fields=found.fields, place=Place(file=file))
    work, _ = reference(entry, nothing)
    if not key:
        entry = replace(entry, key=make_key(work, pattern, taken))
        work, _ = reference(entry, nothing)
    fields = in_dialect(found.kind, found.fields, habits)
    text = entry_text(entry.kind, entry.key, [(name, fields[name]) for name in in_order(entry.kind, fields)], habits)
    return Written(entry=entry, work=work, text=text, remarks=tuple(_remarks(entry, found)))


def _remarks(entry: Entry, found: Found) -> Iterator[str]:
    work, problems = reference(entry, Bibliography(entries={}))
    yield from (f'"{entry.key}" {remark}' for remark in found.remarks)
    yield from (problem.message for problem in problems)
    if is_title_case(work):
        yield f'"{entry.key}" has a title In Title Case; type it with capitals for its first word and names'


def appended(data: bytes, texts: Iterable[str]) -> bytes:
    """Return a file's bytes with entries behind them, a blank line before each, in the file's own line ends."""
    ending = line_end(data)
    before = data and (b"" if data.endswith((b"\n", b"\r")) else ending.encode())
    blank = bool(data.strip()) and not data.endswith((b"\n\n", b"\r\n\r\n", b"\r\r"))
    new = "\n\n".join(texts).replace("\n", ending)
    return data + before + (ending if blank else "").encode() + f"{new}{ending}".encode()
