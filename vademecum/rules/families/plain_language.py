"""RDB: texts for lay readers, those of an audience that has a ``reading-grade``. English texts only.

The formulas count words and syllables; they show where to look first, and never fail a build by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vademecum.model.body import Passage, PassageKind
from vademecum.model.composed import Composed
from vademecum.problems import Level, Place
from vademecum.prose.acronyms import unexplained
from vademecum.prose.readability import grade
from vademecum.prose.risks import denominators, needless_decimals, relative_effects, spelled_numbers, tells_absolute
from vademecum.prose.sentences import sentences, words
from vademecum.rules.dossier import Dossier
from vademecum.rules.example_site import REVIEWED, right, wrong_text
from vademecum.rules.rule import Finding, TextRule
from vademecum.rules.wording import SENTENCES, is_english, is_plain, sections, spot

FEWEST_WORDS = 100
"""Of a text that has a grade: in fewer, one long word weighs too much."""
MOST_WORDS = 850
MOST_WORDS_A_SENTENCE = 20
MOST_SENTENCES = 3

_UNSURE = re.compile(
    r"\b(?:(?:not|n't|nobody|no one|never|cannot)\b[^.]{0,60}\b(?:know|sure|certain|clear|tell|say|predict|stud\w+)"
    r"|unknown|unsure|uncertain\w*|unclear|(?:may|might|could) differ|no (?:good |large )?(?:study|studies|evidence)"
    r"|more research)\b",
    re.IGNORECASE,
)


_FIRST = frozenset(["key-points", "danger", "warning"])
"""Boxes with which a text may begin: what an emergency asks for comes before all else."""
_ANSWERS = frozenset(["answer", "guideline-summary"])
"""Types of article that say what studies found, and so what they did not."""


def _concerns(text: Composed, dossier: Dossier) -> bool:
    return is_plain(text, dossier) and is_english(dossier)


def _said(text: Composed) -> list[Passage]:
    return [passage for passage in text.body.passages if passage.kind in SENTENCES]


def _grade(text: Composed, dossier: Dossier) -> Iterator[Finding]:
    if not _concerns(text, dossier):
        return
    found = grade(passage.text for passage in _said(text))
    ceiling = dossier.site.audiences[text.variant.audience].reading_grade
    if found is None or ceiling is None or found.words < FEWEST_WORDS or found.flesch_kincaid <= ceiling:
        return
    measured = f"Flesch-Kincaid {found.flesch_kincaid:.1f}, SMOG {found.smog:.1f}"
    message = f"the {text.variant.audience} variant asks for a reading grade of {ceiling} and has {measured}"
    yield Finding(place=_top(text), message=message, hint="write shorter sentences and shorter words")


def _top(text: Composed) -> Place:
    return Place(file=text.variant.body.path, line=text.variant.body.line)


def _length(text: Composed, dossier: Dossier) -> Iterator[Finding]:
    if not _concerns(text, dossier):
        return
    for passage in _said(text):
        found = sentences(passage.text)
        for start, end in found:
            few = passage.text.count(" ", start, end) + passage.text.count("\n", start, end) < MOST_WORDS_A_SENTENCE
            count = 0 if few else len(words(passage.text[start:end]))
            if count > MOST_WORDS_A_SENTENCE:
                message = f"a sentence of {count} words: lay readers lose the thread after {MOST_WORDS_A_SENTENCE}"
                place = spot(text, dossier, passage, start, min(end, start + 12))
                yield Finding(place=place, message=message, hint="make two of it")
        if passage.kind is PassageKind.PARAGRAPH and len(found) > MOST_SENTENCES:
            message = f"a paragraph of {len(found)} sentences: {MOST_SENTENCES} are easier to read"
            yield Finding(place=spot(text, dossier, passage), message=message, hint="start a new paragraph")
    yield from _abbreviations(text, dossier)


def _abbreviations(text: Composed, dossier: Dossier) -> Iterator[Finding]:
    read = [passage for passage in text.body.passages if passage.kind is not PassageKind.CODE]
    for index, name, offset in unexplained((passage.text for passage in read), text.body.abbreviations):
        place = spot(text, dossier, read[index], offset, offset + len(name))
        hint = f"write the words first, then ({name}) if you use it again"
        yield Finding(place=place, message=f'"{name}" is not explained where it is first used', hint=hint)


def _numbers(text: Composed, dossier: Dossier) -> Iterator[Finding]:
    if not _concerns(text, dossier):
        return
    for part in sections(text.body.passages):
        said = [passage for passage in part if passage.kind is not PassageKind.CODE]
        yield from _relative(text, dossier, said)
        yield from _denominators(text, dossier, said)
    for passage in _said(text):
        for start, end in needless_decimals(passage.text):
            message = f'"{passage.text[start:end]}" is more exact than a reader can use'
            yield Finding(place=spot(text, dossier, passage, start, end), message=message, hint="round it")
        for start, end in spelled_numbers(passage.text):
            message = f'the number in "{passage.text[start:end]}" is written as a word'
            yield Finding(place=spot(text, dossier, passage, start, end), message=message, hint="write it in figures")


def _relative(text: Composed, dossier: Dossier, said: Sequence[Passage]) -> Iterator[Finding]:
    found = [(passage, span) for passage in said for span in relative_effects(passage.text)]
    if found and not any(tells_absolute(passage.text) for passage in said):
        for passage, (start, end) in found:
            message = f'"{" ".join(passage.text[start:end].split())}" does not say how large the risk is'
            hint = "add the numbers: so many in 100 with it, so many without"
            yield Finding(place=spot(text, dossier, passage, start, end), message=message, hint=hint)


def _denominators(text: Composed, dossier: Dossier, said: Sequence[Passage]) -> Iterator[Finding]:
    found = denominators([passage.text for passage in said])
    if len(found) > 1:
        told = " and ".join(f"in {whole}" for whole in found)
        first = next(passage for passage in said if denominators([passage.text]))
        message = f"chances of one section are told {told}: readers cannot compare them"
        yield Finding(place=spot(text, dossier, first), message=message, hint="use one number for all, such as 100")


def _summary(text: Composed, dossier: Dossier) -> Iterator[Finding]:
    if not _concerns(text, dossier) or text.body.words < FEWEST_WORDS:
        return
    said = text.body.passages
    first = next((index for index, passage in enumerate(said) if passage.kind is PassageKind.HEADING), len(said))
    if not dossier.meta.key_points and not any(passage.box in _FIRST for passage in said[:first]):
        yield Finding(
            place=_top(text),
            message="the text does not begin with its key messages",
            hint="put a box ::: key-points before the first heading",
        )
    if dossier.meta.type in _ANSWERS and not any(_UNSURE.search(passage.text) for passage in said):
        message = "the text does not say what is not known"
        yield Finding(place=_top(text), message=message, hint='add a sentence such as "We do not know …"')
    if not dossier.meta.literature_through:
        message = "nothing says how current the evidence is"
        yield Finding(place=dossier.at(), message=message, hint="add literature-through: YYYY-MM")
    if text.body.words > MOST_WORDS:
        message = f"{text.body.words} words are more than most lay readers finish: {MOST_WORDS} at most"
        yield Finding(place=_top(text), message=message, hint="shorten it, or make two articles")


_PATIENT = f"audiences: [patient]\n{REVIEWED}"
_HARD = (
    "Gastrointestinal haemorrhage necessitates immediate endoscopic examination following haemodynamic resuscitation. "
    "Pharmacological acid suppression substantially diminishes subsequent haemorrhagic complications. "
)
_EASY = "The doctor looks into your stomach with a thin tube. This helps to find where the blood comes from. "
_KEY_POINTS = "::: key-points\n- Most people get well. We do not know why some do not.\n:::\n\n"
_SOURCE = "NHS digital service manual: how we write, health literacy, numbers"


RULES: tuple[TextRule, ...] = (
    TextRule(
        id="RDB-01",
        level=Level.WARNING,
        check=_grade,
        says="A text for lay readers is no harder to read than the reading-grade of its audience.",
        source="NIH and AMA advice on patient material; NHS digital service manual, which warns of relying on formulas",
        remedy="Shorten sentences and words, or set the rule off: formulas judge length, not sense.",
        precision="2026-11-25: no report on the 11 texts for lay readers of the example site, of grades 3.6 to 5.9; "
        "the grades are within 0.6 (SMOG 0.9) of those of textstat 0.7.13 with CMUdict.",
        wrong=wrong_text(f"{_KEY_POINTS}{_HARD * 6}\n", front=_PATIENT),
        right=right(_PATIENT, f"{_KEY_POINTS}{_EASY * 6}\n"),
    ),
    TextRule(
        id="RDB-02",
        level=Level.WARNING,
        check=_length,
        says="A text for lay readers has sentences of 20 words and paragraphs of 3 sentences at most, and explains "
        "abbreviations.",
        source=_SOURCE,
        remedy="Make two sentences or paragraphs of it; write the words before the abbreviation.",
        precision="2026-11-25: 2 reports on the 11 texts for lay readers of the example site, both right.",
        wrong=wrong_text("Ask for an MRA.\n", front=_PATIENT),
        right=right(_PATIENT, "Ask for a water tablet (MRA). The MRA protects your heart.\n"),
    ),
    TextRule(
        id="RDB-03",
        level=Level.WARNING,
        check=_numbers,
        says="Lay readers get chances as numbers they can compare: absolute, of one denominator, in figures, rounded.",
        source=_SOURCE,
        remedy="Write: 4 in 100 people with it, 7 in 100 without.",
        precision="2026-11-25: 3 reports on the 11 texts for lay readers of the example site, all right.",
        wrong=wrong_text("It halves the risk of a clot [@strosberg2017].\n", front=_PATIENT),
        right=right(
            _PATIENT, "It halves the risk of a clot: 2 in 100 people had one, not 4 in 100 [@strosberg2017].\n"
        ),
    ),
    TextRule(
        id="RDB-04",
        level=Level.WARNING,
        check=_summary,
        says="A text for lay readers begins with its key messages and says how current it is; an answer from studies "
        "says what is not known.",
        source="Cochrane: guidance for plain language summaries",
        remedy="Add a box of key points, a sentence on what is not known, and literature-through.",
        precision="2026-11-25: no report on the 11 texts for lay readers of the example site; 1 of them has to say "
        "what is not known.",
        wrong=wrong_text(f"{_EASY * 6}\n", front=_PATIENT),
        right=right(_PATIENT, f"{_KEY_POINTS}{_EASY * 6}\n"),
    ),
)
