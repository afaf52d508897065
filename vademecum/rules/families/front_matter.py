"""FRM: what front matter has to be. Found where it is read."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import right, wrong
from vademecum.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="FRM-01",
        level=Level.ERROR,
        locked=True,
        says="Front matter is a closed block of valid YAML, and a map of fields.",
        source="YAML 1.2",
        remedy="Look at quotes, brackets and indentation of this line and the one before; close the block with ---.",
        wrong=wrong("tags: [oncology\n", line=4),
        right=right("tags: [oncology]\n"),
    ),
    Rule(
        id="FRM-02",
        level=Level.ERROR,
        locked=True,
        says="A field stands once.",
        source="YAML 1.2, 3.2.1.3: the keys of a map are unique",
        remedy="Remove the second.",
        wrong=wrong("status: submitted\nstatus: approved\n", line=4),
        right=right("status: submitted\n"),
    ),
    Rule(
        id="FRM-03",
        level=Level.ERROR,
        locked=True,
        says="A field holds what its kind allows.",
        source="this house: what cannot be read cannot be checked",
        remedy="Write dates as 2025-04-30; the manual's page on front matter has the kind of every field.",
        wrong=wrong("date: 30.04.2025\n", line=3),
        right=right("date: 2025-04-30\n"),
    ),
    Rule(
        id="FRM-04",
        level=Level.WARNING,
        says="Every field is known.",
        source="this house: a misspelled field has no effect, and nobody notices",
        remedy="Correct its name, or put your own data under extra.",
        wrong=wrong("next-reveiw: 2027-04-30\n", line=3),
        right=right("next-review: 2027-04-30\nextra: {ward: 4B}\n"),
    ),
    Rule(
        id="FRM-05",
        level=Level.ERROR,
        locked=True,
        says="Required fields are there: the title, and those of records, people and audiences.",
        source="this house",
        remedy="Add the field.",
        wrong=wrong("reviews:\n  - {by: rex-reviewer, on: 2026-04-01}\n", line=4),
        right=right("reviews:\n  - {by: rex-reviewer, on: 2026-04-01, decision: start}\n"),
    ),
)
