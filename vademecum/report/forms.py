"""The forms in which a run can tell its problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vademecum.model.run import Waived
from vademecum.problems import Problem
from vademecum.report.data import as_json
from vademecum.report.github import workflow_commands
from vademecum.report.junit import as_junit
from vademecum.report.sarif import as_sarif
from vademecum.report.text import problem_lines

FORMS = ("text", "json", "sarif", "github", "junit")
"""The first one is for people, the others are for programs."""


def in_form(
    form: str,
    problems: Sequence[Problem],
    summary: Mapping[str, object],
    folder: str = "",
    waived: Sequence[Waived] = (),
) -> str:
    """Return problems in one of the `FORMS`, without the line end that comes last.

    ``folder`` leads from the repository's root to the site's, with ``/`` at its end: services that show problems beside
    the code know files from there. What a waiver has taken out is told where a form has a word for it.
    """
    if form == "json":
        return as_json(problems, summary)
    if form == "sarif":
        return as_sarif(problems, summary, folder, waived)
    if form == "junit":
        return as_junit(problems)
    return "\n".join(workflow_commands(problems, folder) if form == "github" else problem_lines(problems, None))
