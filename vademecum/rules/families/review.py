"""REV: what may be said of a review, and what a record has to hold.

What an approval takes is found where verdicts are reached, in ``review``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from vademecum.model.articles import Decision, Status
from vademecum.model.body import Body
from vademecum.problems import Level, Place
from vademecum.rules.dossier import Dossier
from vademecum.rules.example_site import APPROVED, ARTICLE, PEOPLE, SETTINGS, article, laid_over, right, wrong
from vademecum.rules.overview import Overview
from vademecum.rules.rule import ArticleRule, Example, Finding, Rule, SiteRule

_BLANKET = re.compile(
    r"\b(?:all|every|each)\b(?:\s+(?:of|our|the|these|this|single|medical|published))*\s+"
    r"(?:articles?|pages?|texts?|content|contents|information|answers?|topics?)\b[^.!?]{0,60}?"
    r"\b(?:is|are|has been|have been|was|were|gets?)\s+(?:\w+ly\s+)*"
    r"(?:reviewed|approved|verified|checked|vetted|fact-checked)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:before|until|unless|when|whenever|once|if|after|not|never|no|that|which|should|must)\b", re.IGNORECASE
)


def blanket_claims(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and the words of each sentence that says of all articles that they are reviewed.

    A sentence with a condition ("is reviewed before it is shown as approved") tells how things are done.
    """
    for found in _BLANKET.finditer(text):
        end = min((text.find(mark, found.end()) for mark in ".!?\n<" if mark in text[found.end() :]), default=len(text))
        start = max(text.rfind(mark, 0, found.start()) for mark in ".!?\n>") + 1
        if not _CONDITION.search(text[start:end]):
            yield found.start(), " ".join(found[0].split())


def claims_of(body: Body, path: str) -> tuple[tuple[Place, str], ...]:
    """Return where a plain page says of all articles that they are reviewed: true or not, the whole site tells."""
    return tuple(
        (Place(file=path, line=passage.line), claim)
        for passage in body.passages
        for _, claim in blanket_claims(passage.text)
    )


def _false_claims(overview: Overview) -> Iterable[Finding]:
    waiting = sum(not variant.verdict.approved for _, variant in overview.variants)
    if not waiting:
        return
    for place, claim in _claims(overview):
        message = f'"{claim}" is not true: {waiting} published texts are not approved'
        yield Finding(place=place, message=message, hint="each page says for itself what holds: remove the sentence")


def _claims(overview: Overview) -> Iterator[tuple[Place, str]]:
    config = overview.site.config
    for name, text in (("title", config.title), ("description", config.description)):
        for _, claim in blanket_claims(text):
            yield config.place(name), claim
    for name, text in overview.layouts.items():
        for offset, claim in blanket_claims(text):
            yield Place(file=name, line=text.count("\n", 0, offset) + 1), claim
    for facts in overview.facts.values():
        yield from facts.claims


def _history(dossier: Dossier) -> Iterable[Finding]:
    reviews = dossier.meta.reviews
    for earlier, later in pairwise(reviews):
        if later.on < earlier.on:
            message = f"the decision of {later.on} stands below one of {earlier.on}"
            yield Finding(place=later.place, message=message, hint="keep the records in the order of their dates")
        if earlier.decision is Decision.WITHDRAW and later.decision is not Decision.SUBMIT:
            message = f"{later.decision} follows a withdrawal: a withdrawn article is submitted again first"
            yield Finding(place=later.place, message=message, hint="vademecum review submit", level=Level.ERROR)
    if reviews and reviews[-1].decision is Decision.WITHDRAW and dossier.meta.status is not Status.WITHDRAWN:
        message = f"the last decision is a withdrawal, and the status says {dossier.meta.status}"
        yield Finding(place=dossier.at("status"), message=message, hint="write status: withdrawn", level=Level.ERROR)


_SELF = APPROVED.replace("authors: [ann-writer]", "authors: [ann-writer, rex-reviewer]")
_LAY = PEOPLE.replace("roles: [reviewer]\n  clinician: true", "roles: [reviewer]\n  clinician: false", 1)
_SIGNED = f"{SETTINGS}\n[tool.vademecum.review]\nrequire-signatures = true\n"
_BACKWARDS = """\
reviews:
  - {by: rex-reviewer, on: 2026-04-02, decision: start}
  - {by: ann-writer, on: 2026-04-01, decision: submit}
"""
_FORWARDS = """\
reviews:
  - {by: ann-writer, on: 2026-04-01, decision: submit}
  - {by: rex-reviewer, on: 2026-04-02, decision: start}
"""
_CLAIMING = SETTINGS.replace("organisation", 'description = "%s"\norganisation')
_EDITED = APPROVED.replace("{fingerprint}", f"1:{'0' * 64}")
_KEPT = "content/_approved/a.everyone.txt"
_HEAD = """\
<!doctype html>
<html lang="{{ page.lang }}" dir="{{ page.dir }}">
<head><title>{{ page.title }}</title>%s</head>
<body data-audience="{{ page.audience }}" data-status="{{ page.status }}">
{%% import "words.html" as words %%}
<main>{%% block main %%}{%% endblock %%}</main>
</body>
</html>
"""
_CAUTION = "layouts/parts/caution.html"

