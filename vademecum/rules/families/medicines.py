"""REV-08 and DSC-03: doses in a text, who has checked them, and whom they are told to. English texts only."""

from __future__ import annotations

from collections.abc import Iterator

from vademecum.model.articles import ReviewScope
from vademecum.model.body import Passage, PassageKind
from vademecum.model.composed import Composed
from vademecum.problems import Level
from vademecum.prose.directives import directives
from vademecum.prose.doses import doses
from vademecum.prose.quantities import Quantity
from vademecum.rules.dossier import Dossier
from vademecum.rules.example_site import APPROVED, REVIEWED, right, wrong, wrong_text
from vademecum.rules.rule import Finding, TextRule
from vademecum.rules.wording import is_english, is_plain, spot


def _unchecked_doses(text: Composed, dossier: Dossier) -> Iterator[Finding]:
    if not text.verdict.approved or any(each.scope is ReviewScope.PHARMACY for each in text.verdict.approvals):
        return
    hint = "vademecum review approve --scope pharmacy"
    if dossier.meta.has_dosing and not any(review.scope is ReviewScope.PHARMACY for review in dossier.meta.reviews):
        yield Finding(place=dossier.at("has-dosing"), message="nobody has reviewed the medicines", hint=hint)
    elif is_english(dossier) and (found := _first_dose(text)):
        passage, dose = found
        message = f'the text names a dose, "{passage.text[dose.start : dose.end]}", that no pharmacist has approved'
        yield Finding(place=spot(text, dossier, passage, dose.start, dose.end), message=message, hint=hint)


def _first_dose(text: Composed) -> tuple[Passage, Quantity] | None:
    found = (
        (passage, dose)
        for passage in text.body.passages
        if passage.kind is not PassageKind.CODE
        for dose in doses(passage.text)
    )
    return next(found, None)


def _personal_advice(text: Composed, dossier: Dossier) -> Iterator[Finding]:
    if not (is_english(dossier) and is_plain(text, dossier)):
        return
    for passage in text.body.passages:
        if passage.kind is not PassageKind.CODE:
            for start, end in directives(passage.text):
                said = " ".join(passage.text[start:end].split())
                message = f'this tells one reader what to take: "{said[:60]}{"…" if len(said) > 60 else ""}"'
                place = spot(text, dossier, passage, start, min(end, start + 12))
                yield Finding(place=place, message=message, hint="say what people are offered, and who decides")


_PATIENT = f"audiences: [patient]\n{REVIEWED}"

RULES: tuple[TextRule, ...] = (
    TextRule(
        id="REV-08",
        level=Level.WARNING,
        check=_unchecked_doses,
        says="An approved text that names doses, or says has-dosing, has an approval of scope pharmacy as well.",
        source="MSD Manuals: medicines and doses are reviewed by pharmacists of their own",
        remedy="Have the medicines reviewed: vademecum review approve --scope pharmacy.",
        precision="2026-11-25: 9 doses found on the example site, all of them doses; 18 laboratory values passed "
        "over, all of them rightly.",
        wrong=wrong(APPROVED, "Give 500 mg twice daily [@strosberg2017].\n", line=14),
        right=right(APPROVED, "Glucose was above 180 mg/dL in 12 of 40 [@strosberg2017].\n"),
    ),
    TextRule(
        id="DSC-03",
        level=Level.WARNING,
        check=_personal_advice,
        says="A text for lay readers tells nobody in person what to take.",
        source="FTC Health Products Compliance Guidance 2022: a disclaimer does not excuse personal advice",
        remedy="Say what people are offered, and that their own clinician decides.",
        precision="2026-11-25: no report on the 11 texts for lay readers of the example site, which hold no such "
        "sentence.",
        wrong=wrong_text("You should take 2 tablets [@strosberg2017].\n", front=_PATIENT),
        right=right(_PATIENT, "Take your tablets as your doctor prescribed.\n"),
    ),
)
