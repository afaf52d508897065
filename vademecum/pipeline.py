"""The whole build on one screen: load, assemble, render in parallel, check, list, write."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from vademecum.disk.load import read_bytes
from vademecum.disk.write import Store, Written, commit, opened, owned_files
from vademecum.gather import Options, load_site, read_bodies, read_settings
from vademecum.model.articles import Article
from vademecum.model.body import Body, Facts
from vademecum.model.composed import Composed
from vademecum.model.output import Output
from vademecum.model.site import Site
from vademecum.pages.article import compose_plain, render_article
from vademecum.pages.composing import compose_article
from vademecum.pages.feeds import render_feeds
from vademecum.pages.layouts import LayoutError, LayoutFiles
from vademecum.pages.listings import render_aliases, render_listings, render_not_found, render_references
from vademecum.pages.world import World
from vademecum.problems import EngineError, Level, Place, Problem, UsageError, has_errors, in_order, warning
from vademecum.rules.examine import examine_site
from vademecum.rules.levels import apply_levels
from vademecum.rules.registry import known_rules
from vademecum.rules.site import check_links
from vademecum.today import Today

CHUNK = 25
"""Articles handed to a worker at once: smaller ones cost more to send than they even out."""

_PASSING = re.compile(r"^(topics|references|search)/|(^|/)page/\d+/index\.html$")
"""Pages of lists, which come and go with what they list."""

FEW = 40
"""Fewer articles than this are not worth a second process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of a run."""

    problems: tuple[Problem, ...]
    articles: int = 0
    pages: int = 0
    written: Written | None = None
    """None when nothing was written: there were errors, or the run only checked."""
    settings_wrong: bool = False
    output: str = ""
    foreign: tuple[str, ...] = field(default=())
    retractions: date | None = None
    """The day of the retraction list against which the sources were checked; None when they were not."""

    @property
    def failed(self) -> bool:
        """Whether an error stands in the way of a site."""
        return has_errors(self.problems)


Progress = Callable[[int, int], None]
"""Called with the number of articles done and in all."""


def build(root: Path, options: Options, progress: Progress = lambda _done, _all: None) -> Report:
    """Build the site in ``root``. With an error nothing is written and the output is exactly as it was."""
    config, said = read_settings(root, options)
    if has_errors(said):
        return Report(problems=in_order(said), settings_wrong=True)
    site, files, found = load_site(root, config, options)
    if any(problem.rule == "CFG-03" for problem in found):
        return Report(problems=in_order([*said, *found]), settings_wrong=True)
    output = root / (options.output or config.output)
    _refuse_output(root, output, chosen=bool(options.output))
    stage = options.write and not has_errors(apply_levels([*said, *found], config, strict=options.strict))
    with opened(output, touch=options.write, stage=stage) as store:
        facts, made, problems = _render(root, site, files, store, options, [*said, *found], progress)
        problems = apply_levels(problems, config, strict=options.strict)
        before = owned_files(store.output)
        if not has_errors(problems):
            lost = apply_levels(_lost_urls(before, made), config, strict=options.strict)
            problems = in_order([*problems, *lost])
        written = None
        if stage and not has_errors(problems):
            written = commit(store, made)
    pages = sum(path.endswith(".html") for path in made)
    return Report(
        problems=problems,
        articles=len(facts),
        pages=pages,
        written=written,
        output=options.output or config.output,
        retractions=site.retractions.date if site.retractions else None,
    )


def survey(root: Path, options: Options) -> tuple[Site, Mapping[str, Facts], tuple[Problem, ...]]:
    """Read every body, of drafts and of what is not published as well, and write nothing.

    The facts are empty when a layout stands in the way; wrong settings are a `UsageError`.
    """
    world, found = read_world(root, options)
    store = Store(output=root / world.config.output, staging=None, fresh=True)
    try:
        facts = render_articles(root, world, store, options.jobs, lambda _done, _all: None)
    except LayoutError as fault:
        return world.site, {}, in_order([*found, fault.problem])
    collected = [*found, *(problem for fact in facts.values() for problem in fact.problems)]
    return world.site, facts, apply_levels(in_order(collected), world.config, strict=options.strict)


def read_world(root: Path, options: Options) -> tuple[World, list[Problem]]:
    """Read everything but bodies, of drafts and of what is not published as well; wrong settings are a `UsageError`."""
    config, said = read_settings(root, options)
    _refuse_settings(problem for problem in said if has_errors([problem]))
    site, files, found = load_site(root, replace(config, publish="all"), replace(options, drafts=True))
    _refuse_settings(problem for problem in found if problem.rule == "CFG-03")
    return World(site, files), found


def _refuse_settings(problems: Iterable[Problem]) -> None:
    for problem in problems:
        raise UsageError(f"{problem.file}:{problem.line}: {problem.message}")


def compose_variants(root: Path, world: World, article: Article) -> tuple[Composed, ...]:
    """Return one article's variants with their texts, fingerprints and verdicts."""
    return compose_article(article, read_bodies(root, article), world, Today(world.site.today))


