"""Values of the record as bytes: MessagePack, read back as the type that a kind of row holds.

A record may come from anywhere. Bytes that are not a value of the asked type hold nothing, and nothing but data can
come out of any bytes.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from markupsafe import Markup
from msgspec import msgpack

T = TypeVar("T")


def _plain(value: object) -> str:
    """Return HTML that is marked as safe as a text."""
    if isinstance(value, Markup):
        return str(value)
    raise TypeError(f"{type(value)} does not belong into a record")


def _typed(kind: type[Any], value: Any) -> Any:
    return kind(value)


_encode = msgpack.Encoder(enc_hook=_plain).encode


def packed(value: object) -> bytes | None:
    """Return a value as bytes; None for one that holds half a character, or a number beyond 64 bits."""
    try:
        return _encode(value)
    except (UnicodeEncodeError, OverflowError):
        return None


def unpacked(data: bytes | None, of: type[T]) -> T | None:
    """Return the value again; None for bytes that hold no such value."""
    if data is None:
        return None
    try:
        found: T = _decoder(of).decode(data)  # type: ignore[arg-type] # a type is hashable
    except Exception:  # noqa: BLE001 - foreign bytes may raise anything, and all of it means the same
        return None
    return found


@cache
def _decoder(of: Any) -> msgpack.Decoder[Any]:
    return msgpack.Decoder(of, dec_hook=_typed)
