"""What may be claimed of a variant: a table of records, text and day against the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from msgspec import Struct

from vademecum.config import ReviewPolicy
from vademecum.model.articles import Conflicts, Decision, FrontMatter, Person, Review, ReviewScope, Status, Withdrawal
from vademecum.model.retractions import Event, EventKind, Shaken
from vademecum.model.review import Approval, State, Verdict
from vademecum.problems import Level, Place
from vademecum.review.faults import review_problems, verdict_problems
from vademecum.review.verdict import Court, judge
from vademecum.today import Today

TODAY = date(2026, 11, 22)
NOW = f"1:{'a' * 64}"
OLD = f"1:{'b' * 64}"
PLACE = Place(file="content/_people.yml")
PEOPLE = {
    **{
        name: Person(id=name, name=name.title(), ssh_key=(f"ssh-ed25519 {name}",), place=PLACE)
        for name in ("ann", "rita", "ravi", "phil")
    },
    "lay": Person(id="lay", name="Lay", clinician=False, place=PLACE),
    "fee": Person(id="fee", name="Fee", conflicts=Conflicts(statement="fees", topics=("Bones",)), place=PLACE),
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
    signature: str = "",
) -> Review:
    return Review(
        by=by,
        on=date.fromisoformat(on),
        audience=audience,
        scope=ReviewScope(scope),
        decision=Decision(decision),
        fingerprint=fingerprint if decision in ("approve", "request-changes") else "",
        signature=signature,
        place=Place(file="content/a.md", line=9),
    )


POLICY = ReviewPolicy()


class Case(Struct, frozen=True, kw_only=True):
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
    risk: str = "standard"
    policy: ReviewPolicy = POLICY
    audience: str = "clinician"
    today: date = TODAY
    struck: Sequence[str] = ()
    """Days on which a cited source was retracted."""
    shaken: int = 0
    """How many of them end the approval."""
    proven: Sequence[Review] = ()
    """Records whose signature is good."""
    lacks: Sequence[str] = ()
    """What is missing, where a case is about it."""
    refused: Sequence[str] = ()
    """The rules by which an approval of this text does not count."""


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
        name="an approval after a recipe for fingerprints that this engine does not know: nobody can say it was edited",
        records=[record("rita", "2026-01-31", fingerprint=NOW.replace("1:", "99:"))],
        state=State.UNDER_REVIEW,
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
        name="changes requested in another scope stand in the way of an approval in this one",
        records=[record("rita", "2026-01-31"), record("rita", "2026-03-01", "request-changes", scope="pharmacy")],
        state=State.UNDER_REVIEW,
        lacks=["rita asked for changes on 2026-03-01 (pharmacy)"],
    ),
    Case(
        name="a new round begun by the one who approved",
        records=[record("rita", "2026-01-31"), record("rita", "2026-03-01", "start")],
        state=State.UNDER_REVIEW,
    ),
    # What somebody else asked for.
    Case(
        name="another person's request for changes stands in the way",
        records=[record("rita", "2026-01-31"), record("phil", "2026-01-01", "request-changes", scope="pharmacy")],
        state=State.UNDER_REVIEW,
        lacks=["phil asked for changes on 2026-01-01 (pharmacy)"],
    ),
    Case(
        name="until that person approves",
        records=[
            record("rita", "2026-01-31"),
            record("phil", "2026-01-01", "request-changes", scope="pharmacy"),
            record("phil", "2026-02-28", scope="pharmacy"),
        ],
        state=State.APPROVED,
        approvals=[("phil", "2026-02-28", "pharmacy"), ("rita", "2026-01-31", "clinical")],
        reviewed="2026-02-28",
        due="2029-02-28",
        changes="2029-03-01",
    ),
    Case(
        name="a colleague's approval of the same text does not answer it",
        records=[record("phil", "2026-01-01", "request-changes"), record("rita", "2026-01-31")],
        state=State.UNDER_REVIEW,
        lacks=["phil asked for changes on 2026-01-01 (clinical)"],
    ),
    Case(
        name="a colleague's approval, in that scope, of a text that was changed since does",
        records=[record("phil", "2026-01-01", "request-changes", OLD), record("rita", "2026-01-31")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    Case(
        name="an approval in another scope does not, although the text was changed",
        records=[
            record("phil", "2026-01-01", "request-changes", OLD, scope="pharmacy"),
            record("rita", "2026-01-31"),
        ],
        state=State.UNDER_REVIEW,
        lacks=["phil asked for changes on 2026-01-01 (pharmacy)"],
    ),
    Case(
        name="nor does one that is older than the request",
        records=[record("rita", "2026-01-31"), record("phil", "2026-02-01", "request-changes", OLD)],
        state=State.UNDER_REVIEW,
        lacks=["phil asked for changes on 2026-02-01 (clinical)"],
    ),
    Case(
        name="a request that does not say which text it is about is answered by its own person alone",
        records=[record("phil", "2026-01-01", "request-changes", ""), record("rita", "2026-01-31")],
        state=State.UNDER_REVIEW,
    ),
    Case(
        name="a request for the other variant is not about this one",
        records=[record("rita", "2026-01-31"), record("phil", "2026-02-01", "request-changes", audience="patient")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    Case(
        name="edited since an approval, with a request for changes to the new text",
        records=[record("rita", "2026-01-31", fingerprint=OLD), record("phil", "2026-02-01", "request-changes")],
        state=State.EDITED,
        lapsed=[("rita", "2026-01-31", "clinical")],
    ),
    # Which approvals count.
    Case(
        name="without a clinical approval nothing is approved",
        records=[record("rita", "2026-01-31", scope="accessibility"), record("phil", "2026-01-31", scope="pharmacy")],
        state=State.UNDER_REVIEW,
        lacks=["it has no clinical approval"],
    ),
    Case(
        name="a text that never had a clinical approval was not edited since one",
        records=[record("rita", "2026-01-31", fingerprint=OLD, scope="accessibility")],
        state=State.UNDER_REVIEW,
        lapsed=[("rita", "2026-01-31", "accessibility")],
    ),
    Case(
        name="who is no clinician gives no clinical approval",
        records=[record("lay", "2026-01-31")],
        state=State.UNDER_REVIEW,
        lacks=["nobody whose approval counts has approved the present text"],
    ),
    Case(
        name="but may have read for plain language, beside a clinician",
        records=[record("lay", "2026-01-31", scope="plain-language"), record("rita", "2026-01-31")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical"), ("lay", "2026-01-31", "plain-language")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    Case(
        name="somebody with a conflict of interest cannot be the only one",
        records=[record("fee", "2026-01-31")],
        state=State.UNDER_REVIEW,
        lacks=["everybody who approved it has a conflict of interest"],
        refused=["PPL-04"],
    ),
    Case(
        name="beside somebody without one they can",
        policy=ReviewPolicy(min_reviewers=2),
        records=[record("fee", "2026-01-31"), record("rita", "2026-01-31")],
        state=State.APPROVED,
        approvals=[("fee", "2026-01-31", "clinical"), ("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    # Signatures.
    Case(
        name="a good signature",
        records=[record("rita", "2026-01-31", signature="good")],
        proven=[record("rita", "2026-01-31", signature="good")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    Case(
        name="a signature that is not proven, whether the site asks for one or not",
        records=[record("rita", "2026-01-31", signature="wrong")],
        proven=[record("rita", "2026-01-30", signature="wrong")],
        state=State.UNDER_REVIEW,
    ),
    Case(
        name="no signature where the site asks for one",
        policy=ReviewPolicy(require_signatures=True),
        records=[record("rita", "2026-01-31")],
        state=State.UNDER_REVIEW,
        refused=["REV-13"],
    ),
    Case(
        name="an unsigned approval of an earlier text says nothing at all there",
        policy=ReviewPolicy(require_signatures=True),
        records=[record("rita", "2026-01-31", fingerprint=OLD)],
        state=State.UNDER_REVIEW,
    ),
    Case(
        name="a good signature where the site asks for one",
        policy=ReviewPolicy(require_signatures=True),
        records=[record("rita", "2026-01-31", signature="good"), record("phil", "2026-01-31")],
        proven=[record("rita", "2026-01-31", signature="good")],
        state=State.APPROVED,
        approvals=[("rita", "2026-01-31", "clinical")],
        reviewed="2026-01-31",
        due="2029-01-31",
        changes="2029-02-01",
    ),
    # Several people and scopes.
    Case(
        name="several approvals stand newest first, then clinical ones, then by name and scope",
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
            ("rita", "2026-01-31", "clinical"),
            ("rita", "2026-01-31", "accessibility"),
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
        name="a text of high risk is due after two years, whatever the site allows",
        records=[record("rita", "2024-11-20")],
        risk="high",
        state=State.OVERDUE,
        approvals=[("rita", "2024-11-20", "clinical")],
        reviewed="2024-11-20",
        due="2026-11-20",
    ),
    Case(
        name="a stricter site counts in a text of high risk too",
        records=[record("rita", "2026-01-01")],
        risk="high",
        policy=ReviewPolicy(max_age_years=1),
        state=State.APPROVED,
        approvals=[("rita", "2026-01-01", "clinical")],
        reviewed="2026-01-01",
        due="2027-01-01",
        changes="2027-01-02",
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
        tags=("bones",),
        authors=tuple(PEOPLE[name] for name in case.authors),
        reviews=tuple(case.records),
        risk=case.risk,
        next_review=date.fromisoformat(case.next_review) if case.next_review else None,
    )


def verdict_of(case: Case) -> Verdict:
    return judged(case, Today(case.today))


def judged(case: Case, today: Today) -> Verdict:
    struck = [
        Shaken(key="k", label="K 2020", event=Event(kind=EventKind.RETRACTION, on=date.fromisoformat(day)))
        for day in case.struck
    ]
    court = Court(people=PEOPLE, policy=case.policy, proven=frozenset(case.proven), today=today)
    return judge(meta_of(case), case.audience, NOW.__eq__, court, struck)


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
    assert [problem.rule for problem in verdict.refused] == [*case.refused]
    assert not case.lacks or verdict.lacks == tuple(case.lacks)
    assert not (verdict.lacks and verdict.state in (State.APPROVED, State.OVERDUE))


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


def test_a_request_of_tomorrow_is_not_there_yet() -> None:
    records = [record("rita", "2026-01-31"), record("phil", "2026-11-23", "request-changes")]
    case = Case(name="", records=records, state=State.APPROVED)
    today = Today(TODAY)
    assert judged(case, today).state is State.APPROVED
    assert today.next_change == date(2026, 11, 23)
    assert judged(case, Today(date(2026, 11, 23))).state is State.UNDER_REVIEW


# What the author is told


def rules(meta: FrontMatter, today: date = TODAY) -> list[str]:
    court = Court(people=PEOPLE, policy=POLICY, today=Today(today))
    verdicts = [judge(meta, "clinician", NOW.__eq__, court)]
    return [problem.rule for problem in review_problems(meta, "content/a.md", court, verdicts)]


def test_records_without_a_fault_say_nothing() -> None:
    sound = FrontMatter(title="A", status=Status.APPROVED, reviews=(record("rita", "2026-01-31"),))
    assert rules(sound) == []
    assert rules(FrontMatter(title="A")) == []


def test_an_approved_status_without_an_approval_is_an_error() -> None:
    refused = record("rita", "2026-01-31", "request-changes")
    assert rules(FrontMatter(title="A", status=Status.APPROVED)) == ["REV-02"]
    assert rules(FrontMatter(title="A", status=Status.APPROVED, reviews=(refused,))) == ["REV-02"]


def test_an_approved_status_that_nothing_proves_is_an_error_that_says_what_is_missing() -> None:
    meta = FrontMatter(title="A", status=Status.APPROVED, reviews=(record("rita", "2026-01-31", scope="pharmacy"),))
    court = Court(people=PEOPLE, policy=POLICY, today=Today(TODAY))
    verdict = judge(meta, "clinician", NOW.__eq__, court)
    (problem,) = review_problems(meta, "content/a.md", court, [verdict])
    assert (problem.rule, problem.level) == ("REV-02", Level.ERROR)
    assert problem.message.endswith(": it has no clinical approval")


def test_what_was_approved_once_or_is_overdue_is_no_unfounded_claim() -> None:
    for review in (record("rita", "2026-01-31", fingerprint=OLD), record("rita", "2020-01-31")):
        assert rules(FrontMatter(title="A", status=Status.APPROVED, reviews=(review,))) == []


@pytest.mark.parametrize("mark", ["1:abc", "99:" + "a" * 64, "a" * 64, NOW.upper()])
def test_a_fingerprint_that_cannot_be_compared_is_an_error(mark: str) -> None:
    assert rules(FrontMatter(title="A", reviews=(record("rita", "2026-01-31", fingerprint=mark),))) == ["REV-11"]


def test_a_clinical_approval_by_somebody_who_is_no_clinician_is_an_error() -> None:
    for scope, found in (("clinical", ["REV-09"]), ("pharmacy", ["REV-09"]), ("translation", [])):
        assert rules(FrontMatter(title="A", reviews=(record("lay", "2026-01-31", scope=scope),))) == found


@pytest.mark.parametrize("decision", ["approve", "request-changes"])
def test_a_signature_that_is_not_good_is_an_error_whatever_it_signs(decision: str) -> None:
    meta = FrontMatter(title="A", reviews=(record("rita", "2026-01-31", decision, signature="wrong"),))
    assert rules(meta) == ["REV-12"]


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
    refused = [(rule, Level.ERROR) for rule in case.refused]
    assert found == [*refused, *told.get(case.state, [])]
