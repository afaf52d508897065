"""Who may take which decision, and when."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from vademecum.config import ReviewPolicy
from vademecum.model.articles import Conflicts, Decision, FrontMatter, Person, Review, ReviewScope, Status
from vademecum.problems import Place
from vademecum.review.workflow import Request, refusals, status_after

TODAY = date(2026, 11, 22)
PLACE = Place(file="content/a.md")
REVIEWER = Person(
    id="rev",
    name="Rev",
    credentials="MD",
    roles=("reviewer",),
    conflicts=Conflicts(statement="none", on=date(2026, 6, 1)),
    place=PLACE,
)
META = FrontMatter(title="X", status=Status.UNDER_REVIEW, tags=("oncology",))
POLICY = ReviewPolicy()
APPROVE = Request(decision=Decision.APPROVE, by=REVIEWER, on=TODAY)


def rules(
    request: Request = APPROVE, meta: FrontMatter = META, others: tuple[Person, ...] = (), policy: ReviewPolicy = POLICY
) -> list[str]:
    """Return the ids of the rules that forbid a request."""
    return [refusal.rule for refusal in refusals(request, meta, others, policy, TODAY)]


def by(**changes: object) -> Request:
    """Return an approval by a reviewer who differs in something."""
    return replace(APPROVE, by=replace(REVIEWER, **changes))


def test_an_independent_reviewer_may_approve() -> None:
    assert rules() == []


@pytest.mark.parametrize(
    ("request_", "rule"),
    [
        (by(credentials=""), "PPL-01"),
        (by(roles=("author",)), "REV-02"),
        (by(clinician=False), "REV-09"),
        (by(conflicts=None), "PPL-03"),
        (by(conflicts=Conflicts(statement="none")), "PPL-03"),
        (by(conflicts=Conflicts(statement="none", on=date(2025, 11, 21))), "PPL-03"),
        (by(conflicts=Conflicts(statement="fees", on=TODAY, topics=("oncology",))), "PPL-04"),
        (replace(APPROVE, on=date(2026, 11, 23)), "DAT-01"),
    ],
)
def test_what_is_missing_is_named(request_: Request, rule: str) -> None:
    assert rules(request_) == [rule]


def test_nobody_approves_an_article_of_their_own() -> None:
    assert rules(meta=replace(META, authors=(REVIEWER,))) == ["REV-04"]


def test_a_conflict_counts_only_for_the_sole_reviewer() -> None:
    conflicted = by(conflicts=Conflicts(statement="fees", on=TODAY, topics=("oncology",)))
    other = replace(REVIEWER, id="other")
    assert rules(conflicted, others=(other,)) == []
    assert rules(conflicted, others=(conflicted.by,)) == ["PPL-04"]


def test_a_pharmacist_may_review_the_language_without_being_a_clinician() -> None:
    plain = replace(by(clinician=False), scope=ReviewScope.PLAIN_LANGUAGE)
    assert rules(plain) == []


@pytest.mark.parametrize(
    ("status", "decision", "allowed"),
    [
        (Status.SUBMITTED, Decision.APPROVE, False),
        (Status.SUBMITTED, Decision.START, True),
        (Status.UNDER_REVIEW, Decision.APPROVE, True),
        (Status.APPROVED, Decision.APPROVE, True),
        (Status.APPROVED, Decision.REQUEST_CHANGES, True),
        (Status.WITHDRAWN, Decision.APPROVE, False),
        (Status.WITHDRAWN, Decision.SUBMIT, True),
    ],
)
def test_states_move_in_order(status: Status, decision: Decision, *, allowed: bool) -> None:
    found = rules(replace(APPROVE, decision=decision), replace(META, status=status))
    assert ("REV-05" not in found) is allowed


def test_the_history_is_kept_in_order() -> None:
    earlier = Review(by="rev", on=TODAY, decision=Decision.START, place=PLACE)
    assert rules(replace(APPROVE, on=date(2026, 11, 21)), replace(META, reviews=(earlier,))) == ["REV-05"]


def test_a_withdrawal_says_why() -> None:
    withdraw = replace(APPROVE, decision=Decision.WITHDRAW)
    assert rules(withdraw) == ["RET-06"]
    assert rules(replace(withdraw, note="superseded")) == []


def test_each_decision_has_its_status() -> None:
    assert [status_after(decision, claimed=True) for decision in Decision] == [
        Status.SUBMITTED,
        Status.UNDER_REVIEW,
        Status.APPROVED,
        Status.APPROVED,
        Status.WITHDRAWN,
    ]


def test_nothing_is_called_approved_that_nobody_could_claim() -> None:
    for decision in (Decision.APPROVE, Decision.REQUEST_CHANGES):
        assert status_after(decision, claimed=False) is Status.UNDER_REVIEW
