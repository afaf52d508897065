"""What can be wrong with a site: a `Problem` value for the author's mistakes, one exception for the machine's."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What neither HTML nor XML can hold."""


class Level(StrEnum):
    """How much a problem weighs: an error fails the build, a warning does so under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    DUE = "due"


class Place(Struct, frozen=True, kw_only=True, omit_defaults=True, order=True, gc=False):
    """A position in a file that an author wrote."""

    file: str
    """Path from the site's root, with ``/``; empty when the problem belongs to no file."""
    line: int = 0
    """Counted from 1; 0 means the whole file."""
    column: int = 0
    """In characters, counted from 1; 0 means the whole line."""


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True, order=True):
    """One thing that an author should know of. The field order is the order of a report."""

    file: str
    line: int
    column: int
    rule: str
    """The id of the rule that is broken, such as ``CIT-01``."""
    level: Level
    message: str
    """One sentence: what is wrong, and with what."""
    hint: str = ""
    """What to do about it; may be empty."""

    @property
    def place(self) -> Place:
        """Where the problem stands."""
        return Place(file=self.file, line=self.line, column=self.column)


def error(rule: str, place: Place, message: str, hint: str = "") -> Problem:
    """Return a problem that fails the build."""
    return _problem(Level.ERROR, rule, place, message, hint)


def warning(rule: str, place: Place, message: str, hint: str = "") -> Problem:
    """Return a problem that fails the build only under ``--strict``."""
    return _problem(Level.WARNING, rule, place, message, hint)


def due(rule: str, place: Place, message: str, hint: str = "") -> Problem:
    """Return what the passing of time alone has caused: reported, never failing a build."""
    return _problem(Level.DUE, rule, place, message, hint)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems sorted by place, each once (two variants of one text find the same faults)."""
    return tuple(sorted(set(problems)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Return whether any problem fails the build."""
    return any(problem.level is Level.ERROR for problem in problems)


def level_counts(problems: Sequence[Problem]) -> dict[Level, int]:
    """Return how many problems there are of each level."""
    return {level: sum(problem.level is level for problem in problems) for level in Level}


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint that names the known word most like ``word``, or ``otherwise`` when none is near."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else otherwise


def printable(text: str) -> str:
    """Return a text that cannot steer a terminal: control characters are shown as escapes."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode() for character in text
    )


def _problem(level: Level, rule: str, place: Place, message: str, hint: str) -> Problem:
    return Problem(
        file=place.file,
        line=place.line,
        column=place.column,
        rule=rule,
        level=level,
        message=message,
        hint=hint,
    )


class EngineError(Exception):
    """What the machine did wrong (disk full, no permission): one plain sentence for the user, exit code 3."""


class UsageError(Exception):
    """A wrong option or setting that stops a command before it starts: one plain sentence, exit code 2."""
