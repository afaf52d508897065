"""Where builds keep what spares the next one work: ``.vademecum/`` in the site's folder. It may go at any time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex

from vademecum.disk.anew import write_anew

FOLDER = ".vademecum"
"""From the site's root."""


def kept_file(root: Path, output: str, kind: str) -> Path:
    """Return the file of one kind for the builds into one output; an empty one is that of the settings."""
    if not output:
        return root / FOLDER / f"default.{kind}"
    place, here = Path(os.path.realpath(root / output)), Path(os.path.realpath(root))
    name = place.relative_to(here).as_posix() if place.is_relative_to(here) else str(place)
    return root / FOLDER / f"{blake2b(name.encode('utf-8', 'surrogateescape'), digest_size=6).hexdigest()}.{kind}"


def is_kept(root: Path, output: str, kind: str) -> bool:
    """Tell whether builds into one output have left a file of one kind."""
    return kept_file(root, output, kind).exists()


def make_folder(root: Path) -> bool:
    """Make the folder, which git is to ignore; tell whether it is there and no link."""
    folder = root / FOLDER
    try:
        if folder.is_symlink():
            return False
        folder.mkdir(exist_ok=True)
        ignored = folder / ".gitignore"
        if ignored.is_symlink() or not ignored.exists():
            write_anew(ignored, b"*\n")
    except OSError:
        return False
    return True


def files_of(file: Path) -> tuple[Path, ...]:
    """Return one file that is kept, with what a database may leave beside it."""
    return (file, *(file.with_name(f"{file.name}-{kind}") for kind in ("journal", "wal", "shm")))


def forget(file: Path) -> bool:
    """Remove one file that is kept, with what a database leaves beside it; tell whether nothing is left."""
    try:
        for each in files_of(file):
            each.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def move_in(draft: Path, file: Path) -> bool:
    """Move a file that was made elsewhere into the place of one that is kept; tell whether that could be done."""
    try:
        shutil.move(draft, file)
    except OSError:
        forget(file)
        return False
    return True


def forget_all(root: Path) -> None:
    """Remove the folder with all that is kept in it."""
    folder = root / FOLDER
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)


def new_token() -> str:
    """Return a word that no other build has: table and record of one build carry the same."""
    return token_hex(8)


def prune(root: Path, most: int = 4) -> None:
    """Keep what belongs to the outputs that were built last, and forget the others."""
    try:
        found = sorted((root / FOLDER).glob("*.record"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    except OSError:
        return
    for file in found[most:]:
        forget(file)
        forget(file.with_suffix(".seen"))


def is_interrupted(output: Path) -> bool:
    """Tell whether a build into an output was stopped before its end, or is running."""
    return os.path.lexists(output.parent / f".{output.name}.staging")


def still_there(folder: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """Return those of some files that exist."""
    return tuple(path for path in paths if os.path.lexists(folder / path))
