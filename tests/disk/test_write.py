"""The output changes as a whole or not at all, holds what the build made, and nobody else's file is touched."""

import errno
import hashlib
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.building import Snapshot, contents, snapshot, write
from vademecum.disk.write import OWNED, Written, clear, commit, opened, write_report
from vademecum.model.output import Output
from vademecum.problems import EngineError, UsageError

OLD = {
    "index.html": b"old home",
    "same.html": b"unchanged",
    "gi/a/index.html": b"old a",
    "gi/gone/index.html": b"withdrawn",
    "gi/gone/review.json": b"{}",
    "file-then-folder": b"a file",
    "folder-then-file/deep/index.html": b"a folder",
}
NEW = {
    "index.html": b"new home",
    "same.html": b"unchanged",
    "gi/a/index.html": b"new a, longer",
    "new/folder/index.html": b"new",
    "file-then-folder/index.html": b"a folder now",
    "folder-then-file": b"a file now",
}


def publish(output: Path, files: Mapping[str, bytes]) -> Written:
    with opened(output) as store:
        made = {path: store.put(Output(path=path, content=content)) for path, content in files.items()}
        return commit(store, made)


def shown(output: Path) -> dict[str, bytes]:
    return {path: content for path, content in contents(output).items() if path != OWNED}


def listed(output: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads((output / OWNED).read_bytes())["files"]
    return found


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output as an earlier build left it."""
    publish(tmp_path / "site", OLD)
    return tmp_path / "site"


def test_a_first_build(tmp_path: Path) -> None:
    done = publish(tmp_path / "deep/site", OLD)
    assert done == Written(written=len(OLD), kept=0, removed=0, foreign=())
    assert shown(tmp_path / "deep/site") == OLD
    assert listed(tmp_path / "deep/site") == {path: hashlib.sha256(data).hexdigest() for path, data in OLD.items()}
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["site"]


def test_an_empty_folder_may_be_built_into(tmp_path: Path) -> None:
    write(tmp_path, {"site/.gitignore": "*\n", "site/.gitkeep": ""})
    done = publish(tmp_path / "site", OLD)
    assert done == Written(written=len(OLD), kept=0, removed=0, foreign=())
    assert shown(tmp_path / "site") == {**OLD, ".gitignore": b"*\n", ".gitkeep": b""}


def test_the_next_build(output: Path) -> None:
    before = snapshot(output)
    done = publish(output, NEW)
    assert done == Written(written=5, kept=1, removed=4, foreign=())
    assert shown(output) == NEW
    assert snapshot(output)["same.html"] == before["same.html"], "equal bytes are not written again"
    assert not [path for path in output.rglob("*") if path.is_dir() and not any(path.iterdir())], (
        "no empty folder stays"
    )


def test_the_same_build_again_writes_nothing(output: Path) -> None:
    before = {path: each for path, each in snapshot(output).items() if path != OWNED}
    assert publish(output, OLD) == Written(written=0, kept=len(OLD), removed=0, foreign=())
    assert {path: each for path, each in snapshot(output).items() if path != OWNED} == before


def test_what_no_build_made_stays(output: Path) -> None:
    foreign = {"notes.txt": b"mine", "gi/gone/mine.txt": b"mine", "new/mine.txt": b"mine"}
    for path, content in foreign.items():
        write(output, {path: content})
    done = publish(output, NEW)
    assert sorted(done.foreign) == sorted(foreign)
    assert shown(output) == {**NEW, **foreign}


@pytest.mark.parametrize("path", ["new/folder/index.html", "new/folder", "new"])
def test_a_foreign_file_in_the_way(path: str, output: Path) -> None:
    write(output, {path: "mine"})
    before = snapshot(output.parent)
    with pytest.raises(UsageError, match=r"^site/new.* move it away$"):
        publish(output, NEW)
    assert snapshot(output.parent) == before


def test_a_foreign_folder_in_the_way(output: Path) -> None:
    write(output, {"folder/mine.txt": "mine"})
    before = snapshot(output.parent)
    with pytest.raises(UsageError, match="site/folder was not made by a build"):
        publish(output, {**OLD, "folder": b"a file"})
    assert snapshot(output.parent) == before


def test_a_foreign_file_with_the_bytes_of_a_page(output: Path) -> None:
    write(output, {"new/folder/index.html": NEW["new/folder/index.html"]})
    assert publish(output, NEW).written == 4
    assert shown(output) == NEW


def test_a_folder_of_somebody_else(tmp_path: Path) -> None:
    write(tmp_path, {"site/notes.txt": "mine"})
    before = snapshot(tmp_path)
    with pytest.raises(UsageError, match="holds files that no build of this site made"):
        publish(tmp_path / "site", NEW)
    with pytest.raises(UsageError, match="holds files that no build of this site made"):
        clear(tmp_path / "site")
    assert snapshot(tmp_path) == before


def test_an_output_that_is_a_file(tmp_path: Path) -> None:
    write(tmp_path, {"site": "a file"})
    with pytest.raises(UsageError, match="is not a folder"):
        publish(tmp_path / "site", NEW)


def test_a_listing_that_is_lost_never_deletes(output: Path) -> None:
    (output / OWNED).unlink()
    before = snapshot(output)
    with pytest.raises(UsageError):
        publish(output, NEW)
    assert snapshot(output) == before


def test_a_build_that_only_checks(output: Path) -> None:
    before = snapshot(output.parent)
    with opened(output, touch=False, stage=False) as store:
        assert store.put(Output(path="index.html", content=b"x")) == hashlib.sha256(b"x").hexdigest()
        with pytest.raises(ValueError, match="nothing was staged"):
            commit(store, {"index.html": "x"})
    with opened(output.parent / "none/site", touch=False, stage=False):
        pass
    assert snapshot(output.parent) == before


def test_a_build_that_gives_up(output: Path) -> None:
    before = snapshot(output.parent)
    with opened(output) as store:
        store.put(Output(path="index.html", content=b"x"))
    assert snapshot(output.parent) == before


def test_clearing(output: Path) -> None:
    write(output, {"gi/mine.txt": "mine"})
    assert clear(output) == len(OLD)
    assert contents(output) == {"gi/mine.txt": b"mine"}
    (output / "gi/mine.txt").unlink()
    (output / "gi").rmdir()
    assert clear(output) == 0
    assert clear(output.parent / "none") == 0


def test_a_report_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"cannot write .*: No such file or directory"):
        write_report(str(tmp_path / "none/report.txt"), "x")


# Failures at every call


CHANGING = ("mkdir", "rename", "replace", "rmdir", "unlink", "write")


@contextmanager
def failing(at: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let the call number `at` that would change a file fail; tell all that were asked for."""
    calls: list[str] = []

    def guard(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*arguments: Any, **named: Any) -> Any:
            changes = name in CHANGING
            if name == "os.open":
                changes = bool(arguments[1] & os.O_WRONLY)
            elif name == "io.open":
                changes = "w" in (arguments[1] if len(arguments) > 1 else named.get("mode", "r"))
            if changes:
                calls.append(f"{name} {arguments[0]}")
                if len(calls) == at:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return call(*arguments, **named)

        return guarded

    with monkeypatch.context() as patch:
        for name in CHANGING:
            patch.setattr(os, name, guard(name, getattr(os, name)))
        patch.setattr(os, "open", guard("os.open", os.open))
        patch.setattr(io, "open", guard("io.open", io.open))
        yield calls


def without_time(found: Snapshot) -> dict[str, tuple[str, bytes]]:
    return {path: each[:2] for path, each in found.items()}


def test_a_failure_at_any_call_of_a_first_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = 0
    for at in range(1, 1000):
        output = tmp_path / str(at) / "site"
        with failing(at, monkeypatch) as calls:
            try:
                publish(output, OLD)
            except EngineError as fault:
                assert "No space left on device" in str(fault)  # noqa: PT017 - each attempt may end either way
                failed += 1
        if len(calls) < at:
            break
        assert not output.exists() or shown(output) == OLD
        publish(output, OLD)
        assert shown(output) == OLD
        assert [path.name for path in output.parent.iterdir()] == ["site"]
    assert failed > 20


def test_a_failure_at_any_call_of_a_later_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = 0
    for at in range(1, 1000):
        output = tmp_path / str(at) / "site"
        publish(output, OLD)
        before = snapshot(output)
        with failing(at, monkeypatch) as calls:
            try:
                publish(output, NEW)
            except EngineError as fault:
                assert str(fault).startswith("cannot ")  # noqa: PT017 - each attempt may end either way
        if len(calls) < at:
            break
        if (output.parent / ".site.staging/journal.json").exists():
            begun += 1
        elif shown(output) != NEW:
            assert snapshot(output) == before, calls[-1]
        if at % 2:
            with opened(output, stage=False):
                pass
            assert shown(output) in (OLD, NEW), "the next build of any kind finishes what was begun"
        publish(output, NEW)
        assert shown(output) == NEW
        assert listed(output).keys() == NEW.keys()
        assert [path.name for path in output.parent.iterdir()] == ["site"]
    assert begun > 10


@pytest.mark.parametrize("moment", ["_write", "json.dumps", "_remove_empty"])
def test_an_interruption(moment: str, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = snapshot(output)
    with monkeypatch.context() as patch:
        patch.setattr(f"vademecum.disk.write.{moment}", interrupt)
        with pytest.raises(KeyboardInterrupt):
            publish(output, NEW)
    if moment == "_remove_empty":
        publish(output, OLD)
        assert shown(output) == OLD
    else:
        assert snapshot(output) == before
    assert [path.name for path in output.parent.iterdir()] == ["site"]


# Kills

MANY = """
def many(mark, number):
    own = {f"{mark}-{n % 7}/{n}/index.html": mark.encode() * 50 for n in range(number)}
    return {**own, **{f"both/{n}/index.html": mark.encode() * n for n in range(number)}}
"""
BUILD = f"""{MANY}
import sys
from pathlib import Path
from vademecum.disk.write import commit, opened
from vademecum.model.output import Output

print("ready", flush=True)
for _ in range(int(sys.argv[3])):
    for mark in ("one", "two"):
        with opened(Path(sys.argv[1])) as store:
            files = many(mark, int(sys.argv[2])).items()
            commit(store, {{path: store.put(Output(path=path, content=content)) for path, content in files}})
"""


def many(mark: str, number: int) -> dict[str, bytes]:
    """Return what the script above builds."""
    names: dict[str, Any] = {}
    exec(MANY, names)  # noqa: S102 - our own
    found: dict[str, bytes] = names["many"](mark, number)
    return found


def test_a_killed_build_is_finished_by_the_next(tmp_path: Path) -> None:
    """Whatever moment a build is killed at, the next one leaves one of the two sites, and no trace of the other."""
    number, root = 40, Path(__file__).parents[2]
    output = tmp_path / "site"
    command = [sys.executable, "-c", BUILD, str(output), str(number), "1000"]
    chance = random.Random(451)  # noqa: S311 - moments, not secrets
    unfinished = 0
    for _ in range(4):
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0.02, 0.12))
            process.send_signal(signal.SIGKILL)
        unfinished += (tmp_path / ".site.staging").exists()
        with opened(output, stage=False):
            pass
        assert shown(output) in (many("one", number), many("two", number), {})
        assert not (tmp_path / ".site.staging").exists()
    assert unfinished


def test_two_builds_do_not_meet(tmp_path: Path) -> None:
    """One waits for the other, so that both end well."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", BUILD, str(tmp_path / "site"), "12", "3"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=root) for _ in range(2)]
    for process in both:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, b"")
    assert shown(tmp_path / "site") == many("two", 12)
