"""A reference as CSL-JSON (Citation Style Language 1.0.2, citeproc-JSON schema)."""

from __future__ import annotations

from typing import Any

from vademecum.model.references import Date, Name, Reference
from vademecum.references.styles.dateforms import last_date
from vademecum.references.works import SERIAL, Work, work_of

_TYPES = {
    Work.ARTICLE: "article-journal",
    Work.MAGAZINE: "article-magazine",
    Work.NEWSPAPER: "article-newspaper",
    Work.BOOK: "book",
    Work.PAMPHLET: "pamphlet",
    Work.CHAPTER: "chapter",
    Work.ENTRY: "entry-encyclopedia",
    Work.PAPER: "paper-conference",
    Work.THESIS: "thesis",
    Work.REPORT: "report",
    Work.WEB_PAGE: "webpage",
    Work.PREPRINT: "article",
    Work.DATASET: "dataset",
    Work.SOFTWARE: "software",
    Work.PATENT: "patent",
    Work.MANUSCRIPT: "manuscript",
    Work.SPEECH: "speech",
    Work.OTHER: "document",
}


def to_csl(reference: Reference) -> dict[str, Any]:
    """Return the reference as one item of a CSL-JSON list; absent variables are left out."""
    work = work_of(reference)
    extra = reference.extra
    serial = work in SERIAL
    item: dict[str, Any] = {
        "id": reference.key,
        "type": _TYPES[work],
        "author": [_name(name) for name in reference.authors],
        "editor": [_name(name) for name in reference.editors],
        "title": reference.title,
        "container-title": reference.container,
        "container-title-short": reference.container_short,
        "collection-title": reference.series,
        "issued": _span(reference),
        "volume": reference.volume,
        "issue": reference.issue if serial else "",
        "number": reference.number if not reference.series else "",
        "collection-number": reference.number if reference.series else "",
        "page": reference.pages or (reference.eid if serial else ""),
        "edition": reference.edition,
        "genre": extra.get("type", ""),
        "chapter-number": extra.get("chapter", ""),
        "number-of-pages": extra.get("pagetotal", ""),
        "event-title": extra.get("eventtitle", ""),
        "event-place": extra.get("venue", ""),
        "publisher": reference.publisher,
        "publisher-place": reference.place,
        "version": extra.get("version", ""),
        "status": extra.get("pubstate", ""),
        "language": reference.language,
        "DOI": reference.doi,
        "PMID": reference.pmid,
        "PMCID": reference.pmcid,
        "ISBN": reference.isbn,
        "ISSN": extra.get("issn", ""),
        "URL": reference.url,
        "accessed": _date(reference.accessed, ""),
    }
    return {name: value for name, value in item.items() if value}


def _span(reference: Reference) -> dict[str, Any]:
    issued = _date(reference.issued, reference.extra.get("year", ""))
    last = last_date(reference, reference.issued) if reference.issued else None
    return {"date-parts": [*issued["date-parts"], *_date(last, "")["date-parts"]]} if last else issued


def _name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def _date(date: Date | None, literal: str) -> dict[str, Any]:
    if date is None:
        return {"literal": literal} if literal else {}
    parts = [date.year]
    if date.month:
        parts.append(date.month)
    if date.month and date.day:
        parts.append(date.day)
    return {"date-parts": [parts]}
