"""Problems as lines for people: ``file:line:column: level RULE: message``, with the line itself and a caret."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator

from vademecum.problems import Problem, printable

_WIDTH = 110


def problem_line(problem: Problem) -> str:
    """Return a problem on one line."""
    place = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part)
    hint = f"; {problem.hint}" if problem.hint else ""
    return printable(f"{place or 'site'}: {problem.level.value} {problem.rule}: {problem.message}{hint}")


def problem_lines(problems: Iterable[Problem], line_of: Callable[[str, int], str] | None) -> Iterator[str]:
    """Yield every problem; with ``line_of`` (file, line → text) the author's own line and a caret follow it."""
    for problem in problems:
        yield problem_line(problem)
        text = line_of(problem.file, problem.line) if line_of and problem.line else ""
        if text:
            yield from _excerpt(text, problem.column)


def _excerpt(text: str, column: int) -> Iterator[str]:
    start = max(0, column - _WIDTH * 2 // 3) if len(text) > _WIDTH else 0
    shown = text[start : start + _WIDTH].replace("\t", " ")
    yield f"    {printable(shown)}"
    if column:
        yield f"    {' ' * _cells(printable(shown[: column - 1 - start]))}^"


def _cells(text: str) -> int:
    """Return how wide a terminal prints a text: East Asian letters take two cells, combining marks none."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)
