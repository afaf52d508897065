"""``_people.yml``: authors, reviewers and the advisory board, by id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vademecum.articles.kinds import DateKind, EitherKind, FlagKind, Kind, ListKind, Notes, RecordKind, TextKind
from vademecum.articles.nodes import Fields, parse_yaml
from vademecum.model.articles import Conflicts, Person, Source
from vademecum.problems import Place, Problem, error

_TEXT = TextKind()

CONFLICTS = EitherKind(
    text=_TEXT,
    record=RecordKind(
        fields={"statement": _TEXT, "on": DateKind(), "topics": ListKind(of=_TEXT)}, required=("statement",)
    ),
)
"""A statement alone, or one with its date and the topics that it touches."""

PERSON_FIELDS: Mapping[str, Kind] = {
    "name": _TEXT,
    "credentials": _TEXT,
    "affiliation": _TEXT,
    "orcid": _TEXT,
    "roles": ListKind(of=_TEXT),
    "board": FlagKind(),
    "clinician": FlagKind(),
    "conflicts": CONFLICTS,
    "ssh-key": _TEXT,
    "example": FlagKind(),
}
PERSON = RecordKind(fields=PERSON_FIELDS, required=("name",))


def parse_people(source: Source) -> tuple[Mapping[str, Person], tuple[Problem, ...]]:
    """Read ``_people.yml``; a person with a faulty field keeps the others."""
    node, problems = parse_yaml(source.text, source.path, 1)
    if node is None:
        return {}, problems
    if not isinstance(node, Fields):
        place = Place(file=source.path, line=node.line, column=node.column)
        return {}, (
            *problems,
            error("PPL-07", place, "people must be a map of id to person", "write a-reviewer: {name: …}"),
        )
    notes = Notes(file=source.path)
    people = {}
    for key, (key_node, value) in node.pairs.items():
        fields = PERSON.read(value, key, notes)
        if fields is not None:
            people[key] = person(key, fields, notes.place(key_node))
    return people, (*problems, *notes.problems)


def person(key: str, fields: Mapping[str, Any], place: Place) -> Person:
    """Return a person from the fields that a record holds."""
    values = {**fields, "place": place}
    conflicts = values.pop("conflicts", None)
    if isinstance(conflicts, str):
        conflicts = {"statement": conflicts}
    if conflicts is not None:
        conflicts = Conflicts(**{name: value for name, value in conflicts.items() if name != "place"})
    return Person(id=key, conflicts=conflicts, **values)
