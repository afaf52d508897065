"""Competing interests: whether a declared conflict touches an article."""

from __future__ import annotations

from vademecum.model.articles import FrontMatter, Person


def conflicts_on(person: Person, meta: FrontMatter) -> tuple[str, ...]:
    """Return the topics of a person's declared conflicts that are tags or the specialty of an article."""
    if person.conflicts is None:
        return ()
    about = {name.casefold() for name in (*meta.tags, meta.specialty) if name}
    return tuple(sorted(topic for topic in person.conflicts.topics if topic.casefold() in about))
