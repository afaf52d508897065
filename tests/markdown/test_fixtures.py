"""Every syntax: what an author writes, what comes out for clinicians, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vademecum.model.body import Body
from vademecum.problems import Problem

FOLDER = Path(__file__).parent.parent / "fixtures" / "markdown"


def cases() -> Iterator[object]:
    """Read the fixtures: a title, a dot, the source, a dot, the expected HTML and problems, a dot."""
    for file in sorted(FOLDER.glob("*.md")):
        parts = file.read_text(encoding="utf-8").split("\n.\n")
        for title, source, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
            yield pytest.param(source, expected, id=f"{file.stem}: {title.strip()}")


def line(problem: Problem) -> str:
    """Write a problem as the fixtures do."""
    hint = f"; {problem.hint}" if problem.hint else ""
    return f"{problem.line}:{problem.column} {problem.level.value} {problem.rule}: {problem.message}{hint}\n"


@pytest.mark.parametrize(("source", "expected"), list(cases()))
def test_fixture(source: str, expected: str, body: Callable[..., Body]) -> None:
    found = body(source)
    assert (found.html + found.footnotes + "".join(map(line, found.problems))).rstrip() == expected
