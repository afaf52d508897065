"""What the preview knows at one moment, and who waits for the next."""

from __future__ import annotations

from threading import Condition

from msgspec import Struct
from msgspec.structs import replace

from vademecum.problems import Problem


class State(Struct, frozen=True, kw_only=True):
    """The outcome of the last build."""

    version: str
    """Names the bytes that are served: another one, and open pages are out of date."""
    failed: bool = False
    """The last good pages are still served."""
    fault: str = ""
    """What the machine or the settings did wrong, as one sentence; empty for most."""
    problems: tuple[Problem, ...] = ()


class Board:
    """Holds the newest state; threads that answer browsers wait here for the next one."""

    def __init__(self, run: str) -> None:
        """Start a board; ``run`` tells this preview from an earlier one at the same address."""
        self._run = run
        self._count = 0
        self._news = Condition()
        self._state = State(version=f"{run}-0")
        self._closed = False

    @property
    def state(self) -> State:
        """The newest state."""
        return self._state

    @property
    def closed(self) -> bool:
        """Whether the preview is over."""
        return self._closed

    def publish(self, state: State, *, changed: bool) -> None:
        """Show a state to all who wait; its version is given here, a new one when the served bytes changed."""
        with self._news:
            self._count += changed
            self._state = replace(state, version=f"{self._run}-{self._count}")
            self._news.notify_all()

    def after(self, known: State, seconds: float) -> State | None:
        """Wait until there is another state than ``known``; None when there is none after so many seconds."""
        with self._news:
            news = self._news.wait_for(lambda: self._closed or self._state is not known, seconds)
            return self._state if news and not self._closed else None

    def close(self) -> None:
        """End the preview for all who wait."""
        with self._news:
            self._closed = True
            self._news.notify_all()
