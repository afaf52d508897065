"""What may be claimed of one variant."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache

from msgspec import Struct

from vademecum.model.articles import Person, Review, ReviewScope
from vademecum.model.retractions import Shaken
from vademecum.problems import Problem


class Wording(Struct, frozen=True, kw_only=True):
    """Everything of a variant that an approval is about."""

    title: str
    description: str
    pieces: tuple[str, ...]
    """What the text says, piece by piece, and the sources that are listed without being cited."""
    media: tuple[str, ...]
    """The digests of its files, in order of appearance."""
    disclaimer: str
    """The audience's, in Markdown, with its emergency number."""


class State(StrEnum):
    """The verdict that a page shows, computed from records and the fingerprint."""

    SUBMITTED = "submitted"
    UNDER_REVIEW = "under-review"
    APPROVED = "approved"
    EDITED = "edited"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"


SIGNING_NAMESPACE = "vademecum-review"
"""Keeps a signature that was made for something else, such as a commit, from being taken for a review."""


class SignatureClaim(Struct, frozen=True, kw_only=True):
    """One signature that is to be checked."""

    statement: bytes
    signature: str
    """In OpenSSH's armour."""
    keys: tuple[str, ...]
    """The public keys of the person whom the record names, type and key alone."""


class Approval(Struct, frozen=True, kw_only=True):
    """One person's approval of one scope."""

    person: Person
    on: date
    scope: ReviewScope
    record: Review


class Verdict(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The outcome for one variant on one day."""

    state: State
    approvals: tuple[Approval, ...] = ()
    """Those that hold for the present text; empty unless approved or overdue."""
    lapsed: tuple[Approval, ...] = ()
    """Those given to another text, newest first: who approved before the edit."""
    last_reviewed: date | None = None
    next_review: date | None = None
    changes_on: date | None = None
    """The first day on which time alone turns this verdict into another."""
    shaken: tuple[Shaken, ...] = ()
    """Sources that were retracted or doubted after the review: the approval has to be looked at again."""
    partial: tuple[Approval, ...] = ()
    """Those that hold for the present text and do not suffice; empty when approved or overdue."""
    lacks: tuple[str, ...] = ()
    """What is missing for an approval, a sentence each without its full stop; told to editors, not to readers."""
    refused: tuple[Problem, ...] = ()
    """Approvals of the present text that cannot count."""

    @property
    def approved(self) -> bool:
        """Whether the page may claim a review."""
        return self.state is State.APPROVED

    @property
    def outcome(self) -> Verdict:
        """The verdict as lists show it, without its grounds."""
        return _outcome(self.state, self.next_review)


@cache
def _outcome(state: State, next_review: date | None) -> Verdict:
    return Verdict(state=state, next_review=next_review)
