"""Whether what builds keep in a site's folder may be believed: it might say of an article that it is approved.

All of it is sealed with a key that stands beside it. A key is believed by the user who made it, and by others where it
cannot have come with the site's sources: git brings none but files that it tracks, so what it does not track was made
here, or was put here by whoever runs the build, as a CI puts back what it kept of an earlier one.
"""

from __future__ import annotations

import contextlib
import hmac
import os
from pathlib import Path

from vademecum.disk.anew import write_anew
from vademecum.disk.cache_folder import own_bytes, own_key

_FILE = "key"
_HALF = 16
"""Bytes of each half of a key: chance, and what its user's secret makes of that."""
_INDEX = (b"DIRC\0\0\0\2", b"DIRC\0\0\0\3")
"""How git's index begins in the versions that write paths in full (git: gitformat-index)."""


def believed_key(folder: Path) -> bytes | None:
    """Return the key by which what is kept in a folder is sealed; None where there is none to be believed."""
    secret = own_key()
    if secret is None or folder.is_symlink():
        return None
    found = own_bytes(folder / _FILE)
    if len(found) != 2 * _HALF:
        return None
    is_ours = hmac.compare_digest(found[_HALF:], _marked(found[:_HALF], secret))
    return found if is_ours or not may_be_tracked(folder) else None


def new_key() -> bytes | None:
    """Return a key by which nothing is sealed yet; None for a user who has no place for a secret."""
    secret = own_key()
    chance = os.urandom(_HALF)
    return chance + _marked(chance, secret) if secret else None


def keep_key(folder: Path, key: bytes) -> bool:
    """Keep a key in a folder; tell whether that could be done."""
    file = folder / _FILE
    if own_bytes(file) == key:
        return True
    part = file.with_name(f"{_FILE}.{os.getpid()}.part")
    with contextlib.suppress(OSError):
        write_anew(part, key, 0o600)
        part.replace(file)
    return own_bytes(file) == key


def _marked(chance: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, chance, "sha256")[:_HALF]


def may_be_tracked(folder: Path) -> bool:
    """Tell whether a folder may have come with the sources: unless a git repository is there that knows nothing of it.

    Names are compared without regard to case, for some file systems do so. An index that is split, or of a version
    that writes paths in part, is not understood.
    """
    place = folder.absolute()
    repository = next((parent for parent in place.parents if os.path.lexists(parent / ".git")), None)
    if repository is None:
        return True
    try:
        git = repository / ".git"
        if git.is_file():
            git = repository / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
        index = (git / "index").read_bytes()
        is_split = any(git.glob("sharedindex.*"))
    except (OSError, ValueError):
        return True
    name = os.fsencode(place.relative_to(repository).as_posix()).lower()
    return is_split or not index.startswith(_INDEX) or name in index.lower()
