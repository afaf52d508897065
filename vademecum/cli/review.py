"""``vademecum review``: the editorial workflow, one dated record for every decision."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from vademecum.cli.review_decide import DECISIONS
from vademecum.disk.root import find_root
from vademecum.model.body import Facts
from vademecum.model.review import State, Verdict
from vademecum.model.site import Site
from vademecum.pipeline import Options, survey

_COLUMNS = ("article", "variant", "state", "reviewer", "reviewed", "age", "due", "words", "sources")
_DATA = (*_COLUMNS, "lacks")


@click.group("review")
def review_command() -> None:
    """Show and record who reviewed what."""


@review_command.command("status")
@click.option("--state", "states", multiple=True, type=click.Choice([state.value for state in State]))
@click.option("--audience", default="", help="Variants for one audience only.")
@click.option("--reviewer", default="", metavar="ID", help="What this person has approved only.")
@click.option("--due-before", type=click.DateTime(["%Y-%m-%d"]), help="Only what is due before a day.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As on this day (UTC).")
def status_command(
    *,
    states: tuple[str, ...],
    audience: str,
    reviewer: str,
    due_before: datetime | None,
    form: str,
    as_of: datetime | None,
) -> None:
    """List every variant with its state, its reviewer and when its review is due."""
    site, facts, _ = survey(find_root(Path.cwd()), Options(today=_today(as_of)))
    rows = [
        row
        for row in _rows(site, facts)
        if (not states or row["state"] in states)
        and (not audience or row["variant"] == audience)
        and (not reviewer or reviewer in row["reviewer"].split(", "))
        and (due_before is None or (row["due"] and row["due"] < due_before.date().isoformat()))
    ]
    click.echo(_FORMS[form](rows), nl=False)


def _today(given: datetime | None) -> date:
    return given.date() if given else datetime.now(UTC).date()


def _rows(site: Site, facts: Mapping[str, Facts]) -> Iterator[dict[str, Any]]:
    for path, fact in facts.items():
        if not site.articles[path].is_article:
            continue
        for variant in fact.variants:
            verdict = variant.verdict
            approvals = (*verdict.approvals, *verdict.partial, *verdict.lapsed)
            reviewed = max((approval.on for approval in approvals), default=None)
            yield {
                "article": path,
                "variant": variant.audience,
                "state": verdict.state.value,
                "reviewer": ", ".join(dict.fromkeys(approval.person.id for approval in approvals)),
                "reviewed": reviewed.isoformat() if reviewed else "",
                "age": (site.today - reviewed).days if reviewed else "",
                "due": _due(verdict),
                "words": variant.words,
                "sources": len(variant.cited),
                "lacks": "; ".join(verdict.lacks),
            }


def _due(verdict: Verdict) -> str:
    return verdict.next_review.isoformat() if verdict.next_review else ""


def _as_text(rows: list[dict[str, Any]]) -> str:
    table = [list(_COLUMNS), *([str(row[column]) for column in _COLUMNS] for row in rows)]
    widths = [max(len(line[index]) for line in table) for index in range(len(_COLUMNS))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n" for line in table
    )


def _as_csv(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, _DATA, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


_FORMS: dict[str, Callable[[list[dict[str, Any]]], str]] = {
    "text": _as_text,
    "csv": _as_csv,
    "json": lambda rows: json.dumps(rows, ensure_ascii=False, indent=1) + "\n",
}


for _command in DECISIONS:
    review_command.add_command(_command)
