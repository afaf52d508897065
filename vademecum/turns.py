"""Several pieces of work carried on in turns, a step of each at a time.

A page takes some thousand functions, far more than a processor keeps at hand. Where each step is taken for several
pages before the next step begins, its code is at hand for all but the first of them.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import TypeVar

from vademecum.needs import Log, Needs

T = TypeVar("T")
Steps = Generator[None, None, T]
"""Work that pauses where other work may go on."""

AT_ONCE = 10
"""So many articles take turns: more of them push each other's texts out of the processor's memory."""


def finished(work: Steps[T]) -> T:
    """Carry on one work until it is done."""
    while True:
        try:
            next(work)
        except StopIteration as ended:
            found: T = ended.value
            return found


def in_turns(works: Iterable[Steps[T]], needs: Needs) -> list[T]:
    """Carry works on until all are done, and return what came of them; each has a log of needs of its own.

    Of several faults the one of the first work is raised, as if each had been carried on by itself.
    """
    logs: list[tuple[int, Steps[T], Log]] = [(place, work, Log()) for place, work in enumerate(works)]
    done: dict[int, T] = {}
    faults: dict[int, Exception] = {}
    while len(done) + len(faults) < len(logs):
        for place, work, log in logs:
            if place in done or place in faults:
                continue
            needs.turn_to(log)
            try:
                next(work)
            except StopIteration as ended:
                done[place] = ended.value
            except Exception as fault:  # noqa: BLE001 - raised below, when it is known whose it is
                faults[place] = fault
    if faults:
        raise faults[min(faults)]
    return [done[place] for place in range(len(logs))]
