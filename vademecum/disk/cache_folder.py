"""Where a user's programs keep what they can make again: ``vademecum/`` in the cache folder of the XDG standard."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def cache_folder() -> Path | None:
    """Return the folder, which need not be there; None for a user without a home."""
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    with contextlib.suppress(RuntimeError):
        return (Path(chosen) if chosen.startswith("/") else Path.home() / ".cache") / "vademecum"
    return None
