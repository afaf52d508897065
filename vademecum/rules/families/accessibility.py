"""A11: that nobody is kept from the text. Found in the text, and in the final HTML of each page."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import right_text, wrong_text
from vademecum.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="A11-01",
        level=Level.WARNING,
        says="A page has one first-level heading, its title, and its layout gives language, landmarks and unique ids.",
        source="WCAG 2.2, 1.3.1, 2.4.1, 2.4.2, 3.1.1",
        remedy="Write ##; if an id stands twice, look at the ids in the text. In a layout it is an error.",
        wrong=wrong_text("# Causes\n"),
        right=right_text("## Causes\n"),
    ),
    Rule(
        id="A11-02",
        level=Level.WARNING,
        says="Every picture has alternative text.",
        source="WCAG 2.2, 1.1.1",
        remedy="Say in the brackets what it shows.",
        wrong=wrong_text("![](/favicon.svg)\n"),
        right=right_text("Text without a picture.\n"),
    ),
)
