"""A new file in the place of whatever stands there: what is written never goes through a link that came with a site."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def write_anew(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write a file that another will be replaced by; a file or link of that name is removed first."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
