"""The retraction list: a pinned CSV file in the form that Crossref publishes for the Retraction Watch database.

Columns after Crossref's documentation, "Retraction Watch"; the words of ``RetractionNature`` and ``Reason`` after the
database's user guide, appendices A and B. Dates are month/day/year with a time; ``0`` and ``unavailable`` stand for
identifiers that a record does not have. A work is known by DOI and PMID alone, never by its title.
"""

from __future__ import annotations

import csv
import io
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256

from msgspec import Struct, field
from msgspec.structs import replace

from vademecum.model.references import Bibliography, Date, Notice, Reference
from vademecum.model.retractions import RETRACTED, Event, EventKind, Retractions
from vademecum.problems import Place, Problem, error, warning
from vademecum.references.bibtex.inheritance import inherited
from vademecum.references.decoding.dates import parse_date
from vademecum.references.decoding.fields import FieldReader
from vademecum.references.decoding.identifying import read_identifiers
from vademecum.references.identifiers import find_doi
from vademecum.references.styles.dateforms import nlm_date

REQUIRED = ("RetractionDate", "RetractionDOI", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature")
"""The columns without which nothing can be said."""

_KINDS = {
    "retraction": EventKind.RETRACTION,
    "expression of concern": EventKind.CONCERN,
    "correction": EventKind.CORRECTION,
    "reinstatement": EventKind.REINSTATEMENT,
}
_PRINTED = {
    EventKind.RETRACTION: "retraction",
    EventKind.REPLACEMENT: "retraction",
    EventKind.CONCERN: "concern",
    EventKind.CORRECTION: "erratum",
}
_OWN = {
    "retraction": EventKind.RETRACTION,
    "republication": EventKind.REPLACEMENT,
    "concern": EventKind.CONCERN,
    "erratum": EventKind.CORRECTION,
}
"""What a ``.bib`` entry says of itself."""
_OUT_OF_DATE = frozenset({"withdrawn as out of date", "withdrawn (out of date)"})
_ROUTINE = _OUT_OF_DATE | {
    "date of article and/or notice unknown",
    "date of retraction/other unknown",
    "notice - lack of",
    "notice - limited or no information",
    "notice - no/limited information",
    "notice - unable to access via current resources",
    "retract and replace",
    "upgrade/update of prior notice",
    "upgrade/update of prior notice(s)",
}
"""Reasons that say nothing against a work: with one of the two above they mean a superseded version (RET-04)."""
_REPLACED = "retract and replace"
_LIFTED = "eoc lifted"
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T\s].*)?")
_NO_IDENTIFIER = frozenset({"", "0", "unavailable", "n/a", "none"})
_MOST_FAULTS = 20


class Wanted(Struct, frozen=True, kw_only=True):
    """The identifiers of the bibliography's entries: all else in the list is passed over."""

    dois: frozenset[str]
    """Case folded."""
    pmids: frozenset[str]


def wanted(bibliography: Bibliography) -> Wanted:
    """Return every DOI and PMID that an entry of the bibliography has, inherited ones included."""
    dois, pmids = set(), set()
    for entry in bibliography.entries.values():
        fields = FieldReader(entry, inherited(entry, bibliography.entries), lambda name: (name, ""))
        found = read_identifiers(fields)
        dois.add(found.doi.casefold())
        pmids.add(found.pmid)
    return Wanted(dois=frozenset(dois - {""}), pmids=frozenset(pmids - {""}))


