"""Ctrl-C at moments that cannot bear it: it waits, and is heard as soon as they are over."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def later() -> Iterator[None]:
    """Let Ctrl-C wait.

    Where libraries are imported: a module compiled by Cython lets go of what is raised while it begins, and the command
    would go on. Where processes are born: one that is hit before it has begun would tell of that at length.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
