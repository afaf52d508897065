"""An entry's dates: when it appeared, was looked at, was changed."""

from __future__ import annotations

import re

from msgspec import Struct, field

from vademecum.model.references import Date
from vademecum.references.decoding.dates import (
    is_plain_month,
    make_date,
    month_number,
    parse_date,
    parse_day,
    parse_year,
)
from vademecum.references.decoding.fields import FieldReader

_ACCESSED = re.compile(
    r"\b(?:accessed|retrieved|cited|viewed|visited|consulted)\b(?:\s+on)?\W*(.*)", re.IGNORECASE | re.DOTALL
)
_UPDATED = re.compile(r"\b(?:updated|revised|last modified)\b(?:\s+on)?\W*(.*)", re.IGNORECASE | re.DOTALL)
_SPAN = re.compile(r"(\d{4}(?:-\d\d){0,2})[?~%]?/(\d{4}(?:-\d\d){0,2}|(?:\.\.)?)[?~%]?")
_YEARS = re.compile(r"(\d{2})(\d{2})\s*[-–/]+\s*(?:(\d{2})|(\d{4}))")
_NOT_A_YEAR = re.compile(r"n\.?\s?d\.?|undated|unknown", re.IGNORECASE)


_LOOKED_AT = ("urldate", "lastaccessed", "lastchecked", "accessed", "dateaccessed")
_CHANGED = ("updated", "lastupdated")
_LATER = frozenset([*_LOOKED_AT, *_CHANGED, "note"])
"""Fields that say when a work was seen or changed."""


class Timing(Struct, frozen=True, kw_only=True):
    """The dates of a work."""

    issued: Date | None = None
    accessed: Date | None = None
    updated: Date | None = None
    extra: dict[str, str] = field(default_factory=dict)
    """What dates of a work say besides its first day.

    ``year``: what stands in its place ("in press"); ``month``: a month written out, or with a day beside it;
    ``enddate``: the last day of a span in ISO 8601, ``..`` when it goes on.
    """


def read_timing(fields: FieldReader) -> Timing:
    """Return the dates; one that cannot be read is reported (REF-02) and left out."""
    extra: dict[str, str] = {}
    issued = _issued(fields, extra)
    if not fields.has_any(_LATER):
        return Timing(issued=issued, extra=extra)
    note = fields.plain("note") if fields.values.get("note") else ""
    return Timing(
        issued=issued,
        accessed=_named(fields, *_LOOKED_AT) or _after(_ACCESSED, note),
        updated=_named(fields, *_CHANGED) or _after(_UPDATED, note),
        extra=extra,
    )


def _issued(fields: FieldReader, extra: dict[str, str]) -> Date | None:
    typed = fields.plain("date")
    if typed:
        span = _SPAN.fullmatch(typed)
        found = parse_date(span[1] if span else typed)
        if found is None:
            extra["year"] = typed
        elif span:
            extra["enddate"] = span[2] or ".."
        return found
    typed = fields.plain("year")
    if not typed:
        return None
    year = parse_year(typed)
    if year is None:
        found = parse_date(typed)
        if found is None and not _NOT_A_YEAR.fullmatch(typed):
            extra["year"] = typed
        return found
    years = _YEARS.fullmatch(typed)
    if years:
        extra["enddate"] = years[4] or years[1] + years[3]
    return _with_month(fields, year, extra)


def _with_month(fields: FieldReader, year: int, extra: dict[str, str]) -> Date:
    typed = fields.plain("month")
    if not typed:
        return Date(year=year)
    if is_plain_month(typed):
        return make_date(year, month_number(typed), parse_day(fields.plain("day")))
    extra["month"] = typed
    return _month_first(year, typed) or parse_date(f"{typed} {year}") or Date(year=year)


def _month_first(year: int, typed: str) -> Date | None:
    words = typed.replace("\u00a0", " ").replace(",", " ").split()
    number = month_number(words[0]) if words else None
    if number is None:
        return None
    return make_date(year, number, parse_day(words[1]) if len(words) > 1 else None)


def _named(fields: FieldReader, *names: str) -> Date | None:
    for name in names:
        typed = fields.plain(name)
        if typed:
            found = parse_date(typed)
            if found is None:
                hint = "write it as 2024-03-01"
                fields.warn(
                    "REF-02",
                    name,
                    f'the date "{typed}" in {name} of "{fields.entry.key}" is not understood',
                    hint,
                )
            return found
    return None


def _after(pattern: re.Pattern[str], note: str) -> Date | None:
    match = pattern.search(note) if note else None
    return parse_date(match[1]) if match else None
