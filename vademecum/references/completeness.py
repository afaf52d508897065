"""The least that a reference of each type must say (REF-01). Source: AMA Manual of Style, 3.4; Citing Medicine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vademecum.model.references import Entry, Reference
from vademecum.problems import Level, Place, Problem
from vademecum.references.works import Work, work_of

_Test = Callable[[Reference], object]
_TITLE: tuple[str, _Test] = ("a title", lambda work: work.title)
_WHO: tuple[str, _Test] = ("an author or editor", lambda work: work.authors or work.editors)
_YEAR: tuple[str, _Test] = (
    "a year",
    lambda work: work.issued or work.extra.get("year") or work.extra.get("pubstate"),
)
_PUBLISHER: tuple[str, _Test] = ("a publisher", lambda work: work.publisher)
_JOURNAL: tuple[str, _Test] = ("a journal", lambda work: work.container)
_VOLUME: tuple[str, _Test] = (
    "a volume",
    lambda work: work.volume or work.issue or work.doi or work.pmid or work.extra.get("pubstate"),
)
_PAGES: tuple[str, _Test] = (
    "pages, an article number (eid) or a DOI",
    lambda work: work.pages or work.eid or work.doi or work.pmid,
)
_BOOK: tuple[str, _Test] = ("a booktitle", lambda work: work.container)
_URL: tuple[str, _Test] = ("a url", lambda work: work.url or work.doi)
_SCHOOL: tuple[str, _Test] = ("a school", lambda work: work.publisher)
_INSTITUTION: tuple[str, _Test] = (
    "an institution",
    lambda work: work.publisher or any(name.literal for name in work.authors),
)
_EVENT: tuple[str, _Test] = (
    "a booktitle or eventtitle",
    lambda work: work.container or work.extra.get("eventtitle"),
)

_LEAST: dict[Work, tuple[tuple[str, _Test], ...]] = {
    Work.ARTICLE: (_TITLE, _JOURNAL, _YEAR, _VOLUME, _PAGES),
    Work.BOOK: (_WHO, _TITLE, _PUBLISHER, _YEAR),
    Work.CHAPTER: (_WHO, _TITLE, _BOOK, _PUBLISHER, _YEAR),
    Work.ENTRY: (_TITLE, _BOOK, _YEAR),
    Work.PAPER: (_WHO, _TITLE, _EVENT, _YEAR),
    Work.THESIS: (_WHO, _TITLE, _SCHOOL, _YEAR),
    Work.REPORT: (_TITLE, _INSTITUTION, _YEAR),
    Work.WEB_PAGE: (_TITLE, _URL),
    Work.PREPRINT: (_WHO, _TITLE, _URL, _YEAR),
    Work.DATASET: (_TITLE, _YEAR, _URL),
    Work.SOFTWARE: (_TITLE, _YEAR),
}
_LOST = ("title", "journal", "journaltitle", "booktitle", "year", "publisher")


def missing_fields(reference: Reference, entry: Entry) -> Iterator[Problem]:
    """Yield one warning that names all that is missing, and an error for a field that an unknown macro emptied.

    A rule on top makes the warning an error for what is shown as approved.
    """
    missing = [what for what, test in _LEAST.get(work_of(reference), (_TITLE,)) if not test(reference)]
    if missing:
        yield _problem(entry.place, "REF-01", Level.WARNING, f'"{entry.key}" ({entry.kind}) lacks {", ".join(missing)}')
    for name in _LOST:
        if name in entry.field_lines and name not in entry.fields:
            what = f'the {name} of "{entry.key}" is lost: its abbreviation is not defined'
            yield _problem(entry.place_of(name), "BIB-04", Level.ERROR, what)


def _problem(place: Place, rule: str, level: Level, message: str) -> Problem:
    return Problem(file=place.file, line=place.line, column=place.column, rule=rule, level=level, message=message)
