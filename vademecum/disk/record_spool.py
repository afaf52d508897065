"""Rows of the record that wait for the end of a build: in memory while they are few, else in a temporary file."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterator

from vademecum.disk.record import Row

_MOST = 4_000_000
"""So many bytes stay in memory."""
_SIZES = struct.Struct("<HII")


class Spool:
    """Rows in the order in which they came, whatever their number."""

    def __init__(self) -> None:
        """Begin with none."""
        self._file = tempfile.SpooledTemporaryFile(max_size=_MOST)  # noqa: SIM115 - closed by `close`

    def add(self, kind: str, key: str, value: bytes | None) -> None:
        """Keep one row, if there is one."""
        if value is None:
            return
        names = kind.encode(), key.encode("utf-8", "surrogatepass")
        self._file.write(_SIZES.pack(len(names[0]), len(names[1]), len(value)) + names[0] + names[1] + value)

    def rows(self) -> Iterator[Row]:
        """Yield what was kept."""
        self._file.seek(0)
        while head := self._file.read(_SIZES.size):
            kind, key, value = (self._file.read(size) for size in _SIZES.unpack(head))
            yield kind.decode(), key.decode("utf-8", "surrogatepass"), value

    def close(self) -> None:
        """Let the file go."""
        self._file.close()
