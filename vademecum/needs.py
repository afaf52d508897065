"""What a page was made from: a log of everything that was looked up while it was rendered.

A page that is rendered sees the rest of the site only through a `Noted` mapping or a note of its own. So nothing that
it was made from is forgotten, also not what it asked for in vain: a file that appears later makes the page stale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

NAMES = "*"
"""The key of a note when every name of a mapping was looked at."""

Need = tuple[str, str]
"""(kind, key): the kinds are listed in `fresh`."""

T = TypeVar("T")


class Log:
    """What one article was made from so far."""

    __slots__ = ("asked", "sources")

    def __init__(self) -> None:
        """Start with nothing asked."""
        self.asked: dict[Need, None] = {}
        self.sources: dict[str, Any] = {}
        """The cited sources that were noted: a page asks for each about ten times."""


class Needs:
    """The log of one article at a time."""

    __slots__ = ("_asked", "sources")

    def __init__(self) -> None:
        """Start with nothing asked."""
        self.turn_to(Log())

    def note(self, kind: str, key: str = "") -> None:
        """Note one thing that was asked for."""
        self._asked[kind, key] = None

    def note_all(self, needs: Iterable[Need]) -> None:
        """Note several things at once."""
        asked = self._asked
        for need in needs:
            asked[need] = None

    def turn_to(self, log: Log) -> None:
        """Note in another article's log from now on."""
        self._asked = log.asked
        self.sources = log.sources

    def take(self) -> tuple[Need, ...]:
        """Return what was noted, each once, and start again."""
        found = tuple(self._asked)
        self._asked.clear()
        self.sources.clear()
        return found


class Noted(Mapping[str, T]):
    """A mapping that notes each key that is asked for, found or not.

    ``outline`` cuts a value down to what others may know of it, which is what its digest covers.
    """

    __slots__ = ("_held", "_kind", "_needs", "_outline")

    def __init__(self, held: Mapping[str, T], kind: str, needs: Needs, outline: Callable[[T], T] | None = None) -> None:
        """Stand before ``held``."""
        self._held = held
        self._kind = kind
        self._needs = needs
        self._outline = outline

    def __getitem__(self, key: str) -> T:
        """Return a value and note its key."""
        self._needs.note(self._kind, key)
        held = self._held[key]
        return self._outline(held) if self._outline else held

    def get(self, key: str, default: Any = None) -> Any:
        """Return a value, or another one where there is none, and note its key."""
        if key in self._held:
            return self[key]
        self._needs.note(self._kind, key)
        return default

    def __contains__(self, key: object) -> bool:
        """Tell whether a key is there and note it."""
        self._needs.note(self._kind, str(key))
        return key in self._held

    def __iter__(self) -> Iterator[str]:
        """Go through the names, and note that."""
        self._needs.note(self._kind, NAMES)
        return iter(self._held)

    def __len__(self) -> int:
        """Count the names, and note that."""
        self._needs.note(self._kind, NAMES)
        return len(self._held)


class NotedNames(frozenset[str]):
    """A set that notes each name that is asked for."""

    _kind: str
    _needs: Needs

    @classmethod
    def of(cls, held: frozenset[str], kind: str, needs: Needs) -> NotedNames:
        """Return a set with the same names."""
        found = cls(held)
        found._kind, found._needs = kind, needs
        return found

    def __contains__(self, name: object) -> bool:
        """Tell whether a name is there and note it."""
        self._needs.note(self._kind, str(name))
        return super().__contains__(name)

    def __iter__(self) -> Iterator[str]:
        """Go through the names, and note that."""
        self._needs.note(self._kind, NAMES)
        return super().__iter__()
