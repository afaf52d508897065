"""Work shared out over processes: this one and forked ones, which inherit all that the work holds.

A fork costs a few milliseconds however large the site is. So each stage of a build that can be shared out starts its
own workers as soon as what it works on is known, and nothing of that is ever sent to them.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from concurrent.futures import wait as done
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from threading import RLock, Thread
from typing import Any, Generic, TypeVar

from markupsafe import Markup
from msgspec import msgpack

from vademecum import interruption
from vademecum.problems import EngineError

T = TypeVar("T")
R = TypeVar("R")

_SHARES = 3
"""A worker takes at most such a part of its share of what is left, so that all end at the same time."""

_AHEAD = 3
"""Pieces that wait for each worker: one that ends finds the next while this process is busy."""

_TURN = 0.0005
"""Seconds after which this process lets the pool's own threads have a turn: they need little, and a worker waits for
them. By default it is ten times as long."""

_PATIENCE = 1.0
"""Seconds without an answer after which this process looks whether all others are there."""

_here: list[Callable[[Any], Any]] = []
"""What a worker does: in its own process, set when it starts."""


def _plain(value: object) -> str:
    if isinstance(value, Markup):
        return str(value)
    raise TypeError(f"{type(value)} is not sent between processes")


def _typed(kind: type[Any], value: Any) -> Any:
    return kind(value)


_encode = msgpack.Encoder(enc_hook=_plain).encode


def workers_for(count: int, few: int, jobs: int | None) -> int:
    """Return how many processes ``count`` pieces of work are worth: 1 is this one.

    ``few``: fewer pieces are not worth a second process. ``jobs`` is what the user asks for, if anything.
    """
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return max(1, min(jobs or _processors(), count)) if count >= few or jobs else 1


def chunked(pieces: Sequence[T], workers: int, most: int) -> list[Sequence[T]]:
    """Return the pieces in parts of at most ``most`` that grow smaller towards the end."""
    chunks: list[Sequence[T]] = []
    start = 0
    while start < len(pieces):
        size = max(1, min(most, (len(pieces) - start) // (workers * _SHARES)))
        chunks.append(pieces[start : start + size])
        start += size
    return chunks


def runs(count: int, size: int) -> list[range]:
    """Return the places of ``count`` pieces in runs of one length, about ``size``: a few that are left make none."""
    number = max(1, round(count / size))
    return [range(count * run // number, count * (run + 1) // number) for run in range(number)]


@contextmanager
def shared_out(
    work: Callable[[T], R],
    pieces: Sequence[T],
    workers: int,
    of: type[R] | None = None,
    *,
    unattended: bool = False,
) -> Iterator[Iterator[R]]:
    """Give what becomes of each piece, in their order. The others begin at once; this process joins them when asked.

    ``of`` is the type of what comes back, if that is made of structs: MessagePack is several times as fast as a pickle.
    ``unattended``: the others go on while this process does something else, as far as there are pieces; what they make
    waits here, so it must be small.
    """
    if workers <= 1:
        yield map(work, pieces)
        return
    context = multiprocessing.get_context("fork")
    executor = ProcessPoolExecutor(workers - 1, mp_context=context, initializer=_enrol, initargs=(work,))
    gc.freeze()
    turn = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    children: list[BaseProcess] = []
    do, decode = (_do_and_pack, msgpack.Decoder(of, dec_hook=_typed).decode) if of else (_do, None)
    try:
        with interruption.later(), _births(children):
            most = _AHEAD * (workers - 1)
            handing = _Handing(work, pieces, lambda piece: executor.submit(do, piece), most, unattended=unattended)
        executor._result_queue._writer.close()  # type: ignore[attr-defined] # noqa: SLF001 - see `_all_end_with_one`
        found = handing.results(lambda: _all_end_with_one(children))
        yield (decode(each) if decode and isinstance(each, bytes) else each for each in found)
    except BrokenExecutor as fault:
        raise EngineError("a worker process was stopped from outside; is there enough memory?") from fault
    finally:
        _all_end_with_one(children)
        executor.shutdown(cancel_futures=True)
        sys.setswitchinterval(turn)
        gc.unfreeze()


@contextmanager
def _births(children: list[BaseProcess]) -> Iterator[None]:
    """Note the processes that are born. Where one cannot be, none lives on: each would wait for ever, as would this."""
    before = multiprocessing.active_children()
    fault: OSError | None = None
    try:
        yield
    except OSError as found:
        fault = found
    children.extend(child for child in multiprocessing.active_children() if child not in before)
    if fault:
        for child in children:
            child.kill()
            child.join()
        raise EngineError(f"cannot start a worker process: {fault.strerror or fault}") from fault


def _all_end_with_one(children: Sequence[BaseProcess]) -> None:
    """End the others if one was killed: it may have left half an answer, for whose rest the pool's thread waits."""
    if wait([child.sentinel for child in children], 0):
        for child in children:
            child.kill()


