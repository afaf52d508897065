"""A build that fails or is stopped, at whatever call: the output is as it was, or the next build finishes it."""

import errno
import io
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.building import snapshot
from tests.publishing import NEW, OLD, listed, publish, shown
from vademecum.disk.write import opened
from vademecum.problems import EngineError


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output as an earlier build left it."""
    publish(tmp_path / "site", OLD)
    return tmp_path / "site"


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


@pytest.mark.parametrize("moment", ["_write", "msgspec.json.encode", "_remove_empty"])
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
