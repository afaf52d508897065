"""Running the rules: findings become problems, with the id and the level of the rule that found them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from vademecum.problems import Level, Problem
from vademecum.rules.dossier import Dossier
from vademecum.rules.overview import Overview
from vademecum.rules.registry import known_rules
from vademecum.rules.rule import ArticleRule, Finding, Rule, SiteRule, TextRule


def examine(dossier: Dossier, rules: Iterable[Rule]) -> Iterator[Problem]:
    """Yield what is wrong with one article, rule by rule."""
    reviewed = dossier.article.is_article
    for rule in rules:
        if isinstance(rule, TextRule):
            if reviewed or rule.plain_pages:
                for text in dossier.texts:
                    for finding in rule.check(text, dossier):
                        yield _problem(rule, finding, approved=text.verdict.approved)
        elif isinstance(rule, ArticleRule) and reviewed:
            for finding in rule.check(dossier):
                yield _problem(rule, finding, approved=dossier.approved)


def examine_site(overview: Overview, rules: Iterable[Rule]) -> Iterator[Problem]:
    """Yield what only the whole site shows."""
    for rule in rules:
        if isinstance(rule, SiteRule):
            for finding in rule.check(overview):
                yield _problem(rule, finding, approved=overview.approved)


def weighed(problem: Problem, *, approved: bool) -> Problem:
    """Return what another room has found, as grave as its rule has it for what is shown as approved."""
    rule = known_rules().get(problem.rule)
    if rule is None or rule.once_approved is None or not approved or problem.level is Level.DUE:
        return problem
    return replace(problem, level=rule.once_approved)


def _problem(rule: Rule, finding: Finding, *, approved: bool) -> Problem:
    usual = rule.once_approved if approved and rule.once_approved else rule.level
    place = finding.place
    return Problem(
        file=place.file,
        line=place.line,
        column=place.column,
        rule=rule.id,
        level=finding.level or usual,
        message=finding.message,
        hint=finding.hint,
    )
