"""What may be claimed of a variant: computed here, and nowhere else, from its records and its fingerprint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from vademecum.config import ReviewPolicy
from vademecum.model.articles import Decision, FrontMatter, Person, Review, ReviewScope, Status
from vademecum.model.retractions import Shaken
from vademecum.model.review import Approval, State, Verdict
from vademecum.problems import Problem, error
from vademecum.review.conflicts import conflicts_on
from vademecum.review.fingerprint import is_readable
from vademecum.today import Today

HIGH_RISK_YEARS = 2
"""A text of high risk is reviewed at least so often (A.D.A.M. has its visuals reviewed every two years)."""

_DAYS_A_YEAR = 365.25
CLINICAL = frozenset([ReviewScope.CLINICAL, ReviewScope.PHARMACY])
"""The scopes that only a clinician can speak for."""


class Court(Struct, frozen=True, kw_only=True):
    """By what a verdict is reached, apart from the article itself."""

    people: Mapping[str, Person]
    policy: ReviewPolicy
    proven: frozenset[Review] = frozenset()
    """The records whose signature is good."""
    today: Today


def judge(
    meta: FrontMatter,
    audience: str,
    fits: Callable[[str], bool],
    court: Court,
    struck: Sequence[Shaken] = (),
) -> Verdict:
    """Return the verdict on one variant on one day.

    The newest decision of each person and scope on this variant counts. An approval holds when it was given to this
    very text (``fits`` tells whether a fingerprint is the text's), by somebody who may give it, not later than today.
    It takes as many people as the policy says, a clinical approval among theirs, somebody without a conflict of
    interest, and nobody whose request for changes still stands. ``struck`` are the cited sources that were retracted
    or doubted: from the day of such a notice a new review is due, unless enough people have approved the text since.
    """
    if meta.status is Status.WITHDRAWN:
        return Verdict(state=State.WITHDRAWN)
    if meta.status is not Status.APPROVED:
        return Verdict(state=State(meta.status.value))
    standing = standing_decisions(meta.reviews, audience, court.today)
    approvals = [review for review in standing if review.decision is Decision.APPROVE]
    countable = [review for review in approvals if may_count(review, meta, court)]
    valid = [review for review in countable if fits(review.fingerprint)]
    lapsed = [review for review in countable if not fits(review.fingerprint)]
    lacks = tuple(_lacks(valid, meta, court))
    asked = tuple(_open_requests(standing, valid, fits))
    if lacks or asked:
        once = lacks and any(review.scope is ReviewScope.CLINICAL for review in lapsed)
        return Verdict(
            state=State.EDITED if once else State.UNDER_REVIEW,
            lapsed=_approvals(lapsed, court),
            partial=_approvals(valid, court),
            lacks=(*lacks, *asked),
            refused=tuple(_refused(approvals, valid, fits, meta, court)),
        )
    return _held(valid, lapsed, struck, meta, court)


def _held(
    valid: Sequence[Review], lapsed: Sequence[Review], struck: Sequence[Shaken], meta: FrontMatter, court: Court
) -> Verdict:
    """Return the verdict on a text that enough people have approved: it may be out of date by now."""
    policy = court.policy
    reviewed = max(review.on for review in valid)
    years = min(policy.max_age_years, HIGH_RISK_YEARS) if meta.risk == "high" else policy.max_age_years
    limit = reviewed + timedelta(days=round(years * _DAYS_A_YEAR))
    shaken = tuple(each for each in struck if _approvers_since(each.event.on, valid) < policy.min_reviewers)
    next_review = min([meta.next_review or limit, limit, *(each.event.on for each in shaken)])
    overdue = bool(shaken) or court.today.passed(next_review)
    return Verdict(
        state=State.OVERDUE if overdue else State.APPROVED,
        approvals=_approvals(valid, court),
        lapsed=_approvals(lapsed, court),
        last_reviewed=reviewed,
        next_review=next_review,
        changes_on=None if overdue else next_review + timedelta(days=1),
        shaken=shaken,
    )


def standing_decisions(reviews: Iterable[Review], audience: str, today: Today) -> list[Review]:
    """Return the newest decision per person and scope on one variant; of two on one day the later record counts."""
    newest: dict[tuple[str, str], Review] = {}
    for review in reviews:
        if review.audience in ("", audience) and today.reached(review.on):
            key = (review.by, review.scope)
            if key not in newest or newest[key].on <= review.on:
                newest[key] = review
    return list(newest.values())


def may_count(review: Review, meta: FrontMatter, court: Court) -> bool:
    """Return whether an approval is one at all, whichever text it was given to."""
    if not is_readable(review.fingerprint) or review.by in [author.id for author in meta.authors]:
        return False
    if review.scope in CLINICAL and court.people[review.by].clinician is False:
        return False
    return is_proven(review, court) if review.signature else not court.policy.require_signatures


def is_proven(review: Review, court: Court) -> bool:
    """Return whether a record's signature was made with a key of the person whom it names."""
    return bool(court.people[review.by].ssh_key) and review in court.proven


def _lacks(valid: Sequence[Review], meta: FrontMatter, court: Court) -> Iterator[str]:
    """Yield what an approval of the text still takes."""
    people = {review.by for review in valid}
    if not people:
        yield "nobody whose approval counts has approved the present text"
        return
    if len(people) < court.policy.min_reviewers:
        yield f"{len(people)} of {court.policy.min_reviewers} reviewers have approved it"
    if not any(review.scope is ReviewScope.CLINICAL for review in valid):
        yield "it has no clinical approval"
    if all(conflicts_on(court.people[person], meta) for person in people):
        yield "everybody who approved it has a conflict of interest"


def _open_requests(standing: Sequence[Review], valid: Sequence[Review], fits: Callable[[str], bool]) -> Iterator[str]:
    """Yield the requests for changes that nobody has answered.

    The person who asked answers with a newer decision, which then is the one that stands. Once the text has changed,
    whoever approves it after the request, in the same scope, answers as well.
    """
    for asked in standing:
        if asked.decision is not Decision.REQUEST_CHANGES:
            continue
        changed = is_readable(asked.fingerprint) and not fits(asked.fingerprint)
        if not (changed and any(review.scope == asked.scope and review.on >= asked.on for review in valid)):
            yield f"{asked.by} asked for changes on {asked.on} ({asked.scope})"


def _refused(
    approvals: Sequence[Review],
    valid: Sequence[Review],
    fits: Callable[[str], bool],
    meta: FrontMatter,
    court: Court,
) -> Iterator[Problem]:
    """Yield an error for each approval of the present text that claims what it does not prove."""
    for review in approvals:
        if court.policy.require_signatures and not review.signature and fits(review.fingerprint):
            message = f'the approval of "{review.by}" is not signed, and this site counts signed ones only'
            yield error("REV-13", review.place, message, "approve it again: vademecum review approve --sign")
    if all(conflicts_on(court.people[review.by], meta) for review in valid):
        for review in valid:
            topics = ", ".join(conflicts_on(court.people[review.by], meta))
            message = f'"{review.by}" has declared a conflict of interest on {topics} and is the only reviewer'
            yield error("PPL-04", review.place, message, "somebody without this conflict has to approve as well")


def _approvers_since(day: date, approvals: Iterable[Review]) -> int:
    return len({review.by for review in approvals if review.on >= day})


def _approvals(reviews: Iterable[Review], court: Court) -> tuple[Approval, ...]:
    found = (
        Approval(person=court.people[review.by], on=review.on, scope=review.scope, record=review) for review in reviews
    )
    return tuple(sorted(found, key=_newest_first))


def _newest_first(approval: Approval) -> tuple[int, bool, str, str]:
    """Order approvals by day, clinical ones first: theirs is the name that a banner gives."""
    return (-approval.on.toordinal(), approval.scope is not ReviewScope.CLINICAL, approval.person.id, approval.scope)
