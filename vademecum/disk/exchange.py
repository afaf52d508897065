"""Putting a new text in the place of one file that an author keeps: whole or not at all, and never over a change."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from vademecum.disk.write import machine
from vademecum.problems import EngineError


def exchange(path: Path, before: bytes | None, after: bytes) -> None:
    """Write a file beside ``path``, then put it in its place, with the same permissions.

    ``before`` is what was read (None: nothing was there). A file that says something else by now is left alone.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with machine(f"cannot write {path.name}"):
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
        try:
            _fill(descriptor, after, path.stat(follow_symlinks=False) if before is not None else None)
            if (path.read_bytes() if os.path.lexists(path) else None) != before:
                raise EngineError(f"{path.name} was changed by somebody else in the meantime; nothing was written")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _fill(descriptor: int, content: bytes, like: os.stat_result | None) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
        if like is not None:
            with contextlib.suppress(PermissionError):  # only root may give a file away
                os.fchown(descriptor, like.st_uid, like.st_gid)
            os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
