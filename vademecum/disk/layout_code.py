"""Compiled layouts, kept between builds: to compile them takes longer than to render a few pages.

Code that is read will run. So it never stands in a site's folder, which may come from anybody, but in the cache folder
of the user, and files that somebody else may have written are left alone. A version of the engine has its own.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from vademecum.disk.anew import write_anew
from vademecum.disk.cache_folder import is_own, own_bytes, own_folder
from vademecum.disk.record_engine import engine_digest

_SUM = 16
"""Bytes of the checksum before the code."""
_MOST = 3
"""Versions of the engine whose layouts are kept."""


class LayoutCode(BytecodeCache):
    """What jinja2 asks for compiled layouts."""

    def __init__(self, folder: Path) -> None:
        """Take a folder that is the user's alone."""
        self._folder = folder

    def __eq__(self, other: object) -> bool:
        """Tell whether it is the same folder."""
        return isinstance(other, LayoutCode) and self._folder == other._folder

    def __hash__(self) -> int:
        """Return a number for the folder."""
        return hash(self._folder)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read the code of a layout, if there is any that can be believed."""
        data = own_bytes(self._file(bucket))
        if blake2b(data[_SUM:], digest_size=_SUM).digest() == data[:_SUM]:
            bucket.load_bytecode(BytesIO(data[_SUM:]))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a layout; where that cannot be, builds do without."""
        data = bucket.bytecode_to_string()
        file = self._file(bucket)
        part = file.with_name(f"{file.name}.{os.getpid()}.part")
        with contextlib.suppress(OSError):
            write_anew(part, blake2b(data, digest_size=_SUM).digest() + data, 0o600)
            part.replace(file)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}-{bucket.checksum}"


def layout_code() -> LayoutCode | None:
    """Return what keeps compiled layouts for this user; None where nothing can be kept safely."""
    ours = own_folder()
    if ours is None:
        return None
    folder = ours / f"layouts-{engine_digest()[:24]}"
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700)
            _prune(folder)
        return LayoutCode(folder) if is_own(folder) else None
    except OSError:
        return None


def _prune(newest: Path) -> None:
    """Remove the folders of other versions but the latest few; one made in the same moment may look as new."""
    others = [each for each in newest.parent.glob("layouts-*") if each != newest]
    others.sort(key=lambda each: each.lstat().st_mtime_ns, reverse=True)
    for each in others[_MOST - 1 :]:
        shutil.rmtree(each, ignore_errors=True)
