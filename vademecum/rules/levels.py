"""How much a broken rule weighs on this site: the settings' word on each rule, and ``--strict``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from vademecum.config import Config
from vademecum.problems import Level, Problem

LOCKED = frozenset(["SRC", "FRM", "CFG", "LAY", "URL"])
"""Families that no setting can lower: without them there is no page to speak of."""


def apply_levels(problems: Iterable[Problem], config: Config, *, strict: bool = False) -> tuple[Problem, ...]:
    """Return the problems at the levels that the settings give; under ``strict`` warnings are errors.

    A folder's word counts before the site's, the nearest folder's first. What time alone has caused is never raised.
    """
    return tuple(found for problem in problems if (found := _level(problem, config, strict=strict)) is not None)


def _level(problem: Problem, config: Config, *, strict: bool) -> Problem | None:
    word = _word(problem, config)
    if word == "off" and _may_lower(problem):
        return None
    level = problem.level
    if word == "error" and level is Level.WARNING:
        level = Level.ERROR
    if word == "warning" and level is Level.ERROR and _may_lower(problem):
        level = Level.WARNING
    if strict and level is Level.WARNING:
        level = Level.ERROR
    return problem if level is problem.level else replace(problem, level=level)


def _word(problem: Problem, config: Config) -> str:
    path = problem.file.removeprefix("content/")
    folders = [name for name in config.folders if path == name or path.startswith(f"{name}/")]
    for name in sorted(folders, key=len, reverse=True):
        if problem.rule in config.folders[name].rules:
            return config.folders[name].rules[problem.rule]
    return config.rules.get(problem.rule, "")


def _may_lower(problem: Problem) -> bool:
    return problem.rule.partition("-")[0] not in LOCKED
