"""Work that is shared out over processes: what comes back is what one process makes, in its order."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec import Struct

from vademecum.problems import EngineError
from vademecum.workers import chunked, runs, shared_out, workers_for


@given(st.lists(st.integers()), st.integers(1, 8), st.integers(1, 50))
def test_chunks_hold_every_piece_once_and_none_grows(pieces: list[int], workers: int, most: int) -> None:
    chunks = chunked(pieces, workers, most)
    sizes = [len(chunk) for chunk in chunks]
    assert [piece for chunk in chunks for piece in chunk] == pieces
    assert sizes == sorted(sizes, reverse=True)
    assert all(0 < size <= most for size in sizes)


def test_the_last_chunks_are_small_so_that_no_worker_ends_late() -> None:
    assert [len(chunk) for chunk in chunked(range(100), 2, 25)][-6:] == [1] * 6


@given(st.integers(0, 1000), st.integers(1, 50))
def test_runs_hold_every_piece_once_and_are_alike(count: int, size: int) -> None:
    found = runs(count, size)
    sizes = [len(run) for run in found]
    assert [place for run in found for place in run] == list(range(count))
    assert max(sizes) - min(sizes) <= 1
    assert len(found) == 1 or size / 2 < max(sizes) < size * 2


def test_few_that_are_left_over_make_no_run() -> None:
    assert [len(runs(count, 10)) for count in (0, 9, 11, 14, 16, 101)] == [1, 1, 1, 1, 2, 10]


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_what_comes_back_is_in_order_and_was_made_from_what_is_inherited(workers: int) -> None:
    unsendable: Callable[[int], int] = lambda piece: piece * factor  # noqa: E731 - a function that cannot be pickled
    factor = 7
    with shared_out(unsendable, range(50), workers) as found:
        assert list(found) == [7 * piece for piece in range(50)]


class Shown(Struct):
    """Something that comes back packed."""

    html: Markup
    days: tuple[date, ...] = ()


@pytest.mark.parametrize("text", ["a < b", "half \ud800 a character"])
@pytest.mark.parametrize("workers", [1, 2])
def test_structs_come_back_as_they_were(workers: int, text: str) -> None:
    def show(number: int) -> list[Shown]:
        return [Shown(html=Markup("<p>%s</p>") % text, days=(date(2026, 11, number),))]

    with shared_out(show, range(1, 9), workers, list[Shown]) as found:
        shown = [each for part in found for each in part]
    assert shown == [each for number in range(1, 9) for each in show(number)]
    assert {type(each.html) for each in shown} == {Markup}


def test_nothing_but_data_comes_back() -> None:
    with (
        pytest.raises(TypeError, match="is not sent between processes"),
        shared_out(lambda _: [Path()], [1, 2], 2, list[Path]) as found,
    ):
        list(found)


def test_this_process_works_beside_the_others() -> None:
    def work(_: int) -> int:
        time.sleep(0.002)  # so that neither is done with all of it before the other has begun
        return os.getpid()

    with shared_out(work, range(50), 2) as found:
        processes = set(found)
    assert os.getpid() in processes
    assert len(processes) == 2


@pytest.mark.parametrize("workers", [2, 3])
def test_unattended_others_go_on_while_this_process_does_something_else(tmp_path: Path, workers: int) -> None:
    def work(piece: int) -> tuple[int, int]:
        (tmp_path / str(piece)).touch()
        return piece, os.getpid()

    with shared_out(work, range(50), workers, unattended=True) as found:
        while len(list(tmp_path.iterdir())) < 50:
            time.sleep(0.001)
        done = list(found)
    assert [piece for piece, _ in done] == list(range(50))
    assert os.getpid() not in {process for _, process in done}


@pytest.mark.parametrize("of", [None, list[int]])
def test_the_first_exception_is_raised_wherever_it_came_up(of: type[list[int]] | None) -> None:
    def work(piece: int) -> list[int]:
        time.sleep(0.002)
        return [piece if piece < 20 else 1 // (20 - piece) if piece == 20 else [][piece]]

    seen: list[list[int]] = []
    with pytest.raises(ZeroDivisionError), shared_out(work, range(50), 2, of) as found:
        seen.extend(found)
    assert seen == [[piece] for piece in range(20)]


@pytest.mark.parametrize("unattended", [False, True])
def test_a_worker_that_is_killed_is_told_of(unattended: bool) -> None:  # noqa: FBT001 - a parameter of the test
    own = os.getpid()

    def work(_: int) -> None:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)

    with (
        pytest.raises(EngineError, match="a worker process was stopped from outside; is there enough memory"),
        shared_out(work, range(9), 2, unattended=unattended) as found,
    ):
        list(found)


def leave(_: Iterator[None]) -> None:
    """Take nothing of what comes back, once it has begun to come."""
    time.sleep(0.3)
    raise LookupError


@pytest.mark.timeout(20)
@pytest.mark.parametrize("workers", [2, 3])
@pytest.mark.parametrize(("take", "fault"), [(list, EngineError), (leave, LookupError)])
def test_one_that_is_killed_amid_its_answer_is_told_of(
    workers: int, take: Callable[[Iterator[None]], object], fault: type[Exception]
) -> None:
    """The pool's own thread has begun to read, and waits for the rest; others wait for their turn to answer."""
    own = os.getpid()

    def begin_and_die(pipe: Connection, answer: bytes) -> None:
        os.write(pipe.fileno(), bytes(answer)[:5])
        os.kill(os.getpid(), signal.SIGKILL)

    def work(_: int) -> None:
        if os.getpid() != own:
            Connection._send = begin_and_die  # type: ignore[attr-defined] # in that process alone
        time.sleep(0.01)

    with pytest.raises(fault), shared_out(work, range(9), workers) as found:
        take(found)


def test_where_a_process_cannot_be_born_none_lives_on(monkeypatch: pytest.MonkeyPatch) -> None:
    born: list[int] = []
    fork, turn = os.fork, sys.getswitchinterval()

    def refuse_the_third() -> int:
        if len(born) == 2:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        born.append(fork())
        return born[-1]

    monkeypatch.setattr(os, "fork", refuse_the_third)
    with (
        pytest.raises(EngineError, match=r"^cannot start a worker process: Resource temporarily unavailable$"),
        shared_out(str, range(9), 4),
    ):
        pass
    monkeypatch.undo()
    assert not {each.pid for each in multiprocessing.active_children()} & {*born}
    assert sys.getswitchinterval() == turn


@pytest.mark.parametrize("unattended", [False, True])
def test_what_interrupts_this_process_interrupts_the_work(unattended: bool) -> None:  # noqa: FBT001 - the same
    own = os.getpid()

    def work(_: int) -> None:
        time.sleep(0.01)
        if os.getpid() == own:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), shared_out(work, range(50), 2, unattended=unattended) as found:
        list(found)


@pytest.mark.parametrize(
    ("count", "few", "jobs", "workers"),
    [
        (39, 40, None, 1),
        (0, 40, 2, 1),
        (1, 40, 2, 1),
        (5, 40, 2, 2),
        (100, 40, 1, 1),
        (100, 40, 3, 3),
    ],
)
def test_how_many_processes(count: int, few: int, jobs: int | None, workers: int) -> None:
    assert workers_for(count, few, jobs) == workers


def test_without_a_word_as_many_processes_as_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert workers_for(100, 40, None) == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 5)
    assert workers_for(100, 40, None) == 5
