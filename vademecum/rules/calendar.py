"""Days and months, as rules count them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month; no later than the last date there is."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_of(text: str) -> date:
    """Return the first day that ``YYYY-MM`` or ``YYYY-MM-DD`` may mean."""
    return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
