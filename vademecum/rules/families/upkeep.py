"""LIF: what a publisher owes the whole of a site's life."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import laid_over
from vademecum.rules.rule import Rule

_POLICY = '<p><a class="policy" href="{{ site.editorial_policy }}">How we review</a></p>\n'
_REVIEW = """\
{% set review = article.review %}
{% if review.caution %}{% include "parts/caution.html" %}{% endif %}
{% include "parts/tracker.html" %}
{% include "parts/reviewers.html" %}
{% include "parts/dates.html" %}
"""

RULES: tuple[Rule, ...] = (
    Rule(
        id="LIF-01",
        level=Level.ERROR,
        says="Every article leads to the editorial policy and to a contact.",
        source="NHS standard for creating health content; HONcode principles 6 to 8; URAC WS15",
        remedy="Keep the links in the layout.",
        wrong=laid_over("layouts/parts/review.html", _REVIEW, line=0, file="layouts/article.html"),
        right=laid_over("layouts/parts/review.html", _REVIEW + _POLICY),
    ),
)
