"""Problems as GitHub's workflow commands, which put them beside the changed lines of a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from vademecum.problems import Level, Problem, printable

SHOWN = 10
"""GitHub shows so many annotations of each kind for a step, and drops the others without a word."""

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.DUE: "notice"}


def workflow_commands(problems: Sequence[Problem], folder: str = "") -> Iterator[str]:
    """Yield a command for every problem; ``folder`` leads from the repository's root to the site's, with ``/``.

    When there are more than GitHub shows, the first command tells how many there are.
    """
    counts = Counter(problem.level for problem in problems)
    if any(count > SHOWN for count in counts.values()):
        told = ", ".join(f"{counts[level]} {level.value}" for level in Level if counts[level])
        more = f"{told}: GitHub shows {SHOWN} of each kind here, the log of this step all of them"
        yield f"::notice title=Vademecum::{_data(more)}"
    for problem in problems:
        hint = f"; {problem.hint}" if problem.hint else ""
        properties = {
            "file": f"{folder}{problem.file}" if problem.file else "",
            "line": str(problem.line or ""),
            "col": str(problem.column or ""),
            "title": problem.rule,
        }
        given = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
        yield f"::{_COMMANDS[problem.level]} {given}::{_data(f'{problem.message}{hint}')}"


def _data(text: str) -> str:
    """Return a message as a command holds it: it ends with its line."""
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return a property's value: it ends at a colon or a comma as well."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
