"""Rows of the record that wait for the end of a build: in memory while they are few, else in a temporary file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

from msgspec import msgpack

from vademecum.disk.record import Row

_MOST = 1_000_000
"""So many bytes stay in memory."""

_encode = msgpack.Encoder().encode
_decode = msgpack.Decoder(list[Row]).decode


class Spool:
    """Rows in the order in which they came, whatever their number."""

    def __init__(self) -> None:
        """Begin with none."""
        self._file = tempfile.SpooledTemporaryFile(max_size=1)  # noqa: SIM115 - closed by `close`
        self._sizes: list[int] = []
        """Of each lot of rows in the file."""
        self._rows: list[Row] = []
        self._held = 0

    def add(self, kind: str, key: str, value: bytes | None) -> None:
        """Keep one row, if there is one."""
        if value is None:
            return
        self._rows.append((kind, key, value))
        self._held += len(value)
        if self._held > _MOST:
            self._sizes.append(self._file.write(_encode(self._rows)))
            self._rows.clear()
            self._held = 0

    def rows(self) -> Iterator[Row]:
        """Yield what was kept."""
        self._file.seek(0)
        for size in self._sizes:
            yield from _decode(self._file.read(size))
        yield from self._rows

    def close(self) -> None:
        """Let the file go."""
        self._file.close()
