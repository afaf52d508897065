"""The manual's page of rules says what the registry says."""

import os
from pathlib import Path

from vademecum.report.rulebook import FAMILIES, rulebook
from vademecum.rules.registry import engine_rules

PAGE = Path(__file__).parents[2] / "docs/content/problems.md"


def test_every_family_has_a_name() -> None:
    assert {rule.family for rule in engine_rules()} <= set(FAMILIES)


def test_the_manual_holds_every_rule() -> None:
    """`UPDATE=1 pytest tests/report/test_rulebook.py` writes the page anew."""
    page = rulebook(engine_rules())
    if os.environ.get("UPDATE"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page
