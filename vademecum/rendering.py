"""Rendering articles: in this process when they are few, else over a pool of processes, or on a cluster."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from vademecum.cluster import render_on_cluster
from vademecum.disk.write import Store
from vademecum.model.articles import Article
from vademecum.model.body import Facts
from vademecum.model.output import Output
from vademecum.model.run import Options
from vademecum.pages.article import render_article
from vademecum.pages.world import World
from vademecum.problems import EngineError
from vademecum.texts import read_approved_text, read_bodies

CHUNK = 25
"""Articles handed to a worker at once: smaller ones cost more to send than they even out."""

FEW = 40
"""Fewer articles than this are not worth a second process."""

Progress = Callable[[int, int], None]
"""Called with the number of articles done and in all."""


class _Worker(Struct):
    """What a process that renders articles holds."""

    root: Path
    articles: Mapping[str, Article]
    world: World
    """As one page sees it."""
    store: Store


_here: list[_Worker] = []


def render_articles(
    root: Path,
    world: World,
    store: Store,
    options: Options,
    progress: Progress,
    paths: Sequence[str] | None = None,
    noted: Callable[[Facts], Facts] = lambda facts: facts,
) -> dict[str, Facts]:
    """Render articles (all, unless ``paths`` are given) and return their facts, in their order.

    ``noted`` is given the facts as they come, and says what of them is kept.
    """
    if paths is None:
        paths = [path for path, article in world.site.articles.items() if not article.is_index]
    facts: dict[str, Facts] = {}
    for found in _rendered(root, world, store, options, paths):
        for fact in found:
            facts[fact.path] = noted(fact)
        progress(len(facts), len(paths))
    return facts


def _rendered(
    root: Path, world: World, store: Store, options: Options, paths: Sequence[str]
) -> Iterator[Sequence[Facts]]:
    """Yield the facts of some articles at a time, once their files are in the store."""
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    if options.scheduler:
        for rendered in render_on_cluster(root, world, options.scheduler, chunks) if chunks else ():
            yield [_stored(store, outputs, facts) for outputs, facts in rendered]
        return
    jobs = options.jobs
    workers = min(jobs or _processors(), len(chunks)) if len(paths) >= FEW or jobs else 1
    if workers > 1:
        world.prepare(paths)
    with _pool(workers, _Worker(root, world.site.articles, world.of_one_page(), store)) as executor:
        yield from executor.map(_render_chunk, chunks) if executor else map(_render_chunk, chunks)


def _stored(store: Store, outputs: Sequence[Output], facts: Facts) -> Facts:
    return replace(facts, outputs=tuple((output.path, store.put(output)) for output in outputs))


@contextmanager
def _pool(workers: int, worker: _Worker) -> Iterator[Executor | None]:
    """Give the executor that renders: none for one worker, which is this process."""
    if workers <= 1:
        _start(worker)
        try:
            yield None
        finally:
            _here.clear()
        return
    fork = "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if fork else "spawn")
    gc.freeze()
    executor = ProcessPoolExecutor(workers, mp_context=context, initializer=_enrol, initargs=(worker,))
    try:
        yield executor
    except BrokenExecutor as fault:
        raise EngineError("a worker process was stopped from outside; is there enough memory?") from fault
    finally:
        executor.shutdown(cancel_futures=True)
        gc.unfreeze()


def _start(worker: _Worker) -> None:
    _here[:] = [worker]


def _enrol(worker: _Worker) -> None:
    """Start a worker of the pool: Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _start(worker)


def _render_chunk(paths: Sequence[str]) -> list[Facts]:
    worker = _here[0]
    found = []
    for path in paths:
        article = worker.articles[path]
        kept = partial(read_approved_text, worker.root)
        outputs, facts = render_article(article, read_bodies(worker.root, article), worker.world, kept)
        found.append(_stored(worker.store, outputs, facts))
    return found


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
