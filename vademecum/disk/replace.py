"""Replacing source files whole, each by one rename, their permissions kept."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from vademecum.disk.anew import write_anew
from vademecum.disk.write import machine


def replace_files(root: Path, files: Mapping[str, str]) -> None:
    """Write texts to files below ``root``; line ends stay as they are in the text."""
    for path, text in files.items():
        target = root / path
        part = target.with_name(f".{target.name}.part")
        with machine(f"cannot write {path}"):
            target.parent.mkdir(parents=True, exist_ok=True)
            write_anew(part, text.encode())
            if target.exists():
                os.chmod(part, target.stat().st_mode & 0o7777)  # noqa: PTH101 - beside os.replace
            part.replace(target)
