"""Kinds of settings: how a value is read, and the JSON Schema of what is taken."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct, field

from vademecum.problems import CONTROL, Place, Problem, error
from vademecum.urls import ALLOWED_SCHEMES

LEVELS = ("error", "warning", "off")
"""What a setting may make of a rule."""

_ADDRESS = re.compile(r"[^\x00-\x20\x7f-\xa0\"<>\\^`{|}]+")
"""What may stand in a link as it is."""


class UnfitError(Exception):
    """A value of the wrong kind; the message says what is expected."""


Read = Callable[["Reader", Any, str], Any]
"""(reader, value, name of the setting) → value as `config` keeps it; raises `UnfitError`."""


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of value: how it is read, and the JSON Schema of what it takes."""

    read: Read
    schema: Mapping[str, Any]


class Setting(Struct, frozen=True, kw_only=True):
    """One setting."""

    kind: Kind
    says: str
    """One sentence: what it is for."""
    example: Any = None
    default: Any = None
    """What holds when it is not given, where that is a value."""


class Reader(Struct, kw_only=True):
    """Collects values and problems while it walks the table."""

    lines: list[str]
    """Of the file, for places."""
    file: str
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def refuse(self, path: str, message: str, hint: str = "") -> None:
        """Note that a setting is wrong."""
        self.problems.append(error("CFG-02", self.place(path), message, hint))

    def place(self, path: str) -> Place:
        """Return the line on which a setting stands, as far as a search for its name can tell."""
        table, _, name = path.rpartition(".")
        first = self.place(table).line if table else 0
        name = re.escape(name)
        pattern = re.compile(rf"""(?:^|[\s{{,.\["'])(["']?){name}\1\s*(?:=|\.|\])""")
        inside = False
        for number, line in enumerate(self.lines, 1):
            if line.lstrip().startswith("["):
                inside = "tool.vademecum" in line
            found = pattern.search(line) if inside and path and number >= first else None
            if found:
                return Place(file=self.file, line=number, column=line.find(found[0].strip(" .{,[\"'=]")) + 1)
        return Place(file=self.file)

    def table(self, table: Mapping[str, Any], known: Mapping[str, Setting], prefix: str) -> dict[str, Any]:
        """Read a table; ``-`` in names becomes ``_``, and what is wrong is left out."""
        values: dict[str, Any] = {}
        for name, value in table.items():
            path = f"{prefix}{name}"
            setting = known.get(name)
            if setting is None:
                close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
                hint = f'did you mean "{close[0]}"?' if close else f"known: {', '.join(sorted(known))}"
                self.refuse(path, f'unknown setting "{path}"', hint)
                continue
            self.places[path] = self.place(path)
            try:
                values[name.replace("-", "_")] = setting.kind.read(self, value, path)
            except UnfitError as unfit:
                self.refuse(path, f'setting "{path}" must be {unfit}')
        return values


def table_schema(settings: Mapping[str, Setting]) -> dict[str, Any]:
    """Return the JSON Schema of a table of settings."""
    return {
        "type": "object",
        "properties": {name: setting_schema(setting) for name, setting in settings.items()},
        "additionalProperties": False,
    }


def setting_schema(setting: Setting) -> dict[str, Any]:
    """Return the JSON Schema of one setting."""
    found = {"description": setting.says, **setting.kind.schema}
    if setting.default is not None:
        found["default"] = setting.default
    return {**found, "examples": [setting.example]} if setting.example is not None else found


# ---- how values are read ----------------------------------------------------------------------------------------


def read_text(_: Reader, value: Any, __: str) -> str:
    """Read a text."""
    if not isinstance(value, str) or CONTROL.search(value):
        raise UnfitError("text in quotes, without control characters")
    return value


def _flag(_: Reader, value: Any, __: str) -> bool:
    if not isinstance(value, bool):
        raise UnfitError("true or false")
    return value


def split_address(value: Any) -> SplitResult:
    """Part an address; one that could not stand in a link as it is has no scheme."""
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value):
        return urlsplit("")
    try:
        return urlsplit(value)
    except ValueError:
        return urlsplit("")


