"""People, and the verdict on a text."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct


class PersonView(Struct, frozen=True, kw_only=True):
    """A person as printed."""

    name: str
    credentials: str
    affiliation: str
    orcid: str
    """URL; may be empty."""
    note: str
    """"example person" or "not a clinician"; may be empty. Printed beside the name."""
    conflicts: str
    """The statement as a sentence; may be empty."""


class ReviewerView(Struct, frozen=True, kw_only=True):
    """Who approved what, and when."""

    person: PersonView
    scope: str
    """"Clinical review", "Plain-language review" ..."""
    on: dt.date


class StepView(Struct, frozen=True, kw_only=True):
    """One step of the review tracker."""

    label: str
    current: bool
    done: bool


class CautionView(Struct, frozen=True, kw_only=True):
    """The banner of a text that is not approved."""

    title: str
    text: str
    changes: str
    """URL of the page that shows what changed since the approval; empty unless the text was edited since."""


class ReviewView(Struct, frozen=True, kw_only=True):
    """The verdict on this variant, in words."""

    state: str
    """``submitted``, ``under-review``, ``approved``, ``edited``, ``overdue`` or ``withdrawn``."""
    label: str
    """"Under review" ..."""
    steps: tuple[StepView, ...]
    caution: CautionView | None
    """None when, and only when, the variant is approved."""
    reviewers: tuple[ReviewerView, ...]
    """Those whose approval holds; empty otherwise."""
    declared: tuple[PersonView, ...]
    """Those of them who say something of conflicts of interest, each once."""
    board: str
    """The advisory board sentence; only what the data supports."""
    reviewed: dt.date | None
    next_review: dt.date | None
    record: str
    """URL of this article's ``review.json``."""
