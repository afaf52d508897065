"""Reading YAML as editors do, and validators of our schemas."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from vademecum.schemas.named import schema_text

ROOT = Path(__file__).parents[2]
FRONT = re.compile(r"\ufeff?---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)


class Loader(yaml.SafeLoader):
    """The core schema of YAML 1.2: ``no`` and ``2025-04-30`` are text."""


_TAG = "tag:yaml.org,2002:"
Loader.yaml_implicit_resolvers = {}
for name, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Loader.add_implicit_resolver(_TAG + name, re.compile(f"^(?:{pattern})$"), first)


def _whole(_: Loader, node: yaml.Node) -> int:
    return int(node.value)


Loader.add_constructor(f"{_TAG}int", _whole)


def load(text: str) -> Any:
    """Return a YAML document as an editor sees it."""
    return yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader with fewer types


def front_matter_of(text: str) -> str | None:
    """Return the YAML above a text."""
    found = FRONT.match(text)
    return found[1] if found else None


@cache
def validator(name: str) -> Draft202012Validator:
    """Return the validator of one of our schemas."""
    schema = json.loads(schema_text(name))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(name: str, value: Any) -> list[str]:
    """Return what a schema has against a value, a line each."""
    return [f"{'/'.join(map(str, each.path))}: {each.message}" for each in validator(name).iter_errors(value)]
