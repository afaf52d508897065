"""Abbreviations that a text uses before it says what they mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

_ACRONYM = re.compile(r"[A-Z](?<![\w.@#/&-][A-Z])[A-Z][A-Z0-9]{0,3}s?(?![\w@])(?!-[A-Z\d])")
_KNOWN = frozenset(
    """
    AIDS BC CD COVID CT DNA DVD EU GP HIV ID IQ IT MD MRI NHS OK PDF PIN TB TV UK UN US USA WHO
    II III IV VI VII VIII IX XI XII
    """.split()  # noqa: SIM905 - a list of words
)
"""Better known than what they stand for, or no abbreviations at all."""
_EXPLAINING = re.compile(
    r"\s*(?:\(|,? (?:short for|stands for|means|which means|is (?:a|an|the|short for)|or)\b|[:=–—] )"
)


def unexplained(passages: Iterable[str], known: Collection[str] = ()) -> Iterator[tuple[int, str, int]]:
    """Yield (index of the passage, abbreviation, offset) for each one that is not explained where it is first used.

    Explained means ``blood pressure (BP)``, ``BP (blood pressure)`` or ``BP means …``, before, or in ``known``.
    """
    seen: set[str] = set()
    for index, text in enumerate(passages):
        for found in _ACRONYM.finditer(text):
            name = found[0].removesuffix("s")
            if name in seen or name in _KNOWN or name in known:
                continue
            seen.add(name)
            if not (_shouted(text) or _in_brackets(text, found) or _EXPLAINING.match(text, found.end())):
                yield index, name, found.start()


def _in_brackets(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()].rstrip(), text[found.end() :].lstrip()
    return before.endswith(("(", "[", "“", '"')) or (before.endswith((", ", "or")) and after.startswith(")"))


def _shouted(text: str) -> bool:
    return text.isupper() and " " in text
