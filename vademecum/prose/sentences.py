"""Plain text → sentences and words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from vademecum.patterns import late

_END = late(r"[.!?…][.!?…]*[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[^\Wa-z_]|\s*\Z)")
"""A stop, its closing quotes, and then a capital or a digit: a decimal point and "3.5 mg" hold none."""
_NO_END = late(
    r"(?:\b(?:approx|cf|ca|Dr|ed|eds|e\.g|et al|etc|Fig|Figs|i\.e|Mr|Mrs|Ms|No|Nos|p|pp|Prof|resp|St|vs|v|vol)"
    r"|(?:\A|[\s(])[A-Z])\.\Z"
)
"""What ends in a stop without ending a sentence: an abbreviation, an initial."""
_WORD = late(r"[^\W_]+(?:[.,'’\-\u2011–/][^\W_]+)*")


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of each sentence of a text, without the white space around it.

    What has no stop at its end, such as an item of a list, is a sentence as well. Kept for a while: several rules look
    at the same text.
    """
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        if (
            found[0] == "."
            and found.end() < len(text.rstrip())
            and _NO_END.search(text[max(start, found.end() - 9) : found.end()])
        ):
            continue
        yield from _stripped(text, start, found.end())
        start = found.end()
    yield from _stripped(text, start, len(text))


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    end = start + len(said.strip())
    if text[start:end][:1].isalnum() or any(character.isalnum() for character in text[start:end]):
        yield start, end


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """Return (start, end) of the sentence that holds an offset, or that stands before it."""
    found = (0, len(text))
    for start, end in sentences(text):
        if start > offset:
            break
        found = (start, end)
    return found


def words(text: str) -> list[str]:
    """Return the words and numbers of a text; "beta-blocker", "don't", "1,270" and "3.5" are one each."""
    return _WORD.findall(text)
