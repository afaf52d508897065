"""What can be wrong with a style of the Citation Style Language, or with a work in it."""

from __future__ import annotations

from msgspec import Struct


class StyleFault(Struct, frozen=True, kw_only=True):
    """Why a style cannot be used."""

    message: str
    hint: str
    line: int = 0


class CslError(Exception):
    """One work that the processor could not format; the message is its reason."""
