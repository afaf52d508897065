"""Where texts stand: due, waiting, edited, struck, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from vademecum.model.articles import Decision
from vademecum.model.review import State
from vademecum.model.site import Site
from vademecum.pages.words import STATES, spoken
from vademecum.problems import Level, Problem
from vademecum.report.editorial.tables import Cell, Table, Text, place

AHEAD = timedelta(days=90)
"""How far the report looks into the future."""

_HANDLED = frozenset(["DAT-05", "LIF-03"])
"""Rules whose findings are told from the records themselves."""


def due(site: Site, texts: Iterable[Text], problems: Iterable[Problem]) -> Table:
    """Return what is overdue, and what else time has brought up."""
    rows: list[tuple[Cell, ...]] = []
    for text in texts:
        verdict = text.facts.verdict
        if text.state is State.OVERDUE and verdict.next_review:
            people = ", ".join(dict.fromkeys(each.person.name for each in verdict.approvals))
            last = f"last reviewed {verdict.last_reviewed}{f' by {people}' if people else ''}"
            rows.append((str(verdict.next_review), text.name, text.readers, ("Review overdue", last)))
    for article in site.articles.values():
        for waiver in article.meta.waivers:
            if waiver.until < site.today:
                what = (f"Waiver of {waiver.rule} has ended", waiver.reason)
                rows.append((str(waiver.until), (article.meta.title, article.path), "", what))
    rows.extend(
        (
            "",
            place(problem),
            "",
            (f"{problem.message[:1].upper()}{problem.message[1:]}", f"{problem.rule}; {problem.hint}"),
        )
        for problem in problems
        if problem.level is Level.DUE and problem.rule not in _HANDLED
    )
    return Table(
        title="Due now",
        says="What time alone has brought up. The pages have lost their claims already.",
        columns=("Since", "Article", "Readers", "What"),
        rows=tuple(sorted(rows, key=lambda row: (not row[0], str(row[0])))),
    )


def ahead(site: Site, texts: Iterable[Text]) -> Table:
    """Return what will be due in the days ahead."""
    end = site.today + AHEAD
    rows: list[tuple[Cell, ...]] = []
    for text in texts:
        day = text.facts.verdict.next_review
        if text.state is State.APPROVED and day and site.today <= day <= end:
            rows.append((str(day), text.name, text.readers, "Next review"))
    for article in site.articles.values():
        for waiver in article.meta.waivers:
            if site.today <= waiver.until <= end:
                what = (f"Waiver of {waiver.rule} ends", waiver.reason)
                rows.append((str(waiver.until), (article.meta.title, article.path), "", what))
    return Table(
        title="Due in the next 90 days",
        says=f"Until {spoken(end)}.",
        columns=("On", "Article", "Readers", "What"),
        rows=tuple(sorted(rows, key=lambda row: str(row[0]))),
    )


def waiting(texts: Iterable[Text]) -> Table:
    """Return what has not been approved yet."""
    waiting = [text for text in texts if text.state in (State.SUBMITTED, State.UNDER_REVIEW)]
    rows = [(_since(text), text.name, text.readers, (STATES[text.state], *_lacks(text))) for text in waiting]
    return Table(
        title="Waiting for review",
        says="The longest first; below the state stands what an approval still lacks.",
        columns=("Since", "Article", "Readers", "State"),
        rows=tuple(sorted(rows, key=lambda row: (row[0] == "", row[0]))),
    )


def _since(text: Text) -> str:
    """Return since when a text waits: the last step of its workflow, else its last change."""
    meta = text.article.meta
    steps = (Decision.SUBMIT, Decision.START, Decision.REQUEST_CHANGES)
    days = [
        review.on
        for review in meta.reviews
        if review.decision in steps and review.audience in ("", text.facts.audience)
    ]
    day = max(days, default=meta.updated or meta.date)
    return str(day) if day else ""


def _lacks(text: Text) -> tuple[str, ...]:
    return tuple(each[:1].upper() + each[1:] for each in text.facts.verdict.lacks)


def edited(texts: Iterable[Text]) -> Table:
    """Return what was approved and is another text now."""
    rows = []
    for text in texts:
        lapsed = text.facts.verdict.lapsed
        if text.state is State.EDITED and lapsed:
            people = ", ".join(dict.fromkeys(each.person.name for each in lapsed))
            rows.append((str(lapsed[0].on), text.name, text.readers, people))
    return Table(
        title="Edited since approval",
        says="The text is no longer the one that was approved: take the edit back, or have it approved again.",
        columns=("Approved on", "Article", "Readers", "Approved by"),
        rows=tuple(sorted(rows, key=lambda row: str(row[0]))),
    )


def shaken(texts: Iterable[Text]) -> Table:
    """Return what cites a source that was struck after the approval."""
    rows = [
        (str(each.event.on), text.name, text.readers, (each.label, each.event.kind.value))
        for text in texts
        for each in text.facts.verdict.shaken
    ]
    return Table(
        title="Sources struck since approval",
        says="Retracted or doubted after the text was approved: it has to be looked at again.",
        columns=("On", "Article", "Readers", "Source"),
        rows=tuple(sorted(rows, key=lambda row: str(row[0]))),
    )


def withdrawn(texts: Iterable[Text]) -> Table:
    """Return what was withdrawn."""
    rows = {}
    for text in texts:
        withdrawal = text.article.meta.withdrawn
        if text.state is State.WITHDRAWN and withdrawal:
            by = withdrawal.person.name if withdrawal.person else ""
            name = (text.article.meta.title, text.article.path)
            rows[text.article.path] = (str(withdrawal.on), name, by, withdrawal.reason)
    return Table(
        title="Withdrawn",
        says="Their addresses answer, and say why.",
        columns=("On", "Article", "By", "Reason"),
        rows=tuple(sorted(rows.values(), key=lambda row: row[0])),
    )
