"""The day of a build: what it answers, and what it remembers of the questions."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from vademecum.today import Today

DAYS = st.dates()


def test_a_day_that_nobody_asks_changes_nothing() -> None:
    assert Today(date(2026, 11, 22)).next_change is None


def test_it_is_its_own_day_and_the_days_before_are_over() -> None:
    today = Today(date(2026, 11, 22))
    assert today.reached(date(2026, 11, 22))
    assert not today.passed(date(2026, 11, 22))
    assert today.passed(date(2026, 11, 21))
    assert today.next_change == date(2026, 11, 23)


def test_who_takes_the_day_itself_looks_again_tomorrow() -> None:
    today = Today(date(2026, 12, 31))
    assert today.date == date(2026, 12, 31)
    assert today.next_change == date(2027, 1, 1)


def test_nothing_comes_after_the_last_day() -> None:
    today = Today(date.max)
    assert today.date == date.max
    assert not today.passed(date.max)
    assert today.next_change is None


@given(DAYS, st.lists(DAYS, min_size=1), st.lists(DAYS), DAYS)
def test_until_the_next_change_every_answer_is_the_same(
    day: date, reached: list[date], passed: list[date], other: date
) -> None:
    today = Today(day)

    def answers(asked: Today) -> list[bool]:
        return [*map(asked.reached, reached), *map(asked.passed, passed)]

    before = answers(today)
    change = today.next_change
    if other >= day and (change is None or other < change):
        assert answers(Today(other)) == before
    if change is not None:
        assert answers(Today(change)) != before
