"""Dates as bibliographies write them → `Date`. Formats: ISO 8601 and EDTF (BibLaTeX), BibTeX's year and month."""

from __future__ import annotations

import re
from calendar import monthrange

from vademecum.model.references import Date
from vademecum.patterns import late
from vademecum.references.bibtex.macros import MONTHS

_ISO = late(r"(?<!\d)(-?\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?![\d])[?~%]?")
_DAY_FIRST = late(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[ .\u00a0]+([^\W\d_]{3,9})\.?,?[ \u00a0]+(\d{4})(?!\d)")
_MONTH_FIRST = late(r"([^\W\d_]{3,9})\.?[ \u00a0]+(?:(\d{1,2})(?:st|nd|rd|th)?,?[ \u00a0]+)?(\d{4})(?!\d)")
_YEAR_FIRST = late(r"(?<!\d)(\d{4})[ \u00a0]+([^\W\d_]{3,9})\.?(?:[ \u00a0]+(\d{1,2}))?(?!\d)")
_SLASHED = late(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_YEAR = late(r"(?:c|ca|circa|\[)?\.?\s*(\d{4})(?:[a-z]?\]?|\s*[-–/]+\s*\d{2,4})[?~]?", re.IGNORECASE)
_DAY = late(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s*[-–]+\s*\d{1,2})?")
_FIRST_SEASON = 13


def month_number(text: str) -> int | None:
    """Return 1 to 12 for a number or a name of a month (``03``, ``mar``, ``Sept.``, ``December``)."""
    word = text.strip(" .").casefold()
    if word.isdecimal() and len(word) <= 2:
        number = int(word)
        return number if 1 <= number < _FIRST_SEASON else None
    return MONTHS.index(word[:3]) + 1 if word[:3] in MONTHS else None


def is_plain_month(text: str) -> bool:
    """Return whether a month is given as a number or an abbreviation, not as a word or with a day beside it."""
    word = text.strip(" .")
    return word.isdecimal() or (len(word) <= 4 and word.isalpha())  # "Sept"


def make_date(year: str | int, month: int | None = None, day: int | None = None) -> Date:
    """Return a date; a month or day that no calendar has is left out."""
    number = int(year)
    if month is None or not 1 <= month < _FIRST_SEASON:
        return Date(year=number)
    if day is None or not 1 <= day <= monthrange(max(number, 1) if number < 9999 else 2000, month)[1]:
        return Date(year=number, month=month)
    return Date(year=number, month=month, day=day)


def parse_date(text: str) -> Date | None:
    """Return the first date in a text: ISO, "24 April 2020", "April 24, 2020", "2020 Apr 24"; None if there is none.

    "03/04/2020" is not read: nobody can tell day from month.
    """
    for pattern, year, month, day in ((_DAY_FIRST, 3, 2, 1), (_MONTH_FIRST, 3, 1, 2), (_YEAR_FIRST, 1, 2, 3)):
        match = pattern.search(text)
        if match and month_number(match[month]):
            return make_date(match[year], month_number(match[month]), int(match[day]) if match[day] else None)
    slashed = _SLASHED.search(text)
    if slashed:
        return _slashed(int(slashed[1]), int(slashed[2]), slashed[3])
    iso = _ISO.search(text)
    if iso:
        return make_date(iso[1], int(iso[2]) if iso[2] else None, int(iso[3]) if iso[3] else None)
    return None


def _slashed(first: int, second: int, year: str) -> Date | None:
    if first >= _FIRST_SEASON:
        return make_date(year, second, first)
    return make_date(year, first, second) if second >= _FIRST_SEASON else None


def parse_year(text: str) -> int | None:
    """Return the year of BibTeX's ``year`` field ("2013", "2013/14", "c1998", "[2001]"); None for "in press"."""
    if text.isdecimal() and len(text) == 4:  # the usual case
        return int(text)
    match = _YEAR.fullmatch(text.strip())
    return int(match[1]) if match else None


def parse_day(text: str) -> int | None:
    """Return the day of a ``day`` field, the first of a range."""
    match = _DAY.fullmatch(text.strip())
    return int(match[1]) if match else None
