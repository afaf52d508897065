"""Problems as SARIF: valid, with every place in the unit that the file declares."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import article, run, write
from tests.report.problems import SAMPLES
from tests.report.schemas import sarif
from vademecum.model.run import Waived
from vademecum.problems import Level, Place, Problem, error, warning
from vademecum.report.sarif import as_sarif
from vademecum.rules.registry import known_rules

LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.DUE: "note"}


def results(text: str) -> list[dict[str, Any]]:
    log = json.loads(text)
    sarif().validate(log)
    (found,) = log["runs"]
    rules = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    assert found["columnKind"] == "unicodeCodePoints"
    assert [rules[result["ruleIndex"]] for result in found["results"]] == [r["ruleId"] for r in found["results"]]
    listed: list[dict[str, Any]] = found["results"]
    return listed


def place(result: dict[str, Any]) -> dict[str, Any]:
    (location,) = result["locations"]
    found: dict[str, Any] = location["physicalLocation"]
    return found


def test_every_problem_is_a_result_at_its_level() -> None:
    found = results(as_sarif(SAMPLES, {}))
    assert [result["ruleId"] for result in found] == [problem.rule for problem in SAMPLES]
    assert [result["level"] for result in found] == [LEVELS[problem.level] for problem in SAMPLES]


def test_places() -> None:
    nowhere, file, line, odd, _ = results(as_sarif(SAMPLES, {}))
    assert "locations" not in nowhere
    assert place(file) == {"artifactLocation": {"uri": "content/a.md", "uriBaseId": "%SRCROOT%"}}
    assert place(line)["region"] == {"startLine": 3}
    assert place(odd)["region"] == {"startLine": 14, "startColumn": 23}
    assert place(odd)["artifactLocation"]["uri"] == "content/b%2C%2050%20%25%3A%C3%A4/%5Bc%5D.md"


def test_a_message_is_neither_a_template_nor_a_link() -> None:
    """Braces are doubled and brackets of what looks like a link are escaped (3.11.5, 3.11.6)."""
    texts = [result["message"]["text"] for result in results(as_sarif(SAMPLES, {}))]
    assert "write \\[text\\](other.md){{#id}}; or ```\\[x\\]```" in texts
    assert "the same rule, another message: 100 % {{0}} <b> & \\x1b[31m\\x00" in texts


def test_every_rule_is_explained() -> None:
    problems = [warning(rule, Place(file="content/a.md"), "m") for rule in sorted(known_rules())]
    log = json.loads(as_sarif(problems, {}))
    sarif().validate(log)
    told = {each["id"]: each for each in log["runs"][0]["tool"]["driver"]["rules"]}
    assert sorted(told) == sorted(known_rules())
    for name, rule in known_rules().items():
        assert told[name]["shortDescription"]["text"].replace("{{", "{").replace("}}", "}") == rule.says
        assert told[name]["defaultConfiguration"]["level"] == LEVELS[rule.level]
        text = told[name]["help"]["markdown"]
        assert rule.source in text
        shown = [content for content in rule.wrong.files.values() if isinstance(content, str)]
        assert all(content.rstrip() in text for content in shown)


def test_a_rule_from_elsewhere_has_its_id_alone() -> None:
    log = json.loads(as_sarif([warning("OWN-01", Place(file="a.md"), "m")], {}))
    assert log["runs"][0]["tool"]["driver"]["rules"] == [{"id": "OWN-01"}]


def test_what_is_waived_is_suppressed_with_its_reason() -> None:
    hidden = warning("CIT-06", Place(file="content/a.md", line=3), "no source")
    waived = Waived(problem=hidden, reason="{own} audit", by="rita", until=date(2026, 12, 31))
    *told, last = results(as_sarif(SAMPLES, {}, "", [waived]))
    assert not any("suppressions" in result for result in told)
    assert (last["ruleId"], place(last)["region"]) == ("CIT-06", {"startLine": 3})
    assert last["suppressions"] == [
        {"kind": "inSource", "justification": "{{own}} audit (waived by rita until 2026-12-31)"}
    ]


def test_nothing_is_valid_too() -> None:
    assert results(as_sarif((), {})) == []


@given(
    st.lists(
        st.builds(
            Problem,
            file=st.text(),
            line=st.integers(min_value=0, max_value=10**6),
            column=st.integers(min_value=0, max_value=10**6),
            rule=st.sampled_from(["CIT-01", "MD-06"]),
            level=st.sampled_from(Level),
            message=st.text(),
            hint=st.text(),
        ),
        max_size=4,
    )
)
def test_whatever_the_problems_say_it_is_valid(problems: list[Problem]) -> None:
    assert len(results(as_sarif(problems, {"errors": 1}))) == len(problems)


@pytest.mark.parametrize("folder", ["", "docs"])
def test_places_are_known_from_the_root_of_the_repository(folder: str, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    site = write(tmp_path / folder, {"content/a.md": article("An [unknown](none.md) link.\n")})
    done = run(site, "check", "--format", "sarif")
    assert done.code == 1
    first, *_ = (result for result in results(done.out) if result["level"] == "error")
    assert place(first)["artifactLocation"]["uri"] == f"{folder}/content/a.md".lstrip("/")
    assert place(first)["region"] == {"startLine": 5, "startColumn": 14}
    assert str(tmp_path) not in done.out


def test_columns_are_counted_in_characters(tmp_path: Path) -> None:
    site = write(tmp_path, {"content/a.md": article("\N{MICROSCOPE}é [unknown](none.md)\n")})
    first, *_ = (r for r in results(run(site, "check", "--format", "sarif").out) if r["level"] == "error")
    assert place(first)["region"] == {"startLine": 5, "startColumn": 14}


def test_a_place_without_a_line_has_no_region() -> None:
    (found,) = results(as_sarif([error("X-01", Place(file="a.md", column=3), "m")], {}))
    assert "region" not in place(found)
