"""How much a broken rule weighs on this site: the settings' word on each rule, and ``--strict``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from vademecum.config import Config
from vademecum.problems import Level, Problem, did_you_mean, error
from vademecum.rules.registry import is_locked, known_rules
from vademecum.rules.rule import Rule


def rule_settings(config: Config) -> Iterator[Problem]:
    """Yield an error for every setting of a rule that does not exist, or that lowers one which protects readers."""
    tables = [
        ("rules", config.rules),
        *((f"folders.{name}.rules", each.rules) for name, each in config.folders.items()),
    ]
    known = known_rules()
    for name, rules in tables:
        for rule, word in rules.items():
            place = config.place(f"{name}.{rule}")
            if rule not in known:
                hint = did_you_mean(rule, known, "vademecum rules lists them")
                yield error("CFG-02", place, f'{name}: there is no rule "{rule}"', hint)
            elif word != "error" and is_locked(rule):
                message = f'{name}: "{rule}" protects readers and cannot be set to "{word}"'
                yield error("CFG-02", place, message, "remove the setting")


def heard_rules(config: Config) -> tuple[Rule, ...]:
    """Return the rules that somebody hears of: without those that are off for the whole site."""
    said = [config.rules, *(folder.rules for folder in config.folders.values())]
    return tuple(
        rule
        for rule in known_rules().values()
        if rule.locked
        or config.rules.get(rule.id) != "off"
        or any(words.get(rule.id, "off") != "off" for words in said)
    )


def apply_levels(problems: Iterable[Problem], config: Config, *, strict: bool = False) -> tuple[Problem, ...]:
    """Return the problems at the levels that the settings give; under ``strict`` warnings are errors.

    A folder's word counts before the site's, the nearest folder's first. What time alone has caused is never raised.
    """
    return tuple(found for problem in problems if (found := _level(problem, config, strict=strict)) is not None)


def _level(problem: Problem, config: Config, *, strict: bool) -> Problem | None:
    word = _word(problem, config)
    if word == "off" and not is_locked(problem.rule):
        return None
    level = problem.level
    if word == "error" and level is Level.WARNING:
        level = Level.ERROR
    if word == "warning" and level is Level.ERROR and not is_locked(problem.rule):
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
