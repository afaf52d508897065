"""The retraction list: which rows count, what stands against a work, and what is wrong with the file."""

from __future__ import annotations

import csv
import hashlib
import io
import string
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from vademecum.model.references import Date, Notice, Reference
from vademecum.model.retractions import Event, EventKind, Retractions
from vademecum.problems import Level, Problem
from vademecum.references.bibliography import read_bibliography
from vademecum.references.retractions import REQUIRED, Wanted, events_of, read_retractions, wanted, with_notices

DAY = date(2026, 11, 1)
HEADER = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,"
    "Reason,Paywalled,Notes"
)
COLUMNS = tuple(HEADER.split(","))
WORK = Reference(key="a", kind="article", doi="10.1000/Alpha(1)", pmid="123")
SOUGHT = Wanted(dois=frozenset({"10.1000/alpha(1)"}), pmids=frozenset({"123"}))


def row(nature: str = "Retraction", on: str = "6/5/2020 0:00", **fields: str) -> dict[str, str]:
    """Return a row about ``WORK``; fields are columns, ``_`` in their names is a space."""
    given_fields = {name.replace("_", " "): value for name, value in fields.items()}
    common = {"RetractionDOI": "10.1000/notice", "RetractionPubMedID": "0", "OriginalPaperDOI": "10.1000/ALPHA(1)"}
    return {**common, "OriginalPaperPubMedID": "0", "RetractionNature": nature, "RetractionDate": on, **given_fields}


def listed(*rows: dict[str, str], columns: Sequence[str] = COLUMNS, end: str = "\r\n") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator=end, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def read(*rows: dict[str, str]) -> tuple[Retractions, tuple[Problem, ...]]:
    found, problems = read_retractions(listed(*rows), "list.csv", DAY, SOUGHT)
    assert found is not None
    return found, problems


def kinds(*rows: dict[str, str], work: Reference = WORK) -> list[str]:
    found, problems = read(*rows)
    assert problems == ()
    return [event.kind.value for event in events_of(work, found)]


# Which rows are about a work.


@pytest.mark.parametrize(
    ("doi", "pmid", "matches"),
    [
        ("10.1000/alpha(1)", "0", True),
        ("10.1000/ALPHA(1)", "", True),
        (" 10.1000/Alpha(1) ", "0", True),
        ("https://doi.org/10.1000/Alpha(1)", "0", True),
        ("unavailable", "123", True),
        ("Unavailable", " 123 ", True),
        ("10.1000/other", "123", True),
        ("10.1000/alpha(1", "0", False),
        ("10.1000/alpha(1)2", "1234", False),
        ("unavailable", "0", False),
        ("", "", False),
    ],
)
def test_a_row_is_known_by_doi_or_pmid(doi: str, pmid: str, matches: bool) -> None:  # noqa: FBT001 - a column
    found = kinds(row(OriginalPaperDOI=doi, OriginalPaperPubMedID=pmid))
    assert found == (["retraction"] if matches else [])


@pytest.mark.parametrize("nothing", ["", "0", "unavailable", "Unavailable", "N/A"])
def test_no_identifier_matches_no_identifier(nothing: str) -> None:
    found, _ = read_retractions(
        listed(row(OriginalPaperDOI=nothing, OriginalPaperPubMedID=nothing)),
        "list.csv",
        DAY,
        Wanted(dois=frozenset(), pmids=frozenset()),
    )
    assert found is not None
    assert events_of(Reference(key="b", kind="article"), found) == ()


@given(
    title=st.text(min_size=1, max_size=40),
    suffix=st.text(string.ascii_letters + string.digits, min_size=1, max_size=8),
    pmid=st.integers(1, 10**8).map(str),
)
def test_a_title_never_matches(title: str, suffix: str, pmid: str) -> None:
    title = "".join(character for character in title if character.isprintable())
    work = replace(WORK, title=title, doi=f"10.1000/{suffix}", pmid=pmid, container="Lancet")
    sought = Wanted(dois=frozenset({work.doi.casefold()}), pmids=frozenset({pmid}))
    other = row(OriginalPaperDOI="10.9999/other", OriginalPaperPubMedID="999999999", Title=title, Journal="Lancet")
    found, problems = read_retractions(listed(other), "list.csv", DAY, sought)
    assert found is not None
    assert (events_of(work, found), problems) == ((), ())


