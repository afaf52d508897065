"""REV: what may be said of a review, and what a record has to hold."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import (
    APPROVED,
    ARTICLE,
    PEOPLE,
    REVIEWED,
    SETTINGS,
    article,
    laid_over,
    right,
    wrong,
)
from vademecum.rules.rule import Example, Rule

_SELF = APPROVED.replace("authors: [ann-writer]", "authors: [ann-writer, rex-reviewer]")
_LAY = PEOPLE.replace("roles: [reviewer]\n  clinician: true", "roles: [reviewer]\n  clinician: false", 1)
_SIGNED = f"{SETTINGS}\n[tool.vademecum.review]\nrequire-signatures = true\n"
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
    Rule(
        id="REV-07",
        level=Level.ERROR,
        locked=True,
        says="No review is claimed that the records do not show: a plain page has no reviews, status or citations.",
        source="FTC Act, section 5: a claim that is not true of every page deceives",
        remedy="Remove it, or write layout: article.",
        wrong=Example(files={ARTICLE: article(f"layout: page\n{REVIEWED}")}, file=ARTICLE, line=4),
        right=Example(files={ARTICLE: article("layout: page\n")}),
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
)
