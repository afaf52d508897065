"""The schemas by name, as ``vademecum schema`` prints them (JSON Schema 2020-12)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from vademecum.articles.audiences import AUDIENCE
from vademecum.articles.fields import AUDIENCE_TITLE, AUDIENCES, FIELDS
from vademecum.articles.kinds import ListKind, RecordKind, TextKind
from vademecum.articles.people import PERSON
from vademecum.report.data import report_schema
from vademecum.schemas.kinds import Schema, schema_of
from vademecum.settings.kinds import table_schema
from vademecum.settings.table import SETTINGS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def front_matter() -> Schema:
    """Return the schema of what stands above an article."""
    listed = schema_of(ListKind(of=TextKind(says="Id of an audience.")))
    mapped = {"type": "object", "additionalProperties": {"anyOf": [schema_of(AUDIENCE_TITLE), {"type": "null"}]}}
    audiences = {
        "description": AUDIENCES,
        "anyOf": [*listed["anyOf"], mapped],
        "examples": [["clinician", "patient"], {"clinician": {"title": "…"}, "patient": {"title": "…"}}],
    }
    record = schema_of(RecordKind(fields=FIELDS, required=("title",)))
    title, description, status, *others = record["properties"].items()
    fields = dict([title, description, status, ("audiences", audiences), *others])
    return {"title": "Front matter of an article", **record, "properties": fields}


def people() -> Schema:
    """Return the schema of ``content/_people.yml``."""
    description = "Authors, reviewers and the advisory board, by id."
    person = schema_of(PERSON)
    return {"title": "People", "description": description, "type": "object", "additionalProperties": person}


def audience() -> Schema:
    """Return the schema of the front matter of ``content/_audiences/ID.md``."""
    return {"title": "Front matter of an audience", **schema_of(AUDIENCE)}


def settings() -> Schema:
    """Return the schema of ``[tool.vademecum]``."""
    return {"title": "Settings of a site", "description": "The table [tool.vademecum].", **table_schema(SETTINGS)}


def pyproject() -> Schema:
    """Return the schema of a whole ``pyproject.toml``, of which only our own table is looked at."""
    tool = {"type": "object", "properties": {"vademecum": settings()}}
    return {"title": "pyproject.toml of a site", "type": "object", "properties": {"tool": tool}}


SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "front-matter": front_matter,
    "people": people,
    "audience": audience,
    "settings": settings,
    "pyproject": pyproject,
    "report": report_schema,
}


def schema_text(name: str) -> str:
    """Return a schema as a file holds it."""
    found = {"$schema": DIALECT, **SCHEMAS[name]()}
    return f"{json.dumps(found, ensure_ascii=False, indent=2)}\n"