def read_retractions(
    data: bytes, file: str, day: date, sought: Wanted
) -> tuple[Retractions | None, tuple[Problem, ...]]:
    """Return what the list says of these works, and what is wrong with the list (RET-01), at its lines.

    A list that lacks a column, is no UTF-8 or is cut short could hide a retraction: an error, and there is no list.
    """
    reading = _Reading(file=file, day=day, sought=sought)
    try:
        _read_rows(io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", newline=""), reading)
    except UnicodeDecodeError:
        reading.error(_bad_line(data), "the retraction list is not UTF-8", "download it again, or save it as UTF-8")
    except csv.Error as fault:
        reading.error(reading.line, f"the retraction list cannot be read: {fault}", "download it again")
    if reading.broken:
        return None, tuple(reading.problems)
    found = Retractions(
        file=file,
        date=day,
        digest=sha256(data).hexdigest(),
        by_doi={doi: tuple(events) for doi, events in sorted(reading.by_doi.items())},
        by_pmid={pmid: tuple(events) for pmid, events in sorted(reading.by_pmid.items())},
    )
    return found, tuple(reading.problems)


def events_of(work: Reference, retractions: Retractions | None) -> tuple[Event, ...]:
    """Return what stands against a work today, the gravest first: the newest event of each kind that still holds.

    A reinstatement lifts what was retracted or doubted before it, and is told of itself. What the ``.bib`` entry says
    of its own fate counts where the list has nothing of that kind.
    """
    listed = _listed(work, retractions) if retractions else {}
    if not listed and not work.notices:
        return ()
    known = {_PRINTED.get(event.kind) for event in listed}
    listed |= dict.fromkeys(_stated(notice) for notice in work.notices if notice.kind not in known)
    newest: dict[EventKind, Event] = {}
    for event in sorted(listed, key=lambda event: (event.on, event.kind is EventKind.RETRACTION, event.record)):
        newest[EventKind.RETRACTION if event.kind in RETRACTED else event.kind] = event
    back = newest.get(EventKind.REINSTATEMENT)
    settled = max((event.on for event in listed if event.lifts_concerns), default=date.min)
    standing = [event for event in newest.values() if not _is_lifted(event, back, settled)]
    return tuple(sorted(_without_overtaken(standing), key=lambda event: tuple(EventKind).index(event.kind)))


def _listed(work: Reference, retractions: Retractions) -> dict[Event, None]:
    by_doi, by_pmid = retractions.by_doi, retractions.by_pmid
    return dict.fromkeys((*by_doi.get(work.doi.casefold(), ()), *by_pmid.get(work.pmid, ())))


def _stated(notice: Notice) -> Event:
    """Return the event that an entry's own notice tells of."""
    source = notice.source
    doi = source.doi if source else find_doi(notice.text)
    issued = source.issued if source else parse_date(notice.text.replace(doi, " ") if doi else notice.text)
    on, stated = _last_day(issued)
    return Event(kind=_OWN[notice.kind], on=on, stated=stated, doi=doi, pmid=source.pmid if source else "")


def _last_day(issued: Date | None) -> tuple[date, str]:
    """Return the last day that a date can mean, and the date itself where it is no day."""
    if issued is None or not date.min.year <= issued.year <= date.max.year:
        return date.min, ""
    if issued.month and issued.day:
        return date(issued.year, issued.month, issued.day), ""
    month = issued.month or 12
    last = date(issued.year, month, monthrange(issued.year, month)[1])
    return last, f"{issued.year:04d}-{month:02d}" if issued.month else f"{issued.year:04d}"


def with_notices(work: Reference, events: Sequence[Event]) -> Reference:
    """Return a work with what its list entry prints of these events; what the ``.bib`` file says itself comes first.

    The list knows the day and the identifiers of a notice, not where it was printed.
    """
    told = {_PRINTED[_OWN[notice.kind]] for notice in work.notices}
    added = [
        Notice(kind=_PRINTED[event.kind], text=_where(event, work.doi))
        for event in events
        if event.kind in _PRINTED and _PRINTED[event.kind] not in told
    ]
    return replace(work, notices=(*work.notices, *added)) if added else work


def _where(event: Event, own: str) -> str:
    day = nlm_date(Date(year=event.on.year, month=event.on.month, day=event.on.day))
    if event.doi and event.doi.casefold() != own.casefold():
        return f"{day}. doi:{event.doi}"
    return f"{day}. PubMed PMID: {event.pmid}" if event.pmid else day


def _is_lifted(event: Event, back: Event | None, settled: date) -> bool:
    if event.kind is EventKind.CONCERN and event.on <= settled:
        return True
    return event.kind in (*RETRACTED, EventKind.CONCERN) and back is not None and back.on > event.on


def _without_overtaken(events: Sequence[Event]) -> Iterator[Event]:
    """Pass over a concern that a retraction has confirmed, and a reinstatement that a retraction has undone."""
    gone = max((event.on for event in events if event.kind in RETRACTED), default=None)
    for event in events:
        if gone is None or event.kind not in (EventKind.CONCERN, EventKind.REINSTATEMENT) or event.on > gone:
            yield event


# ---- reading ----------------------------------------------------------------------------------------------------


class _Reading(Struct, kw_only=True):
    """One pass over one list."""

    file: str
    day: date
    sought: Wanted
    line: int = 1
    broken: bool = False
    problems: list[Problem] = field(default_factory=list)
    by_doi: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))
    by_pmid: dict[str, list[Event]] = field(default_factory=lambda: defaultdict(list))

    def error(self, line: int, message: str, hint: str) -> None:
        self.broken = True
        self.problems.append(error("RET-01", Place(file=self.file, line=line), message, hint))

    def warn(self, message: str, hint: str) -> None:
        self.problems.append(warning("RET-01", Place(file=self.file, line=self.line), message, hint))


