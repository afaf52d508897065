"""What changed between two texts, as a page tells it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Weight(StrEnum):
    """How grave a change is, the gravest first."""

    NUMBERS = "numbers"
    """A number, a dose, a unit, how often, or a "not"."""
    WORDS = "words"
    REST = "rest"
    """Sources, links, pictures, emphasis, structure."""


class PartKind(StrEnum):
    """What became of a part of a passage."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Part(Struct, frozen=True, kw_only=True):
    """A stretch of text that was kept, taken out or put in."""

    kind: PartKind
    text: str


class Change(Struct, frozen=True, kw_only=True):
    """One passage that says something else now."""

    weight: Weight
    where: str
    """The heading above it, the row of its table and its kind."""
    parts: tuple[Part, ...]
    numbers: tuple[tuple[str, str], ...] = ()
    """(before, now) of the numbers in it; one of them may be empty."""


class Changes(Struct, frozen=True, kw_only=True):
    """All changes, the gravest first."""

    changes: tuple[Change, ...]

    def of(self, weight: Weight) -> tuple[Change, ...]:
        """Return those of one weight."""
        return tuple(change for change in self.changes if change.weight is weight)
