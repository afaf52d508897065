"""Where a user's programs keep what they can make again: ``vademecum/`` in the cache folder of the XDG standard.

What stands there is believed, as nothing is that stands in a site's folder, which may come from anybody.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from vademecum.disk.anew import write_anew

_KEY = 32
"""Bytes of the secret."""


def cache_folder() -> Path | None:
    """Return the folder, which need not be there; None for a user without a home."""
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    with contextlib.suppress(RuntimeError):
        return (Path(chosen) if chosen.startswith("/") else Path.home() / ".cache") / "vademecum"
    return None


def own_folder() -> Path | None:
    """Return the folder, made if it was not there; None unless it is the user's alone."""
    folder = cache_folder()
    if folder is None or not hasattr(os, "getuid"):
        return None
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if is_own(folder) else None
    except OSError:
        return None


def is_own(folder: Path) -> bool:
    """Tell whether a folder is the user's, and nobody else can write to it."""
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022


def own_bytes(file: Path) -> bytes:
    """Return what a file holds; nothing unless it is the user's own."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return b""
    with os.fdopen(descriptor, "rb") as opened:
        found = os.fstat(descriptor)
        own = stat.S_ISREG(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022
        return opened.read() if own else b""


def own_key() -> bytes | None:
    """Return a secret of this user's, by which builds know again what they wrote; None where none can be kept."""
    folder = own_folder()
    if folder is None:
        return None
    file = folder / "key"
    found = own_bytes(file)
    if len(found) != _KEY:
        part = file.with_name(f"key.{os.getpid()}.part")
        with contextlib.suppress(OSError):
            write_anew(part, os.urandom(_KEY), 0o600)
            part.replace(file)
        found = own_bytes(file)
    return found if len(found) == _KEY else None
