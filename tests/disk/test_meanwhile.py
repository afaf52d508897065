"""A question is answered, by whatever process is left to answer it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from types import ModuleType

import pytest

from vademecum.disk.meanwhile import meanwhile

HERE = os.getpid()


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is another processor, and no other thread: pytest may have some."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def _who() -> bytes:
    return str(os.getpid()).encode()


@pytest.mark.usefixtures("several")
def test_another_process_answers() -> None:
    with meanwhile(_who) as answer:
        found = int(answer())
    assert found != HERE
    with pytest.raises(ChildProcessError):
        os.waitpid(found, os.WNOHANG)


@pytest.mark.usefixtures("several")
def test_a_long_answer_comes_whole() -> None:
    with meanwhile(lambda: bytes(1_000_000)) as answer:
        assert answer() == bytes(1_000_000)


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize(("where", "name", "value"), [(os, "sched_getaffinity", {0}), (threading, "active_count", 2)])
def test_without_a_second_processor_or_beside_threads_it_is_answered_here(
    where: ModuleType, name: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, name, lambda *_: value)
    with meanwhile(_who) as answer:
        assert int(answer()) == HERE


@pytest.mark.usefixtures("several")
def test_where_no_process_can_be_born_it_is_answered_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    with meanwhile(_who) as answer:
        assert int(answer()) == HERE


def _fails() -> None:
    raise OSError


def _is_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("happens", [_fails, _is_killed])
def test_what_the_other_does_not_answer_is_answered_here(happens: Callable[[], None]) -> None:
    def question() -> bytes:
        if os.getpid() != HERE:
            happens()
        return _who()

    with meanwhile(question) as answer:
        assert int(answer()) == HERE


@pytest.mark.usefixtures("several")
def test_nobody_waits_for_an_answer_that_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    born: list[int] = []
    fork = os.fork

    def watched() -> int:
        born.append(fork())
        return born[-1]

    monkeypatch.setattr(os, "fork", watched)
    with pytest.raises(KeyError), meanwhile(lambda: bytes(1_000_000)):
        raise KeyError
    with pytest.raises(ChildProcessError):
        os.waitpid(born[0], os.WNOHANG)


def test_who_answers_at_length_ends_when_nobody_listens() -> None:
    done = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, b"")


KILLED = """
import os, signal
from vademecum.disk.meanwhile import meanwhile
os.sched_getaffinity = lambda _: {0, 1}
with meanwhile(lambda: bytes(1_000_000)):
    os.kill(os.getpid(), signal.SIGKILL)
"""
