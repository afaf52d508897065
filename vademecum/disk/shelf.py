"""Values that many processes read and none holds: packed, in a temporary file without a name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from io import FileIO
from weakref import finalize

from vademecum.problems import EngineError

_SIZE = 32
"""Bits of a place in which the length of a value stands, below the offset."""


class Shelf:
    """Key → bytes. Of a value in the file a forked process has no copy, as it soon has of whatever it looks at."""

    def __init__(self) -> None:
        """Begin with nothing, for which no file is needed."""
        self._file: FileIO | None = None
        self._places: dict[str, int] = {}
        self._end = 0

    def put(self, values: Iterable[tuple[str, bytes]]) -> None:
        """Put values behind the others, in the process that began the shelf and before another one is forked."""
        lot = []
        for key, value in values:
            self._places[key] = self._end << _SIZE | len(value)
            self._end += len(value)
            lot.append(value)
        rest = memoryview(b"".join(lot))
        try:
            file = self._file or self._opened()
            while rest:
                rest = rest[file.write(rest) :]
        except OSError as fault:
            raise EngineError(f"cannot write a temporary file: {fault.strerror or fault}") from fault

    def get(self, key: str) -> bytes | None:
        """Return a value."""
        place = self._places.get(key)
        if place is None or self._file is None:
            return None
        return os.pread(self._file.fileno(), place & ((1 << _SIZE) - 1), place >> _SIZE)

    def _opened(self) -> FileIO:
        """Return the file, which is gone with the shelf."""
        file = self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the shelf
        finalize(self, file.close)
        return file
