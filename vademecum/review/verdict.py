"""What may be claimed of a variant: computed here, and nowhere else, from its records and its fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from vademecum.config import ReviewPolicy
from vademecum.model.articles import EVERYONE, Decision, FrontMatter, Person, Review, Status
from vademecum.model.retractions import Shaken
from vademecum.model.review import Approval, State, Verdict
from vademecum.problems import Place, Problem, due, error, warning
from vademecum.today import Today

_DAYS_A_YEAR = 365.25


def judge(
    meta: FrontMatter,
    audience: str,
    fingerprint: str,
    people: Mapping[str, Person],
    policy: ReviewPolicy,
    today: Today,
    struck: Sequence[Shaken] = (),
) -> Verdict:
    """Return the verdict on one variant on one day.

    The newest decision of each person and scope on this variant counts. An approval holds when it was given to this
    very fingerprint, by somebody who is not an author, not later than today; the policy says how many people it takes.
    ``struck`` are the cited sources that were retracted or doubted: from the day of such a notice a new review is due,
    unless enough people have approved the text since.
    """
    if meta.status is Status.WITHDRAWN:
        return Verdict(state=State.WITHDRAWN)
    if meta.status is not Status.APPROVED:
        return Verdict(state=State(meta.status.value))
    approvals = [review for review in _standing(meta.reviews, audience) if review.decision is Decision.APPROVE]
    countable = [review for review in approvals if _may_count(review, meta, today)]
    valid = [review for review in countable if review.fingerprint == fingerprint]
    lapsed = _approvals((review for review in countable if review.fingerprint != fingerprint), people)
    if len({review.by for review in valid}) < policy.min_reviewers:
        return Verdict(state=State.EDITED if lapsed else State.UNDER_REVIEW, lapsed=lapsed)
    reviewed = max(review.on for review in valid)
    limit = reviewed + timedelta(days=round(policy.max_age_years * _DAYS_A_YEAR))
    shaken = tuple(each for each in struck if _approvers_since(each.event.on, valid) < policy.min_reviewers)
    next_review = min([meta.next_review or limit, limit, *(each.event.on for each in shaken)])
    overdue = bool(shaken) or today.passed(next_review)
    return Verdict(
        state=State.OVERDUE if overdue else State.APPROVED,
        approvals=_approvals(valid, people),
        lapsed=lapsed,
        last_reviewed=reviewed,
        next_review=next_review,
        changes_on=None if overdue else next_review + timedelta(days=1),
        shaken=shaken,
    )


def _approvers_since(day: date, approvals: Iterable[Review]) -> int:
    return len({review.by for review in approvals if review.on >= day})


def _standing(reviews: Iterable[Review], audience: str) -> list[Review]:
    """Return the newest decision per person and scope on one variant; of two on one day the later record counts."""
    newest: dict[tuple[str, str], Review] = {}
    for review in reviews:
        if review.audience not in ("", audience):
            continue
        key = (review.by, review.scope)
        if key not in newest or newest[key].on <= review.on:
            newest[key] = review
    return list(newest.values())


def _may_count(review: Review, meta: FrontMatter, today: Today) -> bool:
    authors = [author.id for author in meta.authors if author.id]
    return bool(review.fingerprint) and review.by not in authors and today.reached(review.on)


def _approvals(reviews: Iterable[Review], people: Mapping[str, Person]) -> tuple[Approval, ...]:
    found = (Approval(person=people[review.by], on=review.on, scope=review.scope) for review in reviews)
    return tuple(sorted(found, key=lambda approval: (-approval.on.toordinal(), approval.person.id, approval.scope)))


def review_problems(meta: FrontMatter, path: str, today: Today) -> Iterable[Problem]:
    """Yield what is wrong with an article's records, whatever its text says."""
    status_place = meta.places.get("status", Place(file=path))
    approvals = [review for review in meta.reviews if review.decision is Decision.APPROVE]
    audiences = {review.audience for review in meta.reviews}
    standing = [review for audience in audiences for review in _standing(meta.reviews, audience)]
    if meta.status is Status.APPROVED and not any(review.decision is Decision.APPROVE for review in standing):
        message = "the status is approved, but no review record that still counts approves any variant"
        yield error(
            "REV-02",
            status_place,
            message,
            "have it approved: vademecum review approve, or write under-review",
        )
    authors = {author.id for author in meta.authors if author.id}
    for review in approvals:
        if review.by in authors:
            message = f'"{review.by}" is an author of this article and cannot approve it'
            yield error("REV-04", review.place, message, "another person has to review it")
        if not review.fingerprint:
            message = "an approval without a fingerprint approves no text"
            yield error("REV-02", review.place, message, "write the record with vademecum review approve")
    for review in meta.reviews:
        if not today.reached(review.on):
            message = f"the decision is dated {review.on}, which is after {today.date}"
            yield error("DAT-01", review.place, message, "correct the date")
    if meta.status is Status.WITHDRAWN and meta.withdrawn is None:
        message = "a withdrawn article says when and why"
        yield error("RET-06", status_place, message, "add withdrawn: {on: …, reason: …, by: …}")


def verdict_problems(
    verdict: Verdict, meta: FrontMatter, audience: str, path: str, fingerprint: str
) -> Iterable[Problem]:
    """Yield what readers are not told as fact any more: an approval that an edit or time has ended."""
    place = meta.places.get("status", Place(file=path))
    text = "text" if audience == EVERYONE else f"{audience} variant"
    if verdict.state is State.EDITED:
        last = verdict.lapsed[0]
        message = f"the {text} was edited since its approval by {last.person.name} on {last.on}"
        hint = f"have it approved again; its fingerprint is now {fingerprint}"
        yield warning("REV-03", place, message, hint)
    elif verdict.shaken:
        yield from _shaken_problems(verdict, meta, audience, fingerprint)
    elif verdict.state is State.OVERDUE:
        message = f"the review of the {text} was due on {verdict.next_review}"
        yield due("DAT-05", place, message, "have it reviewed again")


def _shaken_problems(verdict: Verdict, meta: FrontMatter, audience: str, fingerprint: str) -> Iterable[Problem]:
    """Yield RET-05 at each record of an approval that was given before a source was retracted or doubted."""
    for review in _standing(meta.reviews, audience):
        if review.decision is not Decision.APPROVE or review.fingerprint != fingerprint:
            continue
        for each in verdict.shaken:
            if review.on < each.event.on:
                notice = f"{each.event.kind.value} of {each.key} ({each.label}), dated {each.event.on}"
                message = f"{review.by} approved this on {review.on}, before the {notice}: it needs a re-check"
                yield warning("RET-05", review.place, message, "have it approved again, or change the text")
