"""SD: what machines are told. Found in the final HTML of each page."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import laid_over
from vademecum.rules.rule import Rule

_PART = "layouts/parts/disclaimer.html"
_DISCLAIMER = """\
<section class="disclaimer" data-audience="{{ article.disclaimer.audience }}">{{ article.disclaimer.html }}</section>
"""

RULES: tuple[Rule, ...] = (
    Rule(
        id="SD-01",
        level=Level.ERROR,
        says="Structured data are valid JSON, and claim a review only while it holds.",
        source="JSON-LD 1.1; Google: structured data match what readers see",
        remedy="Leave page.json_ld in the layout as it is.",
        wrong=laid_over(
            _PART, f'{_DISCLAIMER}<script type="application/ld+json">{{</script>\n', line=0, file="layouts/article.html"
        ),
        right=laid_over(_PART, f'{_DISCLAIMER}<script type="application/ld+json">{{}}</script>\n'),
    ),
)
