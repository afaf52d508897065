"""The settings of a site: ``[tool.vademecum]`` of its ``pyproject.toml``."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit

from vademecum.problems import CONTROL, Place, Problem, error
from vademecum.urls import ALLOWED_SCHEMES, scheme

MARKERS = ("brackets", "superscript", "parentheses", "plain")
"""How a citation number looks in the text."""

POLICIES = ("editorial", "corrections", "ai", "conflicts", "privacy", "board")
"""The policy pages that a site may name."""

_ADDRESS = re.compile(r"[^\x00-\x20\x7f-\xa0\"<>\\^`{|}]+")
"""What may stand in a link as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One entry of the site's main menu."""

    label: str
    target: str
    """A source file under ``content/``, a site path that begins with ``/``, or an http(s) URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Where readers may ask a further question: shown outside the article."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPolicy:
    """What the site demands of an approval."""

    max_age_years: float = 3
    min_reviewers: int = 1
    require_signatures: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Settings that hold for one folder under ``content/`` and those below it."""

    rules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Validated settings with every default filled in."""

    title: str = "Medical articles"
    description: str = ""
    base_url: str = ""
    """Absolute URL that ends in ``/``; empty when the site does not know where it will stand."""
    lang: str = "en"
    organisation: str = ""
    contact: str = ""
    logo: str = ""
    nav: tuple[NavItem, ...] = ()
    bibliography: tuple[str, ...] = ("references.bib",)
    citation_style: str = "vancouver"
    citation_marker: str = ""
    """Empty: as the style has it, superscripts in AMA and brackets else."""
    default_audience: str = ""
    publish: str = "all"
    index_pending: bool = False
    output: str = "site"
    policies: Mapping[str, str] = field(default_factory=dict)
    """Policy → source file, from ``content/``."""
    follow_up: FollowUp | None = None
    review: ReviewPolicy = ReviewPolicy()
    references: Mapping[str, Any] = field(default_factory=dict)
    """Choices within the reference style, by the names of ``references.styles.options``."""
    journals_file: str = ""
    """Table of journal titles and their abbreviations."""
    journals_iso4: bool = False
    """Titles that no table knows are shortened word by word (ISO 4); needs the extra ``journals``."""
    retractions_file: str = ""
    retractions_date: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    folders: Mapping[str, Folder] = field(default_factory=dict)
    file_links: bool = False
    """Links name ``index.html``, for reading from disk: an option of the command, not a setting."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Setting → where it stands, for messages."""

    @property
    def base_path(self) -> str:
        """The path of ``base-url``: ``/`` when there is none."""
        return urlsplit(self.base_url).path or "/"

    def place(self, setting: str) -> Place:
        """Return where a setting stands; the whole file when it was not given."""
        return self.places.get(setting, Place(file="pyproject.toml"))


