"""A11: that nobody is kept from the text. Found in the text, and in the final HTML of each page."""

from __future__ import annotations

from collections.abc import Iterator

from vademecum.model.body import Passage, PassageKind
from vademecum.model.composed import Composed
from vademecum.problems import Level
from vademecum.rules.dossier import Dossier
from vademecum.rules.example_site import ARTICLE, article, laid_over, right_text, wrong_text
from vademecum.rules.rule import Example, Finding, Rule, TextRule
from vademecum.rules.wording import spot

_HEADER = PassageKind.HEADER
"""Compared with every passage of every text: to look it up each time takes longer than to compare."""


def _tables(text: Composed, dossier: Dossier) -> Iterator[Finding]:
    heads: dict[int, list[Passage]] = {}
    for passage in text.body.passages:
        if passage.kind is _HEADER:
            heads.setdefault(passage.table, []).append(passage)
    for cells in heads.values():
        bare = [index for index, cell in enumerate(cells, 1) if not cell.text.strip()]
        if bare and bare != [1]:
            columns = ", ".join(map(str, bare))
            message = f"the table has no heading over column {columns}: read aloud, its cells say nothing"
            yield Finding(place=spot(text, dossier, cells[0]), message=message, hint="name every column but the first")


_REFERENCES = "layouts/parts/references.html"
_CITING = article(body="It slows growth [@strosberg2017].\n")
_LIST = (
    '<section role="doc-bibliography" aria-label="{{ article.bibliography_title }}"><ol class="references">'
    '{% for each in article.references %}<li id="{{ each.id }}">{{ each.html }}</li>{% endfor %}</ol></section>\n'
)
_CSS = "layouts/assets/style.css"
_COLOURS = ":root {\n  --paper: #fff;\n  --ink: %s;\n}\n"

RULES: tuple[Rule, ...] = (
    Rule(
        id="A11-01",
        level=Level.WARNING,
        says="A page has one first-level heading, no skipped level, a title, a language, landmarks and unique ids.",
        source="WCAG 2.2, 1.3.1, 2.4.1, 2.4.2, 3.1.1",
        remedy="Write ##, then ###; if an id stands twice, look at the ids in the text. In a layout it is an error.",
        wrong=wrong_text("#### Causes\n"),
        right=right_text("## Causes\n\n### Rare ones\n"),
    ),
    Rule(
        id="A11-02",
        level=Level.WARNING,
        says="Every picture has alternative text.",
        source="WCAG 2.2, 1.1.1",
        remedy="Say in the brackets what it shows.",
        wrong=wrong_text("![](/favicon.svg)\n"),
        right=right_text("Text without a picture.\n"),
    ),
    Rule(
        id="A11-03",
        level=Level.WARNING,
        says="The colours of the theme, light and dark, have a contrast of 4.5 to 1 as text and of 3 to 1 as marks.",
        source="WCAG 2.2, 1.4.3 and 1.4.11",
        remedy="Make one of the two colours lighter or darker; only custom properties with our names can be judged.",
        wrong=laid_over(_CSS, _COLOURS % "#999", line=3),
        right=laid_over(_CSS, _COLOURS % "#333"),
    ),
    Rule(
        id="A11-04",
        level=Level.ERROR,
        says="The references are a numbered list in a section with a name and the role doc-bibliography.",
        source="WCAG 2.2, 1.3.1 and 4.1.2; DPUB-ARIA 1.1",
        remedy="Keep section and list in the layout.",
        wrong=Example(
            files={ARTICLE: _CITING, _REFERENCES: _LIST.replace(' role="doc-bibliography"', "")},
            file="layouts/article.html",
        ),
        right=Example(files={ARTICLE: _CITING, _REFERENCES: _LIST}),
    ),
    TextRule(
        id="A11-07",
        level=Level.WARNING,
        check=_tables,
        plain_pages=True,
        says="Every column of a table has a heading; the first may go without.",
        source="WCAG 2.2, 1.3.1",
        remedy="Name the column.",
        wrong=wrong_text("| Group | |\n|---|---|\n| A | 12 |\n"),
        right=right_text("| | Number |\n|---|---|\n| A | 12 |\n"),
    ),
)
