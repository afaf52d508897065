"""Dates as bibliographies write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.references.cases import article, decoded
from vademecum.model.references import Date
from vademecum.references.decoding.dates import make_date, month_number, parse_date, parse_day, parse_year
from vademecum.references.styles.dateforms import ama_date, nlm_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017", (2017, None, None)),
        ("2017-01", (2017, 1, None)),
        ("2017-01-12", (2017, 1, 12)),
        ("2017-01-12T09:27:00+1000", (2017, 1, 12)),
        ("2017-03/2017-05", (2017, 3, None)),
        ("2015?", (2015, None, None)),
        ("24 April 2020", (2020, 4, 24)),
        ("April 24, 2020", (2020, 4, 24)),
        ("Sept. 2nd, 2020", (2020, 9, 2)),
        ("2020 Apr 24", (2020, 4, 24)),
        ("Accessed: 2024-02-10", (2024, 2, 10)),
        ("31/12/2020", (2020, 12, 31)),
        ("12/31/2020", (2020, 12, 31)),
        ("2020/12/31", (2020, 12, 31)),
        ("2021-02-30", (2021, 2, None)),
        ("2021-13-01", (2021, None, None)),
        ("May 2020", (2020, 5, None)),
    ],
)
def test_dates(text: str, expected: tuple[int, int | None, int | None]) -> None:
    year, month, day = expected
    assert parse_date(text) == Date(year=year, month=month, day=day)


@pytest.mark.parametrize("text", ["03/04/2020", "in press", "", "12345", "yesterday"])
def test_no_guesses(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2013", 2013),
        ("2013/14", 2013),
        ("c1998", 1998),
        ("[2001]", 2001),
        ("2013a", 2013),
        ("in press", None),
        ("2013--2015", 2013),
    ],
)
def test_years(text: str, year: int | None) -> None:
    assert parse_year(text) == year


def test_months_and_days() -> None:
    assert [month_number(text) for text in ("3", "13", "mar", "Sept.", "December", "spring", "9" * 5000)] == [
        3,
        None,
        3,
        9,
        12,
        None,
        None,
    ]
    assert [parse_day(text) for text in ("3", "3rd", "3--5", "x")] == [3, 3, 3, None]
    assert make_date(9999, 12, 31).day == 31
    assert make_date(-44, 3, 15).day == 15


def test_forms() -> None:
    dates = [Date(year=2017, month=1, day=2), Date(year=2017, month=6), Date(year=98)]
    assert [nlm_date(date) for date in dates] == ["2017 Jan 2", "2017 Jun", "0098"]
    assert [ama_date(date) for date in dates] == ["January 2, 2017", "June 2017", "0098"]


@pytest.mark.parametrize(
    ("fields", "issued", "extra"),
    [
        ({"year": "2001", "month": "jan", "day": "3--5"}, Date(year=2001, month=1, day=3), {}),
        ({"year": "2001", "month": "jan~17"}, Date(year=2001, month=1, day=17), {"month": "jan\u00a017"}),
        ({"year": "2001", "month": "May/June"}, Date(year=2001, month=5), {"month": "May/June"}),
        ({"year": "2001", "month": "Spring"}, Date(year=2001), {"month": "Spring"}),
        ({"year": "in press"}, None, {"year": "in press"}),
        ({"year": "n.d."}, None, {}),
        ({"year": "12 May 2001"}, Date(year=2001, month=5, day=12), {}),
        ({"year": "", "date": "forthcoming"}, None, {"year": "forthcoming"}),
        ({"year": "1999", "date": "2001-05"}, Date(year=2001, month=5), {}),
        ({"year": ""}, None, {}),
    ],
)
def test_date_of_issue(fields: dict[str, str], issued: Date | None, extra: dict[str, str]) -> None:
    reference, _ = decoded(article(**fields))
    assert (reference.issued, reference.extra) == (issued, extra)


def test_dates_of_access_and_change() -> None:
    reference, problems = decoded(article(urldate="2024-02-03", updated="2024-01", note="x"))
    assert (reference.accessed, reference.updated) == (Date(year=2024, month=2, day=3), Date(year=2024, month=1))
    assert not problems
    reference, _ = decoded(article(note="Retrieved on 5 May 2020; last updated 2019-08-07"))
    assert reference.accessed == Date(year=2020, month=5, day=5)
    assert reference.updated == Date(year=2019, month=8, day=7)
    _, (problem,) = decoded(article(urldate="the other day"))
    assert (problem.rule, problem.line) == ("REF-02", 8)


@given(st.text(max_size=30))
def test_no_text_is_too_odd(text: str) -> None:
    parse_date(text)
    parse_year(text)
    parse_day(text)
    month_number(text)
