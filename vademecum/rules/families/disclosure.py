"""DSC: what a page has to disclose."""

from __future__ import annotations

from collections.abc import Iterator

from vademecum.problems import Level, did_you_mean
from vademecum.rules.dossier import Dossier
from vademecum.rules.example_site import APPROVED, ARTICLE, PATIENT, SETTINGS, article, laid_over, right, wrong
from vademecum.rules.rule import ArticleRule, Example, Finding, Rule

_DISCLAIMER = "layouts/parts/disclaimer.html"
_SECTION = '<section class="disclaimer" data-audience="{{ article.disclaimer.audience }}">%s</section>\n'
_ASKING = f'{SETTINGS}\n[tool.vademecum.follow-up]\nlabel = "Ask us"\nurl = "mailto:ask@example.org"\n'
_ASIDE = '<aside class="follow-up"><a href="{{ article.follow_up.url }}">{{ article.follow_up.label }}</a></aside>\n'


def _responsible(dossier: Dossier) -> Iterator[Finding]:
    ai = dossier.meta.ai
    if ai is None or ai.used == "none":
        return
    people = dossier.site.people
    if ai.responsible and ai.responsible not in people:
        message = f'ai: no person "{ai.responsible}" in content/_people.yml'
        hint = did_you_mean(ai.responsible, people, "add the person to content/_people.yml")
        yield Finding(place=dossier.at("ai"), message=message, hint=hint)
    elif not ai.responsible and dossier.approved:
        message = "AI was used, and nobody is named who holds editorial responsibility"
        hint = f"write ai: {{used: {ai.used}, responsible: ID}}"
        yield Finding(place=dossier.at("ai"), message=message, hint=hint)


def _jurisdiction(dossier: Dossier) -> Iterator[Finding]:
    if not dossier.meta.jurisdiction:
        return
    for text in dossier.texts:
        audience = dossier.site.audiences[text.variant.audience]
        if audience.reading_grade is not None and not audience.emergency_number:
            message = (
                f'the article holds for {", ".join(dossier.meta.jurisdiction)}, and "{audience.id}" has no number there'
            )
            hint = f"add emergency-number to {audience.path}"
            yield Finding(place=dossier.at("jurisdiction"), message=message, hint=hint)


_NO_NUMBER = PATIENT.replace('emergency-number: "112"\n', "")
_FOR_PATIENTS = "audiences: [patient]\njurisdiction: [IE]\n"

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
    ArticleRule(
        id="DSC-04",
        level=Level.ERROR,
        says="A text in which AI was used tells so until it is approved; then it names who answers for it.",
        source="EU AI Act, article 50(4), in force from 2 August 2026",
        remedy="Name the person in ai, and keep the notice in the layout.",
        wrong=wrong(APPROVED.replace("ai: none", "ai: generated"), line=12),
        right=right(APPROVED.replace("ai: none", "ai: {used: generated, responsible: rex-reviewer}")),
        check=_responsible,
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
    ArticleRule(
        id="DSC-06",
        level=Level.WARNING,
        says="A text for lay readers that holds for one country gives the emergency number there.",
        source="UpToDate: what is bound to a country says so (not confirmed in a standard)",
        wrong=Example(
            files={ARTICLE: article(_FOR_PATIENTS), "content/_audiences/patient.md": _NO_NUMBER}, file=ARTICLE, line=4
        ),
        right=right(_FOR_PATIENTS),
        check=_jurisdiction,
    ),
)
