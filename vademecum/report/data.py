"""Problems as JSON for other programs. The form is described in the manual and only ever added to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from vademecum.problems import Problem

VERSION = 1


def as_json(problems: Sequence[Problem], summary: Mapping[str, object]) -> str:
    """Return ``{version, problems, summary}`` as text."""
    found = [
        {
            "rule": problem.rule,
            "level": problem.level.value,
            "message": problem.message,
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps({"version": VERSION, "problems": found, "summary": summary}, ensure_ascii=False, indent=1)
