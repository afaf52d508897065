"""Kinds of fields → JSON Schema.

A schema judges what a YAML 1.2 reader makes of a text: ``2025`` is a number to it, ``true`` a truth value and nothing
is null. What the parser takes, its schema takes too.
"""

from __future__ import annotations

import re
from typing import Any

from vademecum.articles.kinds import (
    LANGUAGE,
    ChoiceKind,
    DateKind,
    EitherKind,
    FlagKind,
    FreeMapKind,
    Kind,
    LanguageKind,
    ListKind,
    MonthKind,
    NumberKind,
    RecordKind,
    TextKind,
)

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
_NULL: Schema = {"type": "null"}
_DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
_MONTH = r"^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$"


def schema_of(kind: Kind) -> Schema:
    """Return the schema of one kind, with what it says of itself."""
    found = _plain(kind)
    said: Schema = {"description": kind.says} if kind.says else {}
    examples: Schema = {"examples": list(kind.examples)} if kind.examples else {}
    return {**said, **found, **examples}


def _plain(kind: Kind) -> Schema:  # noqa: C901, PLR0911 - one return for each kind
    match kind:
        case TextKind():
            return dict(_TEXT)
        case FlagKind():
            words = "|".join(_any_case(word) for word in ("true", "false", "yes", "no", "on", "off"))
            return {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": f"^({words})$"}]}
        case NumberKind():
            number = {"type": "integer", "minimum": kind.least, "maximum": kind.most}
            return {"anyOf": [number, {"type": "string", "pattern": "^[0-9]{1,9}$"}]}
        case DateKind():
            return {"type": ["string", "null"], "format": "date", "pattern": _DAY}
        case MonthKind():
            return {"type": ["string", "null"], "pattern": _MONTH}
        case LanguageKind():
            return {"type": ["string", "null"], "pattern": f"^{LANGUAGE.pattern}$"}
        case ChoiceKind():
            words = "|".join(_any_case(word) for word in kind.choices)
            return {"anyOf": [{"enum": list(kind.choices)}, {"type": "string", "pattern": f"^({words})$"}, _NULL]}
        case ListKind():
            return _list(kind)
        case RecordKind():
            return _record(kind)
        case FreeMapKind():
            return {"type": "object"}
        case EitherKind():
            return {"anyOf": [schema_of(kind.text), schema_of(kind.record)]}
        case _:
            message = f"no schema for {type(kind).__name__}"
            raise TypeError(message)


def _list(kind: ListKind) -> Schema:
    item = schema_of(kind.of)
    many: Schema = {"type": "array", "items": item}
    return {"anyOf": [many, item, _NULL] if kind.single else [many, _NULL]}


def _record(kind: RecordKind) -> Schema:
    fields = {name: schema_of(field) for name, field in kind.fields.items()}
    for name in kind.required:
        fields[name] = _filled(fields[name])
    found: Schema = {"type": "object", "properties": fields, "additionalProperties": False}
    return {**found, "required": list(kind.required)} if kind.required else found


def _filled(schema: Schema) -> Schema:
    """Return the schema of a field that may not be empty."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [each for each in schema["anyOf"] if each != _NULL]}
    types = [each for each in schema["type"] if each != "null"]
    return {**schema, "pattern": schema.get("pattern", r"\S"), "type": types}


def _any_case(word: str) -> str:
    """Return a pattern for a word as authors may type it: any case, with space, ``_`` or ``-`` between its parts."""
    letters = "".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word)
    return re.sub("-", r"[\\s_-]+", letters)
