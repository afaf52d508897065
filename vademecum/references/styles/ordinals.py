"""Editions and versions: "4", "4th", "Second", "Revised" → "4th ed."."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(\d{1,3})(?:st|nd|rd|th|\.)?(?:\s*(?:ed|edn|edition)\.?)?", re.IGNORECASE)
_VERSION = re.compile(r"(?:v|ver|version)?\.?\s*(\d\S*)", re.IGNORECASE)
_WORDS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
_SAYS_SO = re.compile(r"\bed(?:n|ition|\.|$)", re.IGNORECASE)
_TEENS = range(10, 20)


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 11th ..."""
    if number % 100 in _TEENS:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def version(typed: str) -> str:
    """Return the version of a program or data set: "4.3.1" and "v4.3.1" are Version 4.3.1, other words stay."""
    match = _VERSION.fullmatch(typed.strip()) if typed else None
    return f"Version {match[1]}" if match else typed


def edition(typed: str) -> str:
    """Return an edition as both styles print it; other words than numbers stay ("Rev. ed.")."""
    if not typed:
        return ""
    match = _NUMBER.fullmatch(typed.strip())
    if match:
        return f"{ordinal(int(match[1]))} ed."
    word = re.sub(r"\s+(?:ed|edn|edition)\.?$", "", typed.strip(), flags=re.IGNORECASE).casefold()
    if word in _WORDS:
        return f"{ordinal(_WORDS.index(word) + 1)} ed."
    if _SAYS_SO.search(typed):
        return typed
    return f"{typed} ed."
