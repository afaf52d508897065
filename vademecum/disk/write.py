"""Writing: every file is staged and checked first, then the output changes file by file under a journal.

``.vademecum.json`` in the output lists what the build owns. Nothing else in there is ever touched. A build that is
stopped before its journal stands leaves the output as it was; one that is stopped later is finished by the next.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from json.encoder import encode_basestring as quoted
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from vademecum.disk.load import read_optional
from vademecum.model.output import Output
from vademecum.model.run import Written
from vademecum.problems import EngineError, UsageError

OWNED = ".vademecum.json"
_JOURNAL = "journal.json"
_IGNORED = frozenset([".gitignore", ".gitkeep", OWNED])


class Store(Struct, frozen=True, kw_only=True):
    """Where one build puts its files: handed to every worker."""

    output: Path
    staging: Path | None
    """None when nothing will be written: the run only checks, or an error is known already."""
    fresh: bool
    """The output does not exist yet: it will appear by one rename."""

    def put(self, output: Output) -> str:
        """Stage a file unless the output holds the same bytes already; return its SHA-256 (hex)."""
        path, content = output.path, output.content
        if self.staging is not None and (self.fresh or _differs(f"{self.output}/{path}", content)):
            try:
                _stage(f"{self.staging}/files/{path}", content)
            except OSError as fault:
                raise _refused(f"cannot write {path}", fault) from fault
        return hashlib.sha256(content).hexdigest()


def _stage(path: str, content: bytes) -> None:
    """Write a new file; a page has a folder to itself, which is new as well."""
    folder, _, name = path.rpartition("/")
    try:
        if name == "index.html":
            os.mkdir(folder)  # noqa: PTH102 - thousands of times
        _write(path, content)
    except (FileExistsError, FileNotFoundError):
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - see above
        _write(path, content)


def _write(path: str, content: bytes | bytearray) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    try:
        done = os.write(descriptor, content)
        while done < len(content):
            done += os.write(descriptor, memoryview(content)[done:])
    finally:
        os.close(descriptor)


def _differs(path: str, content: bytes) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return True
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size != len(content):
            return True
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read() != content
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def opened(output: Path, *, touch: bool = True, stage: bool = True, sound: bool = False) -> Iterator[Store]:
    """Lock an output for one build, finish what an interrupted one left, and clear the staging room afterwards.

    Without ``touch`` nothing at all is written or locked; without ``stage`` nothing new can be. ``sound``: the list of
    what the output owns is as a build left it, and need not be looked through.
    """
    with machine(f"cannot use {output.name}"):
        output = Path(os.path.realpath(output))
        staging = output.parent / f".{output.name}.staging"
        if staging.is_symlink() or output.is_symlink() or (output.exists() and not output.is_dir()):
            raise UsageError(f"{output.name} is not a folder that a build can write to")
        if touch:
            output.parent.mkdir(parents=True, exist_ok=True)
    if not touch:
        owned_files(output)
        yield Store(output=output, staging=None, fresh=not output.exists())
        return
    with _locked(output.parent):
        _finish(output, staging)
        if not sound:
            owned_files(output)
        if stage:
            with machine("cannot prepare the output"):
                (staging / "files").mkdir(parents=True)
        try:
            yield Store(output=output, staging=staging if stage else None, fresh=not output.exists())
        finally:
            if stage and not (staging / _JOURNAL).exists():
                shutil.rmtree(staging, ignore_errors=True)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    try:
        import fcntl  # noqa: PLC0415 - POSIX only; elsewhere builds of one site must not overlap
    except ImportError:
        yield
        return
    with machine("cannot lock the output"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        with machine("cannot lock the output"):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def owned_files(output: Path) -> dict[str, str]:
    """Return path → SHA-256 of what earlier builds made.

    A non-empty output without a readable list is somebody else's: a `UsageError`.
    """
    data = read_optional(output, OWNED)
    if data is None:
        with machine(f"cannot read {output.name}"):
            names = {entry.name for entry in os.scandir(output)} if output.is_dir() else set()
        if names - _IGNORED:
            raise UsageError(
                f"{output.name}/ holds files that no build of this site made; choose another --output, or empty it"
            )
        return {}
    try:
        listed = msgspec.json.decode(data)["files"]
    except (msgspec.DecodeError, KeyError, TypeError, RecursionError) as fault:
        raise UsageError(f"{output.name}/{OWNED} cannot be read; empty {output.name}/ and build again") from fault
    if not isinstance(listed, dict) or not all(_is_plain(path) for path in listed):
        raise UsageError(f"{output.name}/{OWNED} is damaged; empty {output.name}/ and build again")
    return listed


def _is_plain(path: str) -> bool:
    parts = path.split("/")
    return bool(path) and not path.startswith("/") and ".." not in parts and "" not in parts and "\0" not in path


def commit(store: Store, files: Mapping[str, str]) -> Written:
    """Show the staged site: ``files`` is everything that the output has to hold, path → SHA-256.

    A file that no build made and that stands in the way is a `UsageError`, raised before anything changes.
    """
    staging = store.staging
    if staging is None:
        raise ValueError("nothing was staged")
    before = owned_files(store.output)
    listing = _listing(files)
    staged = staging / "files"
    if store.fresh:
        with machine("cannot write the site"):
            _write(f"{staged}/{OWNED}", listing)
            staged.rename(store.output)
        return Written(written=len(files), kept=0, removed=0, foreign=())
    moves = sorted(path for path in _files_below(staged) if path in files)
    removals = sorted(path for path in before if path not in files)
    _refuse_links(store.output, [*moves, *removals])
    _refuse_obstacles(store.output, moves, before)
    _journaled(store.output, staging, {"moves": moves, "removals": removals}, listing)
    foreign = tuple(path for path in _files_below(store.output) if path not in files and path not in _IGNORED)
    return Written(written=len(moves), kept=len(files) - len(moves), removed=len(removals), foreign=foreign)


def _listing(files: Mapping[str, str]) -> bytes:
    """Return the list of what the output holds as JSON, a file a line: `commit_few` exchanges single lines."""
    lines = ",\n".join(f'{quoted(path)}: "{digest}"' for path, digest in sorted(files.items()))
    return f'{{\n"version": 1,\n"files": {{\n{lines}\n}}\n}}'.encode()


def commit_few(
    store: Store, changes: Mapping[str, tuple[str, str]], *, total: int, foreign: tuple[str, ...]
) -> Written | None:
    """Show a few staged files in the place of files that the output holds: path → its SHA-256 before and after.

    ``total`` is the number of all files. None, and nothing done, when the list of the output does not say so.
    """
    data = read_optional(store.output, OWNED)
    if data is None or store.staging is None or store.fresh:
        return None
    listing, done = bytearray(data), 0
    for path, (before, after) in sorted(changes.items()):
        line = f'\n{quoted(path)}: "{before}"'.encode()
        done = listing.find(line, done)
        if done < 0:
            return None
        listing[done : done + len(line)] = f'\n{quoted(path)}: "{after}"'.encode()
    _refuse_links(store.output, changes)
    if changes:
        _journaled(store.output, store.staging, {"moves": sorted(changes), "removals": []}, listing)
    return Written(written=len(changes), kept=total - len(changes), removed=0, foreign=foreign)


def _journaled(output: Path, staging: Path, journal: Mapping[str, object], listing: bytes | bytearray) -> None:
    """Change an output: from when the journal stands, the next build does what this one did not come to."""
    with machine("cannot write the site"):
        _write(f"{staging}/{OWNED}", listing)
        part = staging / f"{_JOURNAL}.part"
        part.write_bytes(msgspec.json.encode(journal))
        part.replace(staging / _JOURNAL)
        _apply(output, staging, journal)


def _refuse_links(base: Path, paths: Iterable[str]) -> None:
    """Refuse a symbolic link among the folders of our files: what stands behind it is not ours."""
    folders = {folder for path in paths for folder in _above(path)}
    for folder in sorted(folders):
        if (base / folder).is_symlink():
            raise UsageError(f"{base.name}/{folder} is a symbolic link that no build made: move it away")


def _above(path: str) -> Iterator[str]:
    """Yield the folders of a path; with ``/`` at its end, the path as well."""
    end = path.find("/")
    while end >= 0:
        yield path[:end]
        end = path.find("/", end + 1)


def _refuse_obstacles(output: Path, moves: list[str], owned: Mapping[str, str]) -> None:
    folders: set[Path] = set()
    for path in moves:
        target = output / path
        if path not in owned and os.path.lexists(target) and not _holds_only(output, path, owned):
            raise UsageError(f"{output.name}/{path} was not made by a build and stands in the way: move it away")
        for folder in target.parents:
            if folder == output or folder in folders:
                break
            folders.add(folder)
            if folder.exists() and not folder.is_dir() and _name(folder, output) not in owned:
                raise UsageError(f"{output.name}/{_name(folder, output)} is in the way of {path}: move it away")


def _holds_only(output: Path, folder: str, owned: Mapping[str, str]) -> bool:
    """Return whether a path is a folder in which nothing stands but what builds made."""
    target = output / folder
    found = (Path(place, name) for place, _, names in os.walk(target) for name in names)
    return target.is_dir() and not target.is_symlink() and all(_name(path, output) in owned for path in found)


def _name(path: Path, output: Path) -> str:
    return path.relative_to(output).as_posix()


def _finish(output: Path, staging: Path) -> None:
    """Finish the journal of a build that was stopped, or clear what one left that never had a journal."""
    with machine("cannot finish the last build"):
        data = read_optional(staging, _JOURNAL)
        if data is not None:
            journal = _journal(data, staging.name)
            moves, removals = _paths(journal)
            _refuse_links(output, [*moves, *removals])
            _refuse_links(staging, [f"{OWNED}/", *(f"files/{path}/" for path in moves)])
            _apply(output, staging, journal)
        elif staging.exists():
            shutil.rmtree(staging)


def _journal(data: bytes, name: str) -> Mapping[str, object]:
    """Read a journal; one that leads out of the output is not ours."""
    journal: dict[str, object] = {}
    try:
        journal = json.loads(data)
        paths = [*journal["moves"], *journal["removals"]]  # type: ignore[misc]
        sound = all(isinstance(path, str) and _is_plain(path) for path in paths)
    except (ValueError, KeyError, TypeError, RecursionError):
        sound = False
    if not sound:
        raise UsageError(f"{name}/{_JOURNAL} is damaged; remove {name}/ and build again")
    return journal


def _paths(journal: Mapping[str, object]) -> tuple[list[str], list[str]]:
    """Return which files a journal moves, and which it removes."""
    moves, removals = journal["moves"], journal["removals"]
    assert isinstance(moves, list)  # noqa: S101 - we wrote it
    assert isinstance(removals, list)  # noqa: S101
    return moves, removals


def _apply(output: Path, staging: Path, journal: Mapping[str, object]) -> None:
    """Do what a journal says, whatever part of it is done already."""
    moves, removals = _paths(journal)
    for path in _in_the_way(removals, moves):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            (output / path).unlink()
    for path in moves:
        staged, target = staging / "files" / path, output / path
        if staged.exists():
            if target.is_dir() and not target.is_symlink():
                _remove_empty(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)
    for path in removals:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            (output / path).unlink()
        for folder in (output / path).parents:
            if folder == output or not _remove_if_empty(folder):
                break
    if (staging / OWNED).exists():
        (staging / OWNED).replace(output / OWNED)
    (staging / _JOURNAL).unlink()
    shutil.rmtree(staging)


def _in_the_way(removals: Iterable[str], moves: Sequence[str]) -> Iterator[str]:
    """Yield the removals that cannot wait: a file where a folder will be, and files in a folder that will be a file."""
    files = set(moves)
    folders = {str(folder) for path in moves for folder in PurePosixPath(path).parents}
    for path in removals:
        if path in folders or any(str(folder) in files for folder in PurePosixPath(path).parents):
            yield path


def _remove_if_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True


def _remove_empty(folder: Path) -> None:
    for inner in sorted(folder.rglob("*"), reverse=True):
        if inner.is_dir():
            _remove_if_empty(inner)
    _remove_if_empty(folder)


def _files_below(base: Path) -> Iterator[str]:
    length = len(str(base)) + 1
    for folder, _, names in os.walk(base):
        prefix = f"{folder[length:]}/" if len(folder) > length else ""
        for name in names:
            yield f"{prefix}{name}"


@contextlib.contextmanager
def machine(what: str) -> Iterator[None]:
    """Turn what the operating system refuses into one plain sentence."""
    try:
        yield
    except OSError as fault:
        raise _refused(what, fault) from fault


def _refused(what: str, fault: OSError) -> EngineError:
    return EngineError(f"{what}: {fault.strerror or fault}")


def write_report(file: str, text: str) -> None:
    """Write a text to where a user wants it."""
    with machine(f"cannot write {file}"):
        Path(file).write_text(text, encoding="utf-8", newline="\n")


def clear(output: Path) -> int:
    """Remove what builds made from an output, and the folders that are empty then; return the number of files."""
    with opened(output) as store:
        if store.fresh:
            return 0
        owned = owned_files(store.output)
        _refuse_links(store.output, owned)
        with machine(f"cannot clear {output.name}"):
            for path in (*owned, OWNED):
                (store.output / path).unlink(missing_ok=True)
                for folder in (store.output / path).parents:
                    if folder == store.output or not _remove_if_empty(folder):
                        break
        return len(owned)
