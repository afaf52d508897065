"""Problems as SARIF 2.1.0 (OASIS), which code scanning services and editors read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from vademecum import __version__
from vademecum.model.run import Waived
from vademecum.problems import Level, Problem, printable
from vademecum.rules.registry import known_rules
from vademecum.rules.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.DUE: "note"}


def as_sarif(
    problems: Sequence[Problem], summary: Mapping[str, object], folder: str = "", waived: Sequence[Waived] = ()
) -> str:
    """Return one run with every problem; ``folder`` leads from the repository's root to the site's, with ``/``.

    Places are relative to ``%SRCROOT%``, the repository's root, and columns are counted in characters. What a waiver
    has taken out stands among the results as well, suppressed.
    """
    rules = sorted({problem.rule for problem in (*problems, *(each.problem for each in waived))})
    index = {rule: position for position, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "Vademecum",
                "semanticVersion": __version__,
                "rules": [_descriptor(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The root of the repository."}}},
        "results": [
            *(_result(problem, index[problem.rule], folder) for problem in problems),
            *(_suppressed(each, index[each.problem.rule], folder) for each in waived),
        ],
        "properties": {"summary": dict(summary)},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _descriptor(rule_id: str) -> dict[str, Any]:
    """Return what a rule says of itself; an id alone for one that this engine does not know."""
    rule = known_rules().get(rule_id)
    if rule is None:
        return {"id": rule_id}
    measured = f" How often it is right: {rule.precision}" if rule.precision else ""
    help_text = f"{rule.says} Source: {rule.source}.{measured}"
    return {
        "id": rule_id,
        "shortDescription": {"text": _plain(rule.says)},
        "help": {"text": _plain(help_text), "markdown": f"{help_text}\n\n{_sides(rule)}"},
        "defaultConfiguration": {"level": _LEVELS[rule.level]},
        "properties": {"tags": [rule.family]},
    }


def _sides(rule: Rule) -> str:
    """Return the wrong and the right example of a rule in Markdown."""
    sides = (("Wrong", rule.wrong), ("Right", rule.right))
    return "\n\n".join(part for name, example in sides for part in _shown(name, example.files))


def _shown(name: str, files: Mapping[str, str | bytes]) -> Iterator[str]:
    for path, content in files.items():
        if isinstance(content, str):
            fence = "`" * (max((len(run) for run in re.findall("`+", content)), default=2) + 1)
            yield f"{name}, `{path}`:\n\n{fence}\n{content.rstrip()}\n{fence}"


def _result(problem: Problem, rule: int, folder: str) -> dict[str, Any]:
    hint = f"; {problem.hint}" if problem.hint else ""
    found: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": rule,
        "level": _LEVELS[problem.level],
        "message": {"text": _plain(f"{problem.message}{hint}")},
    }
    if problem.file:
        found["locations"] = [{"physicalLocation": _place(problem, folder)}]
    return found


def _suppressed(waived: Waived, rule: int, folder: str) -> dict[str, Any]:
    why = _plain(f"{waived.reason} (waived by {waived.by} until {waived.until})")
    return {**_result(waived.problem, rule, folder), "suppressions": [{"kind": "inSource", "justification": why}]}


def _place(problem: Problem, folder: str) -> dict[str, Any]:
    found: dict[str, Any] = {"artifactLocation": {"uri": quote(f"{folder}{problem.file}"), "uriBaseId": "%SRCROOT%"}}
    if problem.line:
        found["region"] = {"startLine": problem.line}
        if problem.column:
            found["region"]["startColumn"] = problem.column
    return found


def _plain(text: str) -> str:
    """Return a text that no reader takes for placeholders or links (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    text = printable(text).replace("{", "{{").replace("}", "}}")
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text
