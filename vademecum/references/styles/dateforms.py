"""Dates as the two styles print them."""

from __future__ import annotations

from vademecum.model.references import Date, Reference
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


def nlm_date(date: Date) -> str:
    """Return "2017 Jan 12", as much of it as is known."""
    text = f"{date.year:04d}"
    if date.month:
        text += f" {_SHORT[date.month - 1]}"
    return f"{text} {date.day}" if date.day else text


def ama_date(date: Date) -> str:
    """Return "January 12, 2017", as much of it as is known."""
    if not date.month:
        return f"{date.year:04d}"
    day = f" {date.day}," if date.day else ""
    return f"{_LONG[date.month - 1]}{day} {date.year:04d}"


def issue_date(reference: Reference, options: StyleOptions) -> Date | None:
    """Return the date of issue, without a month that the site does not want printed (see `StyleOptions`)."""
    date = reference.issued
    if date and date.month and "month" in reference.extra and not options.written_months:
        return Date(year=date.year)
    return date


def literal_year(reference: Reference) -> str:
    """Return what stands in the place of a year, such as "in press"."""
    return reference.extra.get("year", "")
