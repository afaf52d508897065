"""Given names → initials, as NLM and AMA print them. Source: Citing Medicine, chapter 2; AMA Manual of Style, 3.7."""

from __future__ import annotations

import re
from functools import lru_cache

from vademecum.references.decoding.names import PARTICLES

_PART = re.compile(r"[^\s.\u2010\u2011-]+")
_MOST_CAPITALS = 3
_IDEOGRAM = 0x2E80


def initials(given: str, family: str = "") -> str:
    """Return initials without stops and hyphens: "Jean-Christophe R." → JCR, "JA" → JA, "Carlos de Oliveira" → C de O.

    Capitals run together are initials already ("SW"), but not where the whole name is in capitals ("SMITH, ANN").
    """
    return _initials(given, family.isupper() and len(family) > 1)


@lru_cache(maxsize=8192)
def _initials(given: str, shouted: bool) -> str:  # noqa: FBT001 - lru_cache is quicker without keywords
    if given and ord(given[0]) >= _IDEOGRAM:
        return given
    result = ""
    for word in given.split():
        if word in PARTICLES and result:
            result = f"{result} {word} "
            continue
        for part in _PART.findall(word):
            result += _initial(part, shouted=shouted)
    return result.strip()


def _initial(part: str, *, shouted: bool) -> str:
    if part.isupper() and 1 < len(part) <= (2 if shouted else _MOST_CAPITALS) and part.isalpha():
        return part
    first = next((sign for sign in part if sign.isalpha()), "")
    return first.upper() if len(first.upper()) == 1 else first