def test_the_bibliography_says_what_is_sought() -> None:
    text = r"""
@article{a, title = {A}, doi = {10.1000/A\_b}, pmid = {11}}
@article{b, title = {B}, doi = {https://doi.org/10.1000/B}, note = {PMID: 22}}
@article{c, title = {C}, eprint = {33}, eprinttype = {pmid}, url = {https://doi.org/10.1000/c}}
@xdata{x, doi = {10.1000/inherited}}
@article{d, title = {D}, xdata = {x}}
@article{e, title = {10.1000/in-a-title}}
"""
    bibliography, _ = read_bibliography([("a.bib", text.encode())])
    assert wanted(bibliography) == Wanted(
        dois=frozenset({"10.1000/a_b", "10.1000/b", "10.1000/c", "10.1000/inherited"}),
        pmids=frozenset({"11", "22", "33"}),
    )


# What stands against it.


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("Retraction")], ["retraction"]),
        ([row("Expression of concern")], ["concern"]),
        ([row("Expression of Concern")], ["concern"]),
        ([row("Correction")], ["correction"]),
        ([row("Reinstatement")], ["reinstatement"]),
        # A later reinstatement lifts what came before it, and nothing that came after.
        ([row("Retraction"), row("Reinstatement", "6/6/2020 0:00")], ["reinstatement"]),
        ([row("Reinstatement", "6/6/2020 0:00"), row("Retraction")], ["reinstatement"]),
        ([row("Retraction"), row("Reinstatement", "6/5/2020 0:00")], ["retraction"]),
        ([row("Retraction"), row("Reinstatement", "6/4/2020 0:00")], ["retraction"]),
        ([row("Expression of concern"), row("Reinstatement", "1/1/2021 0:00")], ["reinstatement"]),
        (
            [row("Retraction", "1/1/2019 0:00"), row("Reinstatement", "1/1/2020 0:00"), row("Retraction")],
            ["retraction"],
        ),
        # A retraction confirms an earlier concern; a correction takes nothing back.
        ([row("Expression of concern", "6/3/2020 0:00"), row("Retraction")], ["retraction"]),
        ([row("Retraction"), row("Expression of concern", "7/3/2020 0:00")], ["retraction", "concern"]),
        ([row("Retraction"), row("Correction", "7/3/2020 0:00")], ["retraction", "correction"]),
        ([row("Correction", "3/6/2004 0:00"), row("Retraction", "2/6/2010 0:00")], ["retraction", "correction"]),
        # A concern that the journal has lifted.
        ([row("Expression of concern", Reason="EOC Lifted;")], []),
        ([row("Expression of concern"), row("Correction", "1/1/2021 0:00", Reason="+EOC Lifted;")], ["correction"]),
        # A work that the journal replaced; a plain retraction of the same day weighs more.
        ([row(Reason="Retract and Replace;Error in Data;")], ["replacement"]),
        ([row(Reason="+Retract and Replace;"), row(Reason="+Paper Mill;")], ["retraction"]),
        # Versions that newer ones follow (RET-04).
        ([row(Reason="Withdrawn as Out of Date;")], ["superseded"]),
        ([row(Reason="+Withdrawn (out of date);")], ["superseded"]),
        ([row(Reason="Retract and Replace;Withdrawn as Out of Date;")], ["superseded"]),
        ([row(Reason="Withdrawn as Out of Date;Upgrade/Update of Prior Notice(s);")], ["superseded"]),
        ([row(Reason="Withdrawn as Out of Date;Unreliable Results and/or Conclusions;")], ["retraction"]),
        ([row(Reason="Upgrade/Update of Prior Notice(s);")], ["retraction"]),
        ([row("Expression of concern", Reason="Withdrawn as Out of Date;")], ["concern"]),
    ],
)
def test_what_stands_against_a_work(rows: list[dict[str, str]], expected: list[str]) -> None:
    assert kinds(*rows) == expected


def test_the_newest_event_of_a_kind_counts() -> None:
    found, _ = read(
        row(on="6/5/2020 0:00", RetractionDOI="10.1000/new"), row(on="6/5/2019 0:00", RetractionDOI="10.1000/old")
    )
    assert [event.doi for event in events_of(WORK, found)] == ["10.1000/new"]


def test_a_row_that_matches_twice_counts_once() -> None:
    assert kinds(row(OriginalPaperPubMedID="123")) == ["retraction"]


