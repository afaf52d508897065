"""A file of the site that is to be written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One file, by its path in the output folder."""

    path: str
    content: bytes
