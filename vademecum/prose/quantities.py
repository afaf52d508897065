"""Numbers with what they count: ``5–10 mg/kg``, ``1.27%``, ``12 of 40``, ``for 7 days``.

A number is read as it is printed in English: comma or thin space between thousands, a point (or the raised one of
some journals) before decimals. Units are brought to one name each, so that ``µg`` and ``mcg`` are equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from vademecum.patterns import late

_NAMES: dict[str, tuple[str, str]] = {
    name: (unit, kind)
    for kind, units in {
        "mass": {
            "kg": "kg kilogram kilograms",
            "g": "g gram grams gramme grammes",
            "mg": "mg milligram milligrams",
            "mcg": "mcg µg μg ug microgram micrograms",
            "ng": "ng nanogram nanograms",
        },
        "activity": {
            "units": "unit units IU MU",
            "mmol": "mmol millimole millimoles",
            "mEq": "mEq",
            "GBq": "GBq",
            "MBq": "MBq",
        },
        "volume": {"L": "L l litre litres liter liters", "mL": "mL ml millilitre millilitres milliliter milliliters"},
        "form": {
            "tablets": "tablet tablets pill pills capsule capsules",
            "puffs": "puff puffs inhalation inhalations",
            "drops": "drop drops",
        },
        "share": {"%": "% per\u00a0cent percent"},
        "time": {
            "s": "second seconds sec",
            "min": "minute minutes min",
            "h": "hour hours h hr hrs",
            "d": "day days",
            "wk": "week weeks",
            "mo": "month months",
            "y": "year years yr yrs",
        },
        "length": {"cm": "cm centimetre centimetres", "mm": "mm millimetre millimetres"},
        "pressure": {"mmHg": "mmHg", "kPa": "kPa"},
        "other": {"°C": "°C", "°F": "°F", "bpm": "bpm", "mm/h": "mm/h"},
    }.items()
    for unit, names in units.items()
    for name in names.split(" ")
}
"""Every spelling of a unit → its one name and what it measures."""

_TAIL = r"(?:[0-9]{0,2}(?:[,\u00a0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]*)(?:[.·][0-9]+)?"
NUMBER = rf"[0-9]{_TAIL}"
"""A number as it is printed. It begins with a plain set, so that a search skips from digit to digit."""
_ALONE = rf"[0-9](?<![\w.,·/−-][0-9]){_TAIL}"
"""A number that no letter, sign or other number stands before."""
_UNIT = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True)).replace("\u00a0", r"\s")
_PER = r"(?:\s?/\s?|\s(?:per|a|an|each|every)\s)"
_RATE = r"kg|g|m²|m2|[dm]?[lL]|dose|min|minute|h|hour|day|week|month|year|24\sh(?:ours)?"
_QUANTITY = late(
    rf"(?P<first>{_ALONE})"
    rf"(?:\s?(?:%\s?)?(?:[–−-]|\sto\s|\sand\s|\sor\s)\s?(?P<last>{NUMBER}))?"
    rf"[\s\u00a0-]?(?P<unit>{_UNIT})(?![^\W\d_])"
    rf"(?P<per>(?:{_PER}(?:{_RATE})(?![^\W\d_])){{0,2}})"
)
_OF = (
    r"\s(?:in|out\sof(?:\severy)?|of(?:\severy)?|in\severy)\s(?:every\s)?"
    rf"(?P<whole>{NUMBER})(?![\w%])(?!\s?(?:{_UNIT})\b)"
)
_COUNTS = (
    late(rf"(?P<part>[0-9](?<![\w.,·/][0-9]){_TAIL}){_OF}"),
    late(rf"(?P<part>one|two|three|four|five|six|seven|eight|nine|ten){_OF}"),
)
"""In figures and in words: apart, since a search for a digit skips what a search for both would look at."""
_WHOLE = late(r"[0-9](?<=(?:in|of|ry)\s[0-9])")
"""How the second number begins, behind "in", "of" or "every": where it is missing nothing else is looked for."""
UNIT_AT_END = late(rf"{NUMBER}(?:[\s\u00a0]?(?:{_UNIT}))?\Z")
"""A digit, or a number's unit, at the end of a text."""
_YEAR = late(r"(?:19|20)\d\d")
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_DIGIT = late(r"\d")
_NUMBER = late(rf"[0-9](?<![\w.,·][0-9]){_TAIL}(?!\w)")


_PRINTED = str.maketrans({",": None, "\u00a0": None, "\u2009": None, "\u202f": None, "·": "."})


class Quantity(Struct, frozen=True, kw_only=True):
    """A number, or the two ends of a range, with a unit."""

    values: tuple[Decimal, ...]
    unit: str
    """One name for each unit: ``mg``, ``%``, ``wk`` …"""
    kind: str
    """What it measures: ``mass``, ``share``, ``time`` …"""
    per: str
    """What follows a stroke or "per", as it stands, without spaces: ``/kg/day``."""
    start: int
    end: int


class Proportion(Struct, frozen=True, kw_only=True):
    """So many of so many: ``1 in 20``, ``7 of 21``."""

    part: Decimal
    whole: Decimal
    chance: bool
    """It is written as chances are, ``1 in 20``, and not as a count, ``7 of 21``."""
    start: int
    end: int


@lru_cache(maxsize=1024)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return every number with a unit, in order. Kept for a while: several rules look at the same text."""
    return tuple(_quantities(text)) if _DIGIT.search(text) else ()


def _quantities(text: str) -> Iterator[Quantity]:
    for found in _QUANTITY.finditer(text):
        unit, kind = _NAMES["\u00a0".join(found["unit"].split())]
        ends = (found["first"], found["last"])
        yield Quantity(
            values=tuple(decimal(end) for end in ends if end),
            unit=unit,
            kind=kind,
            per=_per(found["per"]),
            start=found.start(),
            end=found.end(),
        )


@lru_cache(maxsize=1024)
def proportions(text: str) -> tuple[Proportion, ...]:
    """Return every share that is told as a count, in order."""
    return tuple(_proportions(text)) if _WHOLE.search(text) else ()


def _proportions(text: str) -> Iterator[Proportion]:
    for found in (found for pattern in _COUNTS for found in pattern.finditer(text)):
        follows = text[found.end() : found.end() + 2].strip()
        if _YEAR.fullmatch(found["whole"]) and (" in " in found[0] or not follows.isalpha()):
            continue
        part = _WORDS.get(found["part"])
        yield Proportion(
            part=Decimal(part) if part else decimal(found["part"]),
            whole=decimal(found["whole"]),
            chance=" in " in found[0] or "out of" in found[0],
            start=found.start(),
            end=found.end(),
        )


def numbers(text: str) -> Iterator[tuple[Decimal, int, int]]:
    """Yield (value, start, end) of every number, whatever it counts."""
    for found in _NUMBER.finditer(text):
        yield decimal(found[0]), found.start(), found.end()


def decimal(printed: str) -> Decimal:
    """Return the value of a number as it is printed."""
    return Decimal(printed.translate(_PRINTED))


def _per(written: str) -> str:
    return re.sub(r"\s?/\s?|\s(?:per|a|an|each|every)\s", "/", written).strip()
