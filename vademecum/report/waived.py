"""What waivers have taken out of a report: told in it all the same, with who waived it, why and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vademecum.model.run import Waived
from vademecum.problems import printable


def waived_lines(waived: Iterable[Waived]) -> Iterator[str]:
    """Yield a line for each waived problem."""
    for each in waived:
        problem = each.problem
        place = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part)
        why = f"waived by {each.by} until {each.until}: {each.reason}"
        yield printable(f"{place}: waived {problem.rule}: {problem.message}; {why}")


def waived_data(waived: Iterable[Waived]) -> list[dict[str, object]]:
    """Return waived problems as data: see ``report.data``."""
    return [
        {
            "rule": each.problem.rule,
            "file": each.problem.file,
            "line": each.problem.line,
            "message": each.problem.message,
            "reason": each.reason,
            "by": each.by,
            "until": each.until.isoformat(),
        }
        for each in waived
    ]