def test_a_notice_says_where_and_when() -> None:
    found, _ = read(
        row(
            Record_ID="77",
            RetractionPubMedID="20137807",
            Reason="Retract and Replace;",
            Notes="See also: https://pubpeer.com/x; now https://doi.org/10.1000/New.",
        )
    )
    assert events_of(WORK, found) == (
        Event(
            kind=EventKind.REPLACEMENT,
            on=date(2020, 6, 5),
            doi="10.1000/notice",
            pmid="20137807",
            replaced_by="10.1000/New",
            record="77",
        ),
    )


def test_the_file_is_pinned() -> None:
    found, _ = read(row())
    assert (found.file, found.date) == ("list.csv", DAY)
    assert found.digest == hashlib.sha256(listed(row())).hexdigest()


# What a list of references prints.


def printed(event: Event, work: Reference = WORK) -> tuple[Notice, ...]:
    return with_notices(work, [event]).notices


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (EventKind.RETRACTION, "retraction"),
        (EventKind.REPLACEMENT, "retraction"),
        (EventKind.CONCERN, "concern"),
        (EventKind.CORRECTION, "erratum"),
        (EventKind.REINSTATEMENT, ""),
        (EventKind.SUPERSEDED, ""),
    ],
)
def test_a_reference_names_its_notice(kind: EventKind, expected: str) -> None:
    found = printed(Event(kind=kind, on=date(2020, 6, 5), doi="10.1000/notice"))
    assert found == ((Notice(kind=expected, text="2020 Jun 5. doi:10.1000/notice"),) if expected else ())


@pytest.mark.parametrize(
    ("doi", "pmid", "text"),
    [
        ("10.1000/alpha(1)", "", "2020 Jun 5"),
        ("", "20137807", "2020 Jun 5. PubMed PMID: 20137807"),
        ("", "", "2020 Jun 5"),
    ],
)
def test_a_notice_without_a_doi_of_its_own(doi: str, pmid: str, text: str) -> None:
    assert [
        notice.text for notice in printed(Event(kind=EventKind.RETRACTION, on=date(2020, 6, 5), doi=doi, pmid=pmid))
    ] == [text]


def test_what_the_bibliography_says_itself_stands_alone() -> None:
    own = Notice(kind="retraction", source=Reference(key="n", kind="article", issued=Date(year=2020)))
    event = Event(kind=EventKind.RETRACTION, on=date(2020, 6, 5))
    assert printed(event, replace(WORK, notices=(own,))) == (own,)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("retraction", "Lancet. 2010 Feb 6;375(9713):445", ("retraction", "2010-02-06", date(2010, 2, 6), "")),
        (
            "retraction",
            "doi:10.1016/s0140-6736(10)60175-4, 2010-02-06",
            ("retraction", "2010-02-06", date(2010, 2, 6), "10.1016/s0140-6736(10)60175-4"),
        ),
        ("retraction", "J Food Sci. 2020 Feb;85(2):535", ("retraction", "2020-02", date(2020, 2, 29), "")),
        ("concern", "Cell. 2019;1:1", ("concern", "2019", date(2019, 12, 31), "")),
        ("republication", "N Engl J Med. 2018;378:e34", ("replacement", "2018", date(2018, 12, 31), "")),
        ("erratum", "in press", ("correction", "", date.min, "")),
    ],
)
def test_what_an_entry_says_of_its_own_fate_counts(kind: str, text: str, expected: tuple[str, str, date, str]) -> None:
    (event,) = events_of(replace(WORK, notices=(Notice(kind=kind, text=text),)), None)
    assert (event.kind.value, event.day, event.on, event.doi) == expected


def test_a_notice_with_an_entry_of_its_own_is_dated_by_it() -> None:
    source = Reference(key="n", kind="article", issued=Date(year=2010, month=2, day=6), doi="10.1000/notice", pmid="7")
    (event,) = events_of(replace(WORK, notices=(Notice(kind="retraction", source=source),)), None)
    assert (event.day, event.doi, event.pmid) == ("2010-02-06", "10.1000/notice", "7")


def test_the_list_stands_before_the_entry() -> None:
    own = replace(WORK, notices=(Notice(kind="retraction", text="1999"), Notice(kind="erratum", text="2001 Mar")))
    found, _ = read(row("Retraction"))
    assert [(event.kind.value, event.day) for event in events_of(own, found)] == [
        ("retraction", "2020-06-05"),
        ("correction", "2001-03"),
    ]
    assert with_notices(own, events_of(own, found)) == own


