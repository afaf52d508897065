"""AUD: who reads which text. Marks of audiences are found wrong where they are read."""

from __future__ import annotations

from collections.abc import Iterator

from vademecum.model.articles import ReviewScope
from vademecum.problems import Level
from vademecum.rules.dossier import Dossier
from vademecum.rules.example_site import APPROVED, ARTICLE, REVIEWED, article, right_text, wrong_text
from vademecum.rules.rule import ArticleRule, Example, Finding, Rule

_BOTH = article("audiences: [clinician, patient]\n")
_ONE = article("audiences: [clinician]\n")
_PATIENT = "Text for patients.\n"
_REVIEWS = """\
audiences: [clinician, patient]
reviews:
  - {by: rex-reviewer, on: 2026-04-01, AUDIENCE decision: request-changes}
"""

_APART = article(
    f"audiences: [clinician, patient]\n{REVIEWED}",
    "::: for clinician\nRadioligand therapy is given in four infusions.\n:::\n\n::: for patient\nAsk your team.\n:::\n",
)
_DISCLAIMER = "layouts/parts/disclaimer.html"
_SECTION = '<section class="disclaimer" data-audience="{{ article.disclaimer.audience }}">%s</section>\n'
_TRANSLATED = f"{APPROVED}lang: es\ntranslation-of: b.md\n"
_RECORD = '  - {by: rex-reviewer, on: 2026-04-01, decision: approve, fingerprint: "{fingerprint}"}\n'
_TRANSLATOR = _RECORD.replace("decision", "scope: translation, decision")


def _translation(dossier: Dossier) -> Iterator[Finding]:
    original = dossier.meta.translation_of
    if not original:
        return
    folder = dossier.article.path.rpartition("/")[0]
    if not any(f"{base}/{original}" in dossier.site.articles for base in (folder, "content")):
        message = f'translation-of: there is no article "{original}"'
        hint = "write its file, from content/ or from here"
        yield Finding(place=dossier.at("translation-of"), message=message, hint=hint)
    for text in dossier.texts:
        scopes = {approval.scope for approval in text.verdict.approvals}
        if text.verdict.approved and ReviewScope.TRANSLATION not in scopes:
            message = f"the {text.variant.audience} variant is a translation, and nobody has approved it as one"
            hint = "have somebody compare it: vademecum review approve --scope translation"
            yield Finding(place=dossier.at("translation-of"), message=message, hint=hint)


RULES: tuple[Rule, ...] = (
    Rule(
        id="AUD-01",
        level=Level.ERROR,
        locked=True,
        says="A variant's file belongs to an article that lists its audience, and variants lead to each other.",
        source="MSD Manuals: two editions of one topic, cross-linked",
        remedy="Rename the file, or list the audience; keep the switch in the layout.",
        wrong=Example(files={ARTICLE: _ONE, "content/a.patient.md": _PATIENT}, file="content/a.patient.md"),
        right=Example(files={ARTICLE: _BOTH, "content/a.patient.md": _PATIENT}),
    ),
    Rule(
        id="AUD-03",
        level=Level.ERROR,
        locked=True,
        says="A review record names the variant that it is about, and the page of each variant says whose it is.",
        source="this house: a text for patients is not reviewed by reading another one",
        remedy="Add or correct audience.",
        wrong=Example(files={ARTICLE: article(_REVIEWS.replace("AUDIENCE ", ""))}, file=ARTICLE, line=5),
        right=Example(files={ARTICLE: article(_REVIEWS.replace("AUDIENCE", "audience: patient,"))}),
    ),
    ArticleRule(
        id="AUD-04",
        level=Level.ERROR,
        says="A translation is approved by somebody who has compared it with the original.",
        source="US 45 CFR 92.201: a qualified human translator reviews machine translation",
        remedy="Have it approved with --scope translation as well.",
        wrong=Example(files={ARTICLE: article(_TRANSLATED), "content/b.md": article()}, file=ARTICLE, line=14),
        right=Example(
            files={ARTICLE: article(_TRANSLATED.replace(_RECORD, _RECORD + _TRANSLATOR)), "content/b.md": article()}
        ),
        check=_translation,
    ),
    Rule(
        id="AUD-05",
        level=Level.ERROR,
        locked=True,
        says="Every audience is defined once, and every mark of one can be read.",
        source="this house: a misspelled mark would show a text to the wrong readers",
        remedy="Correct the name, or add content/_audiences/ID.md.",
        wrong=wrong_text("::: for pateint\nAsk your doctor.\n:::\n"),
        right=right_text("::: except patient\nSee the label.\n:::\n"),
    ),
    Rule(
        id="AUD-06",
        level=Level.WARNING,
        says="A text for some audiences fits one of the article's variants.",
        source="this house: a text that nobody gets was meant for somebody",
        remedy="List the audience in the article, or remove the text.",
        wrong=wrong_text("::: for patient\nAsk your doctor.\n:::\n", front="audiences: [clinician]\n"),
        right=Example(
            files={ARTICLE: article("audiences: [patient, clinician]\n", "::: for patient\nAsk your doctor.\n:::\n")}
        ),
    ),
    Rule(
        id="AUD-07",
        level=Level.ERROR,
        locked=True,
        says="No text of one audience stands on the page of another, in its data or in its metadata.",
        source="this house: what an audience may not read is looked for in the finished pages",
        remedy="Look for it in the layout.",
        wrong=Example(
            files={
                ARTICLE: _APART,
                _DISCLAIMER: _SECTION % "{{ article.disclaimer.html }}"
                + "<p>Radioligand therapy is given in four infusions.</p>\n",
            },
            file="layouts/article.html",
        ),
        right=Example(files={ARTICLE: _APART, _DISCLAIMER: _SECTION % "{{ article.disclaimer.html }}"}),
    ),
)
