"""What texts say: claims, sources and reading grades."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from statistics import median

from vademecum.model.review import State
from vademecum.model.site import Site
from vademecum.report.editorial.tables import Table, Text

OLD = 5
"""Years after which a source counts as old (Wikipedia's guideline on sources of medicine)."""


def uncited(texts: Iterable[Text]) -> Table:
    """Return what claims something without a source."""
    found = sorted((text for text in texts if text.facts.wording.uncited), key=lambda text: -text.facts.wording.uncited)
    rows = [(text.name, text.readers, str(text.facts.wording.uncited), str(len(text.facts.cited))) for text in found]
    return Table(
        title="Claims without a source",
        says="Paragraphs, items and cells with a number, a risk or a recommendation and no citation; English texts.",
        columns=("Article", "Readers", "Claims", "Sources cited"),
        rows=tuple(rows),
        numbers=frozenset(["Claims", "Sources cited"]),
    )


def sources(today: date, texts: Iterable[Text]) -> Table:
    """Return how old the sources are."""
    rows = []
    for text in texts:
        years = sorted(year for year in text.facts.wording.source_years if year)
        if years and text.state is not State.WITHDRAWN:
            old = sum(year < today.year - OLD for year in years)
            share = round(100 * old / len(years))
            count = str(len(text.facts.cited))
            rows.append((-share, text.name, text.readers, count, f"{median(years):.0f}", str(years[-1]), f"{share} %"))
    columns = ("Article", "Readers", "Sources", "Median year", "Newest", f"Older than {OLD} years")
    return Table(
        title="Age of sources",
        says="The texts with the largest share of old sources first.",
        columns=columns,
        rows=tuple(row[1:] for row in sorted(rows, key=lambda row: row[0])),
        numbers=frozenset(columns[2:]),
    )


def grades(site: Site, texts: Iterable[Text]) -> Table:
    """Return how hard texts are to read whose readers ask for plain words."""
    rows = []
    for text in texts:
        grade = text.facts.wording.grade
        asked = site.audiences[text.facts.audience].reading_grade
        if grade is not None and asked is not None:
            over = grade.flesch_kincaid - asked
            verdict = "above" if over > 0 else "within"
            measured = (f"{grade.flesch_kincaid:.1f}", f"{grade.smog:.1f}", str(asked), verdict)
            rows.append((-over, (text.name, text.readers, *measured)))
    return Table(
        title="Reading grades",
        says="School grades by two formulas, the hardest first. They set priorities; they prove nothing.",
        columns=("Article", "Readers", "Flesch-Kincaid", "SMOG", "Asked for", "Judged"),
        rows=tuple(row for _, row in sorted(rows, key=lambda pair: pair[0])),
        numbers=frozenset(["Flesch-Kincaid", "SMOG", "Asked for"]),
    )
