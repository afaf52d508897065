"""The record of earlier builds: what pages were made from and what became of them, so that few are made again.

One SQLite file. It may be deleted, cut short, damaged or come from another machine: that costs time and never changes
a byte, because each row is a fact of its own ("from these inputs this engine made these files"), and no row of another
engine is ever read. Nor is one that may have come with the site from somebody else: each row is sealed (`record_key`).
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from vademecum.disk.record_place import files_of, forget

_FORM = "4"
"""Version of the table."""

_PAGE = 16_384
"""Bytes of a page of the file: most rows hold some thousand."""

Row = tuple[str, str, bytes | None]
"""(kind, key, value); no value: the row goes. Of one key there is one row at a time."""


class Record:
    """One open record. What cannot be read is as if it had never been written."""

    def __init__(self, database: sqlite3.Connection, key: bytes) -> None:
        """Take an open database, and what its rows are sealed with; `open_record` makes one."""
        self._database = database
        self._sealing = key

    def get(self, kind: str, key: str = "") -> bytes | None:
        """Return one value; None when there is none, or a damaged one."""
        with contextlib.suppress(sqlite3.Error, ValueError):
            asked = "SELECT value, seal FROM rows WHERE kind = ? AND key = ?"
            row = self._database.execute(asked, (kind, key)).fetchone()
            if row and isinstance(row[0], bytes) and self._seal(kind, key, row[0]) == row[1]:
                return row[0]
        return None

    def all(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """Yield every sound value of a kind, with its key."""
        with contextlib.suppress(sqlite3.Error, ValueError):
            rows = self._database.execute("SELECT key, value, seal FROM rows WHERE kind = ?", (kind,))
            for key, value, seal in rows:
                if isinstance(key, str) and isinstance(value, bytes) and self._seal(kind, key, value) == seal:
                    yield key, value

    def write(self, rows: Iterable[Row]) -> bool:
        """Write rows, all or none of them; return whether it could be done."""
        gone: list[tuple[str, str]] = []

        def kept() -> Iterator[tuple[str, str, bytes, bytes]]:
            for kind, key, value in rows:
                if value is None:
                    gone.append((kind, key))
                else:
                    yield kind, key, value, self._seal(kind, key, value)

        try:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)", kept())
                self._database.executemany("DELETE FROM rows WHERE kind = ? AND key = ?", gone)
        except sqlite3.Error:
            return False
        return True

    def _seal(self, kind: str, key: str, value: bytes) -> bytes:
        name = f"{kind}\0{key}\0".encode("utf-8", "surrogatepass")
        seal = sha256(self._sealing + name)  # twice as fast as blake2b, or as an HMAC
        seal.update(value)
        return seal.digest()[:16]  # half of it, to which nothing can be appended

    def close(self) -> None:
        """Let the file go."""
        with contextlib.suppress(sqlite3.Error):
            self._database.close()


def open_record(path: Path, engine: str, key: bytes | None, *, write: bool) -> Record | None:
    """Open the record of a site, or begin a new one where there is none that this engine wrote.

    None when there can be no record: the folder may not be written, a link leads elsewhere, or there is no ``key`` by
    which it is sealed. Builds do without.
    """
    if key is None or any(each.is_symlink() for each in (path.parent, *files_of(path))):
        return None
    record = _opened(path, key, write=write)
    if record is not None and record.get("engine") == f"{_FORM} {engine}".encode():
        return record
    if record is not None:
        record.close()
    if not write:
        return None
    if not forget(path):
        return None
    record = _opened(path, key, write=True)
    if record is not None and record.write([("engine", "", f"{_FORM} {engine}".encode())]):
        return record
    return None


def _opened(path: Path, key: bytes, *, write: bool) -> Record | None:
    database = None
    try:
        stopped = path.with_name(f"{path.name}-journal").exists()  # by a build that was killed while it wrote
        uri = f"{path.absolute().as_uri()}?mode={'rwc' if write else 'rw' if stopped else 'ro'}"
        database = sqlite3.connect(uri, uri=True, timeout=5, check_same_thread=False)
        database.execute("PRAGMA trusted_schema = OFF")
        if database.execute("SELECT 1 FROM sqlite_schema WHERE type IN ('view', 'trigger')").fetchone():
            raise sqlite3.DatabaseError("no build made a view or a trigger")
        if write:
            database.execute("PRAGMA synchronous = OFF")
            database.execute(f"PRAGMA page_size = {_PAGE}")
            table = "(kind TEXT, key TEXT, value BLOB, seal BLOB, PRIMARY KEY (kind, key))"
            database.execute(f"CREATE TABLE IF NOT EXISTS rows {table}")
        return Record(database, key)
    except (sqlite3.Error, OSError, ValueError):
        if database is not None:
            database.close()
        return None
