"""The two files beside each article: its review record, and its cited sources as BibTeX."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from vademecum import __version__
from vademecum.model.articles import Article, Person, Waiver
from vademecum.model.composed import Composed
from vademecum.model.output import Output
from vademecum.model.retractions import Shaken
from vademecum.model.review import SIGNING_NAMESPACE, Approval
from vademecum.model.site import Site
from vademecum.review.signatures import armoured, public_keys, statement
from vademecum.rules.registry import rules_digest

SCHEMA = 1
"""Version of the record's form: see the manual, "The public record", and its JSON Schema there."""


def review_record(article: Article, texts: Sequence[Composed], site: Site) -> Output:
    """Return ``review.json``: for every variant what was reviewed, by whom, and for which fingerprint.

    It says by which policy and rules the article was judged, and against which retraction list when there is one.
    """
    meta, policy = article.meta, site.config.review
    record: dict[str, Any] = {
        "version": SCHEMA,
        "title": meta.title,
        "date": _day(meta.date),
        "updated": _day(meta.updated),
        "variants": [_variant(text) for text in texts],
        "waivers": [_waiver(waiver, site.people) for waiver in meta.waivers],
        "policy": {
            "max_age_years": policy.max_age_years,
            "min_reviewers": policy.min_reviewers,
            "require_signatures": policy.require_signatures,
        },
        "engine": {"name": "vademecum", "version": __version__, "rules": rules_digest()},
    }
    if site.retractions is not None:
        record["retractions"] = {"date": site.retractions.date.isoformat(), "sha256": site.retractions.digest}
    text = msgspec.json.format(msgspec.json.encode(record), indent=1)
    return Output(path=f"{article.url[1:]}review.json", content=text + b"\n")


def _variant(text: Composed) -> dict[str, Any]:
    verdict = text.verdict
    found = {
        "audience": text.variant.audience,
        "url": text.variant.url,
        "verdict": verdict.state.value,
        "fingerprint": text.fingerprint,
        "approvals": [_approval(approval) for approval in verdict.approvals if verdict.approved],
        "lapsed": [_approval(approval) for approval in verdict.lapsed],
        "last_reviewed": _day(verdict.last_reviewed),
        "next_review": _day(verdict.next_review),
    }
    if verdict.shaken:
        found["recheck"] = [_shaken(each) for each in verdict.shaken]
    return found


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _shaken(each: Shaken) -> dict[str, str]:
    return {"source": each.key, "event": each.event.kind.value, "on": each.event.day, "doi": each.event.doi}


def _waiver(waiver: Waiver, people: Mapping[str, Person]) -> dict[str, str]:
    name = people[waiver.by].name if waiver.by in people else ""
    return {
        "rule": waiver.rule,
        "reason": waiver.reason,
        "by": waiver.by,
        "name": name,
        "until": waiver.until.isoformat(),
    }


def _approval(approval: Approval) -> dict[str, Any]:
    person, conflicts = approval.person, approval.person.conflicts
    return {
        "by": person.id,
        "name": person.name,
        "credentials": person.credentials,
        "affiliation": person.affiliation,
        "orcid": person.orcid,
        "example": person.example,
        "conflicts": {"statement": conflicts.statement, "on": _day(conflicts.on)} if conflicts else None,
        "on": approval.on.isoformat(),
        "scope": approval.scope.value,
        "fingerprint": approval.record.fingerprint,
        "signature": _signature(approval) if approval.record.signature else None,
    }


def _signature(approval: Approval) -> dict[str, Any]:
    """Return what ``ssh-keygen -Y verify`` needs."""
    return {
        "namespace": SIGNING_NAMESPACE,
        "statement": statement(approval.record).decode(),
        "keys": list(public_keys(approval.person.ssh_key)),
        "armoured": armoured(approval.record.signature),
    }


def references_file(article: Article, entries: Sequence[str]) -> Output:
    """Return ``references.bib``: the cited sources, printed and identifier fields only."""
    text = "\n".join(entries)
    return Output(path=f"{article.url[1:]}references.bib", content=f"{text.rstrip()}\n".encode())
