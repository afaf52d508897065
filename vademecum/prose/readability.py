"""How hard an English text is to read: the two grades that health literacy work reports.

Flesch-Kincaid grade level (Kincaid 1975) and SMOG (McLaughlin 1969), both in years of American school. They count
words and syllables and nothing else, so they show where to look first; they do not judge a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from vademecum.prose.sentences import sentences, words

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^aeiouy]|qu)e(?:s|d|ly|less|ful|fully|ments?|ness|lines?|thing|where|what|times?)?\Z")
"""An e that is not spoken, at a word's end or before an ending."""
_SPOKEN = re.compile(r"(?:[^aeiouyl]le(?:s|d)?|[td]ed|(?:[cgsxz]|sh|ch|bet)es)\Z")
"""What looks like a silent e and is spoken: table, treated, doses."""
_PARTED = re.compile(
    r"ia(?!n\Z|ns\Z|l\Z|lly\Z|ge)|[^tscg]ia(?=n|l)|io(?!n|us)|[^tscgx]io(?=n|us)|iu|[^qg]u[ao]|eo(?!us|pl)|[aeiouy]ing|yi"
    r"|[^aeiouy]ier|crea(?=t)|oe(?=t)|sms?\Z|thm(?![aeiou])"
)
"""Two vowels that are two syllables, or a syllable without a vowel."""


class Grade(Struct, frozen=True, kw_only=True):
    """What the formulas say of a text, with what they were reckoned from."""

    flesch_kincaid: float
    smog: float
    words: int
    sentences: int


def grade(passages: Iterable[str]) -> Grade | None:
    """Return the grades of a text given in passages; None when it holds no sentence."""
    counted = [_counts(passage) for passage in passages]
    n_words, n_sentences, n_syllables, n_long = map(sum, zip(*counted, strict=True)) if counted else (0, 0, 0, 0)
    if not n_words:
        return None
    return Grade(
        flesch_kincaid=0.39 * n_words / n_sentences + 11.8 * n_syllables / n_words - 15.59,
        smog=3.1291 + 1.043 * (30 * n_long / n_sentences) ** 0.5,
        words=n_words,
        sentences=n_sentences,
    )


@lru_cache(maxsize=1024)
def _counts(passage: str) -> tuple[int, int, int, int]:
    """Return how many words, sentences, syllables and words of three syllables or more a passage has."""
    found = [_syllables(word) for word in words(passage)]
    return len(found), len(sentences(passage)), sum(found), sum(count >= 3 for count in found)


@lru_cache(maxsize=1 << 15)
def _syllables(word: str) -> int:
    return sum(_part_syllables(part) for part in re.split(r"[^a-z]+", word.lower()) if part) or 1


def syllables(word: str) -> int:
    """Return how many syllables an English word has, by its spelling; at least one, a number counts as one."""
    return _syllables(word)


def _part_syllables(part: str) -> int:
    count = len(_VOWELS.findall(part))
    if count > 1 and _SILENT.search(part) and not _SPOKEN.search(part):
        count -= 1
    return max(1, count + len(_PARTED.findall(part)))
