"""A key for a new entry, made as the file's other keys are made: ``strosberg2017phase``."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from string import ascii_lowercase

from msgspec import Struct

from vademecum.model.references import Reference
from vademecum.references.marks import plain

_WORD = re.compile(r"[^\W_]+(?:[-\u2010-\u2015'’][^\W_]+)*")
_HYPHEN = re.compile(r"[-\u2010-\u2015]")
_LONGEST = 14
_LITTLE = frozenset(
    {
        "a", "an", "the", "of", "and", "or", "for", "in", "on", "to", "with", "by", "at", "from", "as", "is", "are",
        "do", "does", "can", "what", "how", "why", "its", "their", "between", "among", "versus", "vs", "after",
        "der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el", "los", "las", "de", "et", "und",
    }
)  # fmt: skip
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d"})
_NAMELESS = "anon"


class Pattern(Struct, frozen=True, kw_only=True):
    """How keys are made of a name, a year and a word of the title."""

    separator: str = ""
    """Between name and year."""
    word: bool = True
    word_separator: str = ""
    capital: bool = False
    """The name begins with a capital letter."""


def read_pattern(keys: Iterable[tuple[str, Reference]]) -> Pattern:
    """Return the pattern of most keys that begin with the first author's name and the year."""
    found = Counter(pattern for key, reference in keys for pattern in _pattern(key, reference))
    return found.most_common(1)[0][0] if found else Pattern()


def _pattern(key: str, reference: Reference) -> Iterator[Pattern]:
    name, year = _name(reference), _year(reference)
    match = (
        re.fullmatch(rf"{re.escape(name)}([-_:.+/]?){year}(?:([-_:.+/]?)([a-z]*))?", key.casefold()) if year else None
    )
    if match:
        word = len(match[3]) > 1  # one letter tells twins apart
        yield Pattern(separator=match[1], word=word, word_separator=match[2] if word else "", capital=key[:1].isupper())


def make_key(reference: Reference, pattern: Pattern, taken: Iterable[str]) -> str:
    """Return a key that no entry has, in any letter case; a second one of its name, year and word ends in ``a``."""
    name = _name(reference)
    word = _word(reference) if pattern.word else ""
    key = "".join(
        (
            name.capitalize() if pattern.capital else name,
            pattern.separator if _year(reference) else "",
            _year(reference),
            pattern.word_separator if word else "",
            word,
        )
    )
    known = {other.casefold() for other in taken}
    return next(each for each in _numbered(key) if each.casefold() not in known)


def _numbered(key: str) -> Iterator[str]:
    yield key
    yield from (f"{key}{letter}" for letter in ascii_lowercase)
    yield from (f"{key}-{number}" for number in count(2))


def _year(reference: Reference) -> str:
    return f"{reference.issued.year:04d}" if reference.issued else ""


def _name(reference: Reference) -> str:
    people = reference.authors or reference.editors
    if not people:
        return _NAMELESS
    first = people[0]
    if first.family:
        return _folded(first.family) or _NAMELESS
    words = [word for word in _WORD.findall(first.literal or first.given) if word.casefold() not in _LITTLE]
    initials = "".join(word[0] for word in words)
    return _folded(words[0] if len(words) == 1 else initials) or _NAMELESS


def _word(reference: Reference) -> str:
    words = (_joined(word) for word in _WORD.findall(plain(reference.title)))
    return next((word for word in words if len(word) > 2 and word not in _LITTLE and not word.isdigit()), "")


def _joined(word: str) -> str:
    """Return "longterm" for "Long-term", and "ileal" for "Ileal-lymphoid-nodular"."""
    whole = _folded(word)
    return whole if len(whole) <= _LONGEST else _folded(_HYPHEN.split(word)[0])


def _folded(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(sign for sign in spread.casefold() if sign.isascii() and sign.isalnum())
