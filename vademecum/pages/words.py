"""The sentences that state a verdict. They are the engine's, so that no layout can claim more than the data do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache, lru_cache
from typing import Any

from vademecum.model.articles import AiUse, FrontMatter, Person, ReviewScope
from vademecum.model.retractions import EventKind, Shaken
from vademecum.model.review import Approval, State, Verdict
from vademecum.pages.views.review import CautionView, StepView

STATES = {
    State.SUBMITTED: "Submitted",
    State.UNDER_REVIEW: "Under review",
    State.APPROVED: "Approved",
    State.EDITED: "Edited since approval",
    State.OVERDUE: "Review overdue",
    State.WITHDRAWN: "Withdrawn",
}

SCOPES = {
    ReviewScope.CLINICAL: "Clinical review",
    ReviewScope.PHARMACY: "Pharmacy review",
    ReviewScope.PLAIN_LANGUAGE: "Plain-language review",
    ReviewScope.ACCESSIBILITY: "Accessibility review",
    ReviewScope.TRANSLATION: "Translation review",
}

_STEPS = ("Submitted", "Under Review", "Approved")
_CURRENT = {State.SUBMITTED: 0, State.UNDER_REVIEW: 1, State.EDITED: 1, State.APPROVED: 2}
_MONTHS = (
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


@lru_cache(maxsize=1024)
def spoken(day: date) -> str:
    """Return a date as a sentence says it: 30 April 2025."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


@lru_cache(maxsize=1024)
def spoken_part(text: str) -> str:
    """Return ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` as a sentence says it: March 2025."""
    parts = [int(part) for part in text.split("-")] if text else []
    if len(parts) == 3:
        return spoken(date(*parts))
    return " ".join([*(_MONTHS[month - 1] for month in parts[1:]), str(parts[0])]) if parts else ""


def media_line(entry: Mapping[str, Any]) -> str:
    """Return what is known of a picture or film: "a.mp4: Example Hospital, CC BY 4.0, reviewed on 30 April 2026"."""
    said = [str(entry[name]) for name in ("credit", "licence") if entry.get(name)]
    with suppress(ValueError):
        said.append(f"reviewed on {spoken(date.fromisoformat(str(entry.get('reviewed', ''))))}")
    return f"{entry['file']}: {', '.join(said)}" if entry.get("file") and said else ""


@cache
def steps(state: State) -> tuple[StepView, ...]:
    """Return the tracker: overdue and withdrawn articles stand at no step."""
    current = _CURRENT.get(state)
    return tuple(
        StepView(label=label, current=position == current, done=current is not None and position < current)
        for position, label in enumerate(_STEPS)
    )


def caution(verdict: Verdict, meta: FrontMatter, changes: str = "") -> CautionView | None:
    """Return the banner of a text that is not approved; ``changes`` is the URL of what changed since it was."""
    if verdict.state is State.APPROVED:
        return None
    title, text = _CAUTIONS[verdict.state]
    if verdict.state is State.EDITED:
        last = verdict.lapsed[0]
        who = _named(last.person)
        text = f"Edited since approval by {who} on {spoken(last.on)}. The present text has not been reviewed."
    if verdict.shaken:
        text = " ".join(_struck(each) for each in verdict.shaken)
        return CautionView(title=title, text=f"{text} A new review is due.", changes="")
    if verdict.state is State.OVERDUE and verdict.next_review:
        text = f"A new review was due on {spoken(verdict.next_review)}. {text}"
    if verdict.state is State.WITHDRAWN and meta.withdrawn:
        gone = meta.withdrawn
        by = f" by {_named(gone.person)}" if gone.person else ""
        text = f"Withdrawn on {spoken(gone.on)}{by}: {gone.reason.rstrip('.')}. {text}"
    return CautionView(title=title, text=text, changes=changes)


def compared(approval: Approval | None, *, kept: bool) -> str:
    """Return with what the page of changes compares: the text of an approval, or nothing and why."""
    if approval is not None:
        return (
            f"Compared with the text that {_named(approval.person)} approved on {spoken(approval.on)}. "
            "Nobody has reviewed these changes."
        )
    if kept:
        return "The text that was kept is not the one that was approved, so it is not known here what changed."
    return "The approved text was not kept, so it is not known here what changed."


def _struck(each: Shaken) -> str:
    """Return what has happened to a source since the text was reviewed."""
    what = {
        EventKind.RETRACTION: "was retracted",
        EventKind.REPLACEMENT: "was retracted and replaced",
    }.get(each.event.kind, "has been under an expression of concern since")
    day = spoken_part(each.event.day)
    joined = " " if what.endswith("since") else " in " if each.event.stated else " on "
    said = f"{what}{joined}{day}"
    return f"A source of this text, {each.label}, {said}, after the review."


_CAUTIONS = {
    State.SUBMITTED: (
        "Exercise caution: not reviewed yet",
        "This text is for education only. It was submitted for review, and no reviewer has approved it.",
    ),
    State.UNDER_REVIEW: (
        "Exercise caution: pending human review",
        "This text is for education only. Its review is not finished, and no reviewer has approved it.",
    ),
    State.EDITED: ("Exercise caution: edited since approval", ""),
    State.OVERDUE: ("Exercise caution: review overdue", "The text may be out of date."),
    State.WITHDRAWN: (
        "Withdrawn: do not use this text",
        "It stays here for the record only.",
    ),
}


def _named(person: Person) -> str:
    return f"{person.name} (example person)" if person.example else person.name


def board_line(verdict: Verdict, board: Sequence[Person]) -> str:
    """Return the advisory board sentence of one variant: who of the board approved it, or that nobody has."""
    if not board:
        return ""
    if verdict.state is State.WITHDRAWN:
        return "Advisory board: this article is withdrawn."
    if verdict.state is State.OVERDUE:
        return "Advisory board: the review of this version is overdue."
    members = {person.id for person in board}
    days: dict[str, date] = {}
    for approval in verdict.approvals:
        if approval.person.id in members:
            name = _named(approval.person)
            days[name] = max(approval.on, days.get(name, approval.on))
    if verdict.state is not State.APPROVED or not days:
        return "Advisory board: this version has not been approved by a member of the board."
    if len(set(days.values())) == 1:
        said = f"{_listed([*days])} on {spoken(max(days.values()))}"
    else:
        said = _listed([f"{name} on {spoken(day)}" for name, day in days.items()])
    return f"Advisory board: this version was approved by {said}."


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


_UNCHECKED = {State.APPROVED: "", State.OVERDUE: ", and its review by a human is overdue"}


def ai_sentence(ai: AiUse | None, responsible: str, verdict: Verdict) -> str:
    """Return what readers are told of the use of AI (EU AI Act, article 50(4))."""
    if ai is None:
        return ""
    if ai.used == "none":
        return "No AI was used to write this text."
    how = "drafted by AI" if ai.used == "generated" else "written with the help of AI"
    checked = _UNCHECKED.get(verdict.state, " and has not been approved by a human reviewer")
    answer = f" Editorial responsibility: {responsible}." if responsible else ""
    return f"This text was {how}{checked}.{answer}"
