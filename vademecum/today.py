"""The day of the build, as a small object that remembers when an answer it gave changes by time alone."""

from __future__ import annotations

import datetime as dt


class Today:
    """One day, asked about other days. One is made for each thing that may have to be made anew (an article, a source).

    Rules and verdicts compare days only through it, so that the record of a build knows how long a page stands.
    """

    __slots__ = ("_day", "_next")

    def __init__(self, day: dt.date) -> None:
        """Keep the day, in UTC."""
        self._day = day
        self._next: dt.date | None = None

    def reached(self, day: dt.date) -> bool:
        """Tell whether it is ``day`` or later; a day to come is noted, because then the answer will be another."""
        if day <= self._day:
            return True
        self.note(day)
        return False

    def passed(self, day: dt.date) -> bool:
        """Tell whether ``day`` is over."""
        return day < dt.date.max and self.reached(day + dt.timedelta(days=1))

    def note(self, day: dt.date | None) -> None:
        """Note a day on which something that was used here changes; None: it never does."""
        if day is not None and (self._next is None or day < self._next):
            self._next = day

    @property
    def date(self) -> dt.date:
        """The day itself: who prints it or counts from it has another answer tomorrow, and so it is noted."""
        if self._day < dt.date.max:
            self.note(self._day + dt.timedelta(days=1))
        return self._day

    @property
    def next_change(self) -> dt.date | None:
        """The earliest day on which an answer that was given changes; None when none does."""
        return self._next
