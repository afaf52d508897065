"""Numbers with their units, shares told as counts, and which quantities are doses."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.prose.doses import doses
from vademecum.prose.quantities import numbers, proportions, quantities


def told(text: str) -> list[str]:
    """Write each quantity of a text as ``values unit per``."""
    return ["–".join(map(str, each.values)) + f" {each.unit}{each.per}" for each in quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("give 5 mg", ["5 mg"]),
        ("5–10 mg/kg", ["5–10 mg/kg"]),
        ("5 to 10 mg per kg per day", ["5–10 mg/kg/day"]),
        ("2.5mg once", ["2.5 mg"]),
        ("0·5 mg", ["0.5 mg"]),
        ("1,270 mg and 12\u202f000 units", ["1270 mg", "12000 units"]),
        ("200 micrograms, 200 mcg, 200 µg, 200 μg", ["200 mcg"] * 4),
        ("75 mg/m² a day", ["75 mg/m²/day"]),
        ("10% or 12 % or 3 per cent", ["10–12 %", "3 %"]),
        ("1.6% and 3.7%", ["1.6–3.7 %"]),
        ("every 6-12 months", ["6–12 mo"]),
        ("a 5-year survival", ["5 y"]),
        ("150 minutes a week", ["150 min/week"]),
        ("7 mmol/L", ["7 mmol/L"]),
        ("30 g/dL", ["30 g/dL"]),
        ("37.5 °C at 120 mmHg", ["37.5 °C", "120 mmHg"]),
        ("in 2024 the 4 groups of COVID-19", []),
        ("5 mgs 5 grams", ["5 g"]),
        ("10.1056/5 mg", []),
        ("P2Y12 G2", []),
    ],
)
def test_quantities(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 in 20 people", [(1, 20, True)]),
        ("64 in 100", [(64, 100, True)]),
        ("one in every 1,000", [(1, 1000, True)]),
        ("7 of 21 had it", [(7, 21, False)]),
        ("3 out of 10", [(3, 10, True)]),
        ("5 in 2 weeks", []),
        ("rose from 1.09 per 100,000 in 1973 to 6.98", []),
        ("chapter 3 of 2024.", []),
        ("3 of 2024 patients", [(3, 2024, False)]),
        ("20% in 12%", []),
        ("two of 5 mg tablets", []),
    ],
)
def test_proportions(text: str, expected: list[tuple[int, int, bool]]) -> None:
    assert [(int(each.part), int(each.whole), each.chance) for each in proportions(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "aspirin, 160 mg per day",
        "an 80 mg bolus, then 8 mg/h",
        "30 mL/kg of crystalloid",
        "two doses of 50 micrograms, that is 100 mcg",
        "10 units of insulin",
        "take 2 tablets",
        "2 puffs as needed",
        "give 1 g of paracetamol",
        "7.4 GBq of 177Lu",
        "40 mmol potassium is infused",
    ],
)
def test_a_dose(text: str) -> None:
    assert doses(text)


@pytest.mark.parametrize(
    "text",
    [
        "a glucose of 10 mmol/L (180 mg/dL)",
        "haemoglobin 7 g/dL",
        "albumin-creatinine ratio above 3 mg/mmol",
        "HbA1c of 48 mmol/mol",
        "an adult of 70 kg",
        "a birth weight of 2500 g",
        "less than 2,000 mg of sodium",
        "a cyst of 30 mL",
        "50 mg/L of C-reactive protein",
        "12 months of 150 minutes",
        "2 of the units",
    ],
)
def test_no_dose(text: str) -> None:
    assert doses(text) == ()


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(["mg", "%", " mL", "\u00a0days"]))
def test_a_number_is_read_as_it_was_printed(value: Decimal, unit: str) -> None:
    for printed in (f"{value}", f"{value:,}"):
        (found,) = quantities(f"about {printed}{unit} of it")
        assert found.values == (value,)


@given(st.text(alphabet=st.sampled_from("0123456789.,·–- mgkL/%to in of\n"), max_size=40))
def test_what_is_found_stands_in_the_text(text: str) -> None:
    for each in quantities(text):
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start].isdigit()
    for share in proportions(text):
        assert share.whole >= 0
    for value, start, end in numbers(text):
        assert value == value.copy_abs()
        assert text[start:end][0].isdigit()
