"""Short names of a work: for a link's accessible name, and for a sentence that names the authors."""

from __future__ import annotations

from vademecum.model.references import Name, Reference
from vademecum.references.marks import plain

_TITLE_WORDS = 4


def short_label(reference: Reference) -> str:
    """Return "Strosberg 2017": the first author (or organisation, or the title's first words) and the year."""
    year = f"{reference.issued.year:04d}" if reference.issued else reference.extra.get("year", "")
    people = reference.authors or reference.editors
    who = _called(people[0]) if people else _title_words(reference)
    return f"{who} {year}".strip()


def names_in_text(reference: Reference) -> str:
    """Return "Smith", "Smith and Jones" or "Smith et al" (AMA: no stop) as they stand in a sentence."""
    people = reference.authors or reference.editors
    more = reference.more_authors if reference.authors else reference.more_editors
    if not people:
        return _title_words(reference)
    if len(people) == 1 and not more:
        return _called(people[0])
    if len(people) == 2 and not more:  # both are named
        return f"{_called(people[0])} and {_called(people[1])}"
    return f"{_called(people[0])} et al"


def _called(name: Name) -> str:
    return name.literal or name.family or name.given


def _title_words(reference: Reference) -> str:
    words = plain(reference.title).split()
    if not words:
        return reference.key
    return " ".join(words[:_TITLE_WORDS]).rstrip(",;:") + ("…" if len(words) > _TITLE_WORDS else "")
