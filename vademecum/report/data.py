"""Problems as JSON for other programs. The form has a published schema and is only ever added to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from vademecum.problems import Level, Problem

VERSION = 1


def as_json(problems: Sequence[Problem], summary: Mapping[str, object]) -> str:
    """Return ``{version, problems, summary}`` as text."""
    found = [
        {
            "rule": problem.rule,
            "level": problem.level.value,
            "message": problem.message,
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps({"version": VERSION, "problems": found, "summary": summary}, ensure_ascii=False, indent=1)


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema of `as_json`, for the commands ``build`` and ``check``."""
    problem = {
        "rule": _text("Id of the rule, such as CIT-01."),
        "level": {
            "enum": [level.value for level in Level],
            "description": "An error fails the build, a warning with --strict only; due is what time alone has caused.",
        },
        "message": _text("One sentence: what is wrong, and with what."),
        "file": _text("Path from the site's root, with /; empty when the problem belongs to no file."),
        "line": _count("Counted from 1; 0 means the whole file."),
        "column": _count("In characters, counted from 1; 0 means the whole line."),
        "hint": _text("What to do about it; may be empty."),
    }
    waived = {
        "rule": _text("Id of the rule that is waived."),
        "file": _text("Where it would have been reported."),
        "line": _count("Counted from 1; 0 means the whole file."),
        "message": _text("What would have been reported."),
        "reason": _text("Why the rule is waived."),
        "by": _text("Id of the person who waived it."),
        "until": {"type": "string", "format": "date", "description": "The last day of the waiver."},
    }
    summary = {
        "errors": _count("Number of errors."),
        "warnings": _count("Number of warnings."),
        "due": _count("Number of things that are due."),
        "articles": _count("Number of source files, plain pages among them."),
        "pages": _count("Number of pages."),
        "written": {
            "type": ["integer", "null"],
            "minimum": 0,
            "description": "Number of files that changed; null when nothing was written.",
        },
        "retractions": {
            "type": "string",
            "format": "date",
            "description": "Day of the retraction list; absent when the settings name none.",
        },
        "waived": {
            "type": "array",
            "description": "What waivers have taken out of the problems; absent when there are none.",
            "items": {"type": "object", "required": list(waived), "properties": waived},
        },
    }
    return {
        "title": "Report of a build",
        "description": "What vademecum build and vademecum check print with --format json.",
        "type": "object",
        "required": ["version", "problems", "summary"],
        "properties": {
            "version": {"const": VERSION, "description": "Version of this form."},
            "problems": {
                "type": "array",
                "description": "Sorted by file, line and column.",
                "items": {"type": "object", "required": list(problem), "properties": problem},
            },
            "summary": {
                "type": "object",
                "required": [name for name in summary if name not in ("retractions", "waived")],
                "properties": summary,
            },
        },
    }


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "description": description}


def _count(description: str) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, "description": description}
