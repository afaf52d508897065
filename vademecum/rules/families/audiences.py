"""AUD: who reads which text. Marks of audiences are found wrong where they are read."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import ARTICLE, REVIEWED, article, right_text, wrong_text
from vademecum.rules.rule import Example, Rule

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
