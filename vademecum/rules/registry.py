"""Every rule that the engine knows, by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from vademecum.rules.families import review
from vademecum.rules.rule import Rule

FAMILIES: tuple[tuple[Rule, ...], ...] = (review.RULES,)
"""The rules of each family, in the order of the manual."""


@cache
def known_rules() -> Mapping[str, Rule]:
    """Return id → rule."""
    return _by_id(rule for family in FAMILIES for rule in family)


def _by_id(rules: Iterable[Rule]) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in found:
            message = f"two rules are called {rule.id}"
            raise ValueError(message)
        found[rule.id] = rule
    return found
