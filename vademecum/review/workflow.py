"""The editorial workflow: which decision may be taken by whom, and what it makes of an article's status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from vademecum.config import ReviewPolicy
from vademecum.model.articles import Decision, FrontMatter, Person, ReviewScope, Status
from vademecum.review.conflicts import conflicts_on
from vademecum.review.signatures import public_keys
from vademecum.review.verdict import CLINICAL

_STATUS_AFTER = {
    Decision.SUBMIT: Status.SUBMITTED,
    Decision.START: Status.UNDER_REVIEW,
    Decision.WITHDRAW: Status.WITHDRAWN,
}

_MAY_FOLLOW = {
    Decision.SUBMIT: (Status.SUBMITTED, Status.UNDER_REVIEW, Status.APPROVED, Status.WITHDRAWN),
    Decision.START: (Status.SUBMITTED, Status.UNDER_REVIEW, Status.APPROVED),
    Decision.APPROVE: (Status.UNDER_REVIEW, Status.APPROVED),
    Decision.REQUEST_CHANGES: (Status.UNDER_REVIEW, Status.APPROVED),
    Decision.WITHDRAW: (Status.SUBMITTED, Status.UNDER_REVIEW, Status.APPROVED),
}
"""Decision → the states in which it may be taken (REV-05)."""

JUDGING = frozenset([Decision.APPROVE, Decision.REQUEST_CHANGES])
_STATEMENT_DAYS = 365


class Request(Struct, frozen=True, kw_only=True):
    """A decision that somebody wants to take."""

    decision: Decision
    by: Person
    on: date
    scope: ReviewScope = ReviewScope.CLINICAL
    note: str = ""
    signed: bool = False


class Refusal(Struct, frozen=True, kw_only=True):
    """Why a decision may not be taken."""

    rule: str
    message: str
    hint: str


def status_after(decision: Decision, *, claimed: bool) -> Status:
    """Return the article's status once a decision was taken.

    ``claimed`` tells whether, with this decision on record, any variant has the approval that it takes: one of two
    reviewers alone makes nothing approved, and a request for changes to one variant takes nothing from the others.
    """
    return _STATUS_AFTER.get(decision, Status.APPROVED if claimed else Status.UNDER_REVIEW)


def refusals(
    request: Request, meta: FrontMatter, others: Sequence[Person], policy: ReviewPolicy, today: date
) -> Iterator[Refusal]:
    """Yield every rule that forbids a decision. ``others`` approved the same variant and still count."""
    yield from _order(request, meta, today)
    if request.decision in JUDGING:
        yield from _independence(request, meta, others)
    if request.decision is Decision.APPROVE:
        yield from _standing(request)
        if policy.require_signatures and not request.signed:
            message = "this site counts signed approvals only"
            yield Refusal(rule="REV-13", message=message, hint="add --sign")
    if request.signed and not public_keys(request.by.ssh_key):
        message = f'"{request.by.id}" has no public key in content/_people.yml'
        yield Refusal(rule="REV-12", message=message, hint="add ssh-key: the line of your id_….pub")
    if request.decision is Decision.WITHDRAW and not request.note:
        yield Refusal(rule="RET-06", message="a withdrawal says why", hint='add --note "…"')


def _order(request: Request, meta: FrontMatter, today: date) -> Iterator[Refusal]:
    allowed = _MAY_FOLLOW[request.decision]
    if meta.status not in allowed:
        message = f"an article that is {meta.status} cannot be given the decision {request.decision}"
        first = {Status.SUBMITTED: "start its review", Status.WITHDRAWN: "submit it again"}.get(meta.status, "")
        yield Refusal(rule="REV-05", message=message, hint=f"first {first}" if first else "")
    if request.on > today:
        yield Refusal(
            rule="DAT-01", message=f"{request.on} is after today, {today}", hint="give the day of the decision"
        )
    if meta.reviews and request.on < meta.reviews[-1].on:
        message = f"{request.on} is before the last decision, of {meta.reviews[-1].on}"
        yield Refusal(rule="REV-05", message=message, hint="the history is kept in the order of its dates")


def _independence(request: Request, meta: FrontMatter, others: Sequence[Person]) -> Iterator[Refusal]:
    person = request.by
    if person.id in [author.id for author in meta.authors]:
        yield Refusal(
            rule="REV-04",
            message=f'"{person.id}" is an author of this article',
            hint="another person has to review it",
        )
    touched = conflicts_on(person, meta)
    alone = not [other for other in others if other.id != person.id]
    if request.decision is Decision.APPROVE and touched and alone:
        yield Refusal(
            rule="PPL-04",
            message=f'"{person.id}" has declared a conflict of interest on {", ".join(touched)}',
            hint="somebody without this conflict has to approve first",
        )


def _standing(request: Request) -> Iterator[Refusal]:
    person = request.by
    if "reviewer" not in person.roles:
        yield Refusal(
            rule="REV-02",
            message=f'"{person.id}" is no reviewer of this site',
            hint="add reviewer to the roles in content/_people.yml",
        )
    if not person.credentials:
        yield Refusal(
            rule="PPL-01",
            message=f'"{person.id}" has no credentials in content/_people.yml',
            hint="add credentials: …",
        )
    if request.scope in CLINICAL and person.clinician is False:
        yield Refusal(
            rule="REV-09",
            message=f'"{person.id}" is not a clinician and cannot give a {request.scope} approval',
            hint="use another --scope, or another reviewer",
        )
    conflicts = person.conflicts
    if conflicts is None or not conflicts.statement:
        yield Refusal(
            rule="PPL-03",
            message=f'"{person.id}" has no conflicts statement in content/_people.yml',
            hint="add conflicts: {statement: none, on: …}",
        )
    elif conflicts.on is None or (request.on - conflicts.on).days > _STATEMENT_DAYS:
        yield Refusal(
            rule="PPL-03",
            message=f'the conflicts statement of "{person.id}" is older than 12 months or undated',
            hint="renew it, with its date",
        )
