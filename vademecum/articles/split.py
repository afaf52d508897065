"""Where the front matter of a file ends and its body begins."""

from __future__ import annotations

import re

from msgspec import Struct

from vademecum.model.articles import Source
from vademecum.problems import Place, Problem, error

_OPEN = re.compile(r"---[ \t]*\n")
_CLOSE = re.compile(r"\n(---|\.\.\.)[ \t]*$", re.MULTILINE)
"""Begins with a plain character, so that it is searched fast."""


class Split(Struct, frozen=True, kw_only=True):
    """The two parts of a file."""

    yaml: str
    yaml_line: int
    """Line of the file on which the YAML begins."""
    text: str
    """Of the whole file."""
    body_start: int
    """Offset at which the body begins."""
    body_line: int
    """Line of the file on which the body begins."""

    @property
    def body(self) -> str:
        """The Markdown."""
        return self.text[self.body_start :]


def split_front_matter(source: Source) -> tuple[Split | None, tuple[Problem, ...]]:
    """Part a text at its ``---`` lines; a text without front matter is all body. An unclosed one is an error."""
    opened = _OPEN.match(source.text)
    if opened is None:
        return Split(yaml="", yaml_line=1, text=source.text, body_start=0, body_line=1), ()
    closed = _CLOSE.search(source.text, opened.end() - 1)
    if closed is None:
        place = Place(file=source.path, line=1, column=1)
        return None, (error("FRM-01", place, "the front matter is not closed", 'end it with a line "---"'),)
    yaml = source.text[opened.end() : closed.start() + 1]
    body_line = source.text.count("\n", 0, closed.end()) + 2
    start = closed.end() + 1
    return Split(yaml=yaml, yaml_line=2, text=source.text, body_start=start, body_line=body_line), ()
