"""Every rule is what it says: its wrong example is reported where it should be, and its right one is silent."""

from pathlib import Path

import pytest

from tests.rules.laying import said
from vademecum.problems import Level
from vademecum.rules.example_site import SITE
from vademecum.rules.registry import known_rules
from vademecum.rules.rule import Example, Rule

RULES = [pytest.param(rule, id=rule.id) for rule in known_rules().values()]


def test_the_example_site_has_no_fault(tmp_path: Path) -> None:
    assert said(Example(files=SITE), tmp_path) == ()


@pytest.mark.parametrize("rule", RULES)
def test_its_wrong_example_is_reported_at_its_line(rule: Rule, tmp_path: Path) -> None:
    found = [problem for problem in said(rule.wrong, tmp_path) if problem.rule == rule.id]
    assert (rule.wrong.file, rule.wrong.line) in [(problem.file, problem.line) for problem in found]
    assert {problem.level for problem in found} & {rule.level, rule.once_approved}


@pytest.mark.parametrize("rule", RULES)
def test_its_right_example_is_silent(rule: Rule, tmp_path: Path) -> None:
    found = said(rule.right, tmp_path)
    assert [problem for problem in found if problem.rule == rule.id or problem.level is Level.ERROR] == []


@pytest.mark.parametrize("rule", RULES)
def test_it_is_documented(rule: Rule) -> None:
    assert rule.says.endswith(".")
    assert rule.source
    assert rule.wrong.files
    assert rule.right.files
