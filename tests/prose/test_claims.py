"""Which sentences need a source, prescribe, or use an abbreviation that they do not explain."""

from __future__ import annotations

import pytest

from vademecum.prose.acronyms import unexplained
from vademecum.prose.claims import first_claim
from vademecum.prose.directives import directives
from vademecum.prose.grading import worded_strength


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mortality was 31% with the drug.", "share"),
        ("Cancer was found in 7 of 21 people.", "share"),
        ("It usually takes 5–7 years.", "interval"),
        ("Give 500 mg twice daily.", "dose"),
        ("The hazard ratio was 0.80.", "statistic"),
        ("It raises the risk of stroke.", "risk"),
        ("The risk of stroke is much higher.", "risk"),
        ("Aspirin is recommended.", "recommendation"),
        ("The guideline advises against it.", "recommendation"),
        ("Guidelines recommend rest.", "recommendation"),
        ("Smoking can increase the risk of stroke.", "risk"),
        ("Studies show that it works.", "finding"),
        ("A meta-analysis found a benefit.", "finding"),
    ],
)
def test_a_claim(text: str, kind: str) -> None:
    claim = first_claim(text)
    assert claim is not None
    assert claim.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Does it raise the risk of stroke?",
        "No study shows that it works.",
        "We found no evidence that suggests a benefit.",
        "It was not recommended.",
        "Review the chart after 2 days.",
        "To lower the risk of a fall, hold the rail.",
        "You can reduce the risk by holding the rail.",
        "Ask about your own risk.",
        "The trial had 675 participants.",
        "Chapter 3 of 2024.",
        "Give 100% oxygen.",
        'Say: "The risk was 5%."',
    ],
)
def test_no_claim(text: str) -> None:
    assert first_claim(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A start. It fell by 20% and by 30% later. Then 5 mg was given.", "20%"),
        ("Is it 20%? It raises the risk of 5 things.", "raises the risk"),
        ("It raises the risk. In 3 of 40 it did.", "3 of 40"),
    ],
)
def test_the_first_claim_in_figures_comes_first(text: str, said: str) -> None:
    claim = first_claim(text)
    assert claim is not None
    assert text[claim.start : claim.end] == said


@pytest.mark.parametrize(
    "text",
    [
        "You should take aspirin every day.",
        "You must stop taking it at once.",
        "Take 2 tablets.",
        "Your dose is one puff.",
        "If you have pain, 500 mg will help.",
    ],
)
def test_a_directive(text: str) -> None:
    assert list(directives(text)) == [(0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Take 2 tablets as prescribed.",
        "Do not stop on your own.",
        "You should stop smoking.",
        "Ask your doctor if you should take aspirin.",
        "People in the study took 500 mg.",
        "Should you take 500 mg?",
        "Take your time.",
    ],
)
def test_no_directive(text: str) -> None:
    assert list(directives(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The MRA helps.", ["MRA"]),
        ("An ICS (a steroid) helps.", []),
        ("An inhaled steroid (ICS) helps. The ICS stays.", []),
        ("BP means blood pressure.", []),
        ("Give MRAs, then an MRA.", ["MRA"]),
        ("An MRI scan in the UK.", []),
        ("HAS-BLED and NICE-SUGAR.", []),
        ("READ THIS NOW", []),
        ("Type II, 4 mg, pH, vitamin B12.", []),
        ("Chronic obstructive pulmonary disease (lung disease, or COPD).", []),
    ],
)
def test_abbreviations(text: str, expected: list[str]) -> None:
    assert [name for _, name, _ in unexplained([text])] == expected


def test_an_abbreviation_explained_too_late_is_found() -> None:
    assert list(unexplained(["An MRA helps.", "A receptor antagonist (MRA)."])) == [(0, "MRA", 3)]


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("We recommend aspirin.", "strong"),
        ("We strongly recommend aspirin.", "strong"),
        ("We suggest aspirin.", "conditional"),
        ("The panel conditionally recommends aspirin.", "conditional"),
        ("Aspirin is recommended.", "strong"),
        ("Consider aspirin.", "conditional"),
        ("Give aspirin.", ""),
        ("We recommend aspirin and suggest nothing; we suggest rest.", ""),
    ],
)
def test_the_words_of_a_recommendation(text: str, strength: str) -> None:
    assert worded_strength(text) == strength