def _read_rows(lines: Iterable[str], reading: _Reading) -> None:
    rows = csv.reader(lines)
    header = [name.strip() for name in next(rows, [])]
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        message = f"the retraction list lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}"
        reading.error(1, message, "use the CSV file of Crossref's Retraction Watch data, with its first line")
        return
    columns = {name: position for position, name in enumerate(header) if name}
    at_doi, at_pmid = columns["OriginalPaperDOI"], columns["OriginalPaperPubMedID"]
    least = max(columns[name] for name in REQUIRED)
    dois, pmids = reading.sought.dois, reading.sought.pmids
    reading.line = rows.line_num + 1
    for row in rows:
        if len(row) > least:
            doi = row[at_doi].strip()
            odd = doi[:3] != "10." and "10." in doi
            if row[at_pmid].strip() in pmids or doi.casefold() in dois or (odd and _folded(doi) in dois):
                _note({name: row[at].strip() for name, at in columns.items() if at < len(row)}, reading)
        elif row:
            reading.error(
                reading.line,
                f"the row has {len(row)} of {len(header)} fields: is the file cut short?",
                "download it again",
            )
            if len(reading.problems) >= _MOST_FAULTS:
                return
        reading.line = rows.line_num + 1


def _folded(doi: str) -> str:
    doi = doi.strip()
    return doi.casefold() if doi.startswith("10.") else find_doi(doi).casefold()


def _note(record: Mapping[str, str], reading: _Reading) -> None:
    event = _event(record, reading)
    if event is None:
        return
    doi, pmid = _folded(record["OriginalPaperDOI"]), record["OriginalPaperPubMedID"]
    if doi in reading.sought.dois:
        reading.by_doi[doi].append(event)
    if pmid in reading.sought.pmids:
        reading.by_pmid[pmid].append(event)


def _event(record: Mapping[str, str], reading: _Reading) -> Event | None:
    nature = record["RetractionNature"]
    kind = _KINDS.get(" ".join(nature.casefold().split()))
    if kind is None:
        reading.warn(f'"{nature}" is no kind of notice that is known', "it counts as an expression of concern")
        kind = EventKind.CONCERN
    on = _day(record["RetractionDate"])
    if on is None:
        what = "does not count" if kind is EventKind.REINSTATEMENT else "counts as of the list's own day"
        reading.warn(
            f'the date "{record["RetractionDate"]}" cannot be read: the notice {what}', "report it to Crossref"
        )
        if kind is EventKind.REINSTATEMENT:
            return None
    reasons = frozenset(_reasons(record.get("Reason", "")))
    notice, own = _identifier(record["RetractionDOI"]), _folded(record["OriginalPaperDOI"])
    return Event(
        kind=_refined(kind, reasons),
        on=on or reading.day,
        doi=find_doi(notice),
        pmid=_identifier(record.get("RetractionPubMedID", "")),
        replaced_by=_successor(record.get("Notes", ""), own, notice) if _REPLACED in reasons else "",
        lifts_concerns=_LIFTED in reasons,
        record=_identifier(record.get("Record ID", "")),
    )


def _refined(kind: EventKind, reasons: frozenset[str]) -> EventKind:
    """Tell a superseded version and a replaced work from a retraction."""
    if kind is not EventKind.RETRACTION:
        return kind
    if reasons & _OUT_OF_DATE and reasons <= _ROUTINE:
        return EventKind.SUPERSEDED
    return EventKind.REPLACEMENT if _REPLACED in reasons else kind


def _reasons(text: str) -> Iterator[str]:
    for part in text.split(";"):
        reason = " ".join(part.strip().removeprefix("+").casefold().split())
        if reason:
            yield reason


def _successor(notes: str, own: str, notice: str) -> str:
    """Return the DOI in the notes that is neither the work's nor the notice's."""
    for word in notes.split():
        doi = find_doi(word)
        if doi and doi.casefold() not in (own, notice.casefold()):
            return doi
    return ""


def _identifier(text: str) -> str:
    return "" if text.casefold() in _NO_IDENTIFIER else text


def _day(text: str) -> date | None:
    american, iso = _DAY.fullmatch(text), _ISO_DAY.fullmatch(text)
    try:
        if american:
            month, day, year = (int(part) for part in american.groups())
            return date(year, month, day)
        return date(*(int(part) for part in iso.groups())) if iso else None
    except ValueError:
        return None


def _bad_line(data: bytes) -> int:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return data.count(b"\n", 0, fault.start) + 1
    return 0
