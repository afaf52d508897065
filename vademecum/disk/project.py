"""A site's folder: which of its files are articles, people, audiences, assets and layouts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from vademecum.disk.load import decode, digest_file, list_files, read_bytes
from vademecum.disk.root import CONTENT, LAYOUTS, engine_layouts
from vademecum.model.site import Asset
from vademecum.problems import Place, Problem, warning

COPIED = frozenset(["png", "jpg", "jpeg", "webp", "avif", "gif", "svg", "pdf", "mp4", "webm", "vtt", "csv"])
"""The kinds of file that are copied from beside articles."""


class Content(Struct, frozen=True, kw_only=True):
    """The files of ``content/`` by what they are; paths from the site's root, in order."""

    texts: tuple[str, ...]
    audiences: tuple[str, ...]
    people: str
    """Path of ``_people.yml``; empty when there is none."""
    files: tuple[tuple[str, str], ...]
    """(path, URL) of what is copied."""
    approved: tuple[str, ...]
    """The texts of approvals, below ``content/_approved/``."""
    problems: tuple[Problem, ...]


def read_content(root: Path) -> Content:
    """Sort the files of ``content/``."""
    tree = list_files(root, CONTENT)
    texts, audiences, files, approved = [], [], [], []
    problems = list(tree.problems)
    people = ""
    for path in tree.files:
        parts = path.split("/")[1:]
        if path == f"{CONTENT}/_people.yml":
            people = path
        elif parts[0] == "_audiences":
            if path.endswith(".md"):
                audiences.append(path)
        elif parts[0] == "_approved":
            approved.append(path)
        elif parts[0] == "_static":
            files.append((path, "/" + "/".join(parts[1:])))
        elif not any(part.startswith("_") for part in parts):
            kind = parts[-1].rpartition(".")[2].lower()
            if kind == "md":
                texts.append(path)
            elif kind in COPIED:
                files.append((path, "/" + "/".join(parts)))
            else:
                message = "files of this kind are not copied to the site"
                hint = "put it into content/_static/ if it belongs there"
                problems.append(warning("SRC-06", Place(file=path), message, hint))
    return Content(
        texts=tuple(texts),
        audiences=tuple(audiences),
        people=people,
        files=tuple(files),
        approved=tuple(approved),
        problems=tuple(problems),
    )


def read_assets(root: Path, content: Content, known: Mapping[str, str] | None = None) -> list[Asset]:
    """Return the files that are copied, with their digests, of which some may be known already (path → SHA-256)."""
    found = []
    for path, url in content.files:
        digest = (known or {}).get(path, "")
        if digest:
            size = (root / path).stat(follow_symlinks=False).st_size
        else:
            digest, size = digest_file(root, path)
        found.append(Asset(source=path, url=url, size=size, digest=digest))
    return found


def read_layouts(root: Path) -> tuple[Mapping[str, str], Mapping[str, bytes], tuple[Problem, ...]]:
    """Return (templates, assets, problems): the engine's, each replaced by the site's own of the same name."""
    templates: dict[str, str] = {}
    assets: dict[str, bytes] = {}
    problems: list[Problem] = []
    engine, own = engine_layouts(), root / LAYOUTS
    for base in (engine,) if not own.is_symlink() and own.resolve() == engine else (engine, own):
        tree = list_files(base.parent, base.name)
        problems.extend(tree.problems)
        for path in tree.files:
            name = path.partition("/")[2]
            if name.startswith("assets/"):
                assets[name.removeprefix("assets/")] = read_bytes(base.parent, path)
            elif name.endswith((".html", ".xml", ".txt")):
                text, problem = decode(read_bytes(base.parent, path), path)
                if text is not None:
                    templates[name] = text
                problems.extend([problem] if problem else [])
    return templates, assets, tuple(problems)
