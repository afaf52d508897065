"""``vademecum review submit|start|approve|request-changes|withdraw``: one dated record for every decision."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from msgspec.structs import replace

from vademecum.articles.amend import AmendError, with_record, with_value
from vademecum.disk.load import read_bytes
from vademecum.disk.replace import replace_files
from vademecum.disk.root import find_root
from vademecum.disk.signing import are_good, sign
from vademecum.model.articles import Article, Decision, Person, Review, ReviewScope, Status
from vademecum.model.composed import Composed
from vademecum.model.review import State, Verdict
from vademecum.model.site import Site
from vademecum.pages.changes import as_approved
from vademecum.pages.world import World
from vademecum.pipeline import Options, compose_variants, read_world
from vademecum.problems import Level, Place, UsageError, did_you_mean
from vademecum.review.approved import approved_path, approved_text
from vademecum.review.fingerprint import Fingerprints
from vademecum.review.signatures import claim, in_one_line, public_keys, statement
from vademecum.review.verdict import judge
from vademecum.review.workflow import JUDGING, Request, refusals, status_after
from vademecum.today import Today

_CLAIMED = (State.APPROVED, State.OVERDUE, State.EDITED)


def _decision(decision: Decision, summary: str) -> click.Command:
    @click.command(decision.value, help=summary)
    @click.argument("file", type=click.Path())
    @click.option("--by", "person", required=True, metavar="ID", help="Who decides: an id of _people.yml.")
    @click.option("--audience", default="", help="Which variant; needed when there are several.")
    @click.option("--scope", type=click.Choice([scope.value for scope in ReviewScope]), default="clinical")
    @click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the decision.  [default: today, UTC]")
    @click.option("--note", default="", help="A remark; for a withdrawal the reason.")
    @click.option("--sign", "signed", is_flag=True, help="Sign the record with the person's SSH key.")
    @click.option(
        "--key", default="", metavar="FILE", help="The key to sign with.  [default: from ~/.ssh or the agent]"
    )
    def command(
        *, file: str, person: str, audience: str, scope: str, day: datetime | None, note: str, signed: bool, key: str
    ) -> int:
        today = datetime.now(UTC).date()
        if key and not signed:
            raise UsageError("--key names the key for --sign")
        if signed and decision not in JUDGING:
            raise UsageError(f"{decision} is not signed: only approve and request-changes are about one text")
        root = find_root(Path.cwd())
        world, _ = read_world(root, Options(today=today))
        article = _article(world.site, root, file)
        request = Request(
            decision=decision,
            by=_person(world.site, person),
            on=day.date() if day else today,
            scope=ReviewScope(scope),
            note=note,
            signed=signed,
        )
        return _record(root, world, article, audience, request, key)

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


def _record(root: Path, world: World, article: Article, audience: str, request: Request, key: str) -> int:
    judging = request.decision in JUDGING
    variants = compose_variants(root, world, article)
    chosen = _variant(variants, audience) if judging or audience else None
    others = _others(world, article, chosen) if chosen else ()
    refused = list(refusals(request, article.meta, others, world.config.review, world.site.today))
    faulty = judging and any(problem.level is Level.ERROR for each in variants for problem in each.body.problems)
    for refusal in refused:
        hint = f"; {refusal.hint}" if refusal.hint else ""
        click.echo(f"{article.path}: refused by {refusal.rule}: {refusal.message}{hint}", err=True)
    if faulty and not refused:
        click.echo(f"{article.path}: refused: the article has errors; run vademecum check", err=True)
    if refused or faulty:
        return 1
    review = _review(request, chosen, several=len(variants) > 1)
    if request.signed:
        review = _signed(review, request.by, key)
        if are_good([claim(review, request.by.ssh_key)]) != [True]:
            whose = f'the key that signed is not one of "{request.by.id}" in content/_people.yml'
            click.echo(f"{article.path}: refused by REV-12: {whose}; give the right one with --key", err=True)
            return 1
    verdicts = list(_verdicts(world, article, variants, review))
    claimed = any(verdict.state in _CLAIMED for verdict in verdicts)
    files = _amended(root, article, review, status_after(request.decision, claimed=claimed))
    if chosen and request.decision is Decision.APPROVE:
        files[approved_path(article.path, chosen.variant.audience)] = approved_text(as_approved(article, chosen, world))
    replace_files(root, files)
    of = f" ({chosen.variant.audience})" if chosen and len(variants) > 1 else ""
    click.echo(f"{article.path}{of}: {request.decision} by {request.by.id} on {request.on}")
    if request.decision is Decision.APPROVE:
        lacks = next(v.lacks for each, v in zip(variants, verdicts, strict=True) if each is chosen)
        if lacks:
            click.echo(f"not approved yet: {'; '.join(lacks)}")
    return 0


def _variant(variants: Sequence[Composed], audience: str) -> Composed:
    names = [each.variant.audience for each in variants]
    if not audience and len(variants) > 1:
        raise UsageError(f"the article has several variants; say which with --audience {'|'.join(names)}")
    for each in variants:
        if audience in ("", each.variant.audience):
            return each
    raise UsageError(f'the article has no variant for "{audience}"; it has {", ".join(names)}')


def _others(world: World, article: Article, chosen: Composed) -> tuple[Person, ...]:
    """Return who has approved the present text of a variant so far."""
    verdict = next(iter(_verdicts(world, article, [chosen], None)))
    return tuple(approval.person for approval in (*verdict.approvals, *verdict.partial))


def _verdicts(world: World, article: Article, variants: Sequence[Composed], review: Review | None) -> Iterator[Verdict]:
    """Yield what would be claimed of variants with one more record, if the status were approved."""
    records = article.meta.reviews if review is None else (*article.meta.reviews, review)
    meta = replace(article.meta, status=Status.APPROVED, reviews=records)
    court = world.court(Today(world.site.today))
    if review is not None and review.signature:
        court = replace(court, proven=court.proven | {review})
    for each in variants:
        yield judge(meta, each.variant.audience, Fingerprints(each.wording).fit, court)


def _review(request: Request, chosen: Composed | None, *, several: bool) -> Review:
    return Review(
        by=request.by.id,
        on=request.on,
        audience=chosen.variant.audience if chosen and several else "",
        scope=request.scope,
        decision=request.decision,
        fingerprint=chosen.fingerprint if chosen else "",
        note=request.note,
        place=Place(file=""),
    )


def _signed(review: Review, person: Person, key: str) -> Review:
    return replace(review, signature=in_one_line(sign(statement(review), public_keys(person.ssh_key), key)))


def _amended(root: Path, article: Article, review: Review, status: Status) -> dict[str, str]:
    """Return the article's file with one more record and its new status."""
    record = {
        "by": review.by,
        "on": review.on.isoformat(),
        "audience": review.audience,
        "scope": review.scope.value if review.fingerprint else "",
        "decision": review.decision.value,
        "fingerprint": review.fingerprint,
        "note": review.note,
        "signature": review.signature,
    }
    text = read_bytes(root, article.path).decode("utf-8")
    mark, text = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    try:
        text = with_record(text, "reviews", {name: value for name, value in record.items() if value})
        text = with_value(text, "status", status.value)
        if review.decision is Decision.WITHDRAW:
            why = json.dumps(review.note, ensure_ascii=False)
            text = with_value(text, "withdrawn", f"{{on: {review.on}, reason: {why}, by: {review.by}}}")
    except AmendError as fault:
        raise UsageError(f"{article.path}: {fault}; write the record by hand") from fault
    return {article.path: mark + text}


DECISIONS: tuple[click.Command, ...] = tuple(
    _decision(decision, summary)
    for decision, summary in (
        (Decision.SUBMIT, "Submit an article for review."),
        (Decision.START, "Start the review of an article."),
        (Decision.APPROVE, "Approve one variant as it stands; any later edit ends the approval."),
        (Decision.REQUEST_CHANGES, "Send a variant back for changes."),
        (Decision.WITHDRAW, "Withdraw an article: its address stays and says why."),
    )
)
