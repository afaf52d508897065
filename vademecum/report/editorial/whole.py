"""The editorial report as a whole: figures, the policy that judged, and all tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from vademecum import __version__
from vademecum.config import Config
from vademecum.model.body import Facts
from vademecum.model.run import Waived
from vademecum.model.site import Site
from vademecum.pages.words import STATES, spoken
from vademecum.problems import Level, Problem
from vademecum.report.editorial.rules import rules, waivers
from vademecum.report.editorial.tables import Cell, Table, Text
from vademecum.report.editorial.wording import grades, sources, uncited
from vademecum.report.editorial.workflow import ahead, due, edited, shaken, waiting, withdrawn


class EditorialReport(Struct, frozen=True, kw_only=True):
    """Everything that is printed."""

    title: str
    day: str
    figures: tuple[tuple[str, int], ...]
    policy: tuple[tuple[str, Cell], ...]
    """Which demands the texts were judged by."""
    tables: tuple[Table, ...]


def editorial_report(
    site: Site,
    facts: Mapping[str, Facts],
    problems: Sequence[Problem],
    waived: Sequence[Waived] = (),
    *,
    strict: bool = False,
) -> EditorialReport:
    """Return what is to be seen to on the day of the build, and in the ninety days that follow."""
    texts = [
        Text(article=site.articles[path], facts=variant, readers=site.audiences[variant.audience].label)
        for path, fact in facts.items()
        if site.articles[path].is_article
        for variant in fact.variants
    ]
    return EditorialReport(
        title=site.config.title,
        day=spoken(site.today),
        figures=tuple(_figures(texts, problems)),
        policy=tuple(_policy(site, strict=strict)),
        tables=(
            due(site, texts, problems),
            ahead(site, texts),
            waiting(texts),
            edited(texts),
            shaken(texts),
            uncited(texts),
            sources(site.today, texts),
            grades(site, texts),
            waivers(site, waived),
            withdrawn(texts),
            rules(problems),
        ),
    )


def _figures(texts: Sequence[Text], problems: Sequence[Problem]) -> Iterator[tuple[str, int]]:
    yield "Texts", len(texts)
    states = Counter(text.state for text in texts)
    for state, label in STATES.items():
        yield label, states[state]
    levels = Counter(problem.level for problem in problems)
    yield from (("Errors", levels[Level.ERROR]), ("Warnings", levels[Level.WARNING]))


def _policy(site: Site, *, strict: bool) -> Iterator[tuple[str, Cell]]:
    """Yield what the texts were judged by."""
    config, review = site.config, site.config.review
    yield "A review holds for", f"{review.max_age_years:g} years at most"
    people = review.min_reviewers
    yield "Approvals needed", f"{people} {'person' if people == 1 else 'different people'}"
    yield "Signatures", "required" if review.require_signatures else "not required"
    yield "Published", "approved texts only" if config.publish == "approved" else "all texts, with their state"
    if site.retractions:
        yield "Sources looked up in", f"the retraction list of {spoken(site.retractions.date)}"
    else:
        yield "Sources looked up in", "no retraction list"
    asked = [f"{each.label} {each.reading_grade}" for each in site.audiences.values() if each.reading_grade]
    yield "Reading grades asked for", ", ".join(asked) or "none"
    yield "Warnings", "count as errors" if strict else "do not stop a build"
    yield "Judged by", f"Vademecum {__version__}"
    yield "Levels of rules", tuple(_levels(config)) or "as they come"


def _levels(config: Config) -> Iterator[str]:
    for rule, level in config.rules.items():
        yield f"{rule} {level}"
    for name, folder in config.folders.items():
        for rule, level in folder.rules.items():
            yield f"{rule} {level} in {name}"
