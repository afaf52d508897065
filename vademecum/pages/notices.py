"""What readers are told of a source that was retracted, doubted or corrected: in words, with a way to the notice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vademecum.model.references import Reference
from vademecum.model.retractions import GRAVE, Event, EventKind
from vademecum.pages.views.frame import Link
from vademecum.pages.views.sources import NoticeView
from vademecum.pages.words import spoken_part
from vademecum.references.identifiers import links

MARKS = {
    EventKind.RETRACTION: "retracted",
    EventKind.REPLACEMENT: "retracted and replaced",
    EventKind.CONCERN: "expression of concern",
}
"""Beside the number in the text."""

_LABELS = {
    EventKind.RETRACTION: "Retracted",
    EventKind.REPLACEMENT: "Retracted and replaced",
    EventKind.CONCERN: "Expression of concern",
    EventKind.CORRECTION: "Corrected",
    EventKind.REINSTATEMENT: "Reinstated",
    EventKind.SUPERSEDED: "Withdrawn as out of date",
}


def mark(events: Sequence[Event]) -> str:
    """Return what stands beside the number: the gravest of what holds, empty when nothing grave does."""
    return next((MARKS[event.kind] for event in events if event.kind in GRAVE), "")


def notice_views(events: Iterable[Event], doi: str) -> tuple[NoticeView, ...]:
    """Return what the list says behind a reference; ``doi`` is the work's own."""
    return tuple(_view(event, doi) for event in events)


def _view(event: Event, doi: str) -> NoticeView:
    own = "" if event.pmid else doi
    return NoticeView(
        kind=event.kind.value,
        label=_LABELS[event.kind],
        day=event.day,
        spoken=spoken_part(event.day),
        links=(
            *_link("Read the notice", event.doi or own, event.pmid),
            *_link("Read the new version", event.replaced_by, ""),
        ),
    )


def _link(label: str, doi: str, pmid: str) -> tuple[Link, ...]:
    found = links(Reference(key="", kind="article", doi=doi, pmid=pmid))
    return (Link(label=label, url=found[0][1]),) if found else ()