def _render(
    root: Path,
    site: Site,
    files: LayoutFiles,
    store: Store,
    options: Options,
    problems: Sequence[Problem],
    progress: Progress,
) -> tuple[Mapping[str, Facts], dict[str, str], tuple[Problem, ...]]:
    world = World(site, files)
    try:
        facts = render_articles(root, world, store, options.jobs, progress)
        made = {path: digest for fact in facts.values() for path, digest in fact.outputs}
        intros, folders = _introductions(root, world)
        everything = {**facts, **folders}
        collected = [*problems, *(problem for fact in everything.values() for problem in fact.problems)]
        collected.extend(check_links(site.articles, everything))
        collected.extend(examine_site(site, everything, known_rules().values()))
        for output, wrong in _site_pages(world, everything, intros):
            made[output.path] = store.put(output)
            collected.extend(wrong)
        for audience in site.audiences.values():
            world.disclaimer(audience)
        collected.extend(world.problems)
    except LayoutError as fault:
        return {}, {}, in_order([*problems, fault.problem])
    for asset in site.assets.values():
        made[asset.url[1:]] = store.put(Output(path=asset.url[1:], content=read_bytes(root, asset.source)))
    for name, target in world.assets.items():
        made[target] = store.put(Output(path=target, content=files.assets[name]))
    return facts, made, in_order(collected)


def _site_pages(
    world: World, facts: Mapping[str, Facts], intros: Mapping[str, Body]
) -> Iterator[tuple[Output, Sequence[Problem]]]:
    yield from render_listings(world, facts, intros)
    yield from render_references(world, facts)
    yield render_not_found(world)
    for output in (*render_feeds(world, facts), *render_aliases(world, facts)):
        yield output, ()


def _introductions(root: Path, world: World) -> tuple[dict[str, Body], dict[str, Facts]]:
    """Return the bodies of folder pages, which stand on lists, and their facts."""
    bodies: dict[str, Body] = {}
    facts: dict[str, Facts] = {}
    for article in world.site.articles.values():
        if article.is_index:
            text = read_bodies(root, article)[article.path]
            bodies[article.path], facts[article.path] = compose_plain(article, text, world)
    return bodies, facts


# ---- rendering --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Worker:
    """What a process that renders articles holds."""

    root: Path
    articles: Mapping[str, Article]
    world: World
    """As one page sees it."""
    store: Store


_here: list[_Worker] = []


def render_articles(root: Path, world: World, store: Store, jobs: int | None, progress: Progress) -> dict[str, Facts]:
    """Render every article, over processes when there are many; return their facts in path order."""
    paths = [path for path, article in world.site.articles.items() if not article.is_index]
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    workers = min(jobs or _processors(), len(chunks)) if len(paths) >= FEW or jobs else 1
    if workers > 1:
        world.prepare()
    facts: dict[str, Facts] = {}
    with _pool(workers, _Worker(root, world.site.articles, world.of_one_page(), store)) as executor:
        mapped = executor.map(_render_chunk, chunks) if executor else map(_render_chunk, chunks)
        for found in mapped:
            for fact in found:
                facts[fact.path] = fact
            progress(len(facts), len(paths))
    return facts


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
        outputs, facts = render_article(article, read_bodies(worker.root, article), worker.world)
        written = tuple((output.path, worker.store.put(output)) for output in outputs)
        found.append(replace(facts, outputs=written))
    return found


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


# ---- what the output had before ---------------------------------------------------------------------------------


def _refuse_output(root: Path, output: Path, *, chosen: bool) -> None:
    """Refuse an output that would swallow the sources, and one outside that nobody has chosen on the command line."""
    resolved, here = output.resolve(), root.resolve()
    sources = (here / "content", here / "layouts")
    if here.is_relative_to(resolved) or any(resolved.is_relative_to(folder) for folder in sources):
        raise UsageError(f"the output {output.name}/ would overwrite the site's sources; choose another folder")
    if not chosen and not resolved.is_relative_to(here):
        raise UsageError(f"the output {output.name}/ leads out of this folder; name it with --output if you mean it")


def _lost_urls(before: Mapping[str, str], made: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a warning for each page of the last output whose URL nothing answers any more; lists of topics may go."""
    if not before or not made:
        return
    for path in sorted(before.keys() - made.keys()):
        if not path.endswith(".html") or _PASSING.search(path):
            continue
        url = f"/{path.removesuffix('index.html')}"
        message = f"{url} was a page of the last build, and nothing answers there any more"
        hint = f"write into the article that took its place: aliases: [{url}]"
        yield warning("URL-04", Place(file="content"), message, hint)


def level_counts(problems: Sequence[Problem]) -> dict[Level, int]:
    """Return how many problems there are of each level."""
    return {level: sum(problem.level is level for problem in problems) for level in Level}


__all__ = ["Options", "Report", "build", "compose_variants", "level_counts", "read_settings", "read_world", "survey"]
