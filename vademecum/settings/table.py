"""Every setting of ``[tool.vademecum]``: its kind, and what it is for.

`config` reads a site's settings with this table, `schemas` tells editors of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vademecum.settings.kinds import (
    ADDRESS,
    BASE_URL,
    COUNT,
    FLAG,
    LANGUAGE,
    MEANINGS,
    PATH,
    PATHS,
    RULES,
    TEXT,
    YEARS,
    Kind,
    Reader,
    Setting,
    UnfitError,
    inner_path,
    one_of,
    read_text,
    split_address,
    table_of,
)
from vademecum.urls import ALLOWED_SCHEMES, scheme

MARKERS = ("brackets", "superscript", "parentheses", "plain")
"""How a citation number looks in the text."""

POLICIES = {
    "editorial": "how texts are written, reviewed and kept up to date",
    "corrections": "how mistakes are put right",
    "ai": "how software is used in writing",
    "conflicts": "how competing interests are handled",
    "privacy": "what is known of readers",
    "board": "who is on the advisory board",
}
"""The policy pages that a site may name, and what each is about."""


def _style(reader: Reader, value: Any, path: str) -> str:
    if not isinstance(value, str) or not (value in ("vancouver", "ama") or value.endswith(".csl")):
        raise UnfitError('"vancouver", "ama" or a .csl file')
    return inner_path(reader, value, path)


def _nav(reader: Reader, value: Any, path: str) -> list[dict[str, str]]:
    kind = 'a list of {label = "…", url = "…"}'
    if not isinstance(value, list):
        raise UnfitError(kind)
    for item in value:
        if not isinstance(item, dict) or set(item) != {"label", "url"}:
            raise UnfitError(kind)
        if not all(read_text(reader, text, path) for text in item.values()):
            raise UnfitError(kind)
        if not _is_target(item["url"]):
            raise UnfitError(f'{kind} with a page ("about.md"), a path on this site ("/topics/") or an address as url')
    return value


def _is_target(url: str) -> bool:
    local = url.endswith(".md") or url.startswith("/")
    return not url.startswith("//") if local and not scheme(url) else split_address(url).scheme in ALLOWED_SCHEMES


def _follow_up(reader: Reader, value: Any, path: str) -> dict[str, Any]:
    fields: dict[str, Any] = _FOLLOW_UP_TABLE.read(reader, value, path)
    if not (fields.get("label") and fields.get("url")):
        raise UnfitError('{label = "…", url = "…"}')
    return fields


def _folders(reader: Reader, value: Any, path: str) -> dict[str, dict[str, Any]]:
    if not isinstance(value, dict):
        raise UnfitError("a table of folders")
    return {name.strip("/"): _FOLDER.read(reader, table, f"{path}.{name}") for name, table in value.items()}


STYLE = Kind(read=_style, schema={"anyOf": [{"enum": ["vancouver", "ama"]}, {"type": "string", "pattern": r"\.csl$"}]})
_NAV_ITEM = {
    "type": "object",
    "properties": {
        "label": {"type": "string", "minLength": 1, "description": "What the entry is called."},
        "url": {
            "type": "string",
            "minLength": 1,
            "description": "A page below content/, a path on the site that begins with /, or an address.",
        },
    },
    "required": ["label", "url"],
    "additionalProperties": False,
}
NAV = Kind(read=_nav, schema={"type": "array", "items": _NAV_ITEM})

_FOLLOW_UP_TABLE = table_of(
    {
        "label": Setting(kind=TEXT, says="What the link is called.", example="Ask a follow-up question"),
        "url": Setting(kind=ADDRESS, says="Where it leads.", example="mailto:questions@example.org"),
    }
)
FOLLOW_UP = Kind(read=_follow_up, schema={**_FOLLOW_UP_TABLE.schema, "required": ["label", "url"]})
_FOLDER = table_of({"rules": Setting(kind=RULES, says="Levels of rules in this folder.", example={"REF-01": "off"})})
FOLDERS = Kind(read=_folders, schema={"type": "object", "additionalProperties": _FOLDER.schema})

REVIEW = table_of(
    {
        "max-age-years": Setting(kind=YEARS, says="After so many years a review is overdue.", default=3),
        "min-reviewers": Setting(kind=COUNT, says="So many different people have to approve.", default=1),
        "require-signatures": Setting(kind=FLAG, says="Whether an approval has to be signed.", default=False),
    }
)
REFERENCES = table_of(
    {
        "page-ranges": Setting(kind=one_of("minimal", "expanded"), says="Whether the end of a page range is cut."),
        "most-authors": Setting(kind=COUNT, says="Longer lists of authors are cut.", example=6),
        "shown-authors": Setting(kind=COUNT, says="So many authors of a cut list are shown.", example=3),
        "pmid-label": Setting(kind=TEXT, says="What stands before a PubMed number.", example="PMID: "),
        "pmcid-label": Setting(kind=TEXT, says="What stands before a number of PubMed Central."),
        "doi-label": Setting(kind=TEXT, says="What stands before a DOI.", example="doi: "),
        "sentence-case": Setting(kind=FLAG, says="Whether English titles are lower-cased."),
        "short-journals": Setting(kind=FLAG, says="Whether journals are abbreviated."),
        "written-months": Setting(kind=FLAG, says="Whether months are written out."),
        "group-after-cut": Setting(kind=FLAG, says="Whether a group's name stands after a cut list of authors."),
    }
)
JOURNALS = table_of(
    {
        "file": Setting(kind=PATH, says="Your own table of titles and abbreviations.", example="journals.csv"),
        "iso4": Setting(kind=FLAG, says="Whether other titles are abbreviated word by word (ISO 4)."),
    }
)
RETRACTIONS = table_of(
    {
        "file": Setting(kind=PATH, says="The list in which sources are looked up.", example="retractions.csv"),
        "date": Setting(kind=TEXT, says="The day of its download.", example="2026-11-01"),
    }
)
LINKS = table_of(
    {"file": Setting(kind=PATH, says="The report: a table with url and status.", example="links.csv")},
)
POLICY_PAGES = table_of({name: Setting(kind=TEXT, says=f"The page on {about}.") for name, about in POLICIES.items()})

# ---- the settings -----------------------------------------------------------------------------------------------

SETTINGS: Mapping[str, Setting] = {
    "title": Setting(kind=TEXT, says="The site's name.", default="Medical articles", example="Ward notes"),
    "description": Setting(kind=TEXT, says="What the site is, on the home page and at the foot of every page."),
    "base-url": Setting(
        kind=BASE_URL,
        says="Where the site stands; without it there are no sitemap, no feed and no canonical links.",
        example="https://notes.example.org/",
    ),
    "lang": Setting(kind=LANGUAGE, says="Language of pages that do not say otherwise (BCP 47).", default="en"),
    "organisation": Setting(kind=TEXT, says="Who publishes the site."),
    "contact": Setting(kind=ADDRESS, says="Where readers report errors.", example="mailto:editor@notes.example.org"),
    "logo": Setting(kind=TEXT, says="Picture beside the title: path on the site.", example="logo.svg"),
    "nav": Setting(kind=NAV, says="The main menu.", example=[{"label": "Oncology", "url": "/oncology/"}]),
    "bibliography": Setting(kind=PATHS, says="The BibTeX files.", default="references.bib"),
    "citation-style": Setting(kind=STYLE, says="Form of the list of references.", default="vancouver"),
    "citation-marker": Setting(kind=one_of(*MARKERS), says="Form of citation numbers, if not the style's own."),
    "default-audience": Setting(kind=TEXT, says="The audience whose variant stands at an article's own address."),
    "publish": Setting(kind=one_of("all", "approved"), says="Which articles are part of the site.", default="all"),
    "index-pending": Setting(
        kind=FLAG, says="Whether search engines may list variants that are not approved.", default=False
    ),
    "output": Setting(kind=PATH, says="The folder in which the site is built.", default="site"),
    "policies": Setting(
        kind=POLICY_PAGES,
        says="The pages on how the site works, below content/.",
        example={"editorial": "about/editorial-policy.md"},
    ),
    "follow-up": Setting(kind=FOLLOW_UP, says="A block after every article, for further questions."),
    "review": Setting(kind=REVIEW, says="What the site demands of an approval."),
    "references": Setting(kind=REFERENCES, says="Choices that style guides leave open."),
    "journals": Setting(kind=JOURNALS, says="How journal titles are abbreviated."),
    "abbreviations": Setting(
        kind=MEANINGS,
        says="Abbreviations that every article may use, with what they stand for.",
        example={"NET": "neuroendocrine tumour"},
    ),
    "retractions": Setting(kind=RETRACTIONS, says="The list of retractions in which sources are looked up."),
    "links": Setting(kind=LINKS, says="A report of links that a job of your own has checked."),
    "rules": Setting(kind=RULES, says="Levels of rules.", example={"CIT-05": "error"}),
    "folders": Setting(
        kind=FOLDERS,
        says="Levels of rules for one folder below content/ and those inside it.",
        example={"archive": {"rules": {"REF-01": "off"}}},
    ),
}
"""Every setting, in the order of the manual."""
