"""Work shared out over processes: this one and forked ones, which inherit all that the work holds.

A fork costs a few milliseconds however large the site is. So each stage of a build that can be shared out starts its
own workers as soon as what it works on is known, and nothing of that is ever sent to them.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from threading import Thread
from typing import Any, TypeVar

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


@contextmanager
def shared_out(
    work: Callable[[T], R], pieces: Sequence[T], workers: int, of: type[R] | None = None
) -> Iterator[Iterator[R]]:
    """Give what becomes of each piece, in their order. The others begin at once; this process joins them when asked.

    ``of`` is the type of what comes back, if that is made of structs: MessagePack is several times as fast as a pickle.
    """
    if workers <= 1:
        yield map(work, pieces)
        return
    gc.freeze()
    context = multiprocessing.get_context("fork")
    executor = ProcessPoolExecutor(workers - 1, mp_context=context, initializer=_enrol, initargs=(work,))
    do, decode = (_do_and_pack, msgpack.Decoder(of, dec_hook=_typed).decode) if of else (_do, None)
    try:
        with interruption.later():
            found = _found(work, pieces, lambda piece: executor.submit(do, piece), _AHEAD * (workers - 1), decode)
        yield found
    except BrokenExecutor as fault:
        raise EngineError("a worker process was stopped from outside; is there enough memory?") from fault
    finally:
        executor.shutdown(cancel_futures=True)
        gc.unfreeze()


def _found(
    work: Callable[[T], R],
    pieces: Sequence[T],
    submit: Callable[[T], Future[Any]],
    most: int,
    decode: Callable[[bytes], R] | None,
) -> Iterator[R]:
    """Begin, and return what becomes of each piece. While one is not there yet, this process takes another.

    So many pieces at ``most`` are handed out at a time; none is ever taken back from the pool, whose own thread fails
    over that in Python 3.11 when a worker is killed. What was yielded is let go: all of it together may be large.
    """
    here: dict[int, R | Exception] = {}
    elsewhere: dict[int, Future[Any]] = {}
    untouched = iter(range(len(pieces)))

    def hand_out() -> None:
        busy = sum(not future.done() for future in elsewhere.values())
        for place in islice(untouched, max(0, most - busy)):
            elsewhere[place] = submit(pieces[place])

    def results() -> Iterator[R]:
        for place in range(len(pieces)):
            hand_out()
            while place not in here and not (place in elsewhere and elsewhere[place].done()):
                taken = next(untouched, None)
                if taken is None:
                    break
                try:
                    here[taken] = work(pieces[taken])
                except Exception as fault:  # noqa: BLE001 - raised when its turn comes, as one of another process is
                    here[taken] = fault
                hand_out()
            found = here.pop(place) if place in here else elsewhere.pop(place).result()
            if isinstance(found, Exception):
                raise found
            yield decode(found) if decode and isinstance(found, bytes) else found

    hand_out()
    return results()


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