RULES: tuple[Rule, ...] = (
    Rule(
        id="REV-01",
        level=Level.ERROR,
        locked=True,
        says="The status is submitted, under-review, approved or withdrawn; a text without one is submitted.",
        source="NHS standard for creating health content: an approval is a recorded step",
        wrong=wrong("status: aproved\n", line=3),
        right=right("status: under-review\n"),
    ),
    Rule(
        id="REV-02",
        level=Level.ERROR,
        locked=True,
        says="An approved article has a record that approves a variant of it, and every approval has a fingerprint.",
        source="NHS standard for creating health content; PIF TICK criteria",
        remedy="Add the record with vademecum review approve, or write under-review.",
        wrong=wrong("status: approved\n", line=3),
        right=right(APPROVED),
    ),
    Rule(
        id="REV-03",
        level=Level.WARNING,
        says="An approved text has not been edited since: its fingerprint is the one that was approved.",
        source="this house; FlaggedRevs binds a check to a revision in the same way",
        remedy="Take the change back, or have the text approved again.",
        wrong=wrong(APPROVED.replace("{fingerprint}", f"1:{'0' * 64}"), line=3),
        right=right(APPROVED),
    ),
    Rule(
        id="REV-04",
        level=Level.ERROR,
        locked=True,
        says="Nobody approves an article of their own.",
        source="A.D.A.M. editorial policy: physicians who did not write it review it",
        remedy="Let somebody else review it.",
        wrong=wrong(_SELF, line=8),
        right=right(APPROVED),
    ),
    ArticleRule(
        id="REV-05",
        level=Level.WARNING,
        says="The history of decisions is in the order of its dates, and only a submission follows a withdrawal.",
        source="this house: submitted, under review, approved, and back",
        wrong=wrong(_BACKWARDS, line=5),
        right=right(_FORWARDS),
        check=_history,
    ),
    Rule(
        id="REV-06",
        level=Level.ERROR,
        locked=True,
        says="A page shows the tracker, and the caution banner unless it is approved.",
        source="this house: a text that nobody has approved does not look like one that somebody has",
        remedy="Keep banner and tracker in the layout.",
        wrong=laid_over(_CAUTION, "", line=0, file="layouts/article.html"),
        right=laid_over(_CAUTION, '<aside class="caution" role="note">{{ review.caution.title }}</aside>\n'),
    ),
    SiteRule(
        id="REV-07",
        level=Level.ERROR,
        locked=True,
        says="No review is claimed that no record shows: not of all articles while one waits, not of a plain page.",
        source="FTC Act, section 5: a claim that is not true of every page deceives",
        remedy="Remove the sentence: each page says for itself what holds. An article is written with layout: article.",
        wrong=laid_over("pyproject.toml", _CLAIMING % "All articles are reviewed by our board.", line=4),
        right=laid_over("pyproject.toml", _CLAIMING % "Each article says who reviewed it."),
        check=_false_claims,
    ),
    Rule(
        id="REV-09",
        level=Level.ERROR,
        locked=True,
        says="A clinical or pharmacy approval is given by a clinician.",
        source="NHS service manual: clinical changes are signed off by a clinician",
        remedy="Have a clinician review it.",
        wrong=Example(
            files={
                ARTICLE: article(APPROVED),
                "content/_people.yml": _LAY,
            },
            file=ARTICLE,
            line=8,
        ),
        right=right(APPROVED),
    ),
    Rule(
        id="REV-10",
        level=Level.ERROR,
        locked=True,
        says="A page that is not approved asks search engines to leave it out, unless index-pending is set.",
        source="this house: who finds it by searching sees no banner",
        remedy="Keep the robots line in the layout's head.",
        wrong=laid_over("layouts/base.html", _HEAD % "", line=0, file="layouts/article.html"),
        right=laid_over("layouts/base.html", _HEAD % '<meta name="robots" content="{{ page.robots }}">'),
    ),
    Rule(
        id="REV-11",
        level=Level.ERROR,
        locked=True,
        says="A fingerprint is whole, and made after a recipe that this engine knows.",
        source="this house",
        remedy="Write the record with vademecum review approve, or use the engine that wrote it.",
        wrong=wrong(APPROVED.replace("{fingerprint}", f"99:{'0' * 64}"), line=8),
        right=right(APPROVED),
    ),
    Rule(
        id="REV-12",
        level=Level.ERROR,
        locked=True,
        says="A signature was made with a key of the person whom the record names, over that very record.",
        source="this house; OpenSSH, PROTOCOL.sshsig",
        remedy="Sign again, or put the key into _people.yml.",
        wrong=wrong(APPROVED.replace('"}', '", signature: U1NIU0lH}'), line=8),
        right=right(APPROVED),
    ),
    Rule(
        id="REV-13",
        level=Level.ERROR,
        locked=True,
        says="Where the site asks for signatures, the approvals that a page rests on are signed.",
        source="this house",
        remedy="Approve again with --sign.",
        wrong=Example(
            files={
                ARTICLE: article(APPROVED),
                "pyproject.toml": _SIGNED,
            },
            file=ARTICLE,
            line=8,
        ),
        right=right(APPROVED),
    ),
    Rule(
        id="REV-14",
        level=Level.WARNING,
        says="The text that is kept of an approval is the one that was approved.",
        source="this house: the page of changes compares with nothing else",
        remedy="Take the file from git again, or have the text approved.",
        wrong=Example(
            files={ARTICLE: article(_EDITED), _KEPT: "fingerprint: 1:0\n"},
            file=_KEPT,
        ),
        right=Example(files={ARTICLE: article(_EDITED)}),
    ),
)
