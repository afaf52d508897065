"""EVD: recommendations say how strong they are, how certain the evidence is, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from vademecum.problems import Level
from vademecum.prose.grading import worded_strength
from vademecum.rules.dossier import Dossier
from vademecum.rules.example_site import REVIEWED, right, wrong
from vademecum.rules.rule import ArticleRule, Finding

_WORDS = {"strong": '"we recommend"', "conditional": '"we suggest"'}


def _grades(dossier: Dossier) -> Iterator[Finding]:
    for each in dossier.meta.recommendations:
        for field, value in (("strength", each.strength), ("certainty", each.certainty)):
            if not value:
                yield Finding(place=each.place, message=f"the recommendation has no {field}", hint=f"add {field}: …")
        if each.strength == "strong" and each.certainty in ("low", "very-low") and not each.reason:
            certainty = each.certainty.replace("-", " ")
            message = f"the recommendation is strong although the certainty is {certainty}, and does not say why"
            yield Finding(place=each.place, message=message, hint="add reason: …")
        said = worded_strength(each.text)
        if said and each.strength and said != each.strength:
            message = f"the recommendation is {each.strength} and is worded as a {said} one"
            yield Finding(place=each.place, message=message, hint=f"write {_WORDS[each.strength]}, or strength: {said}")


def _sources(dossier: Dossier) -> Iterator[Finding]:
    cited = {cited.key for text in dossier.texts for cited in text.body.cited}
    for each in dossier.meta.recommendations:
        own = [key for key in each.sources if key in cited]
        if not each.sources and "@" not in each.text:
            yield Finding(place=each.place, message="the recommendation has no source", hint="add refs: [key]")
        elif not each.year and own and not any(dossier.references[key].issued for key in own):
            message = "neither the recommendation nor its sources say of which year it is"
            yield Finding(place=each.place, message=message, hint="add year: …")


_STRONG = (
    "recommendations:\n"
    "  - {text: We recommend radioligand therapy, strength: strong, certainty: %s, refs: [strosberg2017]}\n"
)
_LINE = 3 + REVIEWED.count("\n") + 1

RULES: tuple[ArticleRule, ...] = (
    ArticleRule(
        id="EVD-01",
        level=Level.WARNING,
        check=_grades,
        says="A recommendation has a strength, in words too, and a certainty; a strong one on weak evidence says why.",
        source='GRADE guidelines 14 and 15 (strong: "we recommend", conditional: "we suggest")',
        remedy="Add strength, certainty and, where needed, reason; word it as strong as it is.",
        wrong=wrong(f"{REVIEWED}{_STRONG % 'low'}", line=_LINE),
        right=right(f"{REVIEWED}{_STRONG % 'high'}"),
    ),
    ArticleRule(
        id="EVD-02",
        level=Level.WARNING,
        once_approved=Level.ERROR,
        check=_sources,
        says="A recommendation has a source and a year.",
        source="GRADE guidelines 14: going from evidence to recommendations",
        remedy="Add refs: [key], and year if the sources do not say it.",
        wrong=wrong(f"{REVIEWED}{(_STRONG % 'high').replace(', refs: [strosberg2017]', '')}", line=_LINE),
        right=right(f"{REVIEWED}{_STRONG % 'high'}"),
    ),
)
