"""The registry knows every rule whose id stands in the code, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import vademecum
from vademecum.problems import Level, Place, due, warning
from vademecum.rules.examine import weighed
from vademecum.rules.registry import known_rules
from vademecum.rules.rule import ArticleRule, SiteRule, TextRule

ID = re.compile(r"[A-Z][A-Z0-9]{1,2}-\d{2}")
PACKAGE = Path(vademecum.__file__).parent


def ids(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each text of the source that is a rule's id, and its file."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and ID.fullmatch(node.value)
                and node.value != "ICD-10"
            ):
                yield node.value, path.relative_to(folder).as_posix()


def test_no_rule_is_unknown() -> None:
    unknown = sorted({(rule, file) for rule, file in ids(PACKAGE) if rule not in known_rules()})
    assert unknown == []


def test_every_rule_is_found_by_its_check_or_by_another_room() -> None:
    elsewhere = {rule for rule, file in ids(PACKAGE) if not file.startswith("rules/families/")}
    families = [rule for rule, file in ids(PACKAGE) if file.startswith("rules/families/")]
    for rule in known_rules().values():
        checked = isinstance(rule, ArticleRule | TextRule | SiteRule)
        assert checked or rule.id in elsewhere or families.count(rule.id) > 1, rule.id


def test_an_id_is_found_in_a_source(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('error("XY-99", place)\n"not XY-98"\n', encoding="utf-8")
    assert list(ids(tmp_path)) == [("XY-99", "a.py")]


@pytest.mark.parametrize("approved", [False, True])
def test_what_another_room_found_weighs_more_on_what_is_approved(approved: bool) -> None:  # noqa: FBT001 - a table's column
    here = Place(file="references.bib", line=1)
    found = weighed(warning("REF-01", here, "x"), approved=approved)
    assert found.level is (Level.ERROR if approved else Level.WARNING)
    assert weighed(warning("REF-04", here, "x"), approved=approved).level is Level.WARNING
    assert weighed(due("REF-01", here, "x"), approved=approved).level is Level.DUE
