"""Where a site stands, and the engine's own layouts: what a command asks before it reads anything."""

from __future__ import annotations

from pathlib import Path

from vademecum.problems import UsageError

CONTENT = "content"
LAYOUTS = "layouts"
SOURCES = (CONTENT, LAYOUTS)
"""The folders of which every file may be read."""


def find_root(start: Path) -> Path:
    """Return the site's root: ``start`` or the nearest folder above it that holds ``content/``."""
    for folder in (start, *start.parents):
        if (folder / CONTENT).is_symlink():
            raise UsageError("content/ is a symbolic link, which is never followed: put the folder itself here")
        if (folder / CONTENT).is_dir():
            return folder
    raise UsageError("there is no content/ folder here; make a site with: vademecum init DIR")


def folder_in_repository(root: Path) -> str:
    """Return the way from a git repository's root to a site's, with ``/`` at its end; empty when they are one."""
    repository = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    way = root.relative_to(repository).as_posix()
    return "" if way == "." else f"{way}/"


def engine_layouts() -> Path:
    """Return the folder of the engine's own layouts: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "layouts"
    return inside if inside.is_dir() else package.parent / "layouts"
