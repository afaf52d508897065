"""What kind of work a reference is: BibTeX's, BibLaTeX's and exporters' entry types on one short list."""

from __future__ import annotations

from enum import StrEnum

from vademecum.model.references import Reference


class Work(StrEnum):
    """The kinds that styles tell apart."""

    ARTICLE = "article"
    MAGAZINE = "magazine"
    NEWSPAPER = "newspaper"
    BOOK = "book"
    PAMPHLET = "pamphlet"
    CHAPTER = "chapter"
    ENTRY = "entry"
    PAPER = "paper"
    THESIS = "thesis"
    REPORT = "report"
    WEB_PAGE = "web page"
    PREPRINT = "preprint"
    DATASET = "dataset"
    SOFTWARE = "software"
    PATENT = "patent"
    MANUSCRIPT = "manuscript"
    SPEECH = "speech"
    OTHER = "other"


_KINDS = {
    "article": Work.ARTICLE, "suppperiodical": Work.ARTICLE, "review": Work.ARTICLE, "book": Work.BOOK,
    "mvbook": Work.BOOK, "collection": Work.BOOK, "mvcollection": Work.BOOK, "reference": Work.BOOK,
    "mvreference": Work.BOOK, "manual": Work.BOOK, "proceedings": Work.BOOK, "mvproceedings": Work.BOOK,
    "periodical": Work.BOOK, "booklet": Work.PAMPHLET, "inbook": Work.CHAPTER, "incollection": Work.CHAPTER,
    "bookinbook": Work.CHAPTER, "suppbook": Work.CHAPTER, "suppcollection": Work.CHAPTER,
    "inreference": Work.ENTRY, "inproceedings": Work.PAPER, "conference": Work.PAPER, "thesis": Work.THESIS,
    "phdthesis": Work.THESIS, "mastersthesis": Work.THESIS, "report": Work.REPORT,
    "techreport": Work.REPORT, "standard": Work.REPORT, "guideline": Work.REPORT, "online": Work.WEB_PAGE,
    "electronic": Work.WEB_PAGE, "www": Work.WEB_PAGE, "webpage": Work.WEB_PAGE, "preprint": Work.PREPRINT,
    "dataset": Work.DATASET, "data": Work.DATASET, "software": Work.SOFTWARE, "patent": Work.PATENT,
    "unpublished": Work.MANUSCRIPT,
}  # fmt: skip

SERIAL = (Work.ARTICLE, Work.MAGAZINE, Work.NEWSPAPER)
"""What appears in a periodical."""
PARTS = (Work.CHAPTER, Work.ENTRY, Work.PAPER)
"""What appears in a book."""


def work_of(reference: Reference) -> Work:
    """Return the kind of a reference; an entry type that nobody knows is ``other``."""
    work = _KINDS.get(reference.kind, Work.OTHER)
    extra = reference.extra
    if not extra:
        return work
    subtype = extra.get("entrysubtype", "")
    if subtype in ("magazine", "newspaper") and work is Work.ARTICLE:
        return Work(subtype)
    if "preprint" in (extra.get("pubstate", "").casefold(), extra.get("type", "").casefold(), subtype):
        return Work.PREPRINT
    if work is Work.MANUSCRIPT and extra.get("eventtitle"):
        return Work.SPEECH
    return work
