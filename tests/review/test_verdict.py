"""What may be claimed of a variant: a table of records, text and day against the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from vademecum.config import ReviewPolicy
from vademecum.model.articles import Decision, FrontMatter, Person, Review, ReviewScope, Status, Withdrawal
from vademecum.model.retractions import Event, EventKind, Shaken
from vademecum.model.review import Approval, State, Verdict
from vademecum.problems import Level, Place
from vademecum.review.verdict import judge, review_problems, verdict_problems
from vademecum.today import Today

TODAY = date(2026, 11, 22)
NOW = f"1:{'a' * 64}"
OLD = f"1:{'b' * 64}"
PEOPLE = {
    name: Person(id=name, name=name.title(), place=Place(file="content/_people.yml"))
    for name in ("ann", "rita", "ravi", "phil")
}
Row = tuple[str, str, str]
"""(who, day, scope) of an approval that a verdict names."""


def record(
    by: str,
    on: str,
    decision: str = "approve",
    fingerprint: str = NOW,
    *,
    audience: str = "clinician",
    scope: str = "clinical",
) -> Review:
    return Review(
        by=by,
        on=date.fromisoformat(on),
        audience=audience,
        scope=ReviewScope(scope),
        decision=Decision(decision),
        fingerprint=fingerprint if decision == "approve" else "",
        place=Place(file="content/a.md", line=9),
    )


POLICY = ReviewPolicy()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Records, and what they amount to."""

    name: str
    records: Sequence[Review] = ()
    state: State
    approvals: Sequence[Row] = ()
    lapsed: Sequence[Row] = ()
    reviewed: str = ""
    due: str = ""
    changes: str = ""
    status: Status = Status.APPROVED
    authors: Sequence[str] = ("ann",)
    next_review: str = ""
    policy: ReviewPolicy = POLICY
    audience: str = "clinician"
    today: date = TODAY
    struck: Sequence[str] = ()
    """Days on which a cited source was retracted."""
    shaken: int = 0
    """How many of them end the approval."""


TWO = ReviewPolicy(min_reviewers=2)

