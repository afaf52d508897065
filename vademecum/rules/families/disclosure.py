"""DSC: what a page has to disclose."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import ARTICLE, REVIEWED, SETTINGS, article, laid_over
from vademecum.rules.rule import Example, Rule

_DISCLAIMER = "layouts/parts/disclaimer.html"
_SECTION = '<section class="disclaimer" data-audience="{{ article.disclaimer.audience }}">%s</section>\n'
_GENERATED = article(REVIEWED.replace("ai: none", "ai: {used: generated, responsible: ann-writer}"))
_ASKING = f'{SETTINGS}\n[tool.vademecum.follow-up]\nlabel = "Ask us"\nurl = "mailto:ask@example.org"\n'
_ASIDE = '<aside class="follow-up"><a href="{{ article.follow_up.url }}">{{ article.follow_up.label }}</a></aside>\n'

RULES: tuple[Rule, ...] = (
    Rule(
        id="DSC-01",
        level=Level.ERROR,
        locked=True,
        says="Each audience has a disclaimer, and every page shows all of its own.",
        source="HONcode principle 2",
        remedy="Write it as the body of the audience's file; a layout may not hide it.",
        wrong=laid_over(_DISCLAIMER, _SECTION % "See elsewhere.", line=0, file="layouts/article.html"),
        right=laid_over(_DISCLAIMER, _SECTION % "{{ article.disclaimer.html }}"),
    ),
    Rule(
        id="DSC-04",
        level=Level.ERROR,
        says="A text in which AI was used and which is not approved tells so.",
        source="EU AI Act, article 50(4)",
        remedy="Keep the notice in the layout.",
        wrong=Example(
            files={ARTICLE: _GENERATED, "layouts/parts/reviewers.html": "", "layouts/parts/about.html": ""},
            file="layouts/article.html",
        ),
        right=Example(files={ARTICLE: _GENERATED, "layouts/parts/reviewers.html": "<p>{{ article.ai }}</p>\n"}),
    ),
    Rule(
        id="DSC-05",
        level=Level.ERROR,
        locked=True,
        says="The follow-up block stands after the article, never in it.",
        source="HONcode principle 8; WCAG 2.2, 3.2.6",
        remedy="Keep it outside <article> in the layout.",
        wrong=Example(
            files={
                ARTICLE: article(),
                "pyproject.toml": _ASKING,
                _DISCLAIMER: _SECTION % "{{ article.disclaimer.html }}" + _ASIDE,
            },
            file="layouts/article.html",
        ),
        right=Example(files={ARTICLE: article(), "pyproject.toml": _ASKING, "layouts/parts/follow-up.html": _ASIDE}),
    ),
)
