"""AUD-02: what a text for lay readers says in numbers and warnings, the text for professionals says too."""

from __future__ import annotations

from collections.abc import Iterator

from vademecum.model.body import Passage, PassageKind
from vademecum.model.composed import Composed
from vademecum.problems import Level, Place
from vademecum.prose.parity import stock, strangers
from vademecum.prose.quantities import proportions, quantities
from vademecum.rules.dossier import Dossier
from vademecum.rules.example_site import ARTICLE, REVIEWED, article
from vademecum.rules.rule import Example, Finding, TextRule
from vademecum.rules.wording import is_english, is_plain, spot

_CAUTIONS = frozenset(["warning", "danger"])


def _unlike(text: Composed, dossier: Dossier) -> Iterator[Finding]:
    others = [other for other in dossier.texts if not is_plain(other, dossier)]
    if not others or not is_plain(text, dossier) or not is_english(dossier):
        return
    yield from _numbers(text, dossier, others)
    if _cautions(others) and not _cautions([text]):
        message = f"the {others[0].variant.audience} variant warns of something, and this one of nothing"
        place = Place(file=text.variant.body.path, line=text.variant.body.line)
        yield Finding(place=place, message=message, hint="tell it in a box ::: warning, in plain words")


def _numbers(text: Composed, dossier: Dossier, others: list[Composed]) -> Iterator[Finding]:
    theirs = {passage.text for other in others for passage in other.body.passages}
    own = [passage for passage in text.body.passages if passage.text not in theirs and _counts(passage)]
    if not own:
        return
    known = stock(theirs)
    names = " and ".join(other.variant.audience for other in others)
    for passage in own:
        for start, end in strangers(passage.text, known):
            said = " ".join(passage.text[start:end].split())
            yield Finding(
                place=spot(text, dossier, passage, start, end),
                message=f'"{said}" does not stand in the text for {names}',
                hint="correct it, or tell it to all readers",
            )


def _counts(passage: Passage) -> bool:
    """Return whether a passage has a number to compare."""
    return passage.kind is not PassageKind.CODE and bool(quantities(passage.text) or proportions(passage.text))


def _cautions(texts: list[Composed]) -> bool:
    return any(passage.box in _CAUTIONS for text in texts for passage in text.body.passages)


_BOTH = f"audiences: [clinician, patient]\n{REVIEWED}"
_BODY = """\
::: for clinician
Growth was slower in 65.2% [@strosberg2017].
:::

::: for patient
Growth was slower in %s of 100 people [@strosberg2017].
:::
"""

RULES: tuple[TextRule, ...] = (
    TextRule(
        id="AUD-02",
        level=Level.WARNING,
        check=_unlike,
        says="The numbers of a text for lay readers stand in the text for professionals, and so do its warnings.",
        source="this house: a slip of a digit is found nowhere else",
        remedy="Correct the number; rounding and other units of the same measure are understood.",
        precision="2026-11-25: no report on the 53 numbers in 11 texts for lay readers of the example site, all of "
        "which are right; with one digit of each changed, 48 of 53 were found.",
        wrong=Example(files={ARTICLE: article(_BOTH, _BODY.replace("%s", "56"))}, file=ARTICLE, line=17),
        right=Example(files={ARTICLE: article(_BOTH, _BODY.replace("%s", "65"))}),
    ),
)
