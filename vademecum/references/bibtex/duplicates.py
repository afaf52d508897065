"""Entries that share a key: exactly, or in all but letter case (REF-02)."""

from __future__ import annotations

from collections.abc import Iterable

from vademecum.model.references import Entry
from vademecum.problems import Problem, error, warning


def first_of_each(entries: Iterable[Entry]) -> tuple[dict[str, Entry], list[Problem]]:
    """Return key → first entry with it, and what is to say of the others.

    A repeated key is an error, for nobody can tell which work is meant; identical twins (same DOI and title) and
    keys that differ in letter case only are warnings, and the latter are both kept.
    """
    kept: dict[str, Entry] = {}
    folded: dict[str, Entry] = {}
    problems = []
    for entry in entries:
        first = kept.setdefault(entry.key, entry)
        if first is not entry:
            problems.append(_repeated(first, entry))
            continue
        similar = folded.setdefault(entry.key.casefold(), entry)
        if similar is not entry:
            what = f'"{similar.key}" and "{entry.key}" ({_where(similar, entry)}) differ in letter case only'
            problems.append(warning("REF-02", entry.place, what, "other tools take them for one; rename one of them"))
    return kept, problems


def _repeated(first: Entry, entry: Entry) -> Problem:
    what = f'"{entry.key}" stands twice ({_where(first, entry)}): only the first is used'
    twins = _said(first, "doi") and all(_said(first, name) == _said(entry, name) for name in ("doi", "title"))
    if twins or first.digest == entry.digest:
        return warning("REF-02", entry.place, what, "the two are the same work; delete one")
    return error("REF-02", entry.place, what, "give one of them another key")


def _said(entry: Entry, name: str) -> str:
    return "".join(entry.fields.get(name, "").split()).strip("{}").casefold()


def _where(first: Entry, entry: Entry) -> str:
    if first.place.file == entry.place.file:
        return f"lines {first.place.line} and {entry.place.line}"
    return f"{first.place.file}:{first.place.line} and {entry.place.file}:{entry.place.line}"
