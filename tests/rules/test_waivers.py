"""What a waiver covers once it has ended: time alone has uncovered it, and time alone fails no build."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.rules.laying import said
from vademecum.problems import Level
from vademecum.rules.example_site import ARTICLE, REVIEWED, article
from vademecum.rules.rule import Example

_WAIVED = f"""\
{REVIEWED}waivers:
  - {{rule: CIT-06, reason: Counted by ourselves., by: rex-reviewer, until: 2026-06-30}}
"""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 6, 30), []),
        (date(2026, 7, 1), [("CIT-06", Level.DUE), ("LIF-03", Level.DUE)]),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_what_an_ended_waiver_covered_is_due(
    day: date, expected: list[tuple[str, Level]], tmp_path: Path, *, strict: bool
) -> None:
    example = Example(files={ARTICLE: article(_WAIVED, "It was 12% of them.\n")})
    found = said(example, tmp_path, strict=strict, as_of=day)
    assert sorted((each.rule, each.level) for each in found if each.file == ARTICLE) == expected


def test_without_a_waiver_it_is_none_of_times_business(tmp_path: Path) -> None:
    example = Example(files={ARTICLE: article(REVIEWED, "It was 12% of them.\n")})
    assert [(each.rule, each.level) for each in said(example, tmp_path, strict=True)] == [("CIT-06", Level.ERROR)]
