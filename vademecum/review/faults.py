"""What an author is told of an article's records and of what has become of its approvals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vademecum.model.articles import EVERYONE, Decision, FrontMatter, Review, Status
from vademecum.model.review import State, Verdict
from vademecum.problems import Place, Problem, due, error, warning
from vademecum.review.fingerprint import is_readable
from vademecum.review.verdict import CLINICAL, Court, is_proven

_CLAIMING = (State.APPROVED, State.OVERDUE, State.EDITED)


def review_problems(meta: FrontMatter, path: str, court: Court, verdicts: Sequence[Verdict]) -> Iterable[Problem]:
    """Yield what is wrong with an article's records. ``verdicts`` are those on its variants."""
    place = meta.place("status", path)
    found = list(_record_problems(meta, court))
    yield from found
    refused = [*found, *(problem for verdict in verdicts for problem in verdict.refused)]
    claimed = any(verdict.state in _CLAIMING for verdict in verdicts)
    if meta.status is Status.APPROVED and not claimed and not refused:
        yield _unfounded(meta, place, verdicts)
    if meta.status is Status.WITHDRAWN and meta.withdrawn is None:
        message = "a withdrawn article says when and why"
        yield error("RET-06", place, message, "add withdrawn: {on: …, reason: …, by: …}")


def _record_problems(meta: FrontMatter, court: Court) -> Iterable[Problem]:
    authors = {author.id for author in meta.authors if author.id}
    for review in meta.reviews:
        if review.decision is Decision.APPROVE:
            yield from _approval_problems(review, authors, court)
        if not court.today.reached(review.on):
            message = f"the decision is dated {review.on}, which is after {court.today.date}"
            yield error("DAT-01", review.place, message, "correct the date")
        if review.signature and not is_proven(review, court):
            message = f'"{review.by}" has not signed this decision with a key in content/_people.yml'
            hint = "have it signed again; after a change of keys, keep the old one in the list of ssh-key too"
            yield error("REV-12", review.place, message, hint)


def _unfounded(meta: FrontMatter, place: Place, verdicts: Sequence[Verdict]) -> Problem:
    lacks = "; ".join(dict.fromkeys(each for verdict in verdicts for each in verdict.lacks))
    approved = any(review.decision is Decision.APPROVE for review in meta.reviews)
    message = "the status is approved, but no review record that still counts approves any variant"
    return error(
        "REV-02",
        place,
        f"{message}: {lacks}" if approved and lacks else message,
        "have it approved: vademecum review approve, or write under-review",
    )


def _approval_problems(review: Review, authors: set[str], court: Court) -> Iterable[Problem]:
    if review.by in authors:
        message = f'"{review.by}" is an author of this article and cannot approve it'
        yield error("REV-04", review.place, message, "another person has to review it")
    if not review.fingerprint:
        message = "an approval without a fingerprint approves no text"
        yield error("REV-02", review.place, message, "write the record with vademecum review approve")
    elif not is_readable(review.fingerprint):
        message = f'no text can be compared with the fingerprint "{review.fingerprint}"'
        hint = "write the record with vademecum review approve; a newer engine may know its recipe"
        yield error("REV-11", review.place, message, hint)
    if review.scope in CLINICAL and court.people[review.by].clinician is False:
        message = f'"{review.by}" is not a clinician and cannot give a {review.scope} approval'
        yield error("REV-09", review.place, message, "a clinician has to review it")


def verdict_problems(
    verdict: Verdict, meta: FrontMatter, audience: str, path: str, fingerprint: str
) -> Iterable[Problem]:
    """Yield what readers are not told as fact any more: an approval that an edit or time has ended."""
    place = meta.place("status", path)
    text = "text" if audience == EVERYONE else f"{audience} variant"
    yield from verdict.refused
    if verdict.state is State.EDITED:
        last = verdict.lapsed[0]
        message = f"the {text} was edited since its approval by {last.person.name} on {last.on}"
        hint = f"have it approved again; its fingerprint is now {fingerprint}"
        yield warning("REV-03", place, message, hint)
    elif verdict.shaken:
        yield from _shaken_problems(verdict)
    elif verdict.state is State.OVERDUE:
        message = f"the review of the {text} was due on {verdict.next_review}"
        yield due("DAT-05", place, message, "have it reviewed again")


def _shaken_problems(verdict: Verdict) -> Iterable[Problem]:
    """Yield RET-05 at each record of an approval that was given before a source was retracted or doubted."""
    for approval in verdict.approvals:
        for each in verdict.shaken:
            if approval.on < each.event.on:
                notice = f"{each.event.kind.value} of {each.key} ({each.label}), dated {each.event.day}"
                who = approval.person.id
                message = f"{who} approved this on {approval.on}, before the {notice}: it needs a re-check"
                yield warning("RET-05", approval.record.place, message, "have it approved again, or change the text")
