"""A reference as RIS, the tagged format that EndNote, Zotero, Mendeley and Covidence read."""

from __future__ import annotations

from collections.abc import Iterator

from vademecum.model.references import Date, Name, Reference
from vademecum.references.marks import plain
from vademecum.references.works import PARTS, SERIAL, Work, work_of

_TYPES = {
    Work.ARTICLE: "JOUR",
    Work.MAGAZINE: "MGZN",
    Work.NEWSPAPER: "NEWS",
    Work.BOOK: "BOOK",
    Work.PAMPHLET: "PAMP",
    Work.CHAPTER: "CHAP",
    Work.ENTRY: "ENCYC",
    Work.PAPER: "CPAPER",
    Work.THESIS: "THES",
    Work.REPORT: "RPRT",
    Work.WEB_PAGE: "ELEC",
    Work.PREPRINT: "UNPB",
    Work.DATASET: "DATA",
    Work.SOFTWARE: "COMP",
    Work.PATENT: "PAT",
    Work.MANUSCRIPT: "UNPB",
    Work.SPEECH: "CONF",
    Work.OTHER: "GEN",
}


def to_ris(reference: Reference) -> str:
    """Return one record, tags in a fixed order, closed with ``ER``, ending in a newline."""
    work = work_of(reference)
    lines = [f"TY  - {_TYPES[work]}"]
    lines += [f"{tag}  - {' '.join(plain(text).split())}" for tag, text in _tags(reference, work) if text]
    return "\n".join([*lines, "ER  - "]) + "\n"


def _tags(reference: Reference, work: Work) -> Iterator[tuple[str, str]]:
    for name in reference.authors:
        yield "AU", _name(name)
    for name in reference.editors:
        yield ("A2" if work in PARTS else "ED"), _name(name)
    yield "TI", reference.title
    yield "T2", reference.container or reference.series
    yield "J2" if work in SERIAL else "ST", reference.container_short
    if reference.issued:
        yield "PY", f"{reference.issued.year:04d}"
        yield "DA", _date(reference.issued)
    yield "VL", reference.volume
    yield "IS", reference.issue or reference.number
    first, _, last = reference.pages.partition("-")
    yield "SP", first or reference.eid
    yield "EP", last
    yield "ET", reference.edition
    yield "PB", reference.publisher
    yield "CY", reference.place
    yield "SN", reference.extra.get("issn", "") or reference.isbn
    yield "LA", reference.language
    yield "M3", reference.extra.get("type", "")
    yield "DO", reference.doi
    yield "AN", reference.pmid
    yield "C2", reference.pmcid
    yield "UR", reference.url
    if reference.accessed:
        yield "Y2", _date(reference.accessed)


def _name(name: Name) -> str:
    return name.literal or ", ".join(part for part in (name.family, name.given, name.suffix) if part)


def _date(date: Date) -> str:
    """RIS writes dates as YYYY/MM/DD/ with empty places for what is not known."""
    return f"{date.year:04d}/{f'{date.month:02d}' if date.month else ''}/{f'{date.day:02d}' if date.day else ''}/"
