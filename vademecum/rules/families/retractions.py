"""Sources that were retracted, doubted or replaced: what the retraction list says against what a text cites.

RET-01  The list is there, dated, and not older than 30 days: settings, error; its age alone is only due.
RET-02  A retracted work supports nothing: error, unless the article discusses the retraction and says why.
RET-03  An expression of concern, or a version that the journal has replaced: warning.
RET-05  An approval older than such a notice is looked at again: see ``review.verdict``.

Sources: ICMJE Recommendations; NISO RP-45-2024 (CREC). A withdrawn article may keep what it cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vademecum.config import Config
from vademecum.model.articles import FrontMatter, Status
from vademecum.model.retractions import GRAVE, Event, EventKind
from vademecum.problems import Place, Problem, due, error, warning
from vademecum.today import Today

MOST_DAYS = 30
"""A list may be so old before it is due for an update."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A source that an article cites or recommends."""

    key: str
    label: str
    place: Place
    """Where it is first cited, or the field that lists it."""
    events: tuple[Event, ...]
    """What holds against it."""


def list_day(config: Config, today: Today) -> tuple[date | None, tuple[Problem, ...]]:
    """Return the day of the retraction list that the settings name, and RET-01 or what is wrong with the setting."""
    file, text = config.retractions_file, config.retractions_date
    if not file and not text and "retractions" not in config.places:
        return None, ()
    at = config.place("retractions.date")
    if not file:
        message = "retractions: the setting names no file"
        return None, (error("CFG-03", config.place("retractions"), message, 'add file = "retractions.csv"'),)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        message = f'retractions.date: "{text}" is no date' if text else "retractions.date: the list has no date"
        return None, (error("CFG-03", at, message, 'write the day on which it was downloaded: date = "2026-11-01"'),)
    if not today.reached(day):
        message = f"the retraction list is dated {day}, which is after {today.date}"
        return day, (error("RET-01", at, message, "write the day on which it was downloaded"),)
    if today.passed(day + timedelta(days=MOST_DAYS)):
        message = f"the retraction list of {day} is more than {MOST_DAYS} days old"
        return day, (due("RET-01", at, message, "download it again, and change the date"),)
    return day, ()


def source_problems(meta: FrontMatter, path: str, uses: Iterable[Use]) -> Iterator[Problem]:
    """Yield RET-02 and RET-03 for the sources of one article, and what is wrong with its ``discussed-retractions``."""
    if meta.status is Status.WITHDRAWN:
        return
    found = list(uses)
    for use in found:
        gravest = next((event for event in use.events if event.kind in GRAVE), None)
        if gravest is not None and use.key not in meta.discussed_retractions:
            yield _problem(use, gravest)
    yield from _discussion_problems(meta, meta.places.get("discussed-retractions", Place(file=path)), found)


def _problem(use: Use, event: Event) -> Problem:
    notice = f" (notice: doi:{event.doi})" if event.doi else ""
    source = f'"{use.key}" ({use.label})'
    excuse = f"if the text discusses this itself, write discussed-retractions: {{{use.key}: why}}"
    if event.kind is EventKind.RETRACTION:
        message = f"{source} was retracted on {event.on} and cannot support a statement{notice}"
        return error("RET-02", use.place, message, f"take it out; {excuse}")
    if event.kind is EventKind.REPLACEMENT:
        message = f"{source} was retracted on {event.on} and replaced by a new version{notice}"
        newer = f"cite the new version, doi:{event.replaced_by}" if event.replaced_by else "cite the new version"
        return warning("RET-03", use.place, message, f"{newer}; {excuse}")
    message = f"an expression of concern about {source} was published on {event.on}{notice}"
    return warning("RET-03", use.place, message, f"see whether the statement stands without it; {excuse}")


def _discussion_problems(meta: FrontMatter, place: Place, uses: Sequence[Use]) -> Iterator[Problem]:
    cited = {use.key: use for use in uses}
    for key, note in meta.discussed_retractions.items():
        if not isinstance(note, str) or not note.strip():
            message = f'discussed-retractions: "{key}" lacks a note'
            yield error("RET-02", place, message, "say in a few words why the article cites it")
        elif key not in cited:
            message = f'discussed-retractions: the article does not cite "{key}"'
            yield warning("RET-02", place, message, "remove the entry, or correct the key")
        elif not any(event.kind in GRAVE for event in cited[key].events):
            message = f'discussed-retractions: the list holds no retraction of "{key}", and no concern about it'
            yield warning("RET-02", place, message, "remove the entry")
