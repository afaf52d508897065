"""PPL: who wrote and who reviewed, and what they have to say of themselves.

An article that is still submitted may leave open who stands for it; once its review has begun it may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from vademecum.model.articles import Article, Person, Status
from vademecum.model.review import Approval
from vademecum.problems import Level, Place
from vademecum.rules.dossier import Dossier
from vademecum.rules.example_site import APPROVED, ARTICLE, PEOPLE, REVIEWED, article, laid_over, right, wrong
from vademecum.rules.overview import Overview
from vademecum.rules.rule import ArticleRule, Example, Finding, Rule, SiteRule

STATEMENT_DAYS = 365
"""A statement of conflicts of interest holds so long (ICMJE: at the time of the work)."""

_NOBODY = frozenset(["admin", "administrator", "editor", "editorial", "staff", "team", "webmaster", "anonymous"])
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_DEGREE = re.compile(
    r"(?:,\s*|\s)(?:M\.?D\.?|Ph\.?D\.?|MBBS|MBChB|DO|PharmD|RN|MSc|MPH|FRCP|Prof\.?|Dr\.?)$|^(?:Dr|Prof)\b\.?"
)


def in_review(article: Article) -> bool:
    """Return whether the review of an article has begun, and it is not withdrawn: it should be complete by now."""
    return article.meta.status in (Status.UNDER_REVIEW, Status.APPROVED)


def _is_organisation(person: Person) -> bool:
    return "organisation" in person.roles


def _authors(dossier: Dossier) -> Iterator[Finding]:
    if not in_review(dossier.article):
        return
    authors, place = dossier.meta.authors, dossier.at("authors")
    if not authors and "authors" not in dossier.meta.places:
        yield Finding(place=place, message="nobody is named as the author", hint="add authors: [id]")
    for person in authors:
        lacks = [name for name in ("credentials", "affiliation") if not getattr(person, name)]
        if lacks and not _is_organisation(person):
            message = f"the author {person.name} has no {' and no '.join(lacks)}"
            hint = "add them in content/_people.yml; an organisation says so: roles: [author, organisation]"
            yield Finding(place=place, message=message, hint=hint)
        if {*person.name.lower().split()} <= _NOBODY:
            yield Finding(place=place, message=f'"{person.name}" names nobody', hint="name a person or an organisation")
    for person in {approval.person.id: approval.person for approval in _approvals(dossier)}.values():
        if not person.credentials:
            message = f"the reviewer {person.name} has no credentials"
            yield Finding(place=dossier.at("reviews"), message=message, hint="add them in content/_people.yml")


def _conflicts(dossier: Dossier) -> Iterator[Finding]:
    if not in_review(dossier.article):
        return
    approvals = _approvals(dossier)
    reviewed = max((approval.on for approval in approvals), default=None)
    for person in dossier.meta.authors:
        yield from _undeclared(person, reviewed, dossier.at("authors"))
    for reviewer, on in {approval.person.id: (approval.person, approval.on) for approval in approvals}.values():
        yield from _undeclared(reviewer, on, dossier.at("reviews"))


def _approvals(dossier: Dossier) -> list[Approval]:
    return [approval for text in dossier.texts if text.verdict.approved for approval in text.verdict.approvals]


def _undeclared(person: Person, reviewed: date | None, place: Place) -> Iterator[Finding]:
    hint = "add conflicts: {statement: none, on: …} in content/_people.yml"
    conflicts = person.conflicts
    if conflicts is None or not conflicts.statement.strip():
        yield Finding(place=place, message=f"{person.name} says nothing of conflicts of interest", hint=hint)
    elif conflicts.on is None:
        message = f"the conflicts statement of {person.name} has no date"
        yield Finding(place=place, message=message, hint=hint, level=Level.WARNING)
    elif reviewed and (reviewed - conflicts.on).days > STATEMENT_DAYS:
        message = f"the conflicts statement of {person.name}, of {conflicts.on}, was over 12 months old on {reviewed}"
        yield Finding(place=place, message=message, hint="renew it, with its date")


def _funding(dossier: Dossier) -> Iterator[Finding]:
    if in_review(dossier.article) and not dossier.meta.funding:
        message = "the article does not say who paid for it"
        yield Finding(place=dossier.at("funding"), message=message, hint="write funding: none, or name the funder")


def _is_orcid(text: str) -> bool:
    """Return whether a text is an ORCID iD; the last sign is a check digit (ISO 7064, mod 11-2)."""
    if not _ORCID.fullmatch(text):
        return False
    total = 0
    for digit in text.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return text[-1] == "0123456789X"[(12 - total % 11) % 11]


def _people(overview: Overview) -> Iterator[Finding]:
    for person in overview.site.people.values():
        if person.orcid and not _is_orcid(person.orcid):
            message = f'"{person.orcid}" is no ORCID iD: its form or its check digit is wrong'
            yield Finding(place=person.place, message=message, hint="write it as 0000-0002-1825-0097")
        degree = _DEGREE.search(person.name)
        if degree and not _is_organisation(person):
            message = f'the name "{person.name}" holds a title or degree'
            hint = f"write {degree[0].strip(', ')} into credentials, so that it is printed once"
            yield Finding(place=person.place, message=message, hint=hint)


_FEES = "{statement: Fees from a maker of a cancer drug, on: 2026-02-01, topics: [oncology]}"
_DECLARED = "roles: [reviewer]\n  clinician: true\n  conflicts: "
_BIASED = PEOPLE.replace(f"{_DECLARED}{{statement: none, on: 2026-02-01}}", f"{_DECLARED}{_FEES}", 1)
_SILENT = PEOPLE.replace("  conflicts: {statement: none, on: 2026-02-01}\n", "", 1)
_LAY = PEOPLE.replace("clinician: true", "clinician: false", 1)
_BYLINE = "layouts/parts/article-header.html"
_ABOUT = "layouts/parts/about.html"
_NAME = "<h1>{{ article.title }}</h1>\n<p>{% for person in article.authors %}{{ person.name }}NOTE{% endfor %}</p>\n"
_NO_CHECK = PEOPLE.replace("  clinician: true", "  orcid: 0000-0002-1825-0098\n  clinician: true", 1)

RULES: tuple[Rule, ...] = (
    ArticleRule(
        id="PPL-01",
        level=Level.WARNING,
        once_approved=Level.ERROR,
        says="Once its review has begun, an article names its authors, each with credentials and affiliation.",
        source="JAMA benchmarks (Silberg 1997): authorship; HONcode principle 1; URAC WS15",
        remedy="Name them in authors, and say in content/_people.yml who they are.",
        wrong=wrong(REVIEWED.replace("authors: [ann-writer]\n", ""), line=2),
        right=right(REVIEWED),
        check=_authors,
    ),
    Rule(
        id="PPL-02",
        level=Level.ERROR,
        says="An author who is no clinician is marked as such on the page.",
        source="HONcode principle 1",
        remedy="Print person.note beside the name in the layout.",
        wrong=Example(
            files={
                ARTICLE: article(),
                "content/_people.yml": _LAY,
                _BYLINE: _NAME.replace("NOTE", ""),
                _ABOUT: "",
            },
            file="layouts/article.html",
        ),
        right=Example(
            files={
                ARTICLE: article(),
                "content/_people.yml": _LAY,
                _BYLINE: _NAME.replace("NOTE", " ({{ person.note }})"),
            }
        ),
    ),
    ArticleRule(
        id="PPL-03",
        level=Level.WARNING,
        once_approved=Level.ERROR,
        says="Authors and reviewers state their conflicts of interest, not longer than 12 months before a review.",
        source="ICMJE disclosure form; UpToDate conflict of interest policy",
        remedy="Ask the person; “none” is a statement, nothing is not.",
        wrong=replace(wrong(line=6), files={**wrong(line=6).files, "content/_people.yml": _SILENT}),
        right=right(APPROVED),
        check=_conflicts,
    ),
    Rule(
        id="PPL-04",
        level=Level.ERROR,
        locked=True,
        says="Nobody with a conflict of interest on an article's tags or specialty is its only reviewer.",
        source="UpToDate: deputy editors have no conflicts of interest",
        remedy="Have somebody without this conflict approve as well.",
        wrong=Example(
            files={ARTICLE: article(f"{APPROVED}tags: [oncology]\n"), "content/_people.yml": _BIASED},
            file=ARTICLE,
            line=8,
        ),
        right=right(f"{APPROVED}tags: [oncology]\n"),
    ),
    SiteRule(
        id="PPL-05",
        level=Level.WARNING,
        says="An ORCID iD is well formed, and a name holds no title or degree.",
        source="ORCID: structure of the identifier (ISO 7064, mod 11-2)",
        wrong=laid_over("content/_people.yml", _NO_CHECK, line=1),
        right=laid_over("content/_people.yml", _NO_CHECK.replace("0098", "0097")),
        check=_people,
    ),
    ArticleRule(
        id="PPL-06",
        level=Level.WARNING,
        says="Once its review has begun, an article says who paid for it; that nobody did is said as well.",
        source="HONcode principles 7 and 8; JAMA benchmarks (Silberg 1997): disclosure",
        wrong=wrong(REVIEWED.replace("funding: none\n", ""), line=2),
        right=right(REVIEWED),
        check=_funding,
    ),
    Rule(
        id="PPL-07",
        level=Level.ERROR,
        says="Every person that an article names is in content/_people.yml, which is a map of ids.",
        source="JAMA benchmarks (Silberg 1997): authorship",
        remedy="Correct the id, or add the person.",
        wrong=wrong("authors: [ann-wirter]\n", line=3),
        right=right("authors: [ann-writer]\n"),
    ),
)
