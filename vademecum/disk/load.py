"""Reading: the site's files as texts and digests, nothing followed that leads elsewhere."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from vademecum.model.articles import Source
from vademecum.problems import EngineError, Place, Problem, error, printable

MAX_ARTICLE_BYTES = 1_000_000
"""An article may not be larger: some Markdown takes time quadratic in its length."""


class Tree(Struct, frozen=True, kw_only=True):
    """The files below one folder, by path from the site's root, in order."""

    files: tuple[str, ...]
    problems: tuple[Problem, ...]


def list_files(root: Path, folder: str) -> Tree:
    """List the regular files below ``folder``; a link, pipe, socket or device is an error, hidden names are skipped.

    Names that start with ``_`` are listed: who asks decides what they mean.
    """
    files: list[str] = []
    problems: list[Problem] = []
    base = root / folder
    if base.is_symlink():
        return Tree(files=(), problems=(_not_plain(folder, "a symbolic link"),))
    for entry, path in _walk(base, folder):
        if entry.is_symlink():
            problems.append(_not_plain(path, "a symbolic link"))
        elif not entry.is_file(follow_symlinks=False):
            problems.append(_not_plain(path, "neither a file nor a folder"))
        elif _unprintable(path):
            problems.append(_bad_name(path))
        else:
            files.append(path)
    return Tree(files=tuple(sorted(files)), problems=tuple(problems))


def _walk(folder: Path, prefix: str, *, depth: int = 0) -> Iterator[tuple[os.DirEntry[str], str]]:
    if not folder.is_dir():
        return
    with _reading(prefix), os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        hidden = entry.name.startswith(".") and not (entry.name == ".well-known" or "/_static" in prefix)
        path = f"{prefix}/{entry.name}"
        if hidden:
            continue
        if entry.is_dir(follow_symlinks=False) and depth < 64:
            yield from _walk(Path(entry.path), path, depth=depth + 1)
        else:
            yield entry, path


def read_source(root: Path, path: str, *, limit: int = MAX_ARTICLE_BYTES) -> tuple[Source | None, tuple[Problem, ...]]:
    """Read a text file as UTF-8.

    CRLF, a byte order mark and a missing last line end are accepted; bytes that are not UTF-8, NUL and a file above
    ``limit`` bytes are errors at their line, and then there is no source.
    """
    data = read_bytes(root, path)
    if len(data) > limit:
        message = f"the file has {len(data):,} bytes, more than the {limit:,} that a text may have"
        return None, (error("SRC-03", Place(file=path), message, "split it into several articles"),)
    text, problem = decode(data, path)
    if text is None:
        return None, (problem,) if problem else ()
    return Source(path=path, text=text, digest=hashlib.sha256(data).hexdigest()), ()


def decode(data: bytes, path: str) -> tuple[str | None, Problem | None]:
    r"""Return bytes as text with ``\n`` line ends, or the problem that forbids it."""
    try:
        text = data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as fault:
        line, column = _position(fault.object, fault.start)
        message = f"byte 0x{fault.object[fault.start]:02x} is not UTF-8"
        return None, error("SRC-01", Place(file=path, line=line, column=column), message, "save the file as UTF-8")
    nul = text.find("\0")
    if nul >= 0:
        line, column = text.count("\n", 0, nul) + 1, nul - text.rfind("\n", 0, nul)
        return None, error(
            "SRC-02", Place(file=path, line=line, column=column), "a NUL character stands here", "remove it"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text, None


def read_bytes(root: Path, path: str) -> bytes:
    """Read a file whole; never through a symbolic link, never from a pipe or device."""
    with _reading(path):
        descriptor, size = _opened(root, path)
        try:
            data = os.read(descriptor, size + 1)
            while len(data) != size and (more := os.read(descriptor, size + 1)):
                data += more
            return data
        finally:
            os.close(descriptor)


def _opened(root: Path, path: str) -> tuple[int, int]:
    """Return the descriptor and the size in bytes of a regular file."""
    place = os.path.join(str(root), path)  # noqa: PTH118 - thousands of times
    descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise EngineError(f"{path} is not a regular file")
    return descriptor, status.st_size


def read_optional(root: Path, path: str) -> bytes | None:
    """Read a file of the site that may be absent; one behind a symbolic link to elsewhere is refused."""
    if not os.path.lexists(root / path):
        return None
    with _reading(path):
        if not Path(os.path.realpath((root / path).parent)).is_relative_to(os.path.realpath(root)):
            raise EngineError(f"cannot read {path}: a symbolic link leads out of this folder")
    return read_bytes(root, path)


def digest_file(root: Path, path: str) -> tuple[str, int]:
    """Return the SHA-256 (hex) and the size in bytes of a file."""
    with _reading(path):
        descriptor, size = _opened(root, path)
        with os.fdopen(descriptor, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), size


class _reading:  # noqa: N801 - reads as a phrase: with _reading(path)
    """Turn what the operating system refuses into one plain sentence."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, fault: BaseException | None, __: object) -> None:
        if isinstance(fault, OSError):
            reason = "it is a symbolic link" if fault.errno == errno.ELOOP else (fault.strerror or str(fault))
            raise EngineError(f"cannot read {self.path}: {reason}") from fault


def _position(data: bytes, offset: int) -> tuple[int, int]:
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.rsplit(b"\n", 1)[-1]
    return before.count(b"\n") + 1, len(line.decode("utf-8-sig", "replace")) + 1


def _unprintable(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return not path.isprintable() or "\\" in path


def _not_plain(path: str, what: str) -> Problem:
    hint = "put the file itself here, or start its name with a dot"
    return error("SRC-04", Place(file=path), f"this is {what}: it is never read", hint)


def _bad_name(path: str) -> Problem:
    place = Place(file=printable(path))
    return error("SRC-05", place, "the file's name holds characters that no URL can", "rename the file")