def test_a_reinstatement_in_the_list_lifts_what_the_entry_says() -> None:
    own = replace(WORK, notices=(Notice(kind="retraction", text="2019"),))
    found, _ = read(row("Reinstatement"))
    assert [event.kind.value for event in events_of(own, found)] == ["reinstatement"]


# What is wrong with the file.


def told(data: bytes) -> list[tuple[int, Level, str]]:
    found, problems = read_retractions(data, "list.csv", DAY, SOUGHT)
    assert all((problem.rule, problem.file) == ("RET-01", "list.csv") for problem in problems)
    assert (found is None) == any(problem.level is Level.ERROR for problem in problems)
    return [(problem.line, problem.level, problem.message) for problem in problems]


@pytest.mark.parametrize("column", REQUIRED)
def test_a_missing_column(column: str) -> None:
    columns = [name for name in COLUMNS if name != column]
    assert told(listed(row(), columns=columns)) == [(1, Level.ERROR, f"the retraction list lacks the column {column}")]


def test_an_empty_file_and_another_file() -> None:
    message = f"the retraction list lacks the columns {', '.join(REQUIRED)}"
    assert told(b"") == told(b"<html>\n<body>\n") == [(1, Level.ERROR, message)]


def test_a_file_that_is_not_utf_8() -> None:
    data = listed(row(Title="x"), row(Title="Hernández")).decode().encode("latin-1")
    assert told(data) == [(3, Level.ERROR, "the retraction list is not UTF-8")]


def test_a_file_that_was_cut_short() -> None:
    data = listed(row(), row())
    assert told(data[: data.rindex(b",Retraction,")]) == [
        (3, Level.ERROR, "the row has 16 of 20 fields: is the file cut short?")
    ]


def test_a_quotation_mark_that_never_closes() -> None:
    data = listed(row(), *[row(Notes="n" * 1000)] * 200).replace(b"10.1000/ALPHA(1)", b'"10.1000/ALPHA(1)', 1)
    ((line, level, message),) = told(data)
    assert (line, level) == (2, Level.ERROR)
    assert message.startswith("the retraction list cannot be read: ")


@pytest.mark.parametrize("day", ["", "13/1/2020 0:00", "2/30/2020 0:00", "2020", "June 2020"])
def test_a_date_that_cannot_be_read(day: str) -> None:
    data = listed(row(), row(on=day))
    assert told(data) == [
        (3, Level.WARNING, f'the date "{day}" cannot be read: the notice counts as of the list\'s own day')
    ]
    found, _ = read_retractions(data, "list.csv", DAY, SOUGHT)
    assert found is not None
    assert [event.on for event in events_of(WORK, found)] == [DAY]


def test_a_reinstatement_without_a_date_lifts_nothing() -> None:
    found, problems = read(row(), row("Reinstatement", on="soon"))
    assert [problem.message for problem in problems] == ['the date "soon" cannot be read: the notice does not count']
    assert [event.kind for event in events_of(WORK, found)] == [EventKind.RETRACTION]


def test_an_unknown_kind_of_notice_is_a_concern() -> None:
    data = listed(row("Partial retraction"))
    assert told(data) == [(2, Level.WARNING, '"Partial retraction" is no kind of notice that is known')]


def test_faults_of_rows_about_other_works_are_nobody_s_business() -> None:
    other = row("Partial retraction", on="soon", OriginalPaperDOI="10.1000/other")
    assert told(listed(other)) == []


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + listed(row()),
        listed(row(), end="\n"),
        listed(row(), columns=[*COLUMNS, ""]),
        listed(row(), *[dict.fromkeys(COLUMNS, "")] * 3),
        listed(row(Title='Lines\r\nin a "field"')),
        listed(row(), columns=[*reversed(COLUMNS)]),
        listed(row(), columns=REQUIRED),
        listed(row()) + b"\r\n\r\n",
    ],
    ids=["mark", "unix", "last comma", "empty rows", "line in a field", "order", "fewest columns", "empty lines"],
)
def test_forms_of_the_file_that_are_sound(data: bytes) -> None:
    found, problems = read_retractions(data, "list.csv", DAY, SOUGHT)
    assert problems == ()
    assert found is not None
    assert [event.kind for event in events_of(WORK, found)] == [EventKind.RETRACTION]


def test_dates_in_iso_form_are_understood() -> None:
    found, problems = read(row(on="2020-06-05"), row("Correction", on="2021-01-02T00:00:00"))
    assert problems == ()
    assert [event.on for event in events_of(WORK, found)] == [date(2020, 6, 5), date(2021, 1, 2)]
