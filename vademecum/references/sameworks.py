"""Entries that look like one work: by an identifier, or by title, year and first author."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from vademecum.model.references import Entry, Reference
from vademecum.references.identifiers import doi_key
from vademecum.references.marks import plain


class Twins(Struct, frozen=True, kw_only=True):
    """Two entries or more for what seems to be one work, in file order."""

    entries: tuple[Entry, ...]
    shared: tuple[str, ...]
    """What they share: ``DOI 10.1056/nejmoa1607427``, ``title, year and first author``."""
    sure: bool
    """They share an identifier."""


def same_works(works: Sequence[tuple[Entry, Reference]]) -> tuple[Twins, ...]:
    """Return the groups, those that share an identifier first; each in the order of its first entry."""
    sure = _joined(works, _identifiers)
    groups = [_twins(works, group, marks, sure=True) for group, marks in sure]
    known = {number: place for place, (group, _) in enumerate(sure) for number in group}
    for group, marks in _joined(works, _likeness):
        apart = {known.get(number, -number - 1) for number in group}
        if len(apart) > 1:
            groups.append(_twins(works, group, marks, sure=False))
    return tuple(groups)


def to_keep(twins: Twins, citing: Mapping[str, int]) -> Entry:
    """Return the entry that most articles cite; among equals the one that says more, then the first."""
    return max(twins.entries, key=lambda entry: (citing.get(entry.key, 0), len(entry.fields)))


def _twins(
    works: Sequence[tuple[Entry, Reference]], group: Sequence[int], marks: Sequence[str], *, sure: bool
) -> Twins:
    shared = marks if sure else ("title, year and first author",)
    return Twins(entries=tuple(works[number][0] for number in group), shared=tuple(shared), sure=sure)


def _identifiers(reference: Reference) -> Iterator[str]:
    if reference.doi:
        yield f"DOI {doi_key(reference.doi)}"
    if reference.pmid:
        yield f"PMID {reference.pmid.lstrip('0')}"
    if reference.pmcid:
        yield f"PMCID {reference.pmcid.upper()}"


def _likeness(reference: Reference) -> Iterator[str]:
    people = reference.authors or reference.editors
    title = _folded(plain(reference.title))
    if title and people and reference.issued:
        yield f"{title} {reference.issued.year} {_folded(people[0].family or people[0].literal)}"


def _folded(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in spread if sign.isalnum())


def _joined(
    works: Sequence[tuple[Entry, Reference]], marks_of: Callable[[Reference], Iterator[str]]
) -> list[tuple[list[int], list[str]]]:
    """Return the numbers of the works that a mark joins, directly or through others, with those marks."""
    by_mark: dict[str, list[int]] = {}
    for number, (_, reference) in enumerate(works):
        for mark in marks_of(reference):
            by_mark.setdefault(mark, []).append(number)
    leads = list(range(len(works)))

    def first(number: int) -> int:
        while leads[number] != number:
            number = leads[number]
        return number

    shared = {mark: numbers for mark, numbers in by_mark.items() if len(numbers) > 1}
    for numbers in shared.values():
        for number in numbers:
            lower, higher = sorted((first(numbers[0]), first(number)))
            leads[higher] = lower
    groups: dict[int, tuple[set[int], list[str]]] = {}
    for mark, numbers in shared.items():
        members, marks = groups.setdefault(first(numbers[0]), (set(), []))
        members.update(numbers)
        marks.append(mark)
    return [(sorted(members), marks) for _, (members, marks) in sorted(groups.items())]
