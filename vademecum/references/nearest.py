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

    difflib takes 20 to 60 microseconds a comparison, too much for 100,000 keys: keys of a similar length are
    ranked by the letters that they share, and only the first few are compared in earnest.
    """
    wanted = key.casefold()
    if not wanted:
        return ""
    span = max(2, len(wanted) * 2 // 3)
    letters = frozenset(wanted)
    ranked = nlargest(
        _FINALISTS * 8,
        (
            (
                len(letters.intersection(known)) - abs(len(known) - len(wanted)) + 2 * (known[:1] == key[:1]),
                known,
            )
            for known in bibliography.entries
            if abs(len(known) - len(wanted)) <= span
        ),
    )
    count = Counter(wanted)
    finalists = nlargest(_FINALISTS, ((_shared(count, known.casefold()), known) for _, known in ranked))
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
