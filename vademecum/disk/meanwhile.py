"""A question about many files that another process answers while this one goes on: asking for each takes a while."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from vademecum.interruption import later

_SIZE = 8
"""Bytes before an answer that tell how long it is: a process that was killed has not written all of it."""


@contextmanager
def meanwhile(question: Callable[[], bytes]) -> Iterator[Callable[[], bytes]]:
    """Have a question answered by a forked process; what is given waits for the answer and returns it.

    Where there is no other processor, or no process can be born safely, it is answered here when the answer is wanted.
    """
    born = _asked(question) if has_place() else None
    if born is None:
        yield question
        return
    child, reading = born
    with os.fdopen(reading, "rb") as pipe:
        try:
            yield lambda: _whole(pipe.read()) or question()
        finally:
            with contextlib.suppress(OSError):
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def has_place() -> bool:
    """Tell whether another process can answer while this one goes on."""
    several = hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1
    return several and hasattr(os, "fork") and threading.active_count() == 1


def _asked(question: Callable[[], bytes]) -> tuple[int, int] | None:
    """Return the process that answers and where to read; None if the machine has no room for it."""
    reading, writing = os.pipe()
    try:
        with later():
            child = os.fork()
            if not child:
                os.close(reading)  # so that a long answer ends when nobody is left to read it
                _answer(question, writing)
    except OSError:
        os.close(reading)
        return None
    finally:
        os.close(writing)
    return child, reading


def _answer(question: Callable[[], bytes], writing: int) -> NoReturn:
    """Answer and end, whatever happens: nothing that this process was about to do is its child's business."""
    try:
        data = question()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(len(data).to_bytes(_SIZE, "big") + data)
    finally:
        os._exit(0)


def _whole(data: bytes) -> bytes:
    """Return the answer; nothing if it is not all there."""
    return data[_SIZE:] if len(data) == _SIZE + int.from_bytes(data[:_SIZE], "big") else b""
