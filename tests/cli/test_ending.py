"""How a command ends when the machine fails it, when it is interrupted, and when the fault is ours."""

import contextlib
import errno
import fcntl
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.building import article, build, snapshot, write
from vademecum import gather
from vademecum.problems import EngineError

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "vademecum"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one article."""
    return write(tmp_path, {"content/a.md": article(date="2025-01-01")})


@pytest.fixture
def heard() -> Iterator[None]:
    """Tests that run in the background have Ctrl-C ignored, and so would have all that they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (EngineError("the disk is gone"), 3, "the disk is gone"),
        (OSError(errno.ENOSPC, "No space left on device"), 3, "No space left on device"),
        (PermissionError(errno.EACCES, "Permission denied", "/home/x/secret/a.md"), 3, "Permission denied: a.md"),
        (MemoryError(), 3, "there is not enough memory"),
        (EngineError("a\x1b[31m name"), 3, "a\\x1b[31m name"),
    ],
)
def test_how_the_command_ends(
    raised: BaseException, code: int, said: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(gather, "assemble", fail)
    before = snapshot(site)
    done = build(site)
    assert (done.code, done.out, done.err.strip()) == (code, "", f"vademecum: {said}")
    assert snapshot(site) == before


def test_a_fault_of_ours_is_a_sentence(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("surprise")

    monkeypatch.setattr(gather, "assemble", fail)
    with pytest.raises(RuntimeError, match="surprise"):
        build(site)
    done = subprocess.run(
        [sys.executable, "-c", FAULTY], cwd=site, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert done.stderr == (
        "vademecum: a fault of the program: RuntimeError: surprise; "
        "please report it, with what VADEMECUM_TRACEBACK=1 prints\n"
    )


FAULTY = """
import os
os.environ.pop("VADEMECUM_TRACEBACK", None)
from vademecum import gather
def fail(**_): raise RuntimeError("surprise")
gather.assemble = fail
from vademecum.cli import main
main(["check"])
"""


def test_a_full_disk(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert build(site).code == 0
    write(site, {"content/a.md": article("Another text.\n")})
    before = snapshot(site)
    monkeypatch.setattr(os, "write", full)
    done = build(site)
    monkeypatch.undo()
    assert (done.code, done.out) == (3, "")
    assert re.fullmatch(r"vademecum: cannot write [\w./]+: No space left on device\n", done.err)
    assert snapshot(site) == before


def refusing(call: Callable[..., Any], path: Path) -> Callable[..., Any]:
    def refuse(name: Any, *arguments: Any, **named: Any) -> Any:
        if Path(os.fspath(name)).parent == path or Path(os.fspath(name)) == path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fspath(name))
        return call(name, *arguments, **named)

    return refuse


def test_a_folder_that_may_not_be_written(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write anywhere, so the refusal is made up."""
    with monkeypatch.context() as patch:
        patch.setattr(os, "mkdir", refusing(os.mkdir, site))
        done = build(site)
    assert (done.code, done.err) == (3, "vademecum: cannot prepare the output: Permission denied\n")
    assert not (site / "site").exists()


def test_a_file_that_may_not_be_read(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refusing(os.open, site / "content"))
        done = build(site)
    assert (done.code, done.err) == (3, "vademecum: cannot read content/a.md: Permission denied\n")


def test_a_reader_that_is_gone(site: Path) -> None:
    write(site, {f"content/{n}.md": article(mood="good") for n in range(5)})
    command = [*COMMAND, "check", "--format", "json"]
    with subprocess.Popen(
        command, cwd=site, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read().decode()
        assert process.wait(30) == 3
    assert "Traceback" not in errors
    assert "BrokenPipe" not in errors


@pytest.mark.usefixtures("heard")
def test_ctrl_c_with_two_processes(tmp_path: Path) -> None:
    """Every process of the terminal gets the signal; one word is said."""
    text = article("\n\n".join("*a* [b](https://example.org/) `c`" for _ in range(60)))
    write(tmp_path, {f"content/a{n}.md": text for n in range(200)})
    with subprocess.Popen(
        [*COMMAND, "build", "--jobs", "2"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + 30
        while not list(tmp_path.glob(".site.staging/files/a*")) and time.monotonic() < deadline:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.decode().strip()) == (130, b"", "vademecum: interrupted")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content"]


HIT = """
import signal, sys
from importlib import import_module
from vademecum.cli import main

class Freed:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

class Made:
    def __set_name__(self, owner, name):
        signal.raise_signal(signal.SIGINT)

def interrupt():
    if where == "freed": Freed()
    elif where == "made": type("Owner", (), {"made": Made()})
    else: signal.raise_signal(signal.SIGINT)

def hit(*given, **named):
    interrupt()
    return whole(*given, **named)

where, moment = sys.argv[1:]
*place, name = moment.split(".")
module = import_module("vademecum." + place[0])
owner = getattr(module, place[1]) if place[1:] else module
whole = getattr(owner, name)
setattr(owner, name, hit)
sys.argv[1:] = ["build", "--jobs", "2"]
main()
"""


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("where", ["called", "freed", "made"])
@pytest.mark.parametrize(
    "moment",
    [
        "unchanged.look_at",
        "ahead.list_sources",
        "ahead.reading",
        "gather.read_bibliography",
        "workers.ProcessPoolExecutor",
        "workers.ProcessPoolExecutor.submit",
        "rendering.compile_patterns",
        "pipeline.examine_site",
    ],
)
def test_ctrl_c_while_a_build_prepares(tmp_path: Path, moment: str, where: str) -> None:
    """It counts where Python drops what is raised (``freed``), or hides it (``made``), and while workers are born."""
    write(tmp_path, {f"content/a{n}.md": article() for n in range(50)})
    done = subprocess.run(
        [sys.executable, "-c", HIT, where, moment],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "vademecum: interrupted")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content"]
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(folder)


def test_a_build_that_is_killed_leaves_no_process_and_no_lock(tmp_path: Path) -> None:
    text = article("\n\n".join("*a* [b](https://example.org/) `c`" for _ in range(60)))
    write(tmp_path, {f"content/a{n}.md": text for n in range(200)})
    command = [*COMMAND, "build", "--jobs", "3"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment(), start_new_session=True) as process:
        deadline = time.monotonic() + 30
        while not list(tmp_path.glob(".site.staging/files/a*")) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
    try:
        done = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, timeout=60, check=False)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert done.returncode == 0, done.stderr
    assert sum(1 for _ in tmp_path.glob("site/a*/index.html")) == 200


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("library", ["selectolax", "markdown_it", "yaml", "vademecum.pipeline"])
def test_ctrl_c_while_a_library_begins(library: str, site: Path) -> None:
    """A module compiled by Cython lets go of what is raised while it begins."""
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, library, "build", "--jobs", "2"],
        cwd=site,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "\nvademecum: interrupted\n")
    assert not (site / "site").exists()


INTERRUPTED = """
import contextlib, os, signal, sys
from vademecum.cli import main
library = sys.argv.pop(1)
class Deaf:
    def find_spec(self, name, *_):
        if name == library:
            with contextlib.suppress(KeyboardInterrupt):
                os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Deaf())
main()
"""
