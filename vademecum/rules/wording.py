"""What the rules about wording share: which texts they read, and where in a file a word of a passage stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from vademecum.model.body import Passage, PassageKind, Wording
from vademecum.model.composed import Composed
from vademecum.problems import Place
from vademecum.prose.readability import grade
from vademecum.rules.dossier import Dossier
from vademecum.rules.sourcing import uncited_claims

SENTENCES = frozenset([PassageKind.PARAGRAPH, PassageKind.ITEM])
"""The passages that are written in sentences."""


def is_english(dossier: Dossier) -> bool:
    """Return whether an article is in English: the readers of prose know no other language."""
    lang = dossier.meta.lang or dossier.site.config.lang
    return lang.lower().partition("-")[0] == "en"


def is_plain(text: Composed, dossier: Dossier) -> bool:
    """Return whether a text is for readers whose audience asks for plain words, by its ``reading-grade``."""
    return dossier.site.audiences[text.variant.audience].reading_grade is not None


def spot(text: Composed, dossier: Dossier, passage: Passage, start: int = 0, end: int = 0) -> Place:
    """Return the place of a part of a passage: its line, and its column where the source has the same words."""
    body = text.variant.body
    line = passage.line + passage.text.count("\n", 0, start)
    said = passage.text[start:end].partition("\n")[0]
    lines = _lines(dossier.bodies.get(body.path, ""))
    source = lines[line - body.line] if 0 <= line - body.line < len(lines) else ""
    column = source.find(said) if said else -1
    return Place(file=body.path, line=line, column=column + 1 if column >= 0 else 0)


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    return text.split("\n")


def sections(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    """Yield the passages of a text from one heading to the next; the footnotes are the last part's."""
    part: list[Passage] = []
    for passage in passages:
        if passage.kind is PassageKind.HEADING and part:
            yield part
            part = []
        part.append(passage)
    if part:
        yield part


def wording(text: Composed, dossier: Dossier) -> Wording:
    """Return what an editor wants to know of a text at a glance."""
    if not dossier.article.is_article:
        return Wording()
    said = text.body.passages
    issued = (dossier.references[cited.key].issued for cited in text.body.cited)
    english = is_english(dossier)
    return Wording(
        grade=grade(each.text for each in said if each.kind in SENTENCES)
        if english and is_plain(text, dossier)
        else None,
        uncited=sum(1 for _ in uncited_claims(said)) if english else 0,
        source_years=tuple(date.year if date else 0 for date in issued),
    )
