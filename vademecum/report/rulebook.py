"""The manual's page of all rules, written from the registry: a table a family."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from vademecum.problems import Level
from vademecum.rules.rule import Rule

FAMILIES = {
    "SRC": "Files",
    "FRM": "Front matter",
    "REV": "Review",
    "DAT": "Dates",
    "PPL": "People",
    "DSC": "Disclosure",
    "AUD": "Audiences",
    "CIT": "Citations",
    "BIB": "Bibliography",
    "CSL": "Citation styles",
    "REF": "References",
    "RET": "Retractions",
    "EVD": "Evidence",
    "RDB": "Readability",
    "A11": "Accessibility",
    "MD": "Markdown",
    "LNK": "Links",
    "URL": "Addresses",
    "PRV": "Privacy",
    "SD": "Structured data",
    "LIF": "Upkeep",
    "CFG": "Settings",
    "LAY": "Layouts",
}
"""Letters of a family → its heading."""

_START = """\
---
title: Rules
description: Everything that a build can report, what should hold, where it comes from and what to do.
layout: page
---
<!-- Written from the rules themselves: UPDATE=1 pytest tests/report/test_rulebook.py -->

A message names its rule: `content/a.md:5:7: error CIT-01: …`. `vademecum explain CIT-01` shows a rule with an example
of each side, its level on your site and how it is waived; `vademecum rules` lists all of them. Rules about a layout
are reported with the layout's name and the address of the page.

An *error* fails the build, a *warning* does so under `--strict`, what is *due* was caused by time alone and fails no
build. Where two levels stand, the second holds for what is shown as approved: an incomplete page is a warning, a claim
without proof is an error. Levels are changed in the [settings](settings.md#rules); a rule is suspended for one article
by a [waiver](front-matter.md#waivers). A rule with a lock (🔒) protects readers: neither lowers it.

Settings that are wrong end the build with code 2, before anything else is looked at; all other errors with code 1.
A site or a hospital can add [rules of its own](own-rules.md).
"""
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|$@~^])")


def rulebook(rules: Iterable[Rule]) -> str:
    """Return the page as Markdown."""
    parts = [_START]
    order = list(FAMILIES)
    listed = sorted(rules, key=lambda rule: (order.index(rule.family), rule.id))
    for family, members in groupby(listed, key=lambda rule: rule.family):
        parts.append("\n".join([f"## {FAMILIES[family]} {{#{family.lower()}}}", "", *_table(members), ""]))
    return "\n".join(parts)


def _table(rules: Iterable[Rule]) -> Iterator[str]:
    yield "| Rule | Level | What should hold | What to do | Source |"
    yield "|---|---|---|---|---|"
    for rule in rules:
        lock = " 🔒" if rule.locked else ""
        trust = f" *How far to trust it:* {_plain(rule.precision)}" if rule.precision else ""
        yield (
            f"| [{rule.id}]{{#rule-{rule.id.lower()}}}{lock} | {_levels(rule)} | {_plain(rule.says)}{trust} "
            f"| {_plain(rule.remedy)} | {_plain(rule.source)} |"
        )


def _levels(rule: Rule) -> str:
    levels: list[Level] = [rule.level]
    if rule.once_approved and rule.once_approved is not rule.level:
        levels.append(rule.once_approved)
    return ", ".join(level.value for level in levels)


def _plain(text: str) -> str:
    """Return a text in which no sign means anything."""
    return _SIGNS.sub(r"\\\1", text)
