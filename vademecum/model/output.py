"""A file of the site that is to be written."""

from __future__ import annotations

from msgspec import Struct


class Output(Struct, frozen=True, kw_only=True):
    """One file, by its path in the output folder."""

    path: str
    content: bytes
