"""Values of the record as bytes: pickles that can hold the model's own types and nothing else.

A record may come from anywhere, and a pickle that may name any function runs whatever its author likes. So only classes
that hold data are let in: the structs and enumerations of the model, and dates.
"""

from __future__ import annotations

import enum
import io
import pickle  # only with the list of classes below
from functools import cache
from importlib import import_module
from typing import Any

from msgspec import Struct
from msgspec._utils import rebuild  # type: ignore[attr-defined]

_ROOMS = (
    *("vademecum.model.", "vademecum.prose.", "vademecum.config", "vademecum.problems", "vademecum.fresh"),
    "vademecum.pages.surroundings",
    "vademecum.pages.planned",
)


def packed(value: object) -> bytes:
    """Return a value as bytes."""
    return pickle.dumps(value, protocol=5)


def unpacked(data: bytes | None) -> Any:
    """Return the value again; None for bytes that hold none of ours."""
    if data is None:
        return None
    try:
        return _Reader(io.BytesIO(data)).load()
    except Exception:  # noqa: BLE001 - foreign bytes may raise anything, and all of it means the same
        return None


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _allowed(module, name)


@cache
def _allowed(module: str, name: str) -> Any:
    if (module, name) == ("datetime", "date"):
        return import_module(module).date
    if (module, name) == (rebuild.__module__, rebuild.__name__):  # what the pickle of a struct calls with its class
        return rebuild
    if module.startswith(_ROOMS) and "." not in name:
        found = getattr(import_module(module), name, None)
        if isinstance(found, type) and issubclass(found, Struct | enum.Enum):
            return found
    raise pickle.UnpicklingError(f"{module}.{name} does not belong into a record")
