"""``vademecum rules`` and ``vademecum explain``."""

import json
from pathlib import Path

import pytest

from tests.building import article, run, write
from vademecum.report.explaining import shown
from vademecum.rules.registry import known_rules
from vademecum.rules.rule import Example, Rule

SETTINGS = """\
[tool.vademecum.rules]
"CIT-02" = "error"
"MD-08" = "off"

[tool.vademecum.folders.archive.rules]
"MD-08" = "warning"
"""
RULES = [pytest.param(rule, id=rule.id) for rule in known_rules().values()]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path, {"pyproject.toml": SETTINGS, "content/a.md": article()})


def test_the_list_has_every_rule_with_its_level_here(site: Path) -> None:
    done = run(site, "rules")
    assert done.code == 0
    lines = {line.split()[0]: line.split()[1] for line in done.out.splitlines()}
    assert list(lines) == list(known_rules())
    assert (lines["CIT-02"], lines["MD-08"], lines["CIT-01"]) == ("error", "off", "error")


def test_the_list_for_programs(site: Path) -> None:
    data = {each["id"]: each for each in json.loads(run(site, "rules", "--format", "json").out)}
    assert data["MD-08"]["level"] == "warning"
    assert data["MD-08"]["level-here"] == "off"
    assert data["MD-08"]["set-in"] == ["pyproject.toml:3", "pyproject.toml:6"]
    assert data["CIT-01"]["locked"]
    assert data["REF-01"]["once-approved"] == "error"


def test_outside_of_a_site_the_defaults_hold(tmp_path: Path) -> None:
    assert run(tmp_path, "rules").code == 0
    assert "warning" in run(tmp_path, "explain", "MD-08").out.splitlines()[0]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_explained_with_both_its_examples(rule: Rule, tmp_path: Path) -> None:
    done = run(tmp_path, "explain", rule.id.lower())
    assert done.code == 0
    said = done.out.splitlines()
    for line in (rule.says, f"Source: {rule.source}.", "Right:", *shown(rule.wrong), *shown(rule.right)):
        assert line in said
    waivable = any(f"waivers: [{{rule: {rule.id}," in line for line in said)
    assert waivable != rule.locked


def test_where_a_level_is_set(site: Path) -> None:
    said = run(site, "explain", "MD-08").out
    assert "Set in pyproject.toml:3: rules: off." in said
    assert "Set in pyproject.toml:6: folders.archive.rules: warning." in said


def test_a_rule_that_does_not_exist(site: Path) -> None:
    done = run(site, "explain", "CIT-O1")
    assert (done.code, done.out) == (2, "")
    assert 'there is no rule "CIT-O1"; did you mean "CIT-01"?' in done.err


def test_a_reported_line_is_marked() -> None:
    example = Example(files={"a.md": "one\ntwo\n"}, file="a.md", line=2)
    assert list(shown(example)) == ["  a.md", "      1  one", "  >   2  two"]
