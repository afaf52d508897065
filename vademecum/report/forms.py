"""The forms in which a run can tell its problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vademecum.model.run import Waived
from vademecum.problems import Problem
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
    # Each form is imported when it is asked for: most runs ask for none.
    if form == "json":
        from vademecum.report.data import as_json  # noqa: PLC0415

        return as_json(problems, summary)
    if form == "sarif":
        from vademecum.report.sarif import as_sarif  # noqa: PLC0415

        return as_sarif(problems, summary, folder, waived)
    if form == "junit":
        from vademecum.report.junit import as_junit  # noqa: PLC0415

        return as_junit(problems)
    if form == "github":
        from vademecum.report.github import workflow_commands  # noqa: PLC0415

        return "\n".join(workflow_commands(problems, folder))
    return "\n".join(problem_lines(problems, None))
