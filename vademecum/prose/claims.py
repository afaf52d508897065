"""Sentences that state something a reader may ask the source of: a share, an effect, a risk, a recommendation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from msgspec import Struct

from vademecum.patterns import late
from vademecum.prose.doses import doses
from vademecum.prose.quantities import proportions, quantities
from vademecum.prose.sentences import sentence_at

_STATISTIC = late(
    r"\b(?:(?:hazard|odds|risk|rate) ratios?|confidence interval|numbers? needed to (?:treat|harm))\b"
    r"[^.;]{0,60}?\d[\d.]*"
    r"|\b(?:HR|OR|RR|NNT|NNH)\b[ =:]*\d|\b95\s?% CI\b|\b[pP]\s?[=<>]\s?0?\.\d",
)
_RISK = late(
    r"\b(?<!to )(?<!you can )"
    r"(?:rais|increas|reduc|lower|doubl|halv|cut|rises?|falls?|fell|decreas|higher|greater|less)\w*\b"
    r"[^.;]{0,40}\brisks?\b"
    r"|\brisks? (?:of|for) [^.;]{0,60}\b(?:is|are|was|were|rises?|falls?|fell|rose) (?:\w+ ){0,2}"
    r"(?:higher|lower|greater|increased|reduced|about|doubled|halved|\d)",
    re.IGNORECASE,
)
_RECOMMENDED = late(
    r"\b(?:is|are|was|were) (?:\w+ly )?(?:not )?recommended\b"
    r"|\b(?:(?i:guidelines?|guidance|consensus|societ(?:y|ies)|panels?|experts?)|NICE|WHO)\b[^.;]{0,40}"
    r"\b(?:recommend|suggest|favou?r|advise?)(?:s|d|ed)?\b",
)
_STUDIES = late(
    r"\b(?:stud(?:y|ies)|trials?|research|evidence|meta-analys[ei]s|(?:systematic )?reviews?)\b[^.;]{0,30}\b"
    r"(?:shows?|showed|shown|finds?|found|suggests?|suggested|demonstrates?|demonstrated|reports?|reported|confirm\w*|proves?|proved)\b",
    re.IGNORECASE,
)
_ALL = Decimal(100)
"""A share that is none: 100% oxygen."""
_NONE = late(r"\b(?:no|not|nobody|nothing|never|without|cannot)\b", re.IGNORECASE)


_PATTERNS = (
    ("statistic", ("ratio", "CI", "confidence", "needed", "HR", "OR", "RR", "NN", "=", "<", ">"), _STATISTIC),
    ("risk", ("isk",), _RISK),
    ("recommendation", ("ecommend", "dvi", "uggest", "avo"), _RECOMMENDED),
    ("finding", ("tud", "rial", "esearch", "vidence", "nalys", "eview"), _STUDIES),
)
"""Kind, the marks and parts of words without which the pattern cannot match, the pattern."""


class Claim(Struct, frozen=True, kw_only=True):
    """A statement that needs a source."""

    kind: str
    """``share``, ``interval``, ``dose``, ``statistic``, ``risk``, ``recommendation`` or ``finding``."""
    start: int
    """Of the words that make it one."""
    end: int


@lru_cache(maxsize=1024)
def first_claim(text: str) -> Claim | None:
    """Return the first claim of a text, one in figures if there is any; a question makes none."""
    found = chain(_numbers(text), _worded(text))
    return next((claim for claim in found if not _is_question(text, claim.start)), None)


def _is_question(text: str, offset: int) -> bool:
    if "?" not in text:
        return False
    start, end = sentence_at(text, offset)
    return text[start:end].rstrip("\"'”’)").endswith("?")


def _numbers(text: str) -> Iterator[Claim]:
    """Yield what is claimed in figures."""
    measured = quantities(text)
    for each in measured:
        share = each.kind == "share" and set(each.values) != {_ALL}
        if share or (each.kind == "time" and len(each.values) == 2):
            yield from _unless_quoted(text, "share" if share else "interval", each.start, each.end)
    if measured:
        for dose in doses(text):
            yield from _unless_quoted(text, "dose", dose.start, dose.end)
    for count in proportions(text):
        yield from _unless_quoted(text, "share", count.start, count.end)


def _worded(text: str) -> Iterator[Claim]:
    """Yield what is claimed in words; a pattern is tried where one of its words stands, which is much cheaper."""
    for kind, marks, pattern in _PATTERNS:
        if _holds(text, marks):
            for found in pattern.finditer(text):
                if not _NONE.search(text, sentence_at(text, found.start())[0], found.end()):
                    yield from _unless_quoted(text, kind, found.start(), found.end())


def _holds(text: str, marks: tuple[str, ...]) -> bool:
    for mark in marks:  # noqa: SIM110 - several times faster than any() over so few
        if mark in text:
            return True
    return False


def _unless_quoted(text: str, kind: str, start: int, end: int) -> Iterator[Claim]:
    """Yield a claim, but not one inside quotation marks: those hold what somebody said, or an example."""
    if text.count('"', 0, start) % 2 == 0 and text.count("“", 0, start) <= text.count("”", 0, start):
        yield Claim(kind=kind, start=start, end=end)
