"""PRV: what a page must not do to its readers. Found in the final HTML of each page."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import laid_over
from vademecum.rules.rule import Rule

_PART = "layouts/parts/cite.html"

RULES: tuple[Rule, ...] = (
    Rule(
        id="PRV-01",
        level=Level.ERROR,
        locked=True,
        says="A page holds nothing active and asks no other origin for anything.",
        source="FTC and HHS, letters on online tracking, 2023; URAC WS4",
        remedy="Remove it from the layout. If the message names an address from your settings, correct it there.",
        wrong=laid_over(
            _PART, '<img src="https://tracker.example/1.gif" alt="">\n', line=0, file="layouts/article.html"
        ),
        right=laid_over(_PART, '<p class="byline">{{ article.title }}</p>\n'),
    ),
)