CASES = (
    # Without a status of approved no record counts.
    Case(name="no record, submitted", status=Status.SUBMITTED, state=State.SUBMITTED),
    Case(name="no record, under review", status=Status.UNDER_REVIEW, state=State.UNDER_REVIEW),
    Case(
        name="an approval of an article that is still submitted",
        status=Status.SUBMITTED,
        records=[record("rita", "2026-01-01")],
        state=State.SUBMITTED,
    ),
    Case(
        name="an approval of an article that went back to review",
        status=Status.UNDER_REVIEW,
        records=[record("rita", "2026-01-01")],
        state=State.UNDER_REVIEW,
    ),
    Case(
        name="withdrawn, whatever the records say",
        status=Status.WITHDRAWN,
        records=[record("rita", "2026-01-01")],
        state=State.WITHDRAWN,
    ),
    # One approval.
    Case(name="status approved, and nobody approved", state=State.UNDER_REVIEW),
    Case(
        name="one approval of this text",
        records=[record("rita", "2026-01-31")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    Case(
        name="one approval of another text",
        records=[record("rita", "2026-01-31", fingerprint=OLD)],
        state=State.EDITED,
        lapsed=[("rita", "2026-01-31", "clinical")],
    ),
    Case(
        name="an approval after another recipe for fingerprints",
        records=[record("rita", "2026-01-31", fingerprint=NOW.replace("1:", "2:"))],
        state=State.EDITED,
        lapsed=[("rita", "2026-01-31", "clinical")],
    ),
    Case(
        name="an approval of the other variant",
        records=[record("rita", "2026-01-31", audience="patient")],
        state=State.UNDER_REVIEW,
    ),
    Case(
        name="a record without an audience is about the only variant",
        records=[record("rita", "2026-01-31", audience="")],
        audience="everyone",
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    Case(
        name="an approval of today",
        records=[record("rita", "2026-11-22")],
        state=State.APPROVED,
        approvals=[("rita", "2026-11-22", "clinical")],
        reviewed="2026-11-22",
        due="2029-11-22",
        changes="2029-11-23",
    ),
    # Whose approval, and when.
    Case(name="an approval of tomorrow", records=[record("rita", "2026-11-23")], state=State.UNDER_REVIEW),
    Case(name="an author's own approval", records=[record("ann", "2026-01-31")], state=State.UNDER_REVIEW),
    Case(
        name="an author's own approval of an earlier text is none either",
        records=[record("ann", "2026-01-31", fingerprint=OLD)],
        state=State.UNDER_REVIEW,
    ),
    Case(
        name="an author's own approval beside another's",
        records=[record("ann", "2026-02-01"), record("rita", "2026-01-31")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    # The newest decision of each person and scope.
    Case(
        name="changes requested after the approval",
        records=[record("rita", "2026-01-31"), record("rita", "2026-03-01", "request-changes")],
        state=State.UNDER_REVIEW,
    ),
    Case(
        name="the order in the file does not matter",
        records=[record("rita", "2026-03-01", "request-changes"), record("rita", "2026-01-31")],
        state=State.UNDER_REVIEW,
    ),
    Case(
        name="approved after changes were requested",
        records=[record("rita", "2026-01-31", "request-changes"), record("rita", "2026-03-01")],
        state=State.APPROVED,
        approvals=[("rita", "2026-03-01", "clinical")],
        reviewed="2026-03-01",
        due="2029-03-01",
        changes="2029-03-02",
    ),
    Case(
        name="of two decisions on one day the later record counts",
        records=[record("rita", "2026-01-31", "request-changes"), record("rita", "2026-01-31")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    Case(
        name="and the other way round",
        records=[record("rita", "2026-01-31"), record("rita", "2026-01-31", "request-changes")],
        state=State.UNDER_REVIEW,
    ),
    Case(
        name="approved again after an edit",
        records=[record("rita", "2025-01-31", fingerprint=OLD), record("rita", "2026-01-31")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    Case(
        name="a newer approval of another text replaces that of this one",
        records=[record("rita", "2025-01-31"), record("rita", "2026-01-31", fingerprint=OLD)],
        state=State.EDITED,
        lapsed=[("rita", "2026-01-31", "clinical")],
    ),
    Case(
        name="changes requested for the other variant do not touch this one",
        records=[record("rita", "2026-01-31"), record("rita", "2026-03-01", "request-changes", audience="patient")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    Case(
        name="changes requested in another scope do not touch this one",
        records=[record("rita", "2026-01-31"), record("rita", "2026-03-01", "request-changes", scope="pharmacy")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    Case(
        name="a new round begun by the one who approved",
        records=[record("rita", "2026-01-31"), record("rita", "2026-03-01", "start")],
        state=State.UNDER_REVIEW,
    ),
    # Several people and scopes.
    Case(
        name="several approvals stand newest first, then by name and scope",
        records=[
            record("rita", "2026-01-31"),
            record("phil", "2026-02-28", scope="pharmacy"),
            record("ravi", "2026-01-31"),
            record("rita", "2026-01-31", scope="accessibility"),
        ],
        state=State.APPROVED,
        approvals=[
            ("phil", "2026-02-28", "pharmacy"),
            ("ravi", "2026-01-31", "clinical"),
            ("rita", "2026-01-31", "accessibility"),
            ("rita", "2026-01-31", "clinical"),
        ],
        reviewed="2026-02-28",
        due="2029-02-28",
        changes="2029-03-01",
    ),
    Case(
        name="one approval holds, another was given to an earlier text",
        records=[record("rita", "2026-01-31"), record("phil", "2025-01-31", fingerprint=OLD, scope="pharmacy")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        lapsed=[("phil", "2025-01-31", "pharmacy")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    Case(
        name="lapsed approvals stand newest first",
        records=[record("rita", "2025-01-31", fingerprint=OLD), record("ravi", "2025-06-30", fingerprint=OLD)],
        state=State.EDITED,
        lapsed=[("ravi", "2025-06-30", "clinical"), ("rita", "2025-01-31", "clinical")],
    ),
    # How many people it takes.
    Case(name="one of two reviewers", policy=TWO, records=[record("rita", "2026-01-31")], state=State.UNDER_REVIEW),
    Case(
        name="one person in two scopes is one person",
        policy=TWO,
        records=[record("rita", "2026-01-31"), record("rita", "2026-01-31", scope="pharmacy")],
        state=State.UNDER_REVIEW,
    ),
    Case(
        name="two reviewers",
        policy=TWO,
        records=[record("rita", "2026-01-31"), record("ravi", "2026-02-28")],
        state=State.APPROVED,
        approvals=[("ravi", "2026-02-28", "clinical"), ("rita", "2026-01-31", "clinical")],
        reviewed="2026-02-28",
        due="2029-02-28",
        changes="2029-03-01",
    ),
    Case(
        name="two reviewers, of whom one approved an earlier text",
        policy=TWO,
        records=[record("rita", "2026-01-31"), record("ravi", "2025-02-28", fingerprint=OLD)],
        state=State.EDITED,
        lapsed=[("ravi", "2025-02-28", "clinical")],
    ),
    Case(
        name="two reviewers, of whom one is an author",
        policy=TWO,
        records=[record("rita", "2026-01-31"), record("ann", "2026-02-28")],
        state=State.UNDER_REVIEW,
    ),
    # Time.
    Case(
        name="due today is not overdue",
        next_review="2026-11-22",
        records=[record("rita", "2026-01-31")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2026-11-22",
        changes="2026-11-23",
    ),
    Case(
        name="due yesterday",
        next_review="2026-11-21",
        records=[record("rita", "2026-01-31")],
        state=State.OVERDUE,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2026-11-21",
    ),
    Case(
        name="the site's limit of age comes before the article's own date",
        next_review="2031-01-01",
        policy=ReviewPolicy(max_age_years=1),
        records=[record("rita", "2026-01-31")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2027-01-31",
        changes="2027-02-01",
    ),
    Case(
        name="too old by the site's limit",
        policy=ReviewPolicy(max_age_years=0.5),
        records=[record("rita", "2026-01-31")],
        state=State.OVERDUE,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2026-08-02",
    ),
    Case(
        name="the newest approval is the one that ages",
        policy=ReviewPolicy(max_age_years=1),
        records=[record("rita", "2024-01-31"), record("ravi", "2026-11-01")],
        state=State.APPROVED,
        approvals=[("ravi", "2026-11-01", "clinical"), ("rita", "2024-01-31", "clinical")],
        reviewed="2026-11-01",
        due="2027-11-01",
        changes="2027-11-02",
    ),
    Case(
        name="edited before it is overdue",
        next_review="2026-01-01",
        records=[record("rita", "2025-01-31", fingerprint=OLD)],
        state=State.EDITED,
        lapsed=[("rita", "2025-01-31", "clinical")],
    ),
    # A source that was retracted.
    Case(
        name="retracted after the approval",
        struck=["2026-03-01"],
        shaken=1,
        records=[record("rita", "2026-01-31")],
        state=State.OVERDUE,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2026-03-01",
    ),
    Case(
        name="retracted before the approval",
        struck=["2026-01-30"],
        records=[record("rita", "2026-01-31")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    Case(
        name="retracted after one approval and before another",
        struck=["2026-03-01"],
        records=[record("rita", "2026-01-31"), record("ravi", "2026-04-01")],
        state=State.APPROVED,
        approvals=[("ravi", "2026-04-01", "clinical"), ("rita", "2026-01-31", "clinical")],
        reviewed="2026-04-01",
        due="2029-04-01",
        changes="2029-04-02",
    ),
    Case(
        name="retracted, and one of two has approved since",
        policy=TWO,
        struck=["2026-03-01", "2025-01-01"],
        shaken=1,
        records=[record("rita", "2026-01-31"), record("ravi", "2026-04-01")],
        state=State.OVERDUE,
        approvals=[("ravi", "2026-04-01", "clinical"), ("rita", "2026-01-31", "clinical")],
        reviewed="2026-04-01",
        due="2026-03-01",
    ),
    Case(
        name="a retraction says nothing of a text that is not approved",
        struck=["2026-03-01"],
        records=[record("rita", "2026-01-31", fingerprint=OLD)],
        state=State.EDITED,
        lapsed=[("rita", "2026-01-31", "clinical")],
    ),
    # Another day.
    Case(
        name="on an earlier day the later approval is not there yet",
        today=date(2026, 1, 30),
        records=[record("rita", "2026-01-31")],
        state=State.UNDER_REVIEW,
    ),
)


def meta_of(case: Case) -> FrontMatter:
    return FrontMatter(
        title="A title",
        status=case.status,
        authors=tuple(PEOPLE[name] for name in case.authors),
        reviews=tuple(case.records),
        next_review=date.fromisoformat(case.next_review) if case.next_review else None,
    )


def verdict_of(case: Case) -> Verdict:
    return judged(case, Today(case.today))


def judged(case: Case, today: Today) -> Verdict:
    struck = [
        Shaken(key="k", label="K 2020", event=Event(kind=EventKind.RETRACTION, on=date.fromisoformat(day)))
        for day in case.struck
    ]
    return judge(meta_of(case), case.audience, NOW, PEOPLE, case.policy, today, struck)


def test_the_table_has_no_name_twice() -> None:
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_verdict(case: Case) -> None:
    verdict = verdict_of(case)

    def rows(approvals: Sequence[Approval]) -> list[Row]:
        return [(a.person.id, a.on.isoformat(), a.scope.value) for a in approvals]

    def shown(day: date | None) -> str:
        return day.isoformat() if day else ""

    found = (
        verdict.state,
        rows(verdict.approvals),
        rows(verdict.lapsed),
        shown(verdict.last_reviewed),
        shown(verdict.next_review),
        shown(verdict.changes_on),
    )
    assert found == (case.state, [*case.approvals], [*case.lapsed], case.reviewed, case.due, case.changes)
    assert verdict.approved == (case.state is State.APPROVED)
    assert len(verdict.shaken) == case.shaken


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_verdict_holds_until_the_next_change_that_its_day_notes(case: Case) -> None:
    today = Today(case.today)
    verdict = judged(case, today)
    if today.next_change is None:
        assert judged(case, Today(date.max)).state is verdict.state
        return
    assert today.next_change > case.today
    before = Today(date.fromordinal(today.next_change.toordinal() - 1))
    assert judged(case, before) == verdict
    if verdict.changes_on:
        assert today.next_change <= verdict.changes_on


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_verdict_changes_by_time_on_the_day_that_it_names(case: Case) -> None:
    verdict = verdict_of(case)
    if verdict.changes_on is None:
        return
    last = Today(date.fromordinal(verdict.changes_on.toordinal() - 1))
    assert judged(case, last).state is verdict.state
    assert judged(case, Today(verdict.changes_on)).state is not verdict.state


# What the author is told


def rules(meta: FrontMatter, today: date = TODAY) -> list[str]:
    return [problem.rule for problem in review_problems(meta, "content/a.md", Today(today))]


def test_records_without_a_fault_say_nothing() -> None:
    sound = FrontMatter(title="A", status=Status.APPROVED, reviews=(record("rita", "2026-01-31"),))
    assert rules(sound) == []
    assert rules(FrontMatter(title="A")) == []


def test_an_approved_status_without_an_approval_is_an_error() -> None:
    refused = record("rita", "2026-01-31", "request-changes")
    assert rules(FrontMatter(title="A", status=Status.APPROVED)) == ["REV-02"]
    assert rules(FrontMatter(title="A", status=Status.APPROVED, reviews=(refused,))) == ["REV-02"]


def test_an_approval_without_a_fingerprint_is_an_error() -> None:
    bare = record("rita", "2026-01-31", fingerprint="")
    assert rules(FrontMatter(title="A", status=Status.APPROVED, reviews=(bare,))) == ["REV-02"]


def test_an_authors_own_approval_is_an_error_whatever_the_status() -> None:
    meta = FrontMatter(title="A", authors=(PEOPLE["ann"],), reviews=(record("ann", "2026-01-31"),))
    assert rules(meta) == ["REV-04"]


@pytest.mark.parametrize("decision", list(Decision))
def test_a_decision_of_tomorrow_is_an_error(decision: Decision) -> None:
    meta = FrontMatter(title="A", reviews=(record("rita", "2026-11-23", decision.value),))
    assert rules(meta) == ["DAT-01"]
    assert rules(meta, date(2026, 11, 23)) == []


def test_a_withdrawn_article_says_why() -> None:
    gone = Withdrawal(on=date(2026, 1, 1), reason="out of date")
    assert rules(FrontMatter(title="A", status=Status.WITHDRAWN)) == ["RET-06"]
    assert rules(FrontMatter(title="A", status=Status.WITHDRAWN, withdrawn=gone)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_edit_is_a_warning_and_age_is_only_due(case: Case) -> None:
    verdict = verdict_of(case)
    found = [
        (problem.rule, problem.level)
        for problem in verdict_problems(verdict, meta_of(case), case.audience, "content/a.md", NOW)
    ]
    told = {State.EDITED: [("REV-03", Level.WARNING)], State.OVERDUE: [("DAT-05", Level.DUE)]}
    if verdict.shaken:
        told[State.OVERDUE] = [("RET-05", Level.WARNING)]
    assert found == told.get(case.state, [])
