"""What a page was made from: a log of everything that was looked up while it was rendered.

A page that is rendered sees the rest of the site only through a `Noted` mapping or a note of its own. So nothing that
it was made from is forgotten, also not what it asked for in vain: a file that appears later makes the page stale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

NAMES = "*"
"""The key of a note when every name of a mapping was looked at."""

Need = tuple[str, str]
"""(kind, key): the kinds are listed in `fresh`."""

T = TypeVar("T")


class Asker(Protocol):
    """What looks things up and notes them."""

    noted: dict[str, Any]
    """What the article at hand has looked up already."""


class Log:
    """What one article was made from so far."""

    __slots__ = ("asked", "noted")

    def __init__(self) -> None:
        """Start with nothing asked."""
        self.asked: dict[Need, None] = {}
        self.noted: list[dict[str, Any]] = []
        """For each asker what it has noted."""


class Needs:
    """The log of one article at a time."""

    __slots__ = ("_asked", "_askers")

    def __init__(self) -> None:
        """Start with nothing asked."""
        self._asked: dict[Need, None] = {}
        self._askers: list[Asker] = []

    def note(self, kind: str, key: str = "") -> None:
        """Note one thing that was asked for."""
        self._asked[kind, key] = None

    def note_all(self, needs: Iterable[Need]) -> None:
        """Note several things at once."""
        self._asked.update(dict.fromkeys(needs))

    def enrol(self, asker: Asker) -> None:
        """Give an asker a place for what has been noted already; it is emptied when the notes are taken."""
        asker.noted = {}
        self._askers.append(asker)

    def turn_to(self, log: Log) -> None:
        """Note in another article's log from now on."""
        self._asked = log.asked
        log.noted.extend({} for _ in self._askers[len(log.noted) :])
        for asker, noted in zip(self._askers, log.noted, strict=True):
            asker.noted = noted

    def take(self) -> tuple[Need, ...]:
        """Return what was noted, each once, and start again."""
        found = tuple(self._asked)
        self._asked.clear()
        for asker in self._askers:
            asker.noted.clear()
        return found


class Noted(Mapping[str, T]):
    """A mapping that notes each key that is asked for, found or not.

    ``outline`` cuts a value down to what others may know of it, which is what its digest covers.
    """

    __slots__ = ("_held", "_kind", "_needs", "_outline", "noted")

    def __init__(self, held: Mapping[str, T], kind: str, needs: Needs, outline: Callable[[T], T] | None = None) -> None:
        """Stand before ``held``."""
        self._held = held
        self._kind = kind
        self._needs = needs
        self._outline = outline
        self.noted: dict[str, Any] = {}
        needs.enrol(self)

    def __getitem__(self, key: str) -> T:
        """Return a value and note its key."""
        return self.noted.get(key) or self._note(key)

    def _note(self, key: str) -> T:
        self._needs.note(self._kind, key)
        held = self._held[key]
        found = self.noted[key] = self._outline(held) if self._outline else held
        return found

    def get(self, key: str, default: Any = None) -> Any:
        """Return a value, or another one where there is none, and note its key."""
        if key in self.noted or key in self._held:
            return self[key]
        self._needs.note(self._kind, key)
        return default

    def __contains__(self, key: object) -> bool:
        """Tell whether a key is there and note it."""
        if key in self.noted:
            return True
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
