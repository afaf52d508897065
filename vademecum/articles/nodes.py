"""What YAML says: texts, lists and maps, with the places where they stand."""

from __future__ import annotations

from msgspec import Struct


class Text(Struct, frozen=True, gc=False):
    """A scalar, exactly as typed."""

    value: str
    quoted: bool
    line: int
    column: int

    @property
    def empty(self) -> bool:
        """Whether nothing was given: no text at all, ``~`` or ``null``."""
        return not self.quoted and self.value in ("", "~", "null")


class Items(Struct, frozen=True):
    """A list."""

    values: tuple[Node, ...]
    line: int
    column: int


class Fields(Struct, frozen=True):
    """A map; a key that stands twice is kept once, its first value."""

    pairs: dict[str, tuple[Text, Node]]
    line: int
    column: int


Node = Text | Items | Fields
