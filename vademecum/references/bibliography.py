"""The door of this room: files → `Bibliography`, entry → `Reference`, a wrong key → the nearest."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from vademecum.model.references import Bibliography, Entry, Reference
from vademecum.problems import Problem
from vademecum.references.bibtex.duplicates import first_of_each
from vademecum.references.bibtex.encoding import read_text
from vademecum.references.bibtex.inheritance import family_digest, parent_problems
from vademecum.references.bibtex.macros import month_macros
from vademecum.references.bibtex.scanner import Scanner
from vademecum.references.decoding.entries import decode
from vademecum.references.nearest import nearest

__all__ = ["nearest", "read_bibliography", "reference"]

_RELATIVES = frozenset({"crossref", "xdata", "related"})


def read_bibliography(
    files: Iterable[tuple[str, bytes]], *, encoding: str = "utf-8"
) -> tuple[Bibliography, tuple[Problem, ...]]:
    """Return every sound entry of the files (name, bytes) and all that is wrong with their notation.

    Entries are not decoded: names, TeX and missing fields are looked at when `reference` is called for one.
    """
    names: list[str] = []
    entries: list[Entry] = []
    problems: list[Problem] = []
    faulty = {}
    macros = month_macros()
    for name, data in files:
        text, refusals = read_text(name, data, encoding)
        names.append(name)
        problems.extend(refusals)
        if refusals:
            continue
        scanner = Scanner(name, text, macros)
        scanner.scan()
        entries.extend(scanner.entries)
        faulty.update(scanner.unsound)
        problems.extend(scanner.problems())
    kept, repeated = first_of_each(entries)
    problems.extend(repeated)
    problems.extend(_settle_families(kept))
    faulty = {key: place for key, place in faulty.items() if key not in kept}
    return Bibliography(entries=kept, files=tuple(names), faulty=faulty), tuple(sorted(problems))


def reference(entry: Entry, bibliography: Bibliography) -> tuple[Reference, tuple[Problem, ...]]:
    """Return the entry decoded, with what it inherits, and what is wrong with its content.

    Problems: names (BIB-03), TeX (BIB-04), identifiers (REF-02) and missing fields (REF-01).
    """
    return decode(entry, bibliography.entries, _split_odd_name)


def _settle_families(entries: dict[str, Entry]) -> list[Problem]:
    """Make each digest cover the entry's parents, in place, and return what is wrong with them."""
    heirs = [entry for entry in entries.values() if not _RELATIVES.isdisjoint(entry.fields)]
    digests = {entry.key: family_digest(entry, entries) for entry in heirs}
    problems = [problem for entry in heirs for problem in parent_problems(entry, entries)]
    for entry in heirs:
        entries[entry.key] = replace(entry, digest=digests[entry.key])
    return problems


def _split_odd_name(name: str) -> tuple[str, str]:
    """Return (family with particle, given) of a name without a comma whose words begin with TeX or braces.

    Only such names pay for pybtex's import (75 to 100 ms). A name that pybtex refuses is all family name.
    """
    from pybtex.database import Person  # noqa: PLC0415
    from pybtex.exceptions import PybtexError  # noqa: PLC0415

    try:
        person = Person(name)
    except PybtexError:
        return name, ""
    family = (*person.prelast_names, *person.last_names, *person.lineage_names)
    return " ".join(family), " ".join((*person.first_names, *person.middle_names))
