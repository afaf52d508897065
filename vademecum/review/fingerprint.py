"""The fingerprint of a variant: what an approval is bound to.

It covers the variant's title and description, its text and structure before numbering, what is printed of the sources
it cites, the bytes of its media and its disclaimer. White space, ids, keys' names, citation style, theme, file names,
dates and tags are left out. The version before the colon names the recipe, so that a later engine can still judge an
older approval.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, replace

from vademecum.model.references import Reference

VERSION = "1"


def fingerprint(
    *,
    title: str,
    description: str,
    pieces: Iterable[str],
    media: Iterable[str],
    disclaimer: str,
) -> str:
    """Return ``VERSION:HEX``, a SHA-256 over the parts of a variant.

    ``pieces`` are those of ``Body.canonical``, ``media`` the digests of its files in order of appearance,
    ``disclaimer`` the audience's Markdown with its emergency number.
    """
    digest = hashlib.sha256()
    for name, parts in (
        ("title", (fold(title),)),
        ("description", (fold(description),)),
        ("text", pieces),
        ("media", media),
        ("disclaimer", (fold(disclaimer),)),
    ):
        digest.update(f"\x1d{name}".encode())
        for part in parts:
            digest.update(b"\x1e" + part.encode("utf-8", "surrogatepass"))
    return f"{VERSION}:{digest.hexdigest()}"


def reference_digest(reference: Reference) -> str:
    """Return the SHA-256 (hex) of what a list prints and links of a source, whatever its key and the style."""
    return hashlib.sha256(repr(astuple(_printed(reference))).encode()).hexdigest()


def _printed(reference: Reference) -> Reference:
    notices = tuple(
        replace(notice, source=_printed(notice.source)) if notice.source else notice for notice in reference.notices
    )
    return replace(reference, key="", note="", notices=notices)


def fold(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())
