"""How much a broken rule weighs: the settings' word, the nearest folder's first, and ``--strict``."""

from __future__ import annotations

import pytest

from vademecum.config import Config, Folder
from vademecum.problems import Level, Place, Problem, due, error, warning
from vademecum.rules.levels import apply_levels, heard_rules, rule_settings
from vademecum.rules.registry import known_rules

HERE = Place(file="content/gi/upper/a.md", line=3)
MAKE = {"error": error, "warning": warning, "due": due}


def level(problem: Problem, config: Config, *, strict: bool = False) -> str:
    found = apply_levels([problem], config, strict=strict)
    return found[0].level.value if found else "gone"


@pytest.mark.parametrize(
    ("given", "word", "strict", "wanted"),
    [
        ("error", "", False, "error"),
        ("error", "error", False, "error"),
        ("error", "warning", False, "warning"),
        ("error", "off", False, "gone"),
        ("warning", "", False, "warning"),
        ("warning", "error", False, "error"),
        ("warning", "warning", False, "warning"),
        ("warning", "off", False, "gone"),
        ("due", "", False, "due"),
        ("due", "error", False, "due"),
        ("due", "warning", False, "due"),
        ("due", "off", False, "gone"),
        ("error", "", True, "error"),
        ("error", "warning", True, "error"),
        ("error", "off", True, "gone"),
        ("warning", "", True, "error"),
        ("warning", "off", True, "gone"),
        ("due", "", True, "due"),
        ("due", "error", True, "due"),
    ],
)
def test_level(given: str, word: str, strict: bool, wanted: str) -> None:  # noqa: FBT001 - a table's column
    config = Config(rules={"CIT-02": word} if word else {})
    assert level(MAKE[given]("CIT-02", HERE, "x"), config, strict=strict) == wanted


LOCKED = [rule.id for rule in known_rules().values() if rule.locked]


@pytest.mark.parametrize("rule", LOCKED)
@pytest.mark.parametrize("word", ["warning", "off"])
def test_what_protects_readers_cannot_be_lowered(rule: str, word: str) -> None:
    config = Config(rules={rule: word}, folders={"gi": Folder(rules={rule: word})})
    assert level(error(rule, HERE, "x"), config) == "error"
    assert [problem.rule for problem in rule_settings(config)] == ["CFG-02", "CFG-02"]


@pytest.mark.parametrize("rule", ["SRC-01", "FRM-01", "CFG-02", "LAY-01", "URL-01"])
def test_without_a_page_there_is_nothing_to_lower(rule: str) -> None:
    assert rule in LOCKED


def test_a_rule_that_does_not_exist_is_refused_with_the_nearest() -> None:
    (problem,) = rule_settings(Config(folders={"gi": Folder(rules={"REV-030": "off"})}))
    assert (problem.rule, problem.level) == ("CFG-02", Level.ERROR)
    assert problem.message == 'folders.gi.rules: there is no rule "REV-030"'
    assert problem.hint == 'did you mean "REV-03"?'


def test_a_warning_of_a_locked_family_may_be_raised() -> None:
    config = Config(rules={"FRM-04": "error"})
    assert level(warning("FRM-04", HERE, "x"), config) == "error"


def test_the_nearest_folder_has_the_word() -> None:
    folders = {
        "gi": Folder(rules={"CIT-02": "error", "MD-08": "off"}),
        "gi/upper": Folder(rules={"CIT-02": "off"}),
        "gi/up": Folder(rules={"CIT-02": "warning"}),
        "onc": Folder(rules={"MD-08": "error"}),
    }
    config = Config(rules={"CIT-02": "warning", "MD-08": "error"}, folders=folders)
    assert level(warning("CIT-02", HERE, "x"), config) == "gone"
    assert level(warning("MD-08", HERE, "x"), config) == "gone"
    assert level(warning("CIT-02", Place(file="content/gi/b.md"), "x"), config) == "error"
    assert level(warning("CIT-02", Place(file="content/gi2/b.md"), "x"), config) == "warning"
    assert level(warning("MD-08", Place(file="content/c.md"), "x"), config) == "error"


def test_a_single_file_may_have_a_word() -> None:
    config = Config(folders={"gi/upper/a.md": Folder(rules={"CIT-02": "off"})})
    assert level(warning("CIT-02", HERE, "x"), config) == "gone"


def test_only_the_rule_that_is_named_is_touched() -> None:
    problems = [error("CIT-01", HERE, "x"), warning("CIT-02", HERE, "x")]
    found = apply_levels(problems, Config(rules={"CIT-02": "off"}))
    assert found == (problems[0],)


def test_a_problem_that_stays_is_the_same() -> None:
    problem = warning("CIT-02", HERE, "message", "hint")
    (raised,) = apply_levels([problem], Config(), strict=True)
    assert apply_levels([problem], Config()) == (problem,)
    assert (raised.level, raised.message, raised.hint, raised.place) == (Level.ERROR, "message", "hint", HERE)


@pytest.mark.parametrize(
    ("rule", "config", "wanted"),
    [
        ("CIT-06", Config(), True),
        ("CIT-06", Config(rules={"CIT-06": "warning"}), True),
        ("CIT-06", Config(rules={"CIT-06": "off"}), False),
        ("CIT-06", Config(rules={"CIT-06": "off"}, folders={"gi": Folder(rules={"CIT-06": "off"})}), False),
        ("CIT-06", Config(rules={"CIT-06": "off"}, folders={"gi": Folder(rules={"CIT-06": "warning"})}), True),
        ("CIT-06", Config(folders={"gi": Folder(rules={"CIT-06": "off"})}), True),
        (LOCKED[0], Config(rules={LOCKED[0]: "off"}), True),
    ],
)
def test_a_rule_is_heard_unless_it_is_off_everywhere(rule: str, config: Config, wanted: bool) -> None:  # noqa: FBT001
    assert (rule in {each.id for each in heard_rules(config)}) is wanted
