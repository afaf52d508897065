"""Ctrl-C counts wherever it hits: where it cannot be borne it waits, and where Python drops it, it comes again."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs
    from types import FrameType


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


def never_lost() -> None:
    """Raise a `KeyboardInterrupt` that Python drops again at the next call of a function, from now on.

    It drops what is raised while something is freed: in ``__del__``, in what a weak reference calls (the lock of a
    module that is imported), in a generator that is closed.
    """
    sys.unraisablehook = _again


def is_meant(fault: BaseException | None) -> bool:
    """Tell whether a fault came of Ctrl-C: Python 3.11 hides it behind a `RuntimeError` while a class is made."""
    while fault is not None and not isinstance(fault, KeyboardInterrupt):
        fault = fault.__cause__ or fault.__context__
    return fault is not None


def _again(dropped: UnraisableHookArgs) -> None:
    if issubclass(dropped.exc_type, KeyboardInterrupt):
        sys.setprofile(_raise)
    else:
        sys.__unraisablehook__(dropped)


def _raise(_: FrameType, event: str, __: object) -> None:
    if event == "call":
        sys.setprofile(None)
        raise KeyboardInterrupt
