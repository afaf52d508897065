"""Chances as they are told to lay readers: relative effects, denominators that change, needless decimals.

Source: NHS digital service manual, "Numbers" and "Health literacy".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from vademecum.patterns import late
from vademecum.prose.quantities import proportions, quantities

_TIMES = r"(?:\d+(?:\.\d+)?|two|three|four|five|ten) times|twice|double[ds]?|halve[ds]?|half|a third|a quarter"
_CHANCE = r"(?:risks?|chances?|odds|likelihood|rates?|likely)"
_SHARE = r"(?:\d+(?:\.\d+)?\s?%|a (?:half|third|quarter)\b)"
_RELATIVE = late(
    rf"\b{_CHANCE}\b[^.;?]{{0,40}}?(?:\bby (?:about |around |nearly |up to |almost )?{_SHARE}|\b(?:{_TIMES})\b)"
    rf"|(?:\b{_SHARE}|\b(?:{_TIMES})) (?:\w+ ){{0,2}}(?:the|as|more|less|lower|higher) [^.;?]{{0,20}}\b{_CHANCE}\b"
    r"|\b\d+(?:\.\d+)?\s?% (?:lower|higher|fewer|more|less|reduction|increase|drop|rise|fall)\b"
    rf"|\b(?:doubl|halv)\w+ (?:the|your|their) {_CHANCE}\b|\brelative risk\b",
    re.IGNORECASE,
)
_MARKS = late(r"isk|hance|odds|ikel|rate|% ")
"""Without one of these no effect is relative: to look for them is much cheaper than to look for it."""
_FROM_TO = late(r"\bfrom (?:about )?\d[\d.,]*\s?%? to (?:about )?\d[\d.,]*\s?%")
_NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty fifty".split()  # noqa: SIM905 - words
)
_SPELLED = late(
    rf"\b(?:{'|'.join(sorted(_NUMBER_WORDS))})\s(?:\w+\s)?"
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|tablets?|puffs?|times a"
    r"|people|patients|out of|in every|in \d)\b",
    re.IGNORECASE,
)


def relative_effects(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each effect that is told relative to an unnamed risk: "lowers the risk by 30%"."""
    if _MARKS.search(text):
        for found in _RELATIVE.finditer(text):
            yield found.span()


def tells_absolute(text: str) -> bool:
    """Return whether a text gives a chance itself: "2 in 100", "from 4% to 2%", or a share beside a relative one."""
    if _FROM_TO.search(text) or any(share.chance for share in proportions(text)):
        return True
    taken = tuple(relative_effects(text))
    return any(
        each.kind == "share" and not any(start <= each.start < end for start, end in taken) for each in quantities(text)
    )


def denominators(texts: Sequence[str]) -> tuple[Decimal, ...]:
    """Return what chances are counted in, each once, in order: 100 and 1000 for "2 in 100" and "5 in 1,000"."""
    found = (share.whole for text in texts for share in proportions(text) if share.chance)
    return tuple(dict.fromkeys(found))


def needless_decimals(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each share with two decimals or more, of one in a hundred and above."""
    for each in quantities(text):
        exponents = (value.as_tuple().exponent for value in each.values)
        fine = any(isinstance(exponent, int) and exponent <= -2 for exponent in exponents)
        if each.kind == "share" and fine and max(each.values) >= 1:
            yield each.start, each.end


def spelled_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each counted number that is written as a word: "three weeks"."""
    if not _NUMBER_WORDS.isdisjoint(text.lower().split()):
        for found in _SPELLED.finditer(text):
            yield found.span()
