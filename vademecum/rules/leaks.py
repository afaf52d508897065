"""AUD-07: no text of one audience stands in what another gets: its page, and the data and metadata in it.

Audiences are told apart before a text is rendered, so a leak needs a layout, or a program around this one, that goes
wrong. What only one variant says is therefore looked for, word for word, in the finished pages of the others: cheap
enough to be done in every build, and nothing to be done for an article of one variant. What the rest of the site shows
(lists, feeds, the list of sources) is made from facts, and those hold no text of a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from vademecum.model.body import PassageKind
from vademecum.model.composed import Composed
from vademecum.model.references import Entry
from vademecum.problems import Place, Problem, error
from vademecum.rules.dossier import Dossier

MOST_WORDS = 8
FEWEST_WORDS = 5
"""Fewer words in a row may stand in two texts by chance."""
_PARTS = re.compile(r"[^<>&\"'’\\\n⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
"""What is written the same in HTML, in an attribute and in JSON."""
_KEY = re.compile(r"[^\s,@{}]+")
_BRACES = str.maketrans("", "", "{}")
_UNSEEN = frozenset([PassageKind.CODE])


def leak_problems(dossier: Dossier, pages: Mapping[str, bytes], layout: Place) -> Iterator[Problem]:
    """Yield an error for each page of an article that holds what only another of its variants says.

    ``pages`` is audience → final HTML.
    """
    if len(dossier.texts) < 2:
        return
    said = {text.variant.audience: tuple(telling_parts(text)) for text in dossier.texts}
    for own in dossier.texts:
        page = pages.get(own.variant.audience)
        if page is not None:
            others = [text for text in dossier.texts if text is not own]
            for other, part in _found(page, own, others, said, dossier):
                message = (
                    f"{own.variant.url}: the page for {own.variant.audience} holds what only "
                    f'{other.variant.audience} may read: "{part}"'
                )
                yield error("AUD-07", layout, message, "look for it in the layout: it may not print other variants")


def telling_parts(text: Composed) -> Iterator[str]:
    """Yield a few words of each passage of a text, and of its description, by which they would be recognised."""
    yield from _ends(text.variant.description)
    for passage in text.body.passages:
        if passage.kind not in _UNSEEN:
            start = 0
            for offset in (*passage.cited, len(passage.text)):
                yield from _ends(passage.text[start:offset])
                start = offset


def _ends(text: str) -> Iterator[str]:
    """Yield the first and the last words of a text that markup, quotes and line ends do not part."""
    runs = [run for part in _PARTS.findall(text) if len(run := part.split()) >= FEWEST_WORDS]
    if runs:
        yield " ".join(runs[0][:MOST_WORDS])
        if len(runs) > 1 or len(runs[0]) >= 2 * MOST_WORDS:
            yield " ".join(runs[-1][-MOST_WORDS:])


def _found(
    page: bytes, own: Composed, others: Sequence[Composed], said: Mapping[str, tuple[str, ...]], dossier: Dossier
) -> Iterator[tuple[Composed, str]]:
    """Yield the first part of each other variant that stands on a page and not in its own text."""
    may_stand = " ".join(f"{own.body.text} {own.title} {own.variant.description}".split())
    for other in others:
        for part in said[other.variant.audience]:
            if part not in may_stand and part.encode() in page and part not in _elsewhere(own, dossier):
                yield other, part
                break


def _elsewhere(own: Composed, dossier: Dossier) -> str:
    """Return what else a page may hold: disclaimer, titles of sources, words of the site, of people and of fields."""
    config, meta, entries = dossier.site.config, dossier.meta, dossier.site.bibliography.entries
    disclaimer = dossier.site.audiences[own.variant.audience].disclaimer
    titles = (dossier.references[cited.key].title for cited in own.body.cited)
    further = (_title(entries[key]) for text in meta.further_reading for key in _KEY.findall(text) if key in entries)
    labels = (f"{audience.label} {audience.description}" for audience in dossier.site.audiences.values())
    people = (
        f"{person.name} {person.affiliation} {person.conflicts.statement if person.conflicts else ''}"
        for person in dossier.site.people.values()
    )
    withdrawn = meta.withdrawn.reason if meta.withdrawn else ""
    names = (config.title, config.description, meta.title, meta.funding, withdrawn, *meta.tags)
    return " ".join(" ".join((disclaimer, *titles, *further, *labels, *people, *names)).split())


def _title(entry: Entry) -> str:
    return entry.fields.get("title", "").translate(_BRACES)
