"""An author or editor field → names. Rules: BibTeX's names as pybtex reads them, and what exports do to them."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from vademecum.model.references import Name
from vademecum.patterns import late
from vademecum.problems import Level
from vademecum.references.decoding.degrees import is_degree, without_degrees
from vademecum.references.decoding.organisations import looks_like_organisation
from vademecum.references.decoding.tex import decode_tex, is_plain
from vademecum.references.marks import plain

_AND = late(r"(?<!\s)\s+and\s+", re.IGNORECASE)
_PLAIN_PERSON = late(r"([^,;:]+),\s*([^,;:]+)")
_ORDINARY = late(
    r"(?!(?i:and)\s)([^\s,;:](?:[^,;:]*[^\s,;:])?),\s*"
    r"([^\W\d_a-z][^\s,;:]*(?: [^\W\d_a-z](?:\.?|[^\W\d_A-Z]{2,}))*)(?<![Aa][Nn][Dd])"
)
"""Family and given names without TeX of which nothing is left out or moved: most are."""
_JOINED = late(r";|\s\\?&\s")
_DEEP = late(r"\{|\}|\\.|(?<=\s)and(?=\s)|,", re.IGNORECASE | re.DOTALL)
_EDGE_AND = late(r"^and(?=\s|$)|(?<=\s)and$|^and$", re.IGNORECASE)
_SUFFIX = late(r"(?:jr|sr|jnr|snr|esq|i{2,3}|iv|vi{0,3}|[2-9](?:nd|rd|th))\.?", re.IGNORECASE)
_ET_AL = late(r"\W*(?:et\.?\s+al|al,?\s*et)\W*", re.IGNORECASE)
_NOISE = late(r"(?:[.,;]|(?<![.,;\s]))\s*electronic address\s*:.*", re.IGNORECASE | re.DOTALL)
_ODD_START = late(r"\\|\{(?!\\)")
_SPECIAL_START = late(r"\{\\[A-Za-z]*+[^}]*?([^\W\d_])")
PARTICLES = frozenset(
    {
        "de", "da", "do", "dos", "das", "del", "della", "delle", "di", "du", "van", "von", "vom", "der",
        "den", "ter", "ten", "te", "la", "le", "af", "av", "zu", "zum", "zur", "y", "e", "el", "al", "bin",
        "ibn", "'t", "'s", "d'", "het", "op", "in",
    }
)  # fmt: skip

SplitOddName = Callable[[str], tuple[str, str]]
"""A name without a comma whose words begin with TeX → (family, given)."""


class Names(Struct, frozen=True, kw_only=True):
    """A decoded list of names and what is wrong with it."""

    names: tuple[Name, ...] = ()
    more: bool = False
    """The list ends in "and others"."""
    faults: tuple[tuple[Level, str, str], ...] = ()
    """Level, message and hint."""
    unknown: tuple[str, ...] = ()
    """TeX commands that are not known."""


class _Reader:
    __slots__ = ("faults", "invisible", "more", "names", "plain", "split_odd", "unknown")

    def __init__(self, split_odd: SplitOddName, *, plain: bool) -> None:
        self.split_odd = split_odd
        self.plain = plain
        self.names: list[Name] = []
        self.more = False
        self.faults: list[tuple[Level, str, str]] = []
        self.unknown: list[str] = []
        self.invisible: list[str] = []

    def warn(self, message: str, hint: str = "") -> None:
        self.faults.append((Level.WARNING, message, hint))

    def text(self, value: str) -> str:
        if self.plain:
            return value
        decoded = decode_tex(value)
        self.unknown.extend(decoded.unknown)
        self.invisible.extend(decoded.invisible)
        return plain(decoded.text).replace("\u00a0", " ")

    def add(self, typed: str) -> None:
        name = typed.strip()
        person = _PLAIN_PERSON.fullmatch(name) if self.plain else None
        if person and person[2] != "et":
            self._add_person(person[1].rstrip(), person[2], "")
        elif name.casefold() == "others" or _ET_AL.fullmatch(name.replace("{", "").replace("}", "")):
            if name.casefold() != "others":
                self.warn(f'"{name}" in a list of names is read as "and others"')
            self.more = True
        elif _wholly_braced(name):
            self.names.append(Name(literal=self.text(_NOISE.sub("", name))))
        else:
            self._person(_NOISE.sub("", name))

    def _person(self, name: str) -> None:
        parts = [part.strip() for part in _split(name, ",")]
        while len(parts) > 1 and not parts[-1]:
            parts.pop()
        degrees = [part for part in parts[1:] if is_degree(part)] if len(parts) > 2 else []
        if degrees:
            self.warn(f'the degree "{degrees[0]}" is left out of the name of {parts[0]}')
            parts = [part for part in parts if part not in degrees]
        match parts:
            case [whole]:
                self._without_comma(whole)
            case [family, given]:
                self._add_person(family, given, "")
            case [family, given, suffix] if _SUFFIX.fullmatch(suffix) and not _SUFFIX.fullmatch(given):
                self._add_person(family, given, suffix)
            case [family, suffix, given] if not _JOINED.search(name):
                if not _SUFFIX.fullmatch(suffix):
                    self.warn(f'"{suffix}" is read as the suffix of "{family}, {given}"', 'separate names with " and "')
                self._add_person(family, given, suffix)
            case _:
                self._too_many_commas(name, parts)

    def _add_person(self, family: str, given: str, suffix: str) -> None:
        family, given = self.text(family), without_degrees(self.text(given))
        if given.rpartition(" ")[2] in PARTICLES:
            words = given.split(" ")
            cut = len(words) - 1
            while cut > 1 and words[cut - 1] in PARTICLES:
                cut -= 1
            if any(word not in PARTICLES for word in words[:cut]):
                family, given = " ".join([*words[cut:], family]), " ".join(words[:cut])
        if family or given:
            self.names.append(Name(family=family or given, given=given if family else "", suffix=self.text(suffix)))

    def _without_comma(self, name: str) -> None:
        if _JOINED.search(name) and "{" not in name:
            self._too_many_commas(name, [name])
            return
        if looks_like_organisation(name):
            literal = self.text(name)
            self.warn(f'"{literal}" is read as an organisation', "put a second pair of braces round its name")
            self.names.append(Name(literal=literal))
            return
        words = [word for word in _split(without_degrees(name), " ") if word]
        if len(words) > 1 and any(_ODD_START.match(word) for word in words):
            family, given = self.split_odd(name)
            self._add_person(family, given, "")
            return
        suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""  # given, family, Jr
        start = next((index for index, word in enumerate(words[:-1]) if _is_small(word)), len(words) - 1)
        self._add_person(" ".join(words[start:]), " ".join(words[:start]), suffix)

    def _too_many_commas(self, name: str, parts: list[str]) -> None:
        if _JOINED.search(name):
            guess = [part.strip() for part in _JOINED.split(name) if part.strip()]
            what = f"authors are separated by {'semicolons' if ';' in name else 'an ampersand'}"
        else:
            guess = [", ".join(parts[index : index + 2]) for index in range(0, len(parts), 2)]
            what = f'too many commas in "{_shortened(name)}"'
        hint = 'separate names with " and ": ' + _shortened(" and ".join(guess))
        self.faults.append((Level.ERROR, what, hint))
        for person in guess:
            pieces = [piece.strip() for piece in _split(person, ",")]
            if len(pieces) == 2:  # family and given
                self._add_person(pieces[0], pieces[1], "")
            else:
                self.names.append(Name(literal=self.text(person)))


def read_names(value: str, split_odd: SplitOddName) -> Names:
    """Return the names of a field, in order; a list that cannot be told apart is an error with a suggestion."""
    plain = is_plain(value)
    pieces = _split_at_and(value, plain=plain)
    people = [_ORDINARY.fullmatch(piece) for piece in pieces] if plain else [None]
    if all(people):
        return Names(names=tuple([Name(family=person[1], given=person[2]) for person in people if person]))
    reader = _Reader(split_odd, plain=plain)
    for piece in pieces:
        typed = piece if plain else piece.strip()
        ordinary = _ORDINARY.fullmatch(typed) if plain or (typed.isascii() and is_plain(typed)) else None
        if ordinary:
            reader.names.append(Name(family=ordinary[1], given=ordinary[2]))
            continue
        stripped = _EDGE_AND.sub("", piece.strip()).strip(" ")
        if stripped:
            reader.add(stripped)
        if not stripped or stripped != piece.strip():
            reader.warn("an empty name in the list of names", 'take the spare "and" out')
    for invisible in dict.fromkeys(reader.invisible):
        reader.warn(f"an invisible character {invisible} in a name is dropped")
    return Names(
        names=tuple(reader.names),
        more=reader.more,
        faults=tuple(reader.faults),
        unknown=tuple(dict.fromkeys(reader.unknown)),
    )


def _split_at_and(value: str, *, plain: bool) -> list[str]:
    if not value.strip():
        return []
    if plain and value.isascii() and value.lower().count("and ") == value.count("and "):
        return value.split(" and ")  # what is plain holds no other space, and none twice
    if "{" not in value and "\\" not in value:
        return _AND.split(value)
    return _split(value, "and")


def _split(value: str, separator: str) -> list[str]:
    """Split at a separator ("and", "," or a space) that stands outside braces."""
    if "{" not in value and separator != "and":
        return value.split(separator)
    pieces, start, depth = [], 0, 0
    pattern = _DEEP if separator != " " else _DEEP_SPACE
    for match in pattern.finditer(value):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth = max(0, depth - 1)
        elif depth == 0 and sign.casefold() == separator:
            pieces.append(value[start : match.start()])
            start = match.end()
    return [*pieces, value[start:]]


_DEEP_SPACE = late(r"[{}]| ")


def _wholly_braced(name: str) -> bool:
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for index, sign in enumerate(name):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return index == len(name) - 1
    return False


def _is_small(word: str) -> bool:
    """Return whether BibTeX takes a word for a particle: its first letter, be it an accented one in TeX, is small."""
    if word.startswith("{"):
        special = _SPECIAL_START.match(word)
        return special is not None and special[1].islower()
    return next((sign.islower() for sign in word if sign.isalpha()), False)


def _shortened(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"  # a line of a report
