"""Sites for tests: written from texts, built in this process, read back."""

import contextlib
import io
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import CodeType
from typing import NamedTuple
from unittest import mock

import jinja2

from vademecum.cli import main

AS_OF = "2026-11-22"
BASE_URL = "https://example.org/"

Snapshot = dict[str, tuple[str, bytes, int]]


_compile_anew: Callable[..., CodeType] = jinja2.Environment.compile
_compiled: dict[tuple[object, ...], CodeType] = {}


def _compile(environment: jinja2.Environment, *arguments: object) -> CodeType:
    """Compile a layout once for all builds of this process: it takes longer than all else in a small site."""
    if arguments not in _compiled:
        _compiled[arguments] = _compile_anew(environment, *arguments)
    return _compiled[arguments]


@contextlib.contextmanager
def compiled_once() -> Iterator[None]:
    """Compile no layout twice in here, and so none in a process that ends."""
    with mock.patch.object(jinja2.Environment, "compile", _compile), mock.patch("vademecum.ahead.has_place", bool):
        yield


class Run(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of standard error."""
        return self.err.splitlines()


def run(folder: Path, *arguments: str) -> Run:
    """Run ``vademecum`` in a folder, in this process. A fault of the program is raised, not told."""
    os.environ["VADEMECUM_TRACEBACK"] = "1"
    out, err = io.StringIO(), io.StringIO()
    code: object = None
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        compiled_once(),
    ):
        try:
            main(arguments)
        except SystemExit as ended:
            code = ended.code
    assert isinstance(code, int)
    return Run(code, out.getvalue(), err.getvalue())


def build(folder: Path, *options: str) -> Run:
    """Build a site as on a fixed day, for a fixed address."""
    return run(folder, "build", "--as-of", AS_OF, "--base-url", BASE_URL, *options)


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder, and return the folder."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def article(body: str = "Text.\n", **fields: str) -> str:
    """Return an article; fields are YAML as typed, ``_`` in their names is ``-``."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in {"title": "A title", **fields}.items()]
    return "\n".join(["---", *lines, "---", "", body])


def copy(source: Path, target: Path) -> Path:
    """Copy a site's folder, and return the copy."""
    shutil.copytree(source, target, symlinks=True)
    return target


def snapshot(folder: Path) -> Snapshot:
    """Return what stands below a folder: kind, content and time of the last change of each file, by path."""
    found: Snapshot = {}
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(place, name)
            status = path.lstat()
            if path.is_symlink():
                kind, content = "link", os.fsencode(path.readlink())
            elif path.is_dir():
                kind, content = "folder", b""
            elif path.is_file():
                kind, content = "file", path.read_bytes()
            else:
                kind, content = stat.filemode(status.st_mode)[0], b""
            time = status.st_mtime_ns if kind == "file" else 0
            found[path.relative_to(folder).as_posix()] = (kind, content, time)
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file below a folder, by path."""
    return {path: content for path, (kind, content, _) in snapshot(folder).items() if kind == "file"}
