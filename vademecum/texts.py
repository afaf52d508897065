"""Reading bodies, and reading a text again of which the front matter is known: no YAML is needed for either."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from sys import intern
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from vademecum.articles.split import split_front_matter
from vademecum.disk.load import decode, read_bytes, read_source
from vademecum.markdown.keys import mentions
from vademecum.model.articles import Article, Parsed, Person, Source, Text
from vademecum.problems import UsageError

T = TypeVar("T")

_NOTHING: Mapping[str, Any] = {}


class Kept(Struct, frozen=True, kw_only=True):
    """What earlier builds know of texts, so that a text that is as it was need not be read again."""

    digests: Mapping[str, str] = field(default_factory=dict)
    """Path → SHA-256 (hex) of the file as it is now, where that is known without reading it."""
    texts: dict[str, Text] = field(default_factory=dict)
    """Path → what came of reading it once; it is taken out when the site is made of it."""
    added: dict[str, Text] = field(default_factory=dict)
    """The same, for what this build had to read."""


def read_bodies(root: Path, article: Article) -> dict[str, str]:
    """Return the Markdown of each file that an article consists of, by path."""
    bodies: dict[str, str] = {}
    for variant in article.variants:
        path = variant.body.path
        if path not in bodies:
            source, _ = read_source(root, path)
            split = split_front_matter(source)[0] if source else None
            if source is None or split is None or source.digest != variant.body.digest:
                raise UsageError(f"{path} changed during the build; build again")
            bodies[path] = split.body
    return bodies


def read_approved_text(root: Path, path: str) -> str:
    """Return the text of an approval as it is kept; empty when it is no text."""
    return decode(read_bytes(root, path), path)[0] or ""


def read_again(root: Path, text: Text) -> Text | None:
    """Read a text whose body alone has changed; None when more has, or it cannot be read."""
    source, _ = read_source(root, text.path)
    if source is None or text.holds is None or not text.head or text.head != head_of(source):
        return None
    holds = replace(text.holds, body=replace(text.holds.body, digest=source.digest))
    return replace(text, digest=source.digest, holds=holds, mentions=mentioned(source))


class Shares:
    """Of what many texts hold one is kept: of many thousands each would have its own."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        """Begin with the people; of all else the first one is kept."""
        self._people = people
        self._ones: dict[Any, Any] = {}
        self._places: dict[int, Mapping[str, tuple[int, int]]] = {}
        """Where the fields stand, by the hash of it all: front matter that is laid out alike has the same."""

    def of(self, text: Text) -> Text:
        """Return a text that shares what it can with those before it."""
        holds = text.holds
        if not isinstance(holds, Parsed):
            return text
        meta, one = holds.meta, self._one
        shared = replace(
            meta,
            authors=tuple([known if (known := self._people.get(each.id)) == each else each for each in meta.authors]),
            tags=tuple(map(intern, meta.tags)),
            date=one(meta.date),
            updated=one(meta.updated),
            next_review=one(meta.next_review),
            literature_through=one(meta.literature_through),
            ai=one(meta.ai),
            discussed_retractions=meta.discussed_retractions or _NOTHING,
            extra=meta.extra or _NOTHING,
            places=self._alike(meta.places),
        )
        body = replace(holds.body, path=text.path, digest=text.digest)
        mentions = tuple(map(intern, text.mentions))
        return replace(text, holds=replace(holds, meta=shared, body=body), mentions=mentions)

    def _alike(self, places: Mapping[str, tuple[int, int]]) -> Mapping[str, tuple[int, int]]:
        first = self._places.setdefault(hash(tuple(places.items())), places)
        return first if first == places else places

    def _one(self, value: T) -> T:
        found: T = self._ones.setdefault(value, value)
        return found


def mentioned(source: Source) -> tuple[str, ...]:
    """Return the keys that a text seems to cite."""
    return tuple(sorted(set(mentions(source.text))))


def head_of(source: Source) -> str:
    """Return a digest of what stands before the body."""
    split, _ = split_front_matter(source)
    if split is None:
        return ""
    return hashlib.sha256(source.text[: split.body_start].encode()).hexdigest()
