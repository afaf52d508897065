"""PPL: who wrote and who reviewed, and what they have to say of themselves."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import right, wrong
from vademecum.rules.rule import Rule

RULES: tuple[Rule, ...] = (
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
