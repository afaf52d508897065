"""Days and months, as rules count them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.rules.calendar import month_of, months_later


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-04-01", 24, "2028-04-01"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("9999-12-01", 1, "9999-12-31"),
    ],
)
def test_so_many_months_later(day: str, months: int, later: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(later)


@given(st.dates(), st.integers(0, 240))
def test_the_month_is_the_right_one_and_no_day_is_skipped(day: date, months: int) -> None:
    later = months_later(day, months)
    if later < date.max:
        assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
        assert later.day <= day.day
    assert later >= day


def test_a_month_begins_on_its_first_day() -> None:
    assert month_of("2026-02") == date(2026, 2, 1)
    assert month_of("2026-02-17") == date(2026, 2, 17)
