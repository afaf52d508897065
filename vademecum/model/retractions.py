"""What a retraction list says of the sources that a site cites."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct, field


class EventKind(StrEnum):
    """What happened to a work after it was published (NISO RP-45-2024, CREC)."""

    RETRACTION = "retraction"
    REPLACEMENT = "replacement"
    """Retracted, and replaced by a new version that the journal asks to cite."""
    CONCERN = "concern"
    CORRECTION = "correction"
    REINSTATEMENT = "reinstatement"
    SUPERSEDED = "superseded"
    """Withdrawn as out of date, as Cochrane does with a review that a newer version follows: no retraction."""


RETRACTED = frozenset({EventKind.RETRACTION, EventKind.REPLACEMENT})
"""The kinds that take a work out of the record."""

GRAVE = RETRACTED | {EventKind.CONCERN}
"""The kinds of which readers must know where the work is cited, and after which an approval is looked at again."""


class Event(Struct, frozen=True, kw_only=True):
    """One entry of the list about one work."""

    kind: EventKind
    on: date
    """For a notice whose day is not known the last one that it can be; the first of all days where nothing is known."""
    stated: str = ""
    """What is known of the day where that is less than a day: ``2010`` or ``2010-02``."""
    doi: str = ""
    """Of the notice, as listed; empty when there is none."""
    pmid: str = ""
    """Of the notice."""
    replaced_by: str = ""
    """DOI of the version to cite instead, where the list names one."""
    lifts_concerns: bool = False
    """The notice says that an earlier expression of concern no longer holds."""
    record: str = ""
    """The list's own number of the entry."""

    @property
    def day(self) -> str:
        """The day as far as it is known: ``2010-02-06``, ``2010-02``, ``2010`` or nothing."""
        return self.stated or ("" if self.on == date.min else self.on.isoformat())


class Retractions(Struct, frozen=True, kw_only=True):
    """The part of a pinned retraction list that is about entries of the bibliography."""

    file: str
    """From the site's root."""
    date: date
    """The day of which the list is, as the settings say."""
    digest: str
    """SHA-256 (hex) of the whole file."""
    by_doi: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    """DOI, case folded → everything that the list holds under it."""
    by_pmid: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)


class Shaken(Struct, frozen=True, kw_only=True):
    """A cited source that a grave event has struck since the text was approved."""

    key: str
    label: str
    """"Mehra 2020"."""
    event: Event
