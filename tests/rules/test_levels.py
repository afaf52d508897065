"""How much a broken rule weighs: the settings' word, the nearest folder's first, and ``--strict``."""

from __future__ import annotations

import pytest

from vademecum.config import Config, Folder
from vademecum.problems import Level, Place, Problem, due, error, warning
from vademecum.rules.levels import LOCKED, apply_levels

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
    config = Config(rules={"CIT-06": word} if word else {})
    assert level(MAKE[given]("CIT-06", HERE, "x"), config, strict=strict) == wanted


@pytest.mark.parametrize("family", sorted(LOCKED))
@pytest.mark.parametrize("word", ["warning", "off"])
def test_without_a_page_there_is_nothing_to_lower(family: str, word: str) -> None:
    config = Config(rules={f"{family}-01": word}, folders={"gi": Folder(rules={f"{family}-01": word})})
    assert level(error(f"{family}-01", HERE, "x"), config) == "error"


def test_a_warning_of_a_locked_family_may_be_raised() -> None:
    config = Config(rules={"FRM-04": "error"})
    assert level(warning("FRM-04", HERE, "x"), config) == "error"


def test_the_nearest_folder_has_the_word() -> None:
    folders = {
        "gi": Folder(rules={"CIT-06": "error", "RDB-01": "off"}),
        "gi/upper": Folder(rules={"CIT-06": "off"}),
        "gi/up": Folder(rules={"CIT-06": "warning"}),
        "onc": Folder(rules={"RDB-01": "error"}),
    }
    config = Config(rules={"CIT-06": "warning", "RDB-01": "error"}, folders=folders)
    assert level(warning("CIT-06", HERE, "x"), config) == "gone"
    assert level(warning("RDB-01", HERE, "x"), config) == "gone"
    assert level(warning("CIT-06", Place(file="content/gi/b.md"), "x"), config) == "error"
    assert level(warning("CIT-06", Place(file="content/gi2/b.md"), "x"), config) == "warning"
    assert level(warning("RDB-01", Place(file="content/c.md"), "x"), config) == "error"


def test_a_single_file_may_have_a_word() -> None:
    config = Config(folders={"gi/upper/a.md": Folder(rules={"CIT-06": "off"})})
    assert level(warning("CIT-06", HERE, "x"), config) == "gone"


def test_only_the_rule_that_is_named_is_touched() -> None:
    problems = [error("CIT-01", HERE, "x"), warning("CIT-06", HERE, "x")]
    found = apply_levels(problems, Config(rules={"CIT-06": "off"}))
    assert found == (problems[0],)


def test_a_problem_that_stays_is_the_same() -> None:
    problem = warning("CIT-06", HERE, "message", "hint")
    (raised,) = apply_levels([problem], Config(), strict=True)
    assert apply_levels([problem], Config()) == (problem,)
    assert (raised.level, raised.message, raised.hint, raised.place) == (Level.ERROR, "message", "hint", HERE)
