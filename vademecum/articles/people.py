"""``_people.yml``: authors, reviewers and the advisory board, by id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vademecum.articles.document import parse_yaml
from vademecum.articles.kinds import DateKind, EitherKind, FlagKind, Kind, ListKind, Notes, RecordKind, TextKind
from vademecum.articles.nodes import Fields
from vademecum.model.articles import Conflicts, Person, Source
from vademecum.problems import Place, Problem, error

CONFLICTS = EitherKind(
    says="Competing interests: a statement, or one with its day and the topics that it touches.",
    text=TextKind(says="The statement; none if there is nothing to declare.", examples=("none",)),
    record=RecordKind(
        says="A statement with its day and the topics that it touches.",
        fields={
            "statement": TextKind(says="In the person's words; none if there is nothing to declare."),
            "on": DateKind(says="The day of the statement.", examples=("2026-11-01",)),
            "topics": ListKind(of=TextKind(), says="Tags on which this person may not approve alone."),
        },
        required=("statement",),
    ),
    examples=({"statement": "none", "on": "2026-11-01"},),
)
"""A statement alone, or one with its date and the topics that it touches."""

PERSON_FIELDS: Mapping[str, Kind] = {
    "name": TextKind(says="The name as it is printed."),
    "credentials": TextKind(says="Degrees and titles, printed after the name.", examples=("MD", "RN, PhD")),
    "affiliation": TextKind(says="Where the person works."),
    "orcid": TextKind(says="The ORCID iD, the number alone.", examples=("0000-0002-1825-0097",)),
    "roles": ListKind(
        of=TextKind(examples=("author", "reviewer", "organisation")),
        says="Who approves needs reviewer; organisation is for a group that writes.",
        examples=(["author", "reviewer"],),
    ),
    "board": FlagKind(says="Whether this person is on the advisory board."),
    "clinician": FlagKind(says="Whether this person practises; false is told to readers."),
    "conflicts": CONFLICTS,
    "ssh-key": ListKind(
        of=TextKind(),
        says="The public keys with which this person signs reviews, as in an id_….pub file.",
        examples=("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAII6aa0SFp/viRdRFJxjSoKm9+5S3JSizDIEZ+3kXVAbf",),
    ),
    "example": FlagKind(says="An invented person; told wherever the name is printed."),
}
PERSON = RecordKind(says="An author, a reviewer or a member of the board.", fields=PERSON_FIELDS, required=("name",))


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
