"""Doses of medicines in a text: ``500 mg``, ``5–10 mg/kg``, ``two puffs`` are; ``30 g/L`` of albumin is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vademecum.patterns import late
from vademecum.prose.quantities import Quantity, quantities

_DOSED = frozenset(["mg", "mcg", "ng", "units", "mEq", "GBq", "MBq", "puffs", "tablets", "drops"])
"""Units in which hardly anything but a medicine is counted."""
_FOOD = late(
    r"\s(?:of|in|from)?\s?(?:salt|sodium|fib(?:re|er)|sugar|protein|alcohol|fat|cholesterol|carbohydrate)",
    re.IGNORECASE,
)
_GIVEN = late(
    r"\b(?:dos(?:e[sd]?|ing)|giv(?:e|en|ing)|tak(?:e|en|ing)|daily|twice|once|bolus|infus\w+|inject\w+|oral(?:ly)?"
    r"|intraven\w+|IV|intramusc\w+|subcutan\w+|inhal\w+|prescri\w+|administ\w+|load(?:ing)?|maint\w+|titrat\w+)\b",
    re.IGNORECASE,
)
_CONCENTRATION = late(r"/(?:[dm]?[lL]|g|24)\b")


@lru_cache(maxsize=1024)
def doses(text: str) -> tuple[Quantity, ...]:
    """Return every quantity that is a dose: in a medicine's unit, or weighed and said to be given."""
    return tuple(_doses(text))


def _doses(text: str) -> Iterator[Quantity]:
    for each in quantities(text):
        if _CONCENTRATION.match(each.per) or text.startswith("/", each.end) or _FOOD.match(text, each.end):
            continue
        if (
            each.unit in _DOSED
            or (each.unit in ("g", "mmol") and _GIVEN.search(_around(text, each)))
            or _by_weight(each)
        ):
            yield each


def _by_weight(each: Quantity) -> bool:
    return each.unit in ("mL", "g", "mmol") and each.per.startswith("/kg")


def _around(text: str, each: Quantity) -> str:
    return text[max(0, each.start - 60) : each.end + 40]
