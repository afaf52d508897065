"""The text of an approval as it is kept in ``content/_approved/``: one piece a line, so that git shows what changed.

It holds everything that the fingerprint covers, and so proves itself: a text whose fingerprint is not the one that it
names has been changed since it was kept. What is printed of a source and the names of files are kept beside that, for
readers only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from vademecum.model.review import Wording
from vademecum.review.fingerprint import Fingerprints, fold, is_readable

_SOURCE = re.compile(r"([0-9a-f]{64}) \[([^\]]*)\] (.*)")
_FIELDS = ("fingerprint", "title", "description", "disclaimer")


class Printed(Struct, frozen=True, kw_only=True):
    """How a source was named and printed."""

    label: str
    """"Strosberg 2017"."""
    text: str
    """The formatted reference, without markup."""


class Approved(Struct, frozen=True, kw_only=True):
    """A text with all that a reader needs to compare it with another."""

    fingerprint: str
    wording: Wording
    sources: Mapping[str, Printed]
    """Digest of a source, as it stands in the pieces → how it was printed."""
    media: tuple[str, ...]
    """The names of the files, in the order of ``wording.media``."""


def approved_path(path: str, audience: str) -> str:
    """Return where the approved text of a variant stands, from the site's root."""
    return f"content/_approved/{path.removeprefix('content/').removesuffix('.md')}.{audience}.txt"


def approved_text(approved: Approved) -> str:
    """Return the text to keep."""
    wording = approved.wording
    lines = [
        f"fingerprint: {approved.fingerprint}",
        f"title: {fold(wording.title)}",
        f"description: {fold(wording.description)}",
        f"disclaimer: {fold(wording.disclaimer)}",
        *(f"media: {digest} {name}" for digest, name in zip(wording.media, approved.media, strict=True)),
        *(f"source: {digest} {_printed(source)}" for digest, source in approved.sources.items()),
        "",
        *(_line(piece) for piece in wording.pieces),
    ]
    return "\n".join(lines) + "\n"


def read_approved(text: str) -> Approved | None:
    """Return what a kept text says; None when it is none, or not the text of the fingerprint that it names."""
    head, gap, body = text.partition("\n\n")
    try:
        fields, media, sources = _read_head(head)
        pieces = tuple(_pieces(body)) if gap else ()
    except ValueError:
        return None
    wording = Wording(
        title=fields["title"],
        description=fields["description"],
        pieces=pieces,
        media=tuple(digest for digest, _ in media),
        disclaimer=fields["disclaimer"],
    )
    mark = fields["fingerprint"]
    if not is_readable(mark) or not Fingerprints(wording).fit(mark):
        return None
    return Approved(fingerprint=mark, wording=wording, sources=sources, media=tuple(name for _, name in media))


def _read_head(head: str) -> tuple[dict[str, str], list[tuple[str, str]], dict[str, Printed]]:
    fields: dict[str, str] = {}
    media: list[tuple[str, str]] = []
    sources: dict[str, Printed] = {}
    for line in head.split("\n"):
        name, _, value = line.partition(":")
        value = value.strip()
        if name == "media":
            digest, _, file = value.partition(" ")
            media.append((digest, file))
        elif name == "source" and (found := _SOURCE.fullmatch(value)):
            sources[found[1]] = Printed(label=found[2], text=found[3])
        elif name in _FIELDS:
            fields[name] = value
    if fields.keys() != set(_FIELDS):
        message = "a field is missing"
        raise ValueError(message)
    return fields, media, sources


def _pieces(body: str) -> Iterator[str]:
    lines: Sequence[str] = body.removesuffix("\n").split("\n") if body else ()
    for line in lines:
        if line.startswith('"'):
            piece = json.loads(line)
            if not isinstance(piece, str):
                message = "a piece is a text"
                raise ValueError(message)
            yield piece
        else:
            yield line


def _printed(source: Printed) -> str:
    return f"[{fold(source.label).replace(']', ')')}] {fold(source.text)}"


def _line(piece: str) -> str:
    """Return a piece on one line; one that an editor or git might change on the way is written as a JSON string."""
    plain = piece.splitlines() in ([piece], []) and piece.isprintable()
    safe = plain and not piece.startswith('"') and piece == piece.strip()
    return piece if safe else json.dumps(piece)
