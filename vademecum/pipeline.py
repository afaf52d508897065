"""The whole build on one screen: load, assemble, render in parallel, check, list, write."""

from __future__ import annotations

import gc
import hashlib
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

from vademecum.articles.audiences import parse_audiences
from vademecum.articles.parse import parse_article, parse_variant, variant_of
from vademecum.articles.people import parse_people
from vademecum.articles.split import split_front_matter
from vademecum.articles.svg import check_svg
from vademecum.assemble import assemble
from vademecum.config import Config, parse_base_url, parse_config
from vademecum.disk.load import decode, read_bytes, read_optional, read_source
from vademecum.disk.project import read_assets, read_content, read_layouts
from vademecum.disk.write import Store, Written, commit, opened, owned_files
from vademecum.markdown.citations import mentions
from vademecum.model.articles import Article, Audience, Parsed, ParsedVariant, Person
from vademecum.model.body import Body, Facts
from vademecum.model.output import Output
from vademecum.model.references import StyleFile
from vademecum.model.retractions import Retractions
from vademecum.model.site import Asset, Site
from vademecum.pages.article import Composed, compose_article, compose_plain, render_article
from vademecum.pages.feeds import render_feeds
from vademecum.pages.layouts import LayoutError, LayoutFiles, asset_names
from vademecum.pages.listings import render_aliases, render_listings, render_not_found, render_references
from vademecum.pages.world import World
from vademecum.problems import EngineError, Level, Place, Problem, UsageError, error, has_errors, in_order, warning
from vademecum.references.bibliography import read_bibliography
from vademecum.references.csl.formatter import style_fault
from vademecum.references.journals import iso4, read_table
from vademecum.references.retractions import read_retractions, wanted
from vademecum.rules.levels import apply_levels, locked_settings
from vademecum.rules.retractions import list_day
from vademecum.rules.site import check_links

CHUNK = 25
"""Articles handed to a worker at once: smaller ones cost more to send than they even out."""

_PASSING = re.compile(r"^(topics|references|search)/|(^|/)page/\d+/index\.html$")
"""Pages of lists, which come and go with what they list."""

FEW = 40
"""Fewer articles than this are not worth a second process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What one run is asked to do."""

    today: date
    output: str = ""
    """Folder, from the site's root or absolute; empty: the setting."""
    base_url: str | None = None
    jobs: int | None = None
    strict: bool = False
    drafts: bool = False
    file_links: bool = False
    write: bool = True
    """False: check only."""


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
    config, said = read_settings(root, options)
    _refuse_settings(problem for problem in said if has_errors([problem]))
    site, files, found = load_site(root, replace(config, publish="all"), replace(options, drafts=True))
    _refuse_settings(problem for problem in found if problem.rule == "CFG-03")
    store = Store(output=root / config.output, staging=None, fresh=True)
    try:
        facts = render_articles(root, World(site, files), store, options.jobs, lambda _done, _all: None)
    except LayoutError as fault:
        return site, {}, in_order([*found, fault.problem])
    collected = [*found, *(problem for fact in facts.values() for problem in fact.problems)]
    return site, facts, apply_levels(in_order(collected), config, strict=options.strict)


def _refuse_settings(problems: Iterable[Problem]) -> None:
    for problem in problems:
        raise UsageError(f"{problem.file}:{problem.line}: {problem.message}")


def compose_variants(root: Path, site: Site, article: Article) -> tuple[Composed, ...]:
    """Return one article's variants with their texts, fingerprints and verdicts."""
    templates, assets, _ = read_layouts(root)
    world = World(site, LayoutFiles(templates=templates, assets=assets))
    return compose_article(article, read_bodies(root, article), world)


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


# ---- loading ----------------------------------------------------------------------------------------------------


