"""How a recommendation is worded. GRADE: "we recommend" is strong, "we suggest" is conditional."""

from __future__ import annotations

import re

_STRONG = re.compile(
    r"\b(?:we|the panel|the committee|guidelines?) (?:strongly )?recommends?\b|\b(?:is|are) recommended\b",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\b(?:we|the panel|the committee|guidelines?) (?:conditionally )?suggests?\b|\b(?:is|are) suggested\b"
    r"|\b(?:consider|might|may be considered|conditionally recommends?)\b",
    re.IGNORECASE,
)


def worded_strength(text: str) -> str:
    """Return ``strong`` or ``conditional`` as the words of a recommendation say, or nothing when they say neither."""
    conditional = _CONDITIONAL.search(text) is not None
    strong = _STRONG.search(text) is not None and "conditionally recommend" not in text.lower()
    if strong == conditional:
        return ""
    return "strong" if strong else "conditional"
