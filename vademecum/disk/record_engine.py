"""What the engine is: its own code and layouts, and the versions of all that it stands on."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path

from vademecum.disk.root import engine_layouts

_TOOLS = frozenset(
    """
    axe-playwright-python editables hatchling hypothesis mypy mypy-extensions pip playwright pytest pytest-randomly
    pytest-timeout pytest-xdist ruff setuptools types-lxml types-pygments types-pyyaml uv vademecum wheel
    """.split()  # noqa: SIM905 - a list of words
)
"""Packages that no build imports: what else is installed may show in a page."""


@cache
def engine_digest() -> str:
    """Return a digest (hex) that changes whenever the same sources might give other pages."""
    whole = hashlib.sha256(repr((sys.version_info[:2], sorted(installed()))).encode())
    package = Path(__file__).resolve().parent.parent
    for folder in (package, engine_layouts()):
        for path in sorted(_files(str(folder))):
            whole.update(f"{path[len(str(folder)) :]}\0".encode())
            with open(path, "rb") as file:  # noqa: PTH123 - some hundred times before anything else
                whole.update(hashlib.sha256(file.read()).digest())
    return whole.hexdigest()


def _files(folder: str) -> list[str]:
    found: list[str] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        found.extend(f"{place}/{name}" for name in names if not name.endswith((".pyc", ".pyo")))
    return found


@cache
def installed() -> frozenset[str]:
    """Return name and version of the packages, as their folders of metadata are called."""
    found = set()
    for path in _metadata():
        package, _, version = os.path.basename(path).rpartition(".")[0].partition("-")  # noqa: PTH119 - see `_metadata`
        if re.sub(r"[-_.]+", "-", package).lower() not in _TOOLS:
            found.add(f"{package} {version}")
    return frozenset(found)


def may_bring(group: str) -> bool:
    """Tell whether an installed package may have entry points of a group.

    Only then is it worth to import `importlib.metadata`, which takes longer than a small edit may. What is installed
    otherwise than in folders (an archive, another finder) may bring anything.
    """
    if any(os.path.isfile(place) for place in sys.path):  # noqa: PTH113 - see `_metadata`
        return True
    if any(hasattr(finder, "find_distributions") and finder is not PathFinder for finder in sys.meta_path):
        return True
    return any(f"[{group}]".encode() in _entry_points(path) for path in _metadata())


def _entry_points(folder: str) -> bytes:
    try:
        with open(f"{folder}/entry_points.txt", "rb") as file:  # noqa: PTH123 - see `_metadata`
            return file.read()
    except OSError:
        return b""


@cache
def _metadata() -> tuple[str, ...]:
    """Return the folders of metadata of all installed packages; as text, for it is asked before anything else."""
    found: list[str] = []
    for place in sys.path:
        try:
            names = [entry.name for entry in os.scandir(place or ".")]
        except OSError:
            continue
        found.extend(f"{place or '.'}/{name}" for name in names if name.endswith((".dist-info", ".egg-info")))
    return tuple(found)
