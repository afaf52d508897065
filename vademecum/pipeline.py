"""The whole build on one screen: load, assemble, see what still stands, render the rest, check, list, write, record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from vademecum.ahead import Begun
from vademecum.disk.load import read_bytes
from vademecum.disk.write import Store, commit, opened, owned_files
from vademecum.few import build_few
from vademecum.gather import load_site, read_bodies, read_settings
from vademecum.handover import draft, leave
from vademecum.memory import Memory, present_of, remembered
from vademecum.model.articles import Article
from vademecum.model.body import Body, Facts
from vademecum.model.composed import Composed
from vademecum.model.output import Output
from vademecum.model.run import Options, Report
from vademecum.model.site import Site
from vademecum.pages.article import compose_plain
from vademecum.pages.composing import compose_article
from vademecum.pages.feeds import render_feeds
from vademecum.pages.foreseen import Foreseen
from vademecum.pages.layouts import LayoutError
from vademecum.pages.listings import plan_listings, plan_references, render_aliases, render_not_found
from vademecum.pages.planned import Planned
from vademecum.pages.world import World
from vademecum.problems import Place, Problem, UsageError, has_errors, in_order, level_counts, warning
from vademecum.rendering import FEW_LISTS, FEW_LONG_LISTS, Progress, making, render_articles
from vademecum.rules.contrast import contrast_problems
from vademecum.rules.examine import examine_site
from vademecum.rules.levels import apply_levels
from vademecum.rules.overview import Overview
from vademecum.rules.registry import known_rules
from vademecum.rules.site import check_links
from vademecum.rules.waivers import Sifted, apply_waivers
from vademecum.sealing import Sealed, seal, sealed
from vademecum.today import Today
from vademecum.unchanged import Look, look_at

_PASSING = re.compile(r"^(topics|references|search)/|(^|/)page/\d+/index\.html$")
"""Pages of lists, which come and go with what they list."""


def build(
    root: Path,
    options: Options,
    progress: Progress = lambda _done, _all: None,
    look: Look | None = None,
    begun: Begun | None = None,
    *,
    held: list[object] | None = None,
) -> Report:
    """Build the site in ``root``. With an error nothing is written and the output is exactly as it was.

    ``look`` is what a first look at the files has told already; without one it is taken here. ``begun`` is what is read
    in the meantime, where nothing is kept of earlier builds. In ``held`` stands what takes long to free, for a caller
    whose process ends soon.
    """
    look = look or look_at(root, options)
    if look.report is not None:
        return look.report
    if look.comparable and (report := build_few(root, options, look)) is not None:
        return report
    config, said = read_settings(root, options)
    if has_errors(said):
        return Report(problems=in_order(said), settings_wrong=True)
    output = root / (options.output or config.output)
    _refuse_output(root, output, chosen=bool(options.output))
    with remembered(root, options, config, look, begun.before if begun else None) as memory:
        site, files, found = load_site(root, config, options, memory.kept, begun)
        if any(problem.rule == "CFG-03" for problem in found):
            return Report(problems=in_order([*said, *found]), settings_wrong=True)
        memory.note_texts()
        world = World(site, files, kept=Foreseen(begun.layouts) if begun and begun.layouts else None)
        stage = options.write and not has_errors(_weighed([*said, *found], site, options).problems)
        with opened(output, touch=options.write, stage=stage) as store:
            try:
                made, rendering = _render(root, world, store, options, memory, progress)
            except LayoutError as fault:
                made, rendering = {}, [fault.problem]
            weighed = _weighed([*said, *found, *rendering], site, options)
            memory.until(weighed.changes_on)
            problems = weighed.problems
            if not has_errors(problems):
                lost = apply_levels(_lost_urls(owned_files(store.output), made), config, strict=options.strict)
                problems = in_order([*problems, *lost])
            written = commit(store, made) if stage and not has_errors(problems) else None
            report = Report(
                problems=problems,
                articles=sum(not article.is_index for article in site.articles.values()) if made else 0,
                pages=sum(path.endswith(".html") for path in made),
                written=written,
                output=options.output or config.output,
                retractions=site.retractions.date if site.retractions else None,
                waived=weighed.waived,
                rebuilt=tuple(memory.rebuilt),
            )
            leave(memory, site, world.surroundings, made, store.output, replace(report, problems=weighed.problems))
    if held is not None:
        held.extend((site, world, memory, made))
    return report


def _weighed(problems: Iterable[Problem], site: Site, options: Options) -> Sifted:
    """Return problems without those that a waiver suspends, at the levels that the settings give."""
    sifted = apply_waivers(problems, site.articles.values(), site.people, Today(site.today))
    return replace(sifted, problems=in_order(apply_levels(sifted.problems, site.config, strict=options.strict)))


def survey(root: Path, options: Options) -> tuple[Site, Mapping[str, Facts], tuple[Problem, ...]]:
    """Read every body, of drafts and of what is not published as well, and write nothing.

    The facts are empty when a layout stands in the way; wrong settings are a `UsageError`.
    """
    world, found = read_world(root, options)
    store = Store(output=root / world.config.output, staging=None, fresh=True)
    try:
        paths = [path for path, article in world.site.articles.items() if not article.is_index]
        rendered = render_articles(root, world, store, options, lambda _done, _all: None, paths, _as_they_are, Facts)
        facts = {fact.path: fact for fact in rendered}
    except LayoutError as fault:
        return world.site, {}, in_order([*found, fault.problem])
    collected = [*found, *(problem for fact in facts.values() for problem in fact.problems)]
    return world.site, facts, _weighed(collected, world.site, options).problems


def _as_they_are(facts: Facts) -> Facts:
    return facts


def read_world(root: Path, options: Options) -> tuple[World, list[Problem]]:
    """Read everything but bodies, of drafts and of what is not published as well; wrong settings are a `UsageError`."""
    config, said = read_settings(root, options)
    _refuse_settings(problem for problem in said if has_errors([problem]))
    site, files, found = load_site(root, replace(config, publish="all"), replace(options, drafts=True))
    _refuse_settings(problem for problem in found if problem.rule == "CFG-03")
    return World(site, files, editorial=True), found


def _refuse_settings(problems: Iterable[Problem]) -> None:
    for problem in problems:
        raise UsageError(f"{problem.file}:{problem.line}: {problem.message}")


def compose_variants(root: Path, world: World, article: Article) -> tuple[Composed, ...]:
    """Return one article's variants with their texts, fingerprints and verdicts."""
    return compose_article(article, read_bodies(root, article), world, Today(world.site.today))


