"""What files were like when a build last saw them: a local table, beside the record, that spares reading them again.

A file whose size, times and inode are those of the table holds the bytes that it held then. A file that was written
while the build ran, or just before, may be written once more within the same tick of the clock and look the same: it is
not believed. One that does not match is read, and its digest decides. The table may be lost, damaged, come from another
machine, or from somebody else with the site (`record_key`): then every file is read.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from vademecum.disk.anew import write_anew
from vademecum.disk.record_key import believed_key
from vademecum.disk.record_stamps import Stamp, Stamps, folder_stamp, folder_stamps, stamps_of

_MAGIC = b"vademecum seen 2\n"
_SETTLED = 2_000_000_000
"""A source that changed so few nanoseconds before the build began is read again by the next one."""
_TICK = 50_000_000
"""The same for what the build wrote itself, before it looked at it."""


class Sights(Struct, frozen=True, kw_only=True):
    """Many files of one folder."""

    paths: Sequence[str]
    stamps: Stamps
    digests: Sequence[str]
    """SHA-256 (hex); empty for an absent file."""

    def places(self) -> dict[str, int]:
        """Return path → its place in the other two."""
        return {path: place for place, path in enumerate(self.paths)}


NOTHING = Sights(paths=(), stamps=Stamps.of(()), digests=())


class Table(Struct, frozen=True, kw_only=True):
    """What one build saw."""

    told: Mapping[str, object]
    """What the build itself wants to know again, as JSON can hold it."""
    sources: Sights
    outputs: Sights
    folders: Sights = NOTHING
    """The folders of the output: one in which something came or went looks different."""


def digest_of(path: str | Path) -> str:
    """Return the SHA-256 (hex) of a regular file; empty when there is none that can be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return ""
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return ""
        try:
            return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""


def changed_stamps(sights: Sights, now: Mapping[str, Stamp]) -> dict[str, str]:
    """Return path → digest as it was of every file that does not look as it did; empty for one that is new."""
    if list(now) == list(sights.paths) and Stamps.of(now.values()) == sights.stamps:
        return {}
    places = sights.places()
    found = {}
    for path, stamp in now.items():
        place = places.pop(path, None)
        if place is None:
            found[path] = "new"
        elif sights.stamps[place] != stamp:
            found[path] = sights.digests[place]
    found.update(dict.fromkeys(places, "gone"))
    return found


def exchanged(sights: Sights, stamps: Stamps, digests: Mapping[str, str]) -> Sights:
    """Return what is seen now, of the same files, some of them with other bytes."""
    known = sights.digests if isinstance(sights.digests, Digests) else Digests.of(sights.digests)
    places = sights.places() if digests else {}
    changed = known.exchanged({places[path]: digest for path, digest in digests.items()})
    return Sights(paths=sights.paths, stamps=stamps, digests=changed)


def folders_of(output: Path, paths: Iterable[str]) -> Sights:
    """Return what the folders of an output's files are like; the empty path is the output itself."""
    found: set[str] = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return like_now(output, tuple(sorted(found)))


def like_now(output: Path, folders: Sequence[str]) -> Sights:
    """Return what some folders of an output are like."""
    return Sights(paths=folders, stamps=folder_stamps(output, folders), digests=Digests.none(len(folders)))


def touched(output: Path, folders: Sights, paths: Iterable[str]) -> Sights:
    """Return what the folders of an output are like once some files in it were exchanged."""
    changed = {path.rpartition("/")[0] for path in paths}
    now = {place: folder_stamp(f"{output}/{path}") for place, path in enumerate(folders.paths) if path in changed}
    return Sights(paths=folders.paths, stamps=folders.stamps.exchanged(now), digests=folders.digests)


def strangers(output: Path, before: Sights, now: Sights, owned: Iterable[str]) -> tuple[str, ...]:
    """Return the files in folders that look different which no build made; new folders are searched whole."""
    changed = [now.paths[place] for place in before.stamps.differing(now.stamps)]
    if not changed:
        return ()
    known, ours = set(now.paths), set(owned)
    found: list[str] = []
    for folder in changed:
        for path, is_folder in _entries(output, folder):
            if is_folder and path not in known:
                found.extend(_files_below(output, path))
            elif not is_folder and path not in ours:
                found.append(path)
    return tuple(found)


def _entries(output: Path, folder: str) -> Iterator[tuple[str, bool]]:
    try:
        with os.scandir(output / folder) as entries:
            for entry in entries:
                yield f"{folder}/{entry.name}" if folder else entry.name, entry.is_dir(follow_symlinks=False)
    except OSError:
        return


def _files_below(output: Path, folder: str) -> Iterator[str]:
    for path, is_folder in _entries(output, folder):
        if is_folder:
            yield from _files_below(output, path)
        else:
            yield path


def with_digests(root: Path, stamps: Mapping[str, Stamp], known: Callable[[str, Stamp], str]) -> Sights:
    """Return the files with their digests; one is read unless ``known`` tells its digest from how it looks."""
    digests = [known(path, stamp) or digest_of(f"{root}/{path}") for path, stamp in stamps.items()]
    return Sights(paths=tuple(stamps), stamps=Stamps.of(stamps.values()), digests=digests)


