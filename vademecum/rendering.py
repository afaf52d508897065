"""Rendering pages: in this process when they are few, else over workers, or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from vademecum.cluster import render_on_cluster
from vademecum.disk.write import Store
from vademecum.model.articles import Article
from vademecum.model.body import Facts
from vademecum.model.output import Output
from vademecum.model.rows import Listed
from vademecum.model.run import Options
from vademecum.pages.article import Rendered, rendering
from vademecum.pages.planned import Planned
from vademecum.pages.sources import MOST_WHOLE, Packed, Read
from vademecum.pages.world import World
from vademecum.rules.page.grammar import compile_patterns
from vademecum.texts import read_approved_text, read_bodies
from vademecum.turns import AT_ONCE, in_turns
from vademecum.workers import chunked, runs, shared_out, workers_for

CHUNK = 25
"""Articles handed to a worker at once: smaller ones cost more to send than they even out."""

GENERATION = 10_000
"""About so many articles until new workers take the place of the old: a forked process copies what it touches."""

GENERATION_LISTS = 1500
"""The same for pages of lists."""

FEW = 40
"""Fewer articles than this are not worth a second process."""

FEW_SOURCES = 200
"""Fewer sources than this, which have to be decoded and formatted, are not worth one."""

MOST_SOURCES = 1000
"""Sources handed to a worker at once: what comes back of more takes too much memory."""

FEW_LISTS = 30
"""Fewer pages of lists than this are not worth a second process."""

FEW_LONG_LISTS = 2
"""The same of pages that list hundreds of sources."""

N = TypeVar("N")

Progress = Callable[[int, int], None]
"""Called with the number of articles done and in all."""


class _Worker(Struct):
    """What a process that renders articles holds."""

    root: Path
    articles: Mapping[str, Article]
    world: World
    """As one page sees it."""
    store: Store
    note: Callable[[Facts], Any]

    def __call__(self, paths: Sequence[str]) -> list[Any]:
        """Render some articles; return what is noted of each, once its files are in the store."""
        noted: list[Any] = []
        for start in range(0, len(paths), AT_ONCE):
            rendered = self._render([self.articles[path] for path in paths[start : start + AT_ONCE]])
            facts = [_stored(self.store, *each) for each in rendered]
            noted.extend([self.note(each) for each in facts])
        return noted

    def _render(self, articles: Sequence[Article]) -> list[Rendered]:
        kept = partial(read_approved_text, self.root)
        bodies = [read_bodies(self.root, article) for article in articles]
        works = [rendering(article, texts, self.world, kept) for article, texts in zip(articles, bodies, strict=True)]
        return in_turns(works, self.world.needs)


def render_articles(
    root: Path,
    world: World,
    store: Store,
    options: Options,
    progress: Progress,
    paths: Sequence[str],
    note: Callable[[Facts], N],
    of: type[N],
) -> Iterator[N]:
    """Render articles and yield what ``note`` makes of the facts of each, in their order; it is of the type ``of``.

    Where an article is rendered, there its facts are noted as well.
    """
    done = 0
    for part in _rendered(root, world, store, options, paths, note, of):
        yield from part
        done += len(part)
        progress(done, len(paths))


def _rendered(
    root: Path,
    world: World,
    store: Store,
    options: Options,
    paths: Sequence[str],
    note: Callable[[Facts], N],
    of: type[N],
) -> Iterator[Sequence[N]]:
    """Yield what is noted of some articles at a time."""
    if options.scheduler:
        chunks = chunked(paths, 1, CHUNK)
        for rendered in render_on_cluster(root, world, options.scheduler, chunks) if chunks else ():
            yield [note(_stored(store, outputs, facts)) for outputs, facts in rendered]
        return
    workers = workers_for(len(paths), FEW, options.jobs)
    if workers > 1 or len(paths) >= FEW:
        _prepare(world, paths, options)
    work = _Worker(root, world.site.articles, world.of_one_page(), store, note)
    several: type[list[N]] = list[of]  # type: ignore[valid-type] # a type that is made as the program runs
    for run in runs(len(paths), GENERATION):
        chunks = chunked(paths[run.start : run.stop], workers, CHUNK)
        with shared_out(work, chunks, workers, several) as found:
            yield from found


def _prepare(world: World, paths: Sequence[str], options: Options) -> None:
    """Do at once, and once for all workers, what articles would otherwise do one by one."""
    keys = world.mentioned_in(paths)
    workers = workers_for(len(keys), FEW_SOURCES, options.jobs)
    chunks = chunked(keys, workers, MOST_SOURCES)
    if len(keys) > MOST_WHOLE:
        with shared_out(world.sources.read_packed, chunks, workers, list[Packed], unattended=True) as packed:
            _compile(world)
            for lot in packed:
                world.sources.shelve(lot)
    else:
        with shared_out(world.sources.read, chunks, workers, list[Read], unattended=True) as found:
            _compile(world)
            for sources in found:
                world.sources.keep(sources)


def _compile(world: World) -> None:
    compile_patterns()
    world.layouts.prepare("article.html", "page.html", "base.html", "words.html")


def _stored(store: Store, outputs: Sequence[Output], facts: Facts) -> Facts:
    return replace(facts, outputs=tuple((output.path, store.put(output)) for output in outputs))


@contextmanager
def making(
    planned: Sequence[Planned], world: World, store: Store, options: Options, few: int
) -> Iterator[Iterator[Listed]]:
    """Give what becomes of each planned page, in their order; workers make them in the meantime.

    ``few``: fewer pages are not worth a second process.
    """
    workers = workers_for(len(planned), few, options.jobs)
    if workers > 1:
        world.layouts.prepare("list.html", "references.html")

    def make(part: Sequence[int]) -> list[Listed]:
        made = ((planned[place], *planned[place].make()) for place in part)
        return [Listed(key=each.key(), digest=store.put(output), problems=problems) for each, output, problems in made]

    with ExitStack() as stack:

        def begun(start: int) -> Iterator[list[Listed]]:
            places = range(start, min(start + GENERATION_LISTS, len(planned)))
            chunks = chunked(places, workers, CHUNK)
            return stack.enter_context(shared_out(make, chunks, workers, list[Listed], unattended=True))

        def made(found: Iterator[list[Listed]]) -> Iterator[Listed]:
            for start in range(0, len(planned), GENERATION_LISTS):
                if start:
                    stack.close()
                    found = begun(start)
                for part in found:
                    yield from part

        yield made(begun(0))
