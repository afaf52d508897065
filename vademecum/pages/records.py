"""The two files beside each article: its review record, and its cited sources as BibTeX."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from vademecum.model.articles import Article, Variant
from vademecum.model.output import Output
from vademecum.model.retractions import Retractions, Shaken
from vademecum.model.review import Approval, Verdict

SCHEMA = 1
"""Version of the record's form: see the manual, "Review record"."""


def review_record(
    article: Article, judged: Sequence[tuple[Variant, Verdict, str]], retractions: Retractions | None = None
) -> Output:
    """Return ``review.json``: for every variant what was reviewed, by whom, and for which fingerprint.

    Against which retraction list the sources were checked is told when they were.
    """
    record = {
        "version": SCHEMA,
        "title": article.meta.title,
        "variants": [_variant(variant, verdict, mark) for variant, verdict, mark in judged],
    }
    if retractions is not None:
        record["retractions"] = {"date": retractions.date.isoformat(), "sha256": retractions.digest}
    text = json.dumps(record, ensure_ascii=False, indent=1)
    return Output(path=f"{article.url[1:]}review.json", content=f"{text}\n".encode())


def _variant(variant: Variant, verdict: Verdict, mark: str) -> dict[str, Any]:
    found = {
        "audience": variant.audience,
        "url": variant.url,
        "verdict": verdict.state.value,
        "fingerprint": mark,
        "approvals": [_approval(approval) for approval in verdict.approvals if verdict.approved],
        "lapsed": [_approval(approval) for approval in verdict.lapsed],
        "last_reviewed": verdict.last_reviewed.isoformat() if verdict.last_reviewed else None,
        "next_review": verdict.next_review.isoformat() if verdict.next_review else None,
    }
    if verdict.shaken:
        found["recheck"] = [_shaken(each) for each in verdict.shaken]
    return found


def _shaken(each: Shaken) -> dict[str, str]:
    return {"source": each.key, "event": each.event.kind.value, "on": each.event.on.isoformat(), "doi": each.event.doi}


def _approval(approval: Approval) -> dict[str, Any]:
    person = approval.person
    return {
        "by": person.id,
        "name": person.name,
        "credentials": person.credentials,
        "example": person.example,
        "on": approval.on.isoformat(),
        "scope": approval.scope.value,
    }


def references_file(article: Article, entries: Sequence[str]) -> Output:
    """Return ``references.bib``: the cited sources, printed and identifier fields only."""
    text = "\n".join(entries)
    return Output(path=f"{article.url[1:]}references.bib", content=f"{text.rstrip()}\n".encode())
