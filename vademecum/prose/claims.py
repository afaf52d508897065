"""Sentences that state something a reader may ask the source of: a share, an effect, a risk, a recommendation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from vademecum.prose.doses import doses
from vademecum.prose.quantities import proportions, quantities
from vademecum.prose.sentences import sentences

_STATISTIC = re.compile(
    r"\b(?:hazard|odds|risk|rate) ratios?\b|\b(?:HR|OR|RR|NNT|NNH)\b[ =:]*\d|\b95\s?% CI\b|\bconfidence interval\b"
    r"|\b[pP]\s?[=<>]\s?0?\.\d|\bnumbers? needed to (?:treat|harm)\b",
)
_RISK = re.compile(
    r"\b(?:rais|increas|reduc|lower|doubl|halv|cut|rises?|falls?|fell|decreas|higher|greater|less)\w*\b[^.;]{0,40}\brisks?\b"
    r"|\brisks? (?:of|for) [^.;]{0,60}\b(?:is|are|was|were|rises?|falls?|fell|rose) (?:\w+ ){0,2}"
    r"(?:higher|lower|greater|increased|reduced|about|doubled|halved|\d)",
    re.IGNORECASE,
)
_RECOMMENDED = re.compile(
    r"\b(?:is|are|was|were) (?:\w+ly )?(?:not )?recommended\b"
    r"|\b(?:guidelines?|guidance|consensus|societ(?:y|ies)|panels?|NICE|WHO|experts?)\b[^.;]{0,40}"
    r"\b(?:recommend|suggest|favou?r|advise?)(?:s|d|ed)?\b",
)
_STUDIES = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|research|evidence|meta-analys[ei]s|(?:systematic )?reviews?)\b[^.;]{0,30}\b"
    r"(?:shows?|showed|shown|finds?|found|suggests?|suggested|demonstrates?|demonstrated|reports?|reported|confirm\w*|proves?|proved)\b",
    re.IGNORECASE,
)
_RISKS, _ADVICE = ("risk",), ("recommend", "suggest", "favor", "favour", "advise")
_RESEARCH = ("stud", "trial", "research", "evidence", "analys", "review")
"""Words without which a pattern finds nothing: looking for them takes a tenth of the time."""
_DIGIT = re.compile(r"\d")
_ALL = Decimal(100)
"""A share that is none: 100% oxygen."""
_NONE = re.compile(r"\b(?:no|not|nobody|nothing|never|without|cannot)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement that needs a source."""

    kind: str
    """``share``, ``interval``, ``dose``, ``statistic``, ``risk``, ``recommendation`` or ``finding``."""
    start: int
    """Of the words that make it one."""
    end: int


@lru_cache(maxsize=1024)
def claims(text: str) -> tuple[Claim, ...]:
    """Return at most one claim a sentence; a question makes none."""
    return tuple(_claims(text))


def _claims(text: str) -> Iterator[Claim]:
    if not _DIGIT.search(text) and not _holds(text.lower(), (*_RISKS, *_ADVICE, *_RESEARCH)):
        return
    for start, end in sentences(text):
        said = text[start:end]
        if said.rstrip("\"'”’)").endswith("?"):
            continue
        found = _number(said) or _words(said)
        if found is not None and not _quoted(text, start + found[1]):
            kind, first, last = found
            yield Claim(kind=kind, start=start + first, end=start + last)


def _quoted(text: str, offset: int) -> bool:
    """Return whether an offset stands inside quotation marks: what is quoted, or an example of what to say."""
    before = text[:offset]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _number(said: str) -> tuple[str, int, int] | None:
    if not _DIGIT.search(said):
        return None
    for each in quantities(said):
        if each.kind == "share" and set(each.values) != {_ALL}:
            return "share", each.start, each.end
        if each.kind == "time" and len(each.values) == 2:
            return "interval", each.start, each.end
    for dose in doses(said):
        return "dose", dose.start, dose.end
    for share in proportions(said):
        return "share", share.start, share.end
    return _found("statistic", _STATISTIC, said)


def _words(said: str) -> tuple[str, int, int] | None:
    words = said.lower()
    found = _found("risk", _RISK, said) if _holds(words, _RISKS) else None
    if found is None and _holds(words, _ADVICE):
        found = _found("recommendation", _RECOMMENDED, said)
    return found or (_found("finding", _STUDIES, said) if _holds(words, _RESEARCH) else None)


def _holds(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)


def _found(kind: str, pattern: re.Pattern[str], said: str) -> tuple[str, int, int] | None:
    found = pattern.search(said)
    if found is None or _NONE.search(said, 0, found.end()):
        return None
    return kind, found.start(), found.end()
