"""How chances are told to lay readers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from vademecum.prose.risks import denominators, needless_decimals, relative_effects, spelled_numbers, tells_absolute


@pytest.mark.parametrize(
    "text",
    [
        "It lowers the risk by 30%.",
        "The risk of stroke is about 5 times higher.",
        "It halves your risk.",
        "It doubles the chance of a clot.",
        "People are twice as likely to bleed.",
        "A 30% lower risk.",
        "The relative risk was small.",
        "Stroke was 20% lower.",
    ],
)
def test_a_relative_effect(text: str) -> None:
    assert list(relative_effects(text))
    assert not tells_absolute(text)


@pytest.mark.parametrize(
    "text",
    [
        "Of 100 people, 3 had a stroke.",
        "Take it three times a day, and twice on Sunday.",
        "Ask about your own risk.",
        "Two times a week.",
        "11% of people had diabetes. Without it, 23% had it.",
    ],
)
def test_no_relative_effect(text: str) -> None:
    assert list(relative_effects(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "It lowers the risk by 30%, from 10% to 7%.",
        "It halves the risk: 2 in 100 instead of 4 in 100.",
        "The risk fell by 20%. That is 1 in 50 people.",
        "It doubles the risk. 3% of people had a clot.",
    ],
)
def test_an_absolute_effect_beside_it(text: str) -> None:
    assert tells_absolute(text)


def test_denominators() -> None:
    assert denominators(["2 in 100 and 5 in 100", "1 in 20; 7 of 21"]) == (Decimal(100), Decimal(20))


@pytest.mark.parametrize(("text", "found"), [("1.27%", 1), ("1.3%", 0), ("0.05%", 0), ("8.45 years", 0), ("10.25%", 1)])
def test_needless_decimals(text: str, found: int) -> None:
    assert len(list(needless_decimals(text))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("for three weeks", 1), ("two in every 100", 1), ("one day", 0), ("two kinds", 0), ("3 days", 0)],
)
def test_spelled_numbers(text: str, found: int) -> None:
    assert len(list(spelled_numbers(text))) == found
