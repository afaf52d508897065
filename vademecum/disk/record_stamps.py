"""What files are like, as four numbers: size, two times and the inode. It is all that can be asked without reading."""

from __future__ import annotations

import os
import stat
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

Stamp = tuple[int, int, int, int]
"""(size, time of change in ns, time of the inode's change in ns, inode)."""

ABSENT: Stamp = (-2, 0, 0, 0)
_STRANGE: Stamp = (-3, 0, 0, 0)
_UNSURE: Stamp = (-1, 0, 0, 0)
_INODES = (1 << 63) - 1


class Stamps(Sequence[Stamp]):
    """What many files are like, number behind number: a tuple for each would take eight times the memory."""

    def __init__(self, numbers: array[int]) -> None:
        """Take four numbers for each file."""
        self._numbers = numbers

    @classmethod
    def of(cls, stamps: Iterable[Stamp]) -> Stamps:
        """Take one after the other."""
        return cls(array("q", list(chain.from_iterable(stamps))))

    @classmethod
    def unpacked(cls, data: memoryview) -> Stamps:
        """Take them from bytes; a `ValueError` if those are not whole numbers."""
        numbers = array("q")
        numbers.frombytes(data)
        if len(numbers) % 4:
            raise ValueError(len(numbers))
        return cls(numbers)

    def packed(self, settled: int) -> bytes:
        """Return them as bytes; a file that changed at ``settled`` (ns) or later is not to be believed."""
        numbers = self._numbers
        unsure = [place for times in (1, 2) for place, when in enumerate(numbers[times::4]) if when >= settled]
        numbers = numbers[:] if unsure else numbers
        for place in unsure:
            if numbers[place * 4] >= 0:
                numbers[place * 4 : place * 4 + 4] = array("q", _UNSURE)
        return numbers.tobytes()

    def exchanged(self, changes: Mapping[int, Stamp]) -> Stamps:
        """Return the same with others in some places."""
        numbers = self._numbers[:]
        for place, stamp in changes.items():
            numbers[place * 4 : place * 4 + 4] = array("q", stamp)
        return Stamps(numbers)

    def differing(self, others: Stamps) -> list[int]:
        """Return the places in which others are different; there have to be as many of them."""
        if self == others:
            return []
        return [place for place, (one, other) in enumerate(zip(self, others, strict=True)) if one != other]

    def changes(self, others: Stamps) -> dict[int, Stamp]:
        """Return what others are like in the places in which they are different."""
        return {place: others[place] for place in self.differing(others)}

    def __eq__(self, other: object) -> bool:
        """Tell whether all are alike."""
        return isinstance(other, Stamps) and self._numbers.tobytes() == other._numbers.tobytes()

    __hash__ = None  # type: ignore[assignment] # as a list has none

    def __len__(self) -> int:
        """Return how many files there are."""
        return len(self._numbers) // 4

    def __iter__(self) -> Iterator[Stamp]:
        """Go through them."""
        numbers = iter(self._numbers)
        return zip(numbers, numbers, numbers, numbers, strict=True)

    def __getitem__(self, place: int) -> Stamp:  # type: ignore[override]
        """Return one."""
        size, changed, inode_changed, inode = self._numbers[place * 4 : place * 4 + 4]
        return (size, changed, inode_changed, inode)


def stamp_of(path: str | Path) -> Stamp:
    """Return what a file is like now; a link or device is like nothing that a build ever saw."""
    try:
        return _stamp(os.lstat(path))
    except OSError:
        return ABSENT


def _stamp(found: os.stat_result) -> Stamp:
    if not stat.S_ISREG(found.st_mode):
        return _STRANGE
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _INODES)


def is_regular(stamp: Stamp) -> bool:
    """Return whether a stamp is that of a regular file that is there."""
    return stamp not in (ABSENT, _STRANGE)


def stamps_of(folder: Path, paths: Iterable[str]) -> Stamps:
    """Return what files that are known by name are like."""
    numbers, base, lstat, is_file = array("q"), f"{folder}/", os.lstat, stat.S_ISREG
    for path in paths:
        try:
            found = lstat(base + path)
        except OSError:
            numbers.extend(ABSENT)
            continue
        if is_file(found.st_mode):
            numbers.extend((found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _INODES))
        else:
            numbers.extend(_STRANGE)
    return Stamps(numbers)


def folder_stamps(folder: Path, paths: Iterable[str]) -> Stamps:
    """Return what folders that are known by name are like; the empty path is the folder itself."""
    return Stamps.of(folder_stamp(f"{folder}/{path}") for path in paths)


def folder_stamp(path: str) -> Stamp:
    """Return what a folder is like."""
    try:
        found = os.lstat(path)
    except OSError:
        return ABSENT
    return (0, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _INODES)


def list_sources(root: Path, folders: Sequence[str], named: Iterable[str]) -> dict[str, Stamp]:
    """Return what every file that a build may read is like: those below some folders, and single ones.

    The same names are passed over as when the folders are read in earnest (`load.list_files`).
    """
    found: dict[str, Stamp] = {}  # in the order of the folders' own, which stays while nothing comes or goes
    for folder in folders:
        base = f"{root}/{folder}"
        if Path(base).is_symlink():
            found[folder] = _STRANGE
        elif Path(base).is_dir():
            found.update(_listed(base, folder, 0))
    for path in named:
        found[path] = stamp_of(f"{root}/{path}")
    return found


def _listed(folder: str, prefix: str, depth: int) -> Iterator[tuple[str, Stamp]]:
    try:
        with os.scandir(folder) as entries:
            held = list(entries)
    except OSError:
        yield prefix, _STRANGE
        return
    below_static = "/_static" in prefix
    for entry in held:
        name = entry.name
        if name[0] == "." and not (name == ".well-known" or below_static):
            continue
        path = f"{prefix}/{name}"
        if entry.is_dir(follow_symlinks=False) and depth < 64:
            yield from _listed(entry.path, path, depth + 1)
        else:
            try:
                yield path, _stamp(entry.stat(follow_symlinks=False))
            except OSError:
                yield path, ABSENT
