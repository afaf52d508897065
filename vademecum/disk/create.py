"""Making new files, never over old ones."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from vademecum.disk.write import machine
from vademecum.problems import UsageError


def create_files(root: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Write new text files below ``root``; when one exists already nothing is written (`UsageError`)."""
    for path in files:
        if not Path(os.path.realpath((root / path).parent)).is_relative_to(os.path.realpath(root)):
            raise UsageError(f"{path} leads out of this folder through a symbolic link; nothing was changed")
        if (root / path).exists() or (root / path).is_symlink():
            raise UsageError(f"{path} exists already; nothing was changed")
    for path, text in files.items():
        target = root / path
        with machine(f"cannot write {path}"):
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    return tuple(files)
