"""Dates as the two styles print them."""

from __future__ import annotations

from vademecum.model.references import Date, Reference
from vademecum.references.decoding.dates import parse_date
from vademecum.references.styles.options import StyleOptions

_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def nlm_date(date: Date, last: Date | None = None) -> str:
    """Return "2017 Jan 12", as much of it as is known, and up to when: "2017 Jan 12-15", "2017 Jan-2018 Mar"."""
    text = f"{date.year:04d}"
    if date.month:
        text += f" {_SHORT[date.month - 1]}"
    text = f"{text} {date.day}" if date.day else text
    if last is None or last == date:
        return text
    if last.year != date.year:
        return f"{text}-{nlm_date(last)}"
    return f"{text}-{last.day}" if last.month == date.month else f"{text}-{nlm_date(last)[5:]}"


def ama_date(date: Date, last: Date | None = None) -> str:
    """Return "January 12, 2017", as much of it as is known, and up to when: "January 12-15, 2017"."""
    if last is not None and last.year != date.year:
        return f"{ama_date(date)}{'–' if date.month else '-'}{ama_date(last)}"
    if not date.month:
        return f"{date.year:04d}"
    text = _month_and_day(date)
    if last is not None and last != date:
        text += f"-{last.day if last.month == date.month else _month_and_day(last)}"
    return f"{text}{',' if date.day else ''} {date.year:04d}"


def _month_and_day(date: Date) -> str:
    month = _LONG[date.month - 1] if date.month else ""
    return f"{month} {date.day}" if date.day else month


def issue_date(reference: Reference, options: StyleOptions) -> Date | None:
    """Return the date of issue, without a month that the site does not want printed (see `StyleOptions`)."""
    date = reference.issued
    if date and date.month and "month" in reference.extra and not options.written_months:
        return Date(year=date.year)
    return date


def last_date(reference: Reference, first: Date) -> Date | None:
    """Return the last day of a work that appeared over a time, as exact as the first one; None for most works."""
    typed = reference.extra.get("enddate", "")
    last = parse_date(typed) if typed else None
    if last is None or last.year < first.year:
        return None
    month = last.month if first.month else None
    return Date(year=last.year, month=month, day=last.day if month and first.day else None)


def goes_on(reference: Reference) -> bool:
    """Return whether a work has a first day and no last one: it still appears."""
    return reference.extra.get("enddate") == ".."


def literal_year(reference: Reference) -> str:
    """Return what stands in the place of a year, such as "in press"."""
    return reference.extra.get("year", "")