class _Handing(Generic[T, R]):
    """Pieces that are handed out: so many at ``most`` wait at a time, and this process takes others when it can.

    None is ever taken back from the pool, whose own thread fails over that in Python 3.11 when a worker is killed.
    """

    def __init__(
        self,
        work: Callable[[T], R],
        pieces: Sequence[T],
        submit: Callable[[T], Future[Any]],
        most: int,
        *,
        unattended: bool,
    ) -> None:
        """Begin. ``unattended``: when a piece is done, another one is handed out, whatever this process is doing."""
        self._work = work
        self._pieces = pieces
        self._submit = submit
        self._most = most
        self._unattended = unattended
        self._here: dict[int, R | Exception] = {}
        self._elsewhere: dict[int, Future[Any]] = {}
        self._untouched = iter(range(len(pieces)))
        self._lock = RLock()
        """Held while it is decided who takes a piece: the pool has a thread of its own."""
        self._hand_out()

    def _hand_out(self) -> None:
        with self._lock:
            busy = sum(not future.done() for future in self._elsewhere.values())
            for place in islice(self._untouched, max(0, self._most - busy)):
                future = self._elsewhere[place] = self._submit(self._pieces[place])
                if self._unattended:
                    future.add_done_callback(self._follow)

    def _follow(self, ended: Future[Any]) -> None:
        """Hand out more, unless the pool breaks or is shut."""
        if not ended.cancelled() and ended.exception() is None:
            with suppress(RuntimeError):
                self._hand_out()

    def results(self, look: Callable[[], None]) -> Iterator[Any]:
        """Yield what becomes of each piece. What was yielded is let go: all of it together may be large.

        ``look`` is called now and then while nothing comes back.
        """
        for place in range(len(self._pieces)):
            self._hand_out()
            while not self._is_done(place) and self._takes_one():
                self._hand_out()
            with self._lock:
                future = self._elsewhere.pop(place, None)
            while future and not done([future], _PATIENCE).done:
                look()
            found = future.result() if future else self._here.pop(place)
            if isinstance(found, Exception):
                raise found
            yield found

    def _is_done(self, place: int) -> bool:
        return place in self._here or (place in self._elsewhere and self._elsewhere[place].done())

    def _takes_one(self) -> bool:
        """Do a piece here; return whether there was one."""
        with self._lock:
            taken = next(self._untouched, None)
        if taken is None:
            return False
        try:
            self._here[taken] = self._work(self._pieces[taken])
        except Exception as fault:  # noqa: BLE001 - raised when its turn comes, as one of another process is
            self._here[taken] = fault
        return True


def _enrol(work: Callable[[Any], Any]) -> None:
    """Start a worker: Ctrl-C is the parent's business, and without a parent it has none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _here[:] = [work]


def _end_with_parent() -> None:
    """End when the parent was killed: a worker would wait for ever, and hold the lock that it has inherited."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(piece: Any) -> Any:
    return _here[0](piece)


def _do_and_pack(piece: Any) -> Any:
    found = _do(piece)
    try:
        return _encode(found)
    except (UnicodeEncodeError, OverflowError):  # half a character or a number beyond 64 bits: MessagePack has neither
        return found


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