def read_settings(root: Path, options: Options) -> tuple[Config, list[Problem]]:
    """Read the settings, with what the command line says instead."""
    text, unreadable = decode(read_optional(root, "pyproject.toml") or b"", "pyproject.toml")
    if text is None:
        return Config(), [unreadable] if unreadable else []
    config, problems = parse_config(text)
    if options.base_url is not None:
        base_url = parse_base_url(options.base_url)
        if base_url is None:
            raise UsageError('--base-url must be an absolute address such as "https://example.org/"')
        config = replace(config, base_url=base_url)
    if options.file_links:
        config = replace(config, file_links=True)
    found = [*problems, *locked_settings(config)]
    if not config.base_url and "base-url" not in config.places and options.base_url is None:
        message = "without base-url there are no sitemap, no feed and no canonical links"
        hint = 'add base-url = "https://…/" to [tool.vademecum]'
        found.append(warning("CFG-04", Place(file="pyproject.toml"), message, hint))
    return config, found


def load_site(root: Path, config: Config, options: Options) -> tuple[Site, LayoutFiles, list[Problem]]:
    """Read everything but bodies, and assemble the site."""
    content = read_content(root)
    problems = list(content.problems)
    people = _load_people(root, content.people, problems)
    audiences = _load_audiences(root, content.audiences, problems)
    articles, variants, mentioned = _load_articles(root, content.texts, people, audiences, problems)
    bibliography, found = read_bibliography(_bibliography_files(root, config, problems))
    problems.extend(found)
    assets = read_assets(root, content)
    for asset in assets:
        if asset.url.lower().endswith(".svg"):
            problems.extend(check_svg(read_bytes(root, asset.source), asset.source))
    templates, asset_bytes, found = read_layouts(root)
    problems.extend(found)
    files = LayoutFiles(templates=templates, assets=asset_bytes)
    site, found = assemble(
        config=config,
        today=options.today,
        articles=articles,
        variants=variants,
        people=people,
        audiences=audiences,
        bibliography=bibliography,
        assets=[*assets],
        reserved={f"/{target}": f"layouts/assets/{name}" for name, target in asset_names(files).items()},
        drafts=options.drafts,
    )
    site = replace(
        site,
        mentioned=frozenset(mentioned & bibliography.entries.keys()),
        retractions=_load_retractions(root, site, problems),
        journals=_load_journals(root, config, problems),
        style_file=_load_style(root, config, problems),
    )
    return site, files, [*problems, *found]


def _load_journals(root: Path, config: Config, problems: list[Problem]) -> Mapping[str, str]:
    if config.journals_iso4 and iso4() is None:
        message = "journals.iso4: the shortener of words is not installed"
        hint = 'install it: pip install "vademecum[journals]"'
        problems.append(error("CFG-03", config.place("journals.iso4"), message, hint))
    if not config.journals_file:
        return {}
    data = read_optional(root, config.journals_file)
    if data is None:
        message = f"journals.file: there is no {config.journals_file}"
        problems.append(error("CFG-03", config.place("journals.file"), message, "check the name"))
        return {}
    text, unreadable = decode(data, config.journals_file)
    table, found = read_table(text or "", config.journals_file)
    problems.extend([unreadable] if unreadable else found)
    return table


def _load_retractions(root: Path, site: Site, problems: list[Problem]) -> Retractions | None:
    """Return what the pinned retraction list says of the bibliography; None without such a setting."""
    config = site.config
    day, found = list_day(config, site.today)
    problems.extend(found)
    if day is None:
        return None
    data = read_optional(root, config.retractions_file)
    if data is None:
        message = f"retractions.file: there is no {config.retractions_file}"
        problems.append(error("CFG-03", config.place("retractions.file"), message, "check the name"))
        return None
    retractions, found = read_retractions(data, config.retractions_file, day, wanted(site.bibliography))
    problems.extend(found)
    return retractions


