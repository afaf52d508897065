"""The key that an author may have meant by one that is unknown."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from heapq import nlargest

from vademecum.model.references import Bibliography

_LIKENESS = 0.6
_FINALISTS = 25


def nearest(bibliography: Bibliography, key: str) -> str:
    """Return the most similar key, or an empty text when none is similar.

    difflib takes 20 to 60 microseconds a comparison, too much for 100,000 keys. One slip leaves at least a third of a
    key as it was, so only keys that hold one of its thirds are ranked, by the letters that they share, and only the
    first few are compared in earnest.
    """
    wanted = key.casefold()
    if not wanted:
        return ""
    size = max(2, len(wanted) // 3)
    thirds = [wanted[start : start + size] for start in range(0, max(1, len(wanted) - size + 1), size)]
    first, second, third = (thirds * 3)[:3]
    count = Counter(wanted)
    finalists = nlargest(
        _FINALISTS,
        (
            (_shared(count, folded), known)
            for known in bibliography.entries
            if first in (folded := known.casefold()) or second in folded or third in folded
        ),
    )
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    best, best_ratio = "", _LIKENESS
    for _, known in finalists:
        matcher.set_seq1(known.casefold())
        ratio = matcher.ratio()
        if ratio > best_ratio or (ratio == best_ratio and known < best):
            best, best_ratio = known, ratio
    return best


def _shared(count: Counter[str], known: str) -> float:
    return 2 * (count & Counter(known)).total() / (count.total() + len(known))
