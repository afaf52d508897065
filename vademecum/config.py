"""The settings of a site: ``[tool.vademecum]`` of its ``pyproject.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, field

from vademecum.problems import Place, Problem, error
from vademecum.settings.kinds import Reader, UnfitError, base_url
from vademecum.settings.table import SETTINGS


class NavItem(Struct, frozen=True, kw_only=True):
    """One entry of the site's main menu."""

    label: str
    target: str
    """A source file under ``content/``, a site path that begins with ``/``, or an http(s) URL."""


class FollowUp(Struct, frozen=True, kw_only=True):
    """Where readers may ask a further question: shown outside the article."""

    label: str
    url: str


class ReviewPolicy(Struct, frozen=True, kw_only=True):
    """What the site demands of an approval."""

    max_age_years: int | float = 3
    min_reviewers: int = 1
    require_signatures: bool = False


class Folder(Struct, frozen=True, kw_only=True):
    """Settings that hold for one folder under ``content/`` and those below it."""

    rules: Mapping[str, str] = field(default_factory=dict)


class Config(Struct, frozen=True, kw_only=True):
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
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """As they stand in every article → what they stand for."""
    retractions_file: str = ""
    retractions_date: str = ""
    links_file: str = ""
    """Table of the links elsewhere that a job of the site's own has checked."""
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
    reader = Reader(lines=text.split("\n"), file=file)
    if not isinstance(table, dict):
        reader.refuse("", "tool.vademecum must be a table")
        table = {}
    values = _typed(reader.table(table, SETTINGS, ""))
    retractions = values.pop("retractions", {})
    journals = values.pop("journals", {})
    links = values.pop("links", {})
    config = Config(
        **values,
        journals_file=journals.get("file", ""),
        journals_iso4=journals.get("iso4", False),
        links_file=links.get("file", ""),
        retractions_file=retractions.get("file", ""),
        retractions_date=retractions.get("date", ""),
        places=reader.places,
    )
    return config, tuple(reader.problems)


def parse_base_url(value: str) -> str | None:
    """Return an address as ``base-url`` would have it, ending in ``/``; None when it cannot be one."""
    try:
        return base_url(Reader(lines=[], file=""), value, "")
    except UnfitError:
        return None


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    """Return settings as `Config` holds them."""
    types = (("follow_up", FollowUp), ("review", ReviewPolicy))
    typed: dict[str, Any] = {name: make(**values[name]) for name, make in types if name in values}
    if "nav" in values:
        typed["nav"] = tuple(NavItem(label=item["label"], target=item["url"]) for item in values["nav"])
    if "folders" in values:
        typed["folders"] = {name: Folder(**table) for name, table in values["folders"].items()}
    return {**values, **typed}


def _toml_place(message: str, file: str) -> Place:
    found = re.search(r"at line (\d+), column (\d+)", message)
    return Place(file=file, line=int(found[1]), column=int(found[2])) if found else Place(file=file)
