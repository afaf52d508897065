"""How much a broken rule weighs on this site: the settings' word on each rule, and ``--strict``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vademecum.config import Config
from vademecum.problems import Level, Problem, error

LOCKED = frozenset(["SRC", "FRM", "CFG", "LAY", "URL"])
"""Families that no setting can lower: without them there is no page to speak of."""

LOCKED_RULES = frozenset(
    """
    AUD-01 AUD-03 AUD-05 CIT-01 CIT-03 DSC-01 DSC-05 MD-01 MD-02 MD-10 PRV-01
    REV-01 REV-02 REV-04 REV-06 REV-07 RET-02 RET-06
    """.split()  # noqa: SIM905 - a list of words
)
"""Rules that protect readers: what one audience may see, what is cited, what is claimed."""


def locked_settings(config: Config) -> Iterator[Problem]:
    """Yield an error for every setting that would lower a rule which cannot be lowered."""
    tables = [
        ("rules", config.rules),
        *((f"folders.{name}.rules", each.rules) for name, each in config.folders.items()),
    ]
    for name, rules in tables:
        for rule, word in rules.items():
            if word != "error" and rule in LOCKED_RULES:
                message = f'{name}: "{rule}" protects readers and cannot be set to "{word}"'
                yield error("CFG-02", config.place(name.split(".")[0]), message, "remove the setting")


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
    return problem.rule not in LOCKED_RULES and problem.rule.partition("-")[0] not in LOCKED
