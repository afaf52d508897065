"""Every rule that the engine knows, by id."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from vademecum.disk.record_engine import may_bring
from vademecum.problems import EngineError
from vademecum.rules.families import (
    accessibility,
    addresses,
    audiences,
    bibliography,
    citations,
    dates,
    disclosure,
    evidence,
    files,
    front_matter,
    markup,
    medicines,
    parity,
    people,
    plain_language,
    privacy,
    references,
    retractions,
    review,
    settings,
    structured_data,
    upkeep,
)
from vademecum.rules.rule import Rule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

FAMILIES: tuple[tuple[Rule, ...], ...] = (
    files.RULES,
    front_matter.RULES,
    review.RULES,
    dates.RULES,
    people.RULES,
    disclosure.RULES,
    medicines.RULES,
    audiences.RULES,
    parity.RULES,
    plain_language.RULES,
    citations.RULES,
    evidence.RULES,
    bibliography.RULES,
    references.RULES,
    retractions.RULES,
    accessibility.RULES,
    markup.RULES,
    addresses.RULES,
    privacy.RULES,
    structured_data.RULES,
    upkeep.RULES,
    settings.RULES,
)
"""The rules of each family, in the order of the manual."""


GROUP = "vademecum.rules"
"""The entry points through which other packages bring rules of their own: each leads to a rule or to several."""


def engine_rules() -> tuple[Rule, ...]:
    """Return the rules that come with the engine."""
    return tuple(rule for family in FAMILIES for rule in family)


@cache
def known_rules() -> Mapping[str, Rule]:
    """Return id → rule, with those of other packages; one that cannot be loaded is an `EngineError`."""
    return _by_id([*engine_rules(), *(rule for point in _points() for rule in _loaded(point))])


def _points() -> list[EntryPoint]:
    if not may_bring(GROUP):
        return []
    from importlib.metadata import entry_points  # noqa: PLC0415 - see `may_bring`

    return sorted(entry_points(group=GROUP))


def _loaded(point: EntryPoint) -> tuple[Rule, ...]:
    where = f"the rules of {point.dist.name if point.dist else point.value}"
    try:
        found = point.load()
    except Exception as fault:
        message = f"{where} cannot be loaded: {type(fault).__name__}: {fault}"
        raise EngineError(message) from fault
    rules = (found,) if isinstance(found, Rule) else found
    if not isinstance(rules, Sequence) or not all(isinstance(rule, Rule) for rule in rules):
        raise EngineError(f"{where}: {point.value} is neither a rule nor several")
    return tuple(rules)


@cache
def rules_digest() -> str:
    """Return a digest (SHA-256, hex) of what the rules demand: which set of them a page was judged by."""
    said = [(rule.id, rule.level.value, rule.once_approved, rule.says) for rule in known_rules().values()]
    return hashlib.sha256(json.dumps(sorted(said)).encode()).hexdigest()


def is_locked(rule: str) -> bool:
    """Tell whether a rule protects readers, so that no setting and no waiver can lower it."""
    found = known_rules().get(rule)
    return found is not None and found.locked


def _by_id(rules: Iterable[Rule]) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in found:
            raise EngineError(f"two rules are called {rule.id}")
        found[rule.id] = rule
    return found
