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

from vademecum.articles.amend import AmendError, with_record, with_value
from vademecum.disk.load import read_bytes
from vademecum.disk.project import find_root
from vademecum.disk.replace import replace_files
from vademecum.model.articles import Article, Decision, Person, ReviewScope
from vademecum.model.body import Facts
from vademecum.model.composed import Composed
from vademecum.model.review import State, Verdict
from vademecum.model.site import Site
from vademecum.pipeline import Options, compose_variants, survey
from vademecum.problems import UsageError, did_you_mean
from vademecum.review.approved import approved_path, approved_text
from vademecum.review.workflow import Request, refusals, status_after

_COLUMNS = ("article", "variant", "state", "reviewer", "reviewed", "due", "words", "sources")


@click.group("review")
def review_command() -> None:
    """Show and record who reviewed what."""


@review_command.command("status")
@click.option("--state", "states", multiple=True, type=click.Choice([state.value for state in State]))
@click.option("--audience", default="", help="Variants for one audience only.")
@click.option("--due-before", type=click.DateTime(["%Y-%m-%d"]), help="Only what is due before a day.")
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As on this day (UTC).")
def status_command(
    states: tuple[str, ...], audience: str, due_before: datetime | None, form: str, as_of: datetime | None
) -> None:
    """List every variant with its state, its reviewer and when its review is due."""
    site, facts, _ = survey(find_root(Path.cwd()), Options(today=_today(as_of)))
    rows = [
        row
        for row in _rows(site, facts)
        if (not states or row["state"] in states)
        and (not audience or row["variant"] == audience)
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
            yield {
                "article": path,
                "variant": variant.audience,
                "state": verdict.state.value,
                "reviewer": ", ".join(approval.person.id for approval in (*verdict.approvals, *verdict.lapsed)),
                "reviewed": verdict.last_reviewed.isoformat() if verdict.last_reviewed else "",
                "due": _due(verdict),
                "words": variant.words,
                "sources": len(variant.cited),
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
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


_FORMS: dict[str, Callable[[list[dict[str, Any]]], str]] = {
    "text": _as_text,
    "csv": _as_csv,
    "json": lambda rows: json.dumps(rows, ensure_ascii=False, indent=1) + "\n",
}


def _decision(decision: Decision, summary: str) -> click.Command:
    @click.command(decision.value, help=summary)
    @click.argument("file", type=click.Path())
    @click.option("--by", "person", required=True, metavar="ID", help="Who decides: an id of _people.yml.")
    @click.option("--audience", default="", help="Which variant; needed when there are several.")
    @click.option("--scope", type=click.Choice([scope.value for scope in ReviewScope]), default="clinical")
    @click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the decision.  [default: today, UTC]")
    @click.option("--note", default="", help="A remark; for a withdrawal the reason.")
    def command(file: str, person: str, audience: str, scope: str, day: datetime | None, note: str) -> int:
        today = datetime.now(UTC).date()
        root = find_root(Path.cwd())
        site, _, _ = survey(root, Options(today=today))
        article = _article(site, root, file)
        request = Request(
            decision=decision,
            by=_person(site, person),
            on=day.date() if day else today,
            scope=ReviewScope(scope),
            note=note,
        )
        return _record(root, site, article, audience, request, today)

    return command


def _article(site: Site, root: Path, file: str) -> Article:
    """Return the article that a path names: from here, from the root or from content/."""
    here = Path(file).absolute()
    candidates = [f"content/{file}", file]
    if here.is_relative_to(root.absolute()):
        candidates.insert(0, here.relative_to(root.absolute()).as_posix())
    for path in candidates:
        article = site.articles.get(path)
        if article is not None and article.is_article:
            return article
    hint = did_you_mean(candidates[0], site.articles)
    raise UsageError(f"there is no article {file}{f'; {hint}' if hint else ''}")


def _person(site: Site, identifier: str) -> Person:
    person = site.people.get(identifier)
    if person is None:
        hint = did_you_mean(identifier, site.people, "add the person to content/_people.yml")
        raise UsageError(f'no person "{identifier}" in content/_people.yml; {hint}')
    return person


def _record(root: Path, site: Site, article: Article, audience: str, request: Request, today: date) -> int:
    judging = request.decision in (Decision.APPROVE, Decision.REQUEST_CHANGES)
    variants = compose_variants(root, site, article)
    chosen = _variant(variants, audience) if judging or audience else None
    others = [approval.person for approval in chosen.verdict.approvals] if chosen else []
    refused = list(refusals(request, article.meta, others, today))
    refused_text = [problem for each in variants for problem in each.body.problems if problem.level == "error"]
    for refusal in refused:
        hint = f"; {refusal.hint}" if refusal.hint else ""
        click.echo(f"{article.path}: refused by {refusal.rule}: {refusal.message}{hint}", err=True)
    if judging and refused_text and not refused:
        click.echo(f"{article.path}: refused: the article has errors; run vademecum check", err=True)
    if refused or (judging and refused_text):
        return 1
    files = _amended(root, article, request, chosen, several=len(variants) > 1)
    replace_files(root, files)
    of = f" ({chosen.variant.audience})" if chosen and len(variants) > 1 else ""
    click.echo(f"{article.path}{of}: {request.decision} by {request.by.id} on {request.on}")
    return 0


def _variant(variants: tuple[Composed, ...], audience: str) -> Composed:
    names = [each.variant.audience for each in variants]
    if not audience and len(variants) > 1:
        raise UsageError(f"the article has several variants; say which with --audience {'|'.join(names)}")
    for each in variants:
        if audience in ("", each.variant.audience):
            return each
    raise UsageError(f'the article has no variant for "{audience}"; it has {", ".join(names)}')


def _amended(
    root: Path, article: Article, request: Request, chosen: Composed | None, *, several: bool
) -> dict[str, str]:
    """Return path → text of every file that a decision changes."""
    record = {"by": request.by.id, "on": request.on.isoformat()}
    if chosen and several:
        record["audience"] = chosen.variant.audience
    if chosen:
        record["scope"] = request.scope.value
    record["decision"] = request.decision.value
    if chosen:
        record["fingerprint"] = chosen.fingerprint
    if request.note:
        record["note"] = request.note
    text = read_bytes(root, article.path).decode("utf-8")
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    try:
        text = with_record(text, "reviews", record)
        text = with_value(text, "status", status_after(request.decision).value)
        if request.decision is Decision.WITHDRAW:
            why = json.dumps(request.note, ensure_ascii=False)
            text = with_value(text, "withdrawn", f"{{on: {request.on}, reason: {why}, by: {request.by.id}}}")
    except AmendError as fault:
        raise UsageError(f"{article.path}: {fault}; write the record by hand") from fault
    files = {article.path: mark + text}
    if chosen and request.decision is Decision.APPROVE:
        files[approved_path(article.path, chosen.variant.audience)] = approved_text(
            title=chosen.variant.title,
            description=chosen.variant.description,
            fingerprint=chosen.fingerprint,
            pieces=chosen.body.canonical,
            disclaimer=chosen.disclaimer,
        )
    return files


for _each, _summary in (
    (Decision.SUBMIT, "Submit an article for review."),
    (Decision.START, "Start the review of an article."),
    (Decision.APPROVE, "Approve one variant as it stands; any later edit ends the approval."),
    (Decision.REQUEST_CHANGES, "Send a variant back for changes."),
    (Decision.WITHDRAW, "Withdraw an article: its address stays and says why."),
):
    review_command.add_command(_decision(_each, _summary))
