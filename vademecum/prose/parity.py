"""Whether the numbers of one text stand in another that says the same to other readers.

Rounding, other words and other units of the same measure count as the same: 1.3% for 1.27%, "64 in 100" for 64%,
two weeks for 14 days. A dose must have its very amount: 5 mg are not 5 g.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct, field

from vademecum.prose.quantities import Quantity, numbers, proportions, quantities

_HUNDRED = Decimal(100)
_SMALLEST: dict[str, tuple[str, Decimal]] = {
    "kg": ("ng", Decimal(10) ** 12),
    "g": ("ng", Decimal(10) ** 9),
    "mg": ("ng", Decimal(10) ** 6),
    "mcg": ("ng", Decimal(10) ** 3),
    "L": ("mL", Decimal(1000)),
    "GBq": ("MBq", Decimal(1000)),
    "cm": ("mm", Decimal(10)),
    "y": ("mo", Decimal(12)),
    "wk": ("d", Decimal(7)),
    "h": ("s", Decimal(3600)),
    "min": ("s", Decimal(60)),
}
"""Unit → the one it is reckoned in, and how many of those it holds."""
_DOSED = frozenset(["mass", "activity", "form"])
_SPELLED = {
    "half": "50 0.5",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "twelve": "12",
    "twenty": "20",
    "thirty": "30",
    "once": "1",
    "twice": "2",
    "day": "24 1",
    "daily": "24 1",
    "week": "7 1",
    "month": "1",
    "year": "12 1",
    "annual": "1",
    "annually": "1",
}
"""Words that say a number, or that stand for one of something."""
_WORD = re.compile(r"[a-z]+")


class Stock(Struct, frozen=True):
    """Every number of some texts, in the forms in which another may repeat it."""

    plain: set[Decimal] = field(default_factory=set)
    measured: set[tuple[Decimal, str]] = field(default_factory=set)
    shares: set[Decimal] = field(default_factory=set)
    """In per cent."""
    texts: tuple[str, ...] = ()


def stock(texts: Iterable[str]) -> Stock:
    """Return the numbers of some texts."""
    found = Stock(texts=tuple(texts))
    for text in found.texts:
        found.plain.update(value for value, _, _ in numbers(text))
        for each in quantities(text):
            found.measured.update(_measured(each))
            if each.kind == "share":
                found.shares.update(each.values)
        for share in proportions(text):
            if share.whole:
                found.shares.add(share.part / share.whole * _HUNDRED)
    return found


def strangers(text: str, known: Stock) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each number with a unit, and of each chance, that another text does not hold."""
    for each in quantities(text):
        if not all(_is_known(value, each, known) for value in each.values):
            yield each.start, each.end
    for share in proportions(text):
        told = share.part / share.whole * _HUNDRED if share.whole else share.part
        if not ({share.part, share.whole} <= known.plain or _rounded(told, _exponent(share.part), known.shares)):
            yield share.start, share.end


def _is_known(value: Decimal, each: Quantity, known: Stock) -> bool:
    unit, many = _SMALLEST.get(each.unit, (each.unit, Decimal(1)))
    if (value * many, unit) in known.measured:
        return True
    if each.kind in _DOSED:
        return False
    if each.kind == "share" and _rounded(value, _exponent(value), known.shares):
        return True
    return value in known.plain or value in _spelled(known.texts)


@lru_cache(maxsize=4)
def _spelled(texts: tuple[str, ...]) -> frozenset[Decimal]:
    """Return the numbers that some texts write as words; asked for only where the figures are not there."""
    said = {word for text in texts for word in _WORD.findall(text.lower())}
    return frozenset(Decimal(number) for word in said for number in _SPELLED.get(word, "").split())


def _rounded(value: Decimal, exponent: int, shares: set[Decimal]) -> bool:
    """Return whether a share is one of these, rounded to as many digits as it is told with."""
    step = Decimal(10) ** exponent
    return any(abs(share - value) <= step / 2 for share in shares)


def _exponent(value: Decimal) -> int:
    found = value.as_tuple().exponent
    return found if isinstance(found, int) else 0


def _measured(each: Quantity) -> Iterator[tuple[Decimal, str]]:
    unit, many = _SMALLEST.get(each.unit, (each.unit, Decimal(1)))
    for value in each.values:
        yield value * many, unit
