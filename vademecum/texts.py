"""Reading bodies, and reading a text again of which the front matter is known: no YAML is needed for either."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from sys import intern

from msgspec import Struct, field
from msgspec.structs import replace

from vademecum.articles.split import split_front_matter
from vademecum.disk.load import decode, read_bytes, read_source
from vademecum.markdown.keys import mentions
from vademecum.model.articles import Article, Parsed, Person, Source, Text
from vademecum.problems import UsageError


class Kept(Struct, frozen=True, kw_only=True):
    """What earlier builds know of texts, so that a text that is as it was need not be read again."""

    digests: Mapping[str, str] = field(default_factory=dict)
    """Path → SHA-256 (hex) of the file as it is now, where that is known without reading it."""
    texts: dict[str, Text] = field(default_factory=dict)
    """Path → what came of reading it once."""
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


def sharing(text: Text, people: Mapping[str, Person]) -> Text:
    """Return a text that shares with others what many hold: of many thousands each would have its own."""
    holds, path = text.holds, text.path
    if not isinstance(holds, Parsed):
        return text
    meta = holds.meta
    authors = tuple([known if (known := people.get(each.id)) == each else each for each in meta.authors])
    shared = replace(meta, authors=authors, tags=tuple(map(intern, meta.tags)))
    body = replace(holds.body, path=path, digest=text.digest)
    return replace(text, holds=replace(holds, meta=shared, body=body), mentions=tuple(map(intern, text.mentions)))


def mentioned(source: Source) -> tuple[str, ...]:
    """Return the keys that a text seems to cite."""
    return tuple(sorted(set(mentions(source.text))))


def head_of(source: Source) -> str:
    """Return a digest of what stands before the body."""
    split, _ = split_front_matter(source)
    if split is None:
        return ""
    return hashlib.sha256(source.text[: split.body_start].encode()).hexdigest()