def known_by(sights: Sights) -> Callable[[str, Stamp], str]:
    """Return what tells the digest of a file that looks as it did; it is empty for any other."""
    places = sights.places()

    def digest(path: str, stamp: Stamp) -> str:
        place = places.get(path)
        return sights.digests[place] if place is not None and sights.stamps[place] == stamp else ""

    return digest


def seen_output(output: Path, files: Mapping[str, str]) -> Sights:
    """Return what the files of an output are like: path → SHA-256 as they were written."""
    return Sights(paths=tuple(files), stamps=stamps_of(output, files), digests=Digests.of(files.values()))


def clock_of(folder: Path) -> int:
    """Return the time in ns by the clock of the file system of a folder, or of the one around it if that is a link."""
    stands = folder.exists() and not folder.is_symlink()
    probe = (folder if stands else folder.parent) / f".clock-{os.getpid()}"
    try:
        write_anew(probe, b"")
        return probe.stat().st_mtime_ns
    except OSError:
        return 0
    finally:
        with contextlib.suppress(OSError):
            probe.unlink()


def save_table(file: Path, table: Table, began: int, looked: int) -> None:
    """Keep a table in the place of the last one.

    ``began`` is when the build did, ``looked`` when it began to look at the output in its end, both by `clock_of`.
    """
    try:
        part = file.with_name(f"{file.name}.{os.getpid()}.part")
        parts = [
            *_packed(table.sources, began - _SETTLED),
            *_packed(table.outputs, looked - _TICK),
            *_packed(table.folders, looked - _TICK),
        ]
        told = json.dumps(dict(table.told), ensure_ascii=True).encode()
        head = json.dumps([len(told), *(len(part) for part in parts)]).encode()
        body = b"".join([told, *parts])
        write_anew(part, b"".join([_MAGIC, _seal(head + body, believed_key(file.parent)), head, b"\n", body]))
        part.replace(file)
    except (OSError, ValueError, OverflowError):
        with contextlib.suppress(OSError):
            file.unlink(missing_ok=True)


def _packed(sights: Sights, settled: int) -> tuple[bytes, bytes, bytes]:
    held = sights.digests
    digests = held if isinstance(held, Digests) else Digests.of(held)
    return "\n".join(sights.paths).encode(), sights.stamps.packed(settled), digests.packed()


def load_table(file: Path) -> Table | None:
    """Return the table; None when there is none that can be read."""
    try:
        if file.is_symlink() or file.parent.is_symlink():
            return None
        data = file.read_bytes()
        start = len(_MAGIC) + 16
        checked = data[len(_MAGIC) : start]
        if not data.startswith(_MAGIC):
            return None
        end = data.index(b"\n", start)
        sizes = json.loads(data[start:end])
        body = memoryview(data)[end + 1 :]
        if _seal(data[start:end] + body, believed_key(file.parent)) != checked:
            return None
        parts, at = [], 0
        for size in sizes:
            parts.append(body[at : at + size])
            at += size
        told, *rest = parts
        sources, outputs, folders = (_unpacked(rest[place : place + 3]) for place in (0, 3, 6))
        return Table(told=json.loads(bytes(told)), sources=sources, outputs=outputs, folders=folders)
    except (OSError, ValueError, TypeError, IndexError):
        return None


def _seal(data: bytes, key: bytes | None) -> bytes:
    if key is None:
        raise ValueError("there is no key to be believed")
    return hashlib.blake2b(data, digest_size=16, key=key).digest()


def _unpacked(parts: Sequence[memoryview]) -> Sights:
    names, stamps, digests = parts
    paths = bytes(names).decode().split("\n") if names else []
    found = Sights(paths=paths, stamps=Stamps.unpacked(stamps), digests=Digests(digests))
    if not len(paths) == len(found.stamps) == len(found.digests):
        raise ValueError(len(paths))
    return found


class Digests(Sequence[str]):
    """Digests that stand one behind the other, each made into text when it is asked for."""

    def __init__(self, data: memoryview) -> None:
        """Take 32 bytes for each."""
        self._data = data

    @classmethod
    def of(cls, digests: Iterable[str]) -> Digests:
        """Pack digests that are texts."""
        return cls(memoryview(b"".join(bytes.fromhex(digest).ljust(32, b"\0") for digest in digests)))

    @classmethod
    def none(cls, count: int) -> Digests:
        """Return as many that are empty."""
        return cls(memoryview(bytes(32 * count)))

    def exchanged(self, changes: Mapping[int, str]) -> Digests:
        """Return the same with others in some places."""
        data = bytearray(self._data)
        for index, digest in changes.items():
            data[index * 32 : index * 32 + 32] = bytes.fromhex(digest).ljust(32, b"\0")
        return Digests(memoryview(data))

    def packed(self) -> bytes:
        """Return them as bytes."""
        return bytes(self._data)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._data) // 32

    def __getitem__(self, index: int) -> str:  # type: ignore[override]
        """Return one; empty for an absent file."""
        if index >= len(self):
            raise IndexError(index)
        found = bytes(self._data[index * 32 : index * 32 + 32])
        return "" if found == bytes(32) else found.hex()
