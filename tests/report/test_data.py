"""Problems as JSON, against the schema that is published for them."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from tests.building import article, build, run, write
from tests.report.problems import SAMPLES
from vademecum.report.data import as_json, report_schema

SUMMARY = {"errors": 2, "warnings": 2, "due": 1, "articles": 3, "pages": 9, "written": None}


def validator() -> Draft202012Validator:
    schema = report_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_every_problem_fits_the_schema() -> None:
    data = json.loads(as_json(SAMPLES, SUMMARY))
    validator().validate(data)
    assert [problem["rule"] for problem in data["problems"]] == [problem.rule for problem in SAMPLES]


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("body", ["Text.\n", "An [unknown](none.md) link.\n"])
def test_what_the_commands_print_fits_the_schema(command: str, body: str, tmp_path: Path) -> None:
    site = write(tmp_path, {"content/a.md": article(body)})
    validator().validate(json.loads(run(site, command, "--format", "json").out))


def test_settings_that_are_wrong_fit_the_schema(tmp_path: Path) -> None:
    site = write(tmp_path, {"content/a.md": article(), "pyproject.toml": "[tool.vademecum]\ntitel = 1\n"})
    validator().validate(json.loads(build(site, "--format", "json").out))


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"problems": [{"rule": "X"}]},
        {"problems": None},
        {"summary": {}},
        {"summary": {**SUMMARY, "errors": "none"}},
    ],
)
def test_the_schema_can_fail(change: dict[str, Any]) -> None:
    data = json.loads(as_json(SAMPLES, SUMMARY))
    with pytest.raises(ValidationError):
        validator().validate({**data, **change})
