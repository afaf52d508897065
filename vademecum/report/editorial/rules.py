"""Which rules are broken, and which are suspended."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from vademecum.model.run import Waived
from vademecum.model.site import Site
from vademecum.problems import Level, Problem
from vademecum.report.editorial.tables import Cell, Table, place
from vademecum.rules.registry import known_rules

SHOWN = 12
"""Places that are listed for one rule; the report of the problems has them all."""


def waivers(site: Site, waived: Iterable[Waived]) -> Table:
    """Return which rules are suspended."""
    rows: list[tuple[Cell, ...]] = []
    covered = Counter((each.problem.file, each.problem.rule) for each in waived)
    for article in site.articles.values():
        files = {article.path, *(variant.body.path for variant in article.variants)}
        for waiver in article.meta.waivers:
            ends = (str(waiver.until), "ended" if waiver.until < site.today else "")
            by = site.people[waiver.by].name if waiver.by in site.people else waiver.by
            count = sum(covered[file, waiver.rule] for file in files)
            rows.append((ends, waiver.rule, (article.meta.title, article.path), by, waiver.reason, str(count or "")))
    return Table(
        title="Waivers",
        says="Rules that are suspended, by whom and why. One that has ended suspends nothing.",
        columns=("Ends", "Rule", "Article", "By", "Reason", "Suspends"),
        rows=tuple(sorted(rows, key=lambda row: row[0])),
        numbers=frozenset(["Suspends"]),
    )


def rules(problems: Iterable[Problem]) -> Table:
    """Return every rule that is broken, with the places."""
    by_rule: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_rule[problem.rule].append(problem)
    known = known_rules()
    rows: list[tuple[Cell, ...]] = []
    for rule, found in sorted(by_rule.items()):
        places = list(dict.fromkeys(place(problem) for problem in found))
        more = [f"and {len(places) - SHOWN} more"] if len(places) > SHOWN else []
        says = known[rule].says if rule in known else found[0].message
        counts = Counter(problem.level for problem in found)
        rows.append((rule, (says, *places[:SHOWN], *more), *(str(counts[level] or "") for level in Level)))
    return Table(
        title="Rule by rule",
        says="Every rule that is broken somewhere, with the places.",
        columns=("Rule", "What should hold", "Errors", "Warnings", "Due"),
        rows=tuple(rows),
        numbers=frozenset(["Errors", "Warnings", "Due"]),
    )
