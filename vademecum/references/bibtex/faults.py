"""What is wrong at an offset of a text, before it has a file name and a line."""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec import Struct

from vademecum.problems import Level, Place, Problem, error, warning

_NEWLINE = re.compile("\n")


class Fault(Struct, frozen=True, kw_only=True):
    """A fault of the notation, found while reading."""

    offset: int
    level: Level
    message: str
    hint: str = ""
    rule: str = "BIB-01"


class Lines:
    """The places of a text's offsets; the line starts are looked for at the first question only."""

    __slots__ = ("_file", "_starts", "_text")

    def __init__(self, file: str, text: str) -> None:
        """Remember the text and the name of its file."""
        self._file = file
        self._text = text
        self._starts: list[int] = []

    def place(self, offset: int) -> Place:
        """Return file, line and column of an offset."""
        if not self._starts:
            self._starts = [0, *(match.end() for match in _NEWLINE.finditer(self._text))]
        line = bisect_right(self._starts, offset)
        return Place(file=self._file, line=line, column=offset - self._starts[line - 1] + 1)

    def line(self, offset: int) -> int:
        """Return the line of an offset, counted from 1."""
        return self.place(offset).line

    def problem(self, fault: Fault) -> Problem:
        """Return the fault as an author is told of it."""
        report = error if fault.level is Level.ERROR else warning
        return report(fault.rule, self.place(fault.offset), fault.message, fault.hint)