def _load_style(root: Path, config: Config, problems: list[Problem]) -> StyleFile | None:
    """Return the CSL style that the settings name, if it can be used."""
    path, place = config.citation_style, config.place("citation-style")
    if not path.endswith(".csl"):
        return None
    data = read_optional(root, path)
    if data is None:
        problems.append(error("CFG-03", place, f"citation-style: there is no {path}", "check the name"))
        return None
    text, unreadable = decode(data, path)
    if text is None:
        message = f"citation-style: {path} cannot be read{f': {unreadable.message}' if unreadable else ''}"
        problems.append(error("CFG-03", place, message, "download the style again"))
        return None
    style = StyleFile(path=path, text=text, digest=hashlib.sha256(data).hexdigest())
    fault = style_fault(style)
    if fault is not None:
        at = Place(file=path, line=fault.line) if fault.line else place
        problems.append(error("CFG-03", at, f"citation-style: {fault.message}", fault.hint))
    return style if fault is None else None


def _load_people(root: Path, path: str, problems: list[Problem]) -> Mapping[str, Person]:
    if not path:
        return {}
    source, found = read_source(root, path)
    problems.extend(found)
    people, found = parse_people(source) if source else ({}, ())
    problems.extend(found)
    return people


def _load_audiences(root: Path, paths: Sequence[str], problems: list[Problem]) -> Mapping[str, Audience]:
    sources = []
    for path in paths:
        source, found = read_source(root, path)
        problems.extend(found)
        if source:
            sources.append(source)
    audiences, found = parse_audiences(sources)
    problems.extend(found)
    return audiences


def _load_articles(
    root: Path,
    paths: Sequence[str],
    people: Mapping[str, Person],
    audiences: Mapping[str, Audience],
    problems: list[Problem],
) -> tuple[list[Parsed], list[ParsedVariant], set[str]]:
    articles: list[Parsed] = []
    variants: list[ParsedVariant] = []
    mentioned: set[str] = set()
    known = frozenset(paths)
    for path in paths:
        source, found = read_source(root, path)
        problems.extend(found)
        if source is None:
            continue
        mentioned.update(mentions(source.text))
        belongs = variant_of(path, known, audiences)
        if belongs:
            variant, found = parse_variant(source, *belongs)
            variants.extend([variant] if variant else [])
        else:
            parsed, found = parse_article(source, people, audiences)
            articles.extend([parsed] if parsed else [])
        problems.extend(found)
    faulty = known - {parsed.path for parsed in articles}
    return articles, [variant for variant in variants if variant.article not in faulty], mentioned


def _bibliography_files(root: Path, config: Config, problems: list[Problem]) -> list[tuple[str, bytes]]:
    files = []
    for path in config.bibliography:
        data = read_optional(root, path)
        if data is not None:
            files.append((path, data))
        elif path != "references.bib":
            message = f"bibliography: there is no {path}"
            problems.append(error("CFG-03", config.place("bibliography"), message, "check the name"))
    return files


def read_bodies(root: Path, article: Article) -> dict[str, str]:
    """Return the Markdown of each file that an article consists of, by path."""
    bodies: dict[str, str] = {}
    for variant in article.variants:
        path = variant.body.path
        if path not in bodies:
            source, _ = read_source(root, path)
            split = split_front_matter(source)[0] if source else None
            if source is None or split is None or source.digest != variant.body.digest:
                raise UsageError(f"{path} changed during the build; build again")
            bodies[path] = split.body
    return bodies


# ---- rendering --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Worker:
    """What a process that renders articles holds."""

    root: Path
    world: World
    store: Store


_here: list[_Worker] = []


def render_articles(root: Path, world: World, store: Store, jobs: int | None, progress: Progress) -> dict[str, Facts]:
    """Render every article, over processes when there are many; return their facts in path order."""
    paths = [path for path, article in world.site.articles.items() if not article.is_index]
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    workers = min(jobs or _processors(), len(chunks)) if len(paths) >= FEW or jobs else 1
    if workers > 1:
        world.decode_mentioned()
    facts: dict[str, Facts] = {}
    with _pool(workers, _Worker(root, world, store)) as executor:
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
        article = worker.world.site.articles[path]
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


__all__ = ["Asset", "Options", "Report", "build", "level_counts", "load_site", "read_settings", "survey"]
