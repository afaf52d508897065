"""Every rule that the engine knows, by id."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache

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


@cache
def known_rules() -> Mapping[str, Rule]:
    """Return id → rule."""
    return _by_id(rule for family in FAMILIES for rule in family)


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
            message = f"two rules are called {rule.id}"
            raise ValueError(message)
        found[rule.id] = rule
    return found
