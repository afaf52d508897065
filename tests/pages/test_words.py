"""The sentences that state a verdict."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from vademecum.model.articles import AiUse, Decision, FrontMatter, Person, Review, ReviewScope, Withdrawal
from vademecum.model.review import Approval, State, Verdict
from vademecum.pages.words import SCOPES, STATES, ai_sentence, board_line, caution, spoken, steps
from vademecum.problems import Place

RITA = Person(id="rita", name="Rita Reviewer", board=True, place=Place(file="content/_people.yml"))
RAVI = replace(RITA, id="ravi", name="Ravi Reader", board=False)
DAY = date(2026, 11, 1)
RECORD = Review(by="rita", on=DAY, decision=Decision.APPROVE, place=Place(file="content/a.md"))
APPROVED = Approval(person=RITA, on=DAY, scope=ReviewScope.CLINICAL, record=RECORD)
META = FrontMatter(title="A")
CLAIMING = ("approved by", "reviewed by", "verified", "checked by")


def verdict(state: State, *approvals: Approval) -> Verdict:
    lapsed = (APPROVED,) if state is State.EDITED else ()
    return Verdict(state=state, approvals=approvals, lapsed=lapsed, next_review=date(2026, 1, 10))


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_words(state: State) -> None:
    assert STATES[state]
    assert (caution(verdict(state), META) is None) == (state is State.APPROVED)


@pytest.mark.parametrize("scope", ReviewScope)
def test_every_scope_has_its_words(scope: ReviewScope) -> None:
    assert SCOPES[scope].endswith("review")


@pytest.mark.parametrize("state", [state for state in State if state is not State.APPROVED])
def test_a_banner_claims_nothing(state: State) -> None:
    banner = caution(verdict(state), META)
    assert banner is not None
    said = f"{banner.title} {banner.text}".lower()
    if state is State.EDITED:
        assert "edited since approval by rita reviewer on 1 november 2026" in said
        assert "has not been reviewed" in said
    else:
        assert not [words for words in CLAIMING if words in said.replace("no reviewer has approved it", "")]


def test_a_banner_says_why_and_when() -> None:
    withdrawal = Withdrawal(on=date(2026, 10, 20), reason="a dose was wrong.", by="rita", person=RITA)
    gone = FrontMatter(title="A", withdrawn=withdrawal)
    banner = caution(verdict(State.WITHDRAWN), gone)
    assert banner is not None
    assert banner.text.startswith("Withdrawn on 20 October 2026 by Rita Reviewer: a dose was wrong. It stays here")
    overdue = caution(verdict(State.OVERDUE), META)
    assert overdue is not None
    assert "A new review was due on 10 January 2026." in overdue.text


def test_an_example_reviewer_is_marked_in_every_sentence() -> None:
    example = replace(APPROVED, person=replace(RITA, example=True))
    edited = caution(replace(verdict(State.EDITED), lapsed=(example,)), META)
    assert edited is not None
    assert "Rita Reviewer (example person)" in edited.text
    line = board_line(verdict(State.APPROVED, example), [example.person])
    assert "Rita Reviewer (example person)" in line


@pytest.mark.parametrize(
    ("state", "current", "done"),
    [
        (State.SUBMITTED, [0], []),
        (State.UNDER_REVIEW, [1], [0]),
        (State.EDITED, [1], [0]),
        (State.APPROVED, [2], [0, 1]),
        (State.OVERDUE, [], []),
        (State.WITHDRAWN, [], []),
    ],
)
def test_the_steps(state: State, current: list[int], done: list[int]) -> None:
    found = steps(state)
    assert [step.label for step in found] == ["Submitted", "Under Review", "Approved"]
    assert [position for position, step in enumerate(found) if step.current] == current
    assert [position for position, step in enumerate(found) if step.done] == done


NOBODY = "Advisory board: this version has not been approved by a member of the board."


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            verdict(State.APPROVED, APPROVED),
            "Advisory board: this version was approved by Rita Reviewer on 1 November 2026.",
        ),
        (verdict(State.APPROVED, replace(APPROVED, person=RAVI)), NOBODY),
        (verdict(State.UNDER_REVIEW), NOBODY),
        (verdict(State.EDITED), NOBODY),
        (verdict(State.OVERDUE, APPROVED), "Advisory board: the review of this version is overdue."),
        (verdict(State.WITHDRAWN), "Advisory board: this article is withdrawn."),
    ],
    ids=lambda value: value.state.value if isinstance(value, Verdict) else "",
)
def test_the_board_line(given: Verdict, said: str) -> None:
    assert board_line(given, [RITA]) == said
    assert board_line(given, []) == ""


def approved_by(*names: str, days: str) -> Verdict:
    found = (
        replace(APPROVED, person=replace(RITA, id=name, name=name), on=date(2026, 11, int(day)))
        for name, day in zip(names, days, strict=True)
    )
    return verdict(State.APPROVED, *found)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (approved_by("A", "B", days="11"), "A and B on 1 November 2026"),
        (approved_by("A", "B", "C", days="111"), "A, B and C on 1 November 2026"),
        (approved_by("A", "B", days="21"), "A on 2 November 2026 and B on 1 November 2026"),
        (approved_by("A", "A", days="21"), "A on 2 November 2026"),
    ],
    ids=["two", "three", "on two days", "one twice"],
)
def test_each_member_is_named_once_with_the_day(given: Verdict, said: str) -> None:
    board = [approval.person for approval in given.approvals]
    assert board_line(given, board) == f"Advisory board: this version was approved by {said}."


@pytest.mark.parametrize(
    ("used", "state", "said"),
    [
        ("none", State.SUBMITTED, "No AI was used to write this text."),
        ("generated", State.SUBMITTED, "This text was drafted by AI and has not been approved by a human reviewer."),
        (
            "assisted",
            State.EDITED,
            "This text was written with the help of AI and has not been approved by a human reviewer.",
        ),
        ("assisted", State.OVERDUE, "This text was written with the help of AI, and its review by a human is overdue."),
        ("generated", State.APPROVED, "This text was drafted by AI. Editorial responsibility: Rita."),
    ],
)
def test_the_use_of_ai(used: str, state: State, said: str) -> None:
    responsible = "Rita" if "Rita" in said else ""
    assert ai_sentence(AiUse(used=used), responsible, verdict(state)) == said


def test_nothing_is_said_of_ai_where_nothing_is_declared() -> None:
    assert ai_sentence(None, "", verdict(State.SUBMITTED)) == ""


def test_a_date_is_spoken_without_a_locale() -> None:
    assert spoken(date(2025, 4, 30)) == "30 April 2025"