def base_url(_: Reader, value: Any, __: str) -> str:
    """Read an absolute address, and return it with ``/`` at its end."""
    if value == "":
        return ""
    parts = split_address(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise UnfitError('an absolute address such as "https://example.org/"')
    return f"{value.rstrip('/')}/"


def _address(_: Reader, value: Any, __: str) -> str:
    parts = split_address(value)
    if value != "" and (parts.scheme not in ALLOWED_SCHEMES or not (parts.hostname or parts.path)):
        raise UnfitError('an address such as "mailto:editor@example.org" or "https://example.org/contact"')
    return str(value)


_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"


def _language(_: Reader, value: Any, __: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(_LANGUAGE, value):
        raise UnfitError('a language tag such as "en" or "fr-CA" (BCP 47)')
    return value


def inner_path(_: Reader, value: Any, __: str) -> str:
    """Read a path that stays below the site's root, and return it without ``/`` at its end."""
    parts = value.rstrip("/").split("/") if isinstance(value, str) else [""]
    if not all(parts) or "\\" in str(value) or not str(value).isprintable() or {".", ".."} & set(parts):
        raise UnfitError("a path below this folder")
    return "/".join(parts)


def _paths(reader: Reader, value: Any, path: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        value = [value]
    return tuple(inner_path(reader, item, path) for item in value)


def _years(_: Reader, value: Any, __: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 20:
        raise UnfitError("a number of years, at most 20")
    return value


def _count(_: Reader, value: Any, __: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise UnfitError("a whole number from 1")
    return value


def _rules(reader: Reader, value: Any, path: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(level in LEVELS for level in value.values()):
        raise UnfitError('a table such as {"CIT-06" = "off"}, with levels "error", "warning" or "off"')
    reader.places.update({f"{path}.{rule}": reader.place(f"{path}.{rule}") for rule in value})
    return dict(value)


def _meanings(_: Reader, value: Any, __: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) and each.strip() for each in value.values()):
        raise UnfitError('a table such as {"NET" = "neuroendocrine tumour"}')
    if not all(short.strip() for short in value):
        raise UnfitError("a table whose names are words")
    return {short.strip(): " ".join(long.split()) for short, long in value.items()}


# ---- the kinds --------------------------------------------------------------------------------------------------


def one_of(*choices: str) -> Kind:
    """Return the kind that is one of a few words."""

    def read(_: Reader, value: Any, __: str) -> str:
        if value not in choices:
            raise UnfitError(" or ".join(f'"{choice}"' for choice in choices))
        return str(value)

    return Kind(read=read, schema={"enum": list(choices)})


def table_of(known: Mapping[str, Setting]) -> Kind:
    """Return the kind that is a table of settings."""

    def read(reader: Reader, value: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise UnfitError("a table")
        return reader.table(value, known, f"{path}.")

    return Kind(read=read, schema=table_schema(known))


_INNER = r"^(?!\.{1,2}(/|$))[^/\\]+(/(?!\.{1,2}(/|$))[^/\\]+)*/?$"
_RULES_SCHEMA = {"type": "object", "additionalProperties": {"enum": list(LEVELS)}}
_PATH_SCHEMA = {"type": "string", "pattern": _INNER}
_ADDRESS_SCHEMA = {"type": "string", "pattern": f"^(({'|'.join(sorted(ALLOWED_SCHEMES))}):.+)?$"}

TEXT = Kind(read=read_text, schema={"type": "string"})
FLAG = Kind(read=_flag, schema={"type": "boolean"})
BASE_URL = Kind(read=base_url, schema={"type": "string", "pattern": "^(https?://[^/?#]+(/[^?#]*)?)?$"})
ADDRESS = Kind(read=_address, schema=_ADDRESS_SCHEMA)
LANGUAGE = Kind(read=_language, schema={"type": "string", "pattern": f"^{_LANGUAGE}$"})
PATH = Kind(read=inner_path, schema=_PATH_SCHEMA)
PATHS = Kind(read=_paths, schema={"anyOf": [_PATH_SCHEMA, {"type": "array", "items": _PATH_SCHEMA}]})
YEARS = Kind(read=_years, schema={"type": "number", "exclusiveMinimum": 0, "maximum": 20})
COUNT = Kind(read=_count, schema={"type": "integer", "minimum": 1})
MEANINGS = Kind(read=_meanings, schema={"type": "object", "additionalProperties": {"type": "string", "minLength": 1}})
RULES = Kind(read=_rules, schema=_RULES_SCHEMA)
