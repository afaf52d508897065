"""What a registry says of one work, as an entry of a ``.bib`` file could say it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from vademecum.references.decoding.dates import make_date, month_number
from vademecum.references.decoding.languages import is_foreign, language_name, language_tag

NOTICES = ("retraction", "concern", "erratum", "republication")
"""The fields that tell what became of a work; their text says where the notice stands."""

_BETTER_AT_PUBMED = ("shortjournal", "langid", "pubstate", "pmid", "pmcid")
_PLACES = (("volume",), ("number",), ("pages", "eid"))
_BABEL = {"no": "norsk", "nb": "norsk", "nn": "nynorsk"}


class Found(Struct, frozen=True, kw_only=True):
    """One work, ready to be written."""

    kind: str
    """BibLaTeX's entry type in lower case."""
    fields: Mapping[str, str]
    """BibLaTeX's field name → value in BibTeX's notation, without delimiters; none is empty."""
    remarks: tuple[str, ...] = ()
    """What an author should know before citing it, each the end of a sentence: ``has been retracted …``."""


def enriched(found: Found, other: Found) -> Found:
    """Return what Crossref says of a work with what PubMed knows better: its numbers, language, place and notices.

    A title that differs in letter case or spaces only is taken from PubMed: its titles are mostly in sentence case, and
    Crossref's have line ends round raised letters.
    """
    fields = dict(found.fields)
    better = {name: other.fields[name] for name in _BETTER_AT_PUBMED if name in other.fields}
    told = {name: other.fields[name] for name in NOTICES if name in other.fields}
    if told:
        fields = {name: text for name, text in fields.items() if name not in NOTICES}
    for place in _PLACES:
        if fields.keys().isdisjoint(place):
            better |= {name: other.fields[name] for name in place if name in other.fields}
    if other.kind == "article":  # it knows what is in print by now
        fields.pop("pubstate", None)
    title = other.fields.get("title", "")
    if "translatedtitle" in other.fields:
        better |= {"title": title, "translatedtitle": other.fields["translatedtitle"]}
    elif title and _bare(fields.get("title", "")) == _bare(title):
        better["title"] = title
    remarks = other.remarks if told else (*found.remarks, *other.remarks)
    once = {remark.partition(";")[0]: remark for remark in reversed(remarks)}
    return replace(found, fields=fields | better | told, remarks=tuple(reversed(once.values())))


def _bare(title: str) -> str:
    return "".join(title.split()).casefold()


def filled(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that say something."""
    return {name: text for name, text in fields.items() if text}


def iso_date(year: object, month: object = None, day: object = None) -> str:
    """Return ``2017-01-12`` or as much of it as is known; the month may be a number or a name, in any language."""
    text = str(year or "").strip()
    if not (text.isdecimal() and len(text) == 4):
        return ""
    days = str(day or "").strip()
    date = make_date(text, month_number(str(month or "")), int(days) if days.isdecimal() and len(days) < 3 else None)
    parts = [f"{date.year:04d}", f"{date.month:02d}" if date.month else "", f"{date.day:02d}" if date.day else ""]
    return "-".join(part for part in parts if part)


def langid(language: str) -> str:
    """Return babel's name of a language as BibLaTeX's ``langid`` wants it; empty for English and unknown ones."""
    tag = language_tag(language)
    return _BABEL.get(tag) or language_name(tag).lower() if is_foreign(tag) else ""
