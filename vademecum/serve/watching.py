"""Which folders the preview watches, and what counts as a change of the site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread

from msgspec import Struct

from vademecum.config import Config
from vademecum.disk.root import CONTENT, LAYOUTS, engine_layouts
from vademecum.problems import EngineError

News = SimpleQueue[frozenset[Path] | None]
"""Sets of changed paths; None when there will be no more. A signal may put into it at any moment."""

QUIET_MS = 10
"""So long nothing more must come before a change is handed on: an editor saves in several steps."""

LONGEST_MS = 100
"""So long a change waits at most while others keep coming."""

_TURN_MS = 50
"""After so long without a change the watcher looks up: whether it is on duty, and whether to stop."""

_READY_SECONDS = 5.0


class Watched(Struct, frozen=True, kw_only=True):
    """Where sources stand."""

    deep: frozenset[Path]
    """Folders that are watched with all that is below them."""
    flat: frozenset[Path]
    """Folders of which only `names` count: the root, and those of a bibliography elsewhere."""
    names: frozenset[str]
    """What a site is made from in flat folders. A log that a shell writes there is not."""
    hidden: frozenset[Path]
    """What builds write: never a source."""


def watched(root: Path, config: Config, output: Path) -> Watched:
    """Return what to watch for a site with these settings."""
    named = (
        *config.bibliography,
        config.retractions_file,
        config.journals_file,
        config.links_file,
        config.citation_style,
    )
    parents = {(root / path).parent for path in named if path}
    folders = (root / CONTENT, root / LAYOUTS, engine_layouts())
    deep = frozenset(folder for folder in folders if folder.is_dir())
    flat = frozenset(folder for folder in {root, *parents} if folder.is_dir() and not _below(folder, deep))
    names = frozenset({"pyproject.toml", CONTENT, LAYOUTS, *(Path(path).name for path in named if path)})
    return Watched(deep=deep, flat=flat, names=names, hidden=frozenset([output, root / config.output]))


def is_source(path: Path, where: Watched) -> bool:
    """Return whether a changed file may be one that the site is made from, and not an editor's own."""
    name = path.name
    own = name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp")) or name == "4913"
    return not own and not _below(path, where.hidden) and (name in where.names or _below(path, where.deep))


@contextmanager
def watching(where: Watched, news: News) -> Iterator[None]:
    """Put every set of changed paths into a queue until the context ends; nothing that changes inside it is missed."""
    stop = Event()
    threads = []
    for recursive in (True, False):
        ready = Event()
        arguments = (where, news, stop, ready, recursive)
        threads.append(Thread(target=_watch, args=arguments, daemon=True))
        threads[-1].start()
        ready.wait(_READY_SECONDS)
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _watch(
    where: Watched,
    news: News,
    stop: Event,
    ready: Event,
    recursive: bool,  # noqa: FBT001 - handed over by a thread
) -> None:
    from watchfiles import watch  # noqa: PLC0415 - needed by the preview alone

    changes = watch(
        *sorted(where.deep if recursive else where.flat),
        watch_filter=lambda _, path: is_source(Path(path), where),
        debounce=LONGEST_MS,
        step=QUIET_MS,
        stop_event=stop,
        rust_timeout=_TURN_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
        recursive=recursive,
    )
    for found in changes:
        ready.set()
        if found:
            news.put(frozenset(Path(path) for _, path in found))


def machine_can_watch() -> None:
    """Raise an `EngineError` where the watcher is missing, before anything starts."""
    try:
        import watchfiles  # noqa: F401, PLC0415
    except ImportError as fault:
        raise EngineError("the preview needs watchfiles: pip install vademecum") from fault


def _below(path: Path, folders: frozenset[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)
