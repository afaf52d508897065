"""REV: what may be said of a review, and what a record has to hold."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import APPROVED, right, wrong
from vademecum.rules.rule import Rule

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
        id="REV-03",
        level=Level.WARNING,
        says="An approved text has not been edited since: its fingerprint is the one that was approved.",
        source="this house; FlaggedRevs binds a check to a revision in the same way",
        wrong=wrong(APPROVED.replace("{fingerprint}", f"1:{'0' * 64}"), line=3),
        right=right(APPROVED),
    ),
)
