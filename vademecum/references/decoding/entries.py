"""An entry → a `Reference`: BibTeX's and BibLaTeX's fields under one roof, decoded.

Rules: the BibLaTeX manual, section 2.2 (data fields) and 2.2.5 (aliases); what exports hold is listed in the manual
of this site. Only fields that can be printed, linked or exported are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from vademecum.model.references import Entry, Notice, Reference
from vademecum.problems import Problem
from vademecum.references.bibtex.inheritance import inherited
from vademecum.references.completeness import missing_fields
from vademecum.references.decoding.fields import FieldReader, Spans
from vademecum.references.decoding.identifying import Identifiers, read_identifiers
from vademecum.references.decoding.languages import language_tag
from vademecum.references.decoding.names import SplitOddName
from vademecum.references.decoding.protection import shifted
from vademecum.references.decoding.publishing import Publication, read_publication
from vademecum.references.decoding.timing import Timing, read_timing
from vademecum.references.journals import without_stops
from vademecum.references.styles.notices import read_notices

_EXTRA = (
    "booktitleaddon", "chapter", "entrysubtype", "eventtitle", "howpublished", "origtitle", "pagetotal",
    "part", "pubstate", "translatedtitle", "type", "venue", "version", "volumes",
)  # fmt: skip
_EXTRA_NAMES = frozenset(_EXTRA)
_LANGUAGES = ("langid", "language", "hyphenation")
_LANGUAGE_NAMES = frozenset(_LANGUAGES)
_RANGE = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")
_SERIALS = frozenset({"article", "periodical", "suppperiodical", "review"})
_IMPLIED_TYPES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
_TYPE_KEYS = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "technical report",
    "resreport": "research report",
    "software": "computer software",
    "datacd": "CD-ROM",
    "audiocd": "audio CD",
}


def decode(
    entry: Entry, entries: Mapping[str, Entry], split_odd: SplitOddName
) -> tuple[Reference, tuple[Problem, ...]]:
    """Return the reference that an entry describes and what is wrong with it; nothing is ever raised."""
    fields = FieldReader(entry, inherited(entry, entries), split_odd)
    identifiers = read_identifiers(fields)
    timing = read_timing(fields)
    publication = read_publication(fields, timing.accessed is not None)
    notices = read_notices(fields, entries, lambda other: decode(other, {}, split_odd)[0])
    reference = _assembled(fields, identifiers, timing, publication, notices)
    return reference, (*fields.problems, *missing_fields(reference, entry))


def _assembled(
    fields: FieldReader,
    ids: Identifiers,
    timing: Timing,
    publication: Publication,
    notices: tuple[Notice, ...],
) -> Reference:
    entry = fields.entry
    authors, editors = fields.names("author"), fields.names("editor")
    title, in_title = _whole_title(fields, "title", "subtitle", "titleaddon")
    container, in_container = _container(fields)
    serial = entry.kind in _SERIALS
    number = fields.plain("number")
    issue = ", ".join(filter(None, (number if serial else "", fields.plain("issue"))))
    return Reference(
        key=entry.key,
        kind=entry.kind,
        authors=authors.names,
        more_authors=authors.more,
        editors=editors.names,
        more_editors=editors.more,
        title=title,
        container=container,
        container_short=without_stops(fields.plain("shortjournal", "shortjournaltitle", "journalabbreviation")),
        issued=timing.issued,
        volume=fields.plain("volume"),
        issue=issue,
        pages=_pages(fields.plain("pages")),
        eid=fields.plain("eid", "elocation-id", "articleno", "article-number"),
        edition=fields.plain("edition"),
        publisher=publication.publisher,
        place=publication.place,
        series=fields.plain("series"),
        number="" if serial else number,
        language=_language(fields),
        doi=ids.doi,
        pmid=ids.pmid,
        pmcid=ids.pmcid,
        isbn=ids.isbn,
        url=publication.url,
        accessed=timing.accessed,
        updated=timing.updated,
        note=fields.text("note"),
        extra=_extra(fields, ids, timing),
        protected={name: found for name, found in (("title", in_title), ("container", in_container)) if found},
        notices=notices,
    )


def _whole_title(fields: FieldReader, name: str, sub: str, addon: str) -> tuple[str, Spans]:
    title, protected = fields.title(name)
    subtitle, in_subtitle = fields.title(sub)
    if subtitle:
        title = f"{title}{' ' if title.endswith(('?', '!', ':')) else ': '}" if title else ""
        title, protected = title + subtitle, (*protected, *shifted(in_subtitle, len(title)))
    addition, in_addition = fields.title(addon)
    if addition:
        close = title.endswith(("?", "!", ".")) or addition.startswith(("[", "("))
        title = f"{title}{' ' if close else '. '}" if title else ""
        title, protected = title + addition, (*protected, *shifted(in_addition, len(title)))
    return _without_final_stop(title), protected


def _without_final_stop(title: str) -> str:
    """PubMed ends its titles with a full stop; "U.S.A." and "…" keep theirs."""
    if not title.endswith(".") or title.endswith("..") or "." in title[-4:-1]:
        return title
    return title[:-1].rstrip()


def _container(fields: FieldReader) -> tuple[str, Spans]:
    """Return the title of what holds the work; a journal's is a name, which no style recases."""
    for name in ("journaltitle", "journal"):
        if fields.raw(name):
            title, protected = _whole_title(fields, name, "journalsubtitle", "")
            return title, protected if fields.entry.kind in _SERIALS else ((0, len(title)),)
    if fields.raw("booktitle"):
        return _whole_title(fields, "booktitle", "booksubtitle", "booktitleaddon")
    return _whole_title(fields, "maintitle", "mainsubtitle", "")


def _pages(text: str) -> str:
    """Return page ranges with plain hyphens and no spaces round them; a style prints its own dash."""
    first, dash, last = text.partition("–")
    if dash and first.isalnum() and last.isalnum():  # as most are
        return f"{first}-{last}"
    return _RANGE.sub("-", text) if text else ""


def _language(fields: FieldReader) -> str:
    if not fields.has_any(_LANGUAGE_NAMES):
        return ""
    for name in _LANGUAGES:
        for part in fields.plain(name).replace(";", ",").replace(" and ", ",").split(","):
            tag = language_tag(part)
            if tag:
                return tag
    return ""


def _extra(fields: FieldReader, ids: Identifiers, timing: Timing) -> dict[str, str]:
    extra = {name: text for name in _EXTRA if (text := fields.text(name))} if fields.has_any(_EXTRA_NAMES) else {}
    kind = extra.get("type", "")
    if kind:
        extra["type"] = _TYPE_KEYS.get(kind.casefold(), kind)
    elif fields.entry.kind in _IMPLIED_TYPES:
        extra["type"] = _IMPLIED_TYPES[fields.entry.kind]
    return extra | ids.extra | timing.extra
