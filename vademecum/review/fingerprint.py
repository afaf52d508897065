"""The fingerprint of a variant: what an approval is bound to.

It covers the variant's title and description, its text and structure before numbering, what is printed of the sources
it cites, the bytes of its media and its disclaimer. White space, ids, keys' names, citation style, theme, file names,
dates and tags are left out. The version before the colon names the recipe: a recipe never changes once a release has
used it, so that a later engine can still judge an older approval.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from json.encoder import encode_basestring_ascii
from typing import Any

from msgspec.json import encode

from vademecum.model.references import Date, Name, Reference
from vademecum.model.review import Wording

_NOT_ASCII = re.compile(r"[^\x00-\x7e]+")


def _first_recipe(wording: Wording) -> str:
    sections = (
        ("title", fold(wording.title)),
        ("description", fold(wording.description)),
        ("text", *wording.pieces),
        ("media", *wording.media),
        ("disclaimer", fold(wording.disclaimer)),
    )
    text = "".join(["\x1d" + "\x1e".join(section) for section in sections])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


RECIPES: Mapping[str, Callable[[Wording], str]] = {"1": _first_recipe}
"""Version → how its SHA-256 (hex) is made. Add one; never change one: ``tests/review/test_recipes.py`` holds them."""

CURRENT = "1"
"""The recipe of new approvals."""


def fingerprint(wording: Wording, version: str = CURRENT) -> str:
    """Return ``VERSION:HEX``, a SHA-256 over the parts of a variant after one of the `RECIPES`."""
    return f"{version}:{RECIPES[version](wording)}"


def is_readable(mark: str) -> bool:
    """Return whether a fingerprint is whole and this engine knows its recipe."""
    version, _, digest = mark.partition(":")
    return version in RECIPES and re.fullmatch("[0-9a-f]{64}", digest) is not None


class Fingerprints:
    """The fingerprints of one wording: the present one at once, those of older recipes when they are asked for."""

    __slots__ = ("_known", "_wording", "present")

    def __init__(self, wording: Wording) -> None:
        """Make the fingerprint after the current recipe."""
        self._wording = wording
        self.present = fingerprint(wording)
        self._known = {CURRENT: self.present}

    def fit(self, mark: str) -> bool:
        """Return whether a fingerprint, of whatever recipe, is this wording's."""
        version = mark.partition(":")[0]
        if version not in self._known and version in RECIPES:
            self._known[version] = fingerprint(self._wording, version)
        return self._known.get(version) == mark


def reference_digest(reference: Reference) -> str:
    """Return the SHA-256 (hex) of what a list prints and links of a source, whatever its key and the style.

    It is a part of recipe 1: each field is named here, so that a new field of `Reference` ends no approval.
    """
    return hashlib.sha256(_ascii_json(_printed(reference))).hexdigest()


def _ascii_json(value: object) -> bytes:
    """Return a value as `json.dumps` writes it without white space: all but printable ASCII escaped."""
    text = encode(value)
    if text.isascii() and b"\x7f" not in text:
        return text
    return _NOT_ASCII.sub(lambda match: encode_basestring_ascii(match[0])[1:-1], text.decode()).encode()


def _printed(source: Reference) -> list[Any]:
    return [
        source.kind,
        _names(source.authors),
        source.more_authors,
        _names(source.editors),
        source.more_editors,
        source.title,
        source.container,
        source.container_short,
        _date(source.issued),
        source.volume,
        source.issue,
        source.pages,
        source.eid,
        source.edition,
        source.publisher,
        source.place,
        source.series,
        source.number,
        source.language,
        source.doi,
        source.pmid,
        source.pmcid,
        source.isbn,
        source.url,
        _date(source.accessed),
        _date(source.updated),
        sorted(source.extra.items()),
        sorted(source.protected.items()),
        [[notice.kind, notice.text, _printed(notice.source) if notice.source else None] for notice in source.notices],
    ]


def _names(names: Iterable[Name]) -> list[list[str]]:
    return [[name.family, name.given, name.suffix, name.literal] for name in names]


def _date(day: Date | None) -> list[int | None] | None:
    return [day.year, day.month, day.day] if day else None


def fold(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())