def parse_config(text: str, file: str = "pyproject.toml") -> tuple[Config, tuple[Problem, ...]]:
    """Read the settings out of the text of a ``pyproject.toml``.

    A site without ``[tool.vademecum]`` gets the defaults. Every problem is an error at its line, and the returned
    settings then hold the defaults in place of what was wrong.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        return Config(), (error("CFG-01", _toml_place(str(fault), file), f"not valid TOML: {fault}"),)
    tools = document.get("tool", {})
    table = tools.get("vademecum", {}) if isinstance(tools, dict) else tools
    reader = _Reader(text=text, file=file)
    if not isinstance(table, dict):
        reader.refuse("", "tool.vademecum must be a table")
        table = {}
    values = reader.table(table, _SETTINGS, "")
    retractions = values.pop("retractions", {})
    journals = values.pop("journals", {})
    config = Config(
        **values,
        journals_file=journals.get("file", ""),
        journals_iso4=journals.get("iso4", False),
        retractions_file=retractions.get("file", ""),
        retractions_date=retractions.get("date", ""),
        places=reader.places,
    )
    return config, tuple(reader.problems)


def parse_base_url(value: str) -> str | None:
    """Return an address as ``base-url`` would have it, ending in ``/``; None when it cannot be one."""
    try:
        return _base_url(_Reader(text="", file=""), value, "")
    except _UnfitError:
        return None


def _toml_place(message: str, file: str) -> Place:
    found = re.search(r"at line (\d+), column (\d+)", message)
    return Place(file=file, line=int(found[1]), column=int(found[2])) if found else Place(file=file)


class _UnfitError(Exception):
    """A value of the wrong kind; the message says what is expected."""


class _Reader:
    """Collects values and problems while it walks the table."""

    def __init__(self, *, text: str, file: str) -> None:
        self.lines = text.split("\n")
        self.file = file
        self.problems: list[Problem] = []
        self.places: dict[str, Place] = {}

    def refuse(self, path: str, message: str, hint: str = "") -> None:
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

    def table(self, table: Mapping[str, Any], known: Mapping[str, _Read], prefix: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, value in table.items():
            path = f"{prefix}{name}"
            read = known.get(name)
            if read is None:
                close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
                hint = f'did you mean "{close[0]}"?' if close else f"known: {', '.join(sorted(known))}"
                self.refuse(path, f'unknown setting "{path}"', hint)
                continue
            self.places[path] = self.place(path)
            try:
                values[name.replace("-", "_")] = read(self, value, path)
            except _UnfitError as unfit:
                self.refuse(path, f'setting "{path}" must be {unfit}')
        return values


_Read = Callable[[_Reader, Any, str], Any]


def _text(_: _Reader, value: Any, __: str) -> str:
    if not isinstance(value, str) or CONTROL.search(value):
        raise _UnfitError("text in quotes, without control characters")
    return value


def _flag(_: _Reader, value: Any, __: str) -> bool:
    if not isinstance(value, bool):
        raise _UnfitError("true or false")
    return value


def _split(value: Any) -> SplitResult:
    """Part an address; one that could not stand in a link as it is has no scheme."""
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value):
        return urlsplit("")
    try:
        return urlsplit(value)
    except ValueError:
        return urlsplit("")


def _base_url(_: _Reader, value: Any, __: str) -> str:
    if value == "":
        return ""
    parts = _split(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise _UnfitError('an absolute address such as "https://example.org/"')
    return f"{value.rstrip('/')}/"


def _address(_: _Reader, value: Any, __: str) -> str:
    parts = _split(value)
    if value != "" and (parts.scheme not in ALLOWED_SCHEMES or not (parts.hostname or parts.path)):
        raise _UnfitError('an address such as "mailto:editor@example.org" or "https://example.org/contact"')
    return str(value)


def _language(_: _Reader, value: Any, __: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise _UnfitError('a language tag such as "en" or "fr-CA" (BCP 47)')
    return value


def _inner_path(_: _Reader, value: Any, __: str) -> str:
    parts = value.rstrip("/").split("/") if isinstance(value, str) else [""]
    if not all(parts) or "\\" in str(value) or not str(value).isprintable() or {".", ".."} & set(parts):
        raise _UnfitError("a path below this folder")
    return "/".join(parts)


def _paths(reader: _Reader, value: Any, path: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        value = [value]
    return tuple(_inner_path(reader, item, path) for item in value)


def _one_of(*choices: str) -> _Read:
    def read(_: _Reader, value: Any, __: str) -> str:
        if value not in choices:
            raise _UnfitError(" or ".join(f'"{choice}"' for choice in choices))
        return str(value)

    return read


def _style(reader: _Reader, value: Any, path: str) -> str:
    if not isinstance(value, str) or not (value in ("vancouver", "ama") or value.endswith(".csl")):
        raise _UnfitError('"vancouver", "ama" or a .csl file')
    return _inner_path(reader, value, path)


def _nav(reader: _Reader, value: Any, path: str) -> tuple[NavItem, ...]:
    kind = 'a list of {label = "…", url = "…"}'
    if not isinstance(value, list):
        raise _UnfitError(kind)
    items = []
    for item in value:
        if not isinstance(item, dict) or set(item) != {"label", "url"}:
            raise _UnfitError(kind)
        if not all(_text(reader, text, path) for text in item.values()):
            raise _UnfitError(kind)
        if not _is_target(item["url"]):
            raise _UnfitError(f'{kind} with a page ("about.md"), a path on this site ("/topics/") or an address as url')
        items.append(NavItem(label=item["label"], target=item["url"]))
    return tuple(items)


def _is_target(url: str) -> bool:
    local = url.endswith(".md") or url.startswith("/")
    return not url.startswith("//") if local and not scheme(url) else _split(url).scheme in ALLOWED_SCHEMES


def _sub_table(known: Mapping[str, _Read]) -> _Read:
    def read(reader: _Reader, value: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise _UnfitError("a table")
        return reader.table(value, known, f"{path}.")

    return read


def _follow_up(reader: _Reader, value: Any, path: str) -> FollowUp:
    fields = _sub_table({"label": _text, "url": _address})(reader, value, path)
    if not (fields.get("label") and fields.get("url")):
        raise _UnfitError('{label = "…", url = "…"}')
    return FollowUp(**fields)


def _review(reader: _Reader, value: Any, path: str) -> ReviewPolicy:
    known = {"max-age-years": _years, "min-reviewers": _count, "require-signatures": _flag}
    return ReviewPolicy(**_sub_table(known)(reader, value, path))


def _years(_: _Reader, value: Any, __: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 20:
        raise _UnfitError("a number of years, at most 20")
    return value


def _count(_: _Reader, value: Any, __: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _UnfitError("a whole number from 1")
    return value


def _rules(reader: _Reader, value: Any, path: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(level in ("error", "warning", "off") for level in value.values()):
        raise _UnfitError('a table such as {"CIT-06" = "off"}, with levels "error", "warning" or "off"')
    reader.places.update({f"{path}.{rule}": reader.place(f"{path}.{rule}") for rule in value})
    return dict(value)


def _folders(reader: _Reader, value: Any, path: str) -> dict[str, Folder]:
    if not isinstance(value, dict):
        raise _UnfitError("a table of folders")
    read = _sub_table({"rules": _rules})
    return {name.strip("/"): Folder(**read(reader, table, f"{path}.{name}")) for name, table in value.items()}


_SETTINGS: Mapping[str, _Read] = {
    "title": _text,
    "description": _text,
    "base-url": _base_url,
    "lang": _language,
    "organisation": _text,
    "contact": _address,
    "logo": _text,
    "nav": _nav,
    "bibliography": _paths,
    "citation-style": _style,
    "citation-marker": _one_of(*MARKERS),
    "default-audience": _text,
    "publish": _one_of("all", "approved"),
    "index-pending": _flag,
    "output": _inner_path,
    "policies": _sub_table(dict.fromkeys(POLICIES, _text)),
    "follow-up": _follow_up,
    "review": _review,
    "references": _sub_table(
        {
            "page-ranges": _one_of("minimal", "expanded"),
            "most-authors": _count,
            "shown-authors": _count,
            "pmid-label": _text,
            "pmcid-label": _text,
            "doi-label": _text,
            "sentence-case": _flag,
            "short-journals": _flag,
            "written-months": _flag,
            "group-after-cut": _flag,
        }
    ),
    "journals": _sub_table({"file": _inner_path, "iso4": _flag}),
    "retractions": _sub_table({"file": _inner_path, "date": _text}),
    "rules": _rules,
    "folders": _folders,
}
