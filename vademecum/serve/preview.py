"""The loop of the preview: build, show, wait for a change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from queue import Empty, SimpleQueue
from secrets import token_hex
from signal import SIGINT, signal
from threading import Thread

from msgspec import Struct

from vademecum.config import Config
from vademecum.pipeline import Options, Report, build, read_settings
from vademecum.problems import EngineError, UsageError
from vademecum.serve.answering import Server
from vademecum.serve.state import Board, State
from vademecum.serve.watching import News, machine_can_watch, watched, watching
from vademecum.unchanged import look_near

FOLDER = ".vademecum/preview"
"""Where the preview's pages stand, from the site's root: drafts never reach the output of a build."""

QUIET_SECONDS = 1.0
"""So long after a change everything is looked at, in case a change was missed."""

PORT = 8000
PORTS = 20
"""When nobody asked for a port, so many are tried from `PORT` on."""


class Built(Struct, frozen=True, kw_only=True):
    """One turn of the loop, for the terminal."""

    report: Report | None
    """None when the machine or the settings stood in the way: then the fault says what."""
    fault: str = ""
    changed: frozenset[str] = frozenset()
    """Paths from the root whose change led to this build; empty for the first, and for a look at everything."""

    @property
    def idle(self) -> bool:
        """Whether the build found that nothing had to be done."""
        done = self.report.written if self.report else None
        return done is not None and not done.written and not done.removed


def preview(
    root: Path,
    *,
    host: str,
    port: int | None,
    today: Callable[[], date],
    started: Callable[[str], None],
    told: Callable[[Built], None],
) -> None:
    """Serve a site with its drafts until somebody interrupts.

    ``started`` is called once with the address, ``told`` after every build. An address that is taken is a `UsageError`.
    """
    machine_can_watch()
    board = Board(run=token_hex(4))
    with _serving(root / FOLDER, host, port, board) as server, _until_interrupted() as news:
        first = True
        for changed in _changes(root, today, news):
            built = _turn(root, today(), board, changed)
            if first or changed or not built.idle:
                told(built)
            if first:
                started(server.url)
            first = False
    raise KeyboardInterrupt


def _turn(root: Path, today: date, board: Board, changed: frozenset[str]) -> Built:
    """Build once, and show what came of it."""
    options = _options(today)
    try:
        report = build(root, options, look=look_near(root, options, changed))
    except (UsageError, EngineError) as fault:
        board.publish(State(version="", failed=True, fault=str(fault)), changed=False)
        return Built(report=None, fault=str(fault), changed=changed)
    written = report.written
    board.publish(
        State(version="", failed=report.failed, problems=report.problems),
        changed=written is not None and bool(written.written or written.removed),
    )
    return Built(report=report, changed=changed)


def _options(today: date) -> Options:
    return Options(today=today, output=FOLDER, drafts=True)


def _changes(root: Path, today: Callable[[], date], news: News) -> Iterator[frozenset[str]]:
    """Yield the paths of every change until the news end.

    No path stands for a look at everything: when watching has begun, at first and for new folders, and when it has
    been quiet for a while after a change, of which the build looked at the changed files alone.
    """
    while True:
        where = watched(root, _settings(root, today()), root / FOLDER)
        with watching(where, news):
            yield frozenset()
            seen = True
            while watched(root, _settings(root, today()), root / FOLDER) == where:
                found = _next(news, None if seen else QUIET_SECONDS)
                if found is None:
                    return
                seen = not found
                yield frozenset(path.relative_to(root).as_posix() for path in found if path.is_relative_to(root))


def _next(news: News, patience: float | None) -> frozenset[Path] | None:
    """Wait for a change, and take all that have come by then; none after some seconds, None when the news end."""
    found: set[Path] = set()
    try:
        while (paths := news.get(timeout=0 if found else patience)) is not None:
            found |= paths
    except Empty:
        return frozenset(found)
    return None


@contextmanager
def _until_interrupted() -> Iterator[News]:
    """Give the queue of changes; the first Ctrl-C ends it, between two builds, and a second one the program."""
    news: News = SimpleQueue()

    def end(*_: object) -> None:
        signal(SIGINT, before)
        news.put(None)

    before = signal(SIGINT, end)
    try:
        yield news
    finally:
        signal(SIGINT, before)


def _settings(root: Path, today: date) -> Config:
    try:
        return read_settings(root, _options(today))[0]
    except (UsageError, EngineError):
        return Config()


@contextmanager
def _serving(folder: Path, host: str, port: int | None, board: Board) -> Iterator[Server]:
    server = _bound(folder, host, port, board)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        board.close()
        server.shutdown()
        server.server_close()


def _bound(folder: Path, host: str, port: int | None, board: Board) -> Server:
    asked = PORT if port is None else port
    last = asked + PORTS - 1 if port is None else asked
    for number in range(asked, last + 1):
        try:
            return Server(host, number, folder, board)
        except OSError as fault:
            if number == last:
                reason = fault.strerror or fault
                raise UsageError(
                    f"cannot listen at {host}, port {asked}: {reason}; choose another with --port"
                ) from fault
    raise AssertionError("there is always a last port")