def _render(
    root: Path, world: World, store: Store, options: Options, memory: Memory, progress: Progress
) -> tuple[dict[str, str], list[Problem]]:
    """Make what does not stand; return every file of the output with its digest, and what is wrong."""
    site, files = world.site, world.files
    present = present_of(world)
    present.foresee()
    made: dict[str, str] = {}
    problems: list[Problem] = []
    known: dict[str, Facts] = {}

    def keep(each: Sealed) -> None:
        known[each.facts.path] = each.facts
        made.update(each.outputs)
        problems.extend(each.problems)

    for sound in memory.standing(site, present, store):
        keep(sound)
    stale = memory.stale(site, known)
    note = partial(seal, articles=site.articles, present=present)
    for new in render_articles(root, world, store, options, progress, stale, note, Sealed):
        keep(memory.note(new, site))
    intros, folders = _introductions(root, world)
    for facts in folders.values():
        keep(sealed(facts))
    seen = {path: known[path] for path in site.articles if path in known and path not in folders}
    seen.update({path: known[path] for path in folders})
    memory.until(site.changes_on, *(facts.changes_on for facts in folders.values()))

    def looked_up(plan: Iterable[Planned]) -> list[tuple[Planned, tuple[str, tuple[Problem, ...]] | None]]:
        return [(each, memory.standing_list(each, store)) for each in plan]

    @contextmanager
    def listed(planned: Sequence[tuple[Planned, tuple[str, tuple[Problem, ...]] | None]], few: int) -> Iterator[None]:
        missing = [each for each, held in planned if held is None]
        with making(missing, world, store, options, few) as lists:
            yield
            for each, held in planned:
                made[each.path], found = held or memory.note_list(each, world, next(lists))
                problems.extend(found)

    with listed(looked_up(plan_listings(world, seen, intros)), FEW_LISTS):
        sources = looked_up(plan_references(world, seen, partial(memory.label, world=world, present=present)))
        problems.extend(check_links(site.articles, seen))
        overview = Overview(site=site, facts=seen, layouts=files.texts)
        problems.extend(examine_site(overview, known_rules().values()))
        others, faults = _others(root, world, store, memory, seen)
        problems.extend(faults)
        draft(memory, site, world.surroundings, store)
    with listed(sources, FEW_LONG_LISTS):
        pass
    return {**made, **others}, problems


def _others(
    root: Path, world: World, store: Store, memory: Memory, facts: Mapping[str, Facts]
) -> tuple[dict[str, str], list[Problem]]:
    """Make what is no page of an article or a list: feeds, aliases, files; return it with its digests, and problems."""
    site, files = world.site, world.files
    lost, found = render_not_found(world)
    problems = [*found]
    made = {each.path: store.put(each) for each in (lost, *render_feeds(world, facts), *render_aliases(world, facts))}
    for audience in site.audiences.values():
        world.disclaimer(audience)
    problems.extend(world.problems)
    for name in sorted(name for name in files.assets if name.endswith(".css")):
        css = files.assets[name].decode(errors="replace")
        problems.extend(contrast_problems(css, f"{files.folder}/assets/{name}"))
    for asset in site.assets.values():
        read = partial(read_bytes, root, asset.source)
        made[asset.url[1:]] = memory.copy(store, asset.url[1:], asset.digest, read)
    for name, target in world.assets.items():
        made[target] = store.put(Output(path=target, content=files.assets[name]))
    return made, problems


def _introductions(root: Path, world: World) -> tuple[dict[str, Body], dict[str, Facts]]:
    """Return the bodies of folder pages, which stand on lists, and their facts."""
    bodies: dict[str, Body] = {}
    facts: dict[str, Facts] = {}
    for article in world.site.articles.values():
        if article.is_index:
            text = read_bodies(root, article)[article.path]
            bodies[article.path], facts[article.path] = compose_plain(article, text, world)
    return bodies, facts


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
        if not path.endswith(".html") or _PASSING.search(path) or _is_of_changes(path, before):
            continue
        url = f"/{path.removesuffix('index.html')}"
        message = f"{url} was a page of the last build, and nothing answers there any more"
        hint = f"write into the article that took its place: aliases: [{url}]"
        yield warning("URL-04", Place(file="content"), message, hint)


def _is_of_changes(path: str, before: Mapping[str, str]) -> bool:
    """Tell whether a page showed what changed in a variant: it goes when the text is approved again."""
    variant = path.removesuffix("changes/index.html")
    article = variant.rstrip("/").rpartition("/")[0]
    return variant != path and any(f"{each}review.json" in before for each in (variant, f"{article}/"))


__all__ = ["Options", "Report", "build", "compose_variants", "level_counts", "read_settings", "read_world", "survey"]
