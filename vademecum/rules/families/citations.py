"""CIT: how sources are cited. The form of a citation is found where Markdown is read."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import ARTICLE, article, right_text, wrong_text
from vademecum.rules.rule import Example, Rule

_CITING = article(body="It slows growth [@strosberg2017].\n")
_LIST = '<ol class="references">{% for each in article.references %}<li id="{{ each.id }}">%s</li>{% endfor %}</ol>\n'

RULES: tuple[Rule, ...] = (
    Rule(
        id="CIT-01",
        level=Level.ERROR,
        locked=True,
        says="Every key in brackets and in nocite is in the bibliography; so is a bare @word (a warning else).",
        source="ICMJE Recommendations: authors are responsible for the accuracy of their references",
        remedy=r"Correct the key, or add the entry; write \@word if no citation is meant.",
        wrong=wrong_text("It slows growth [@strosbrg2017].\n"),
        right=right_text("It slows growth [@strosberg2017].\n"),
    ),
    Rule(
        id="CIT-02",
        level=Level.WARNING,
        says="A source is named once at one place.",
        source="AMA Manual of Style, 3.6",
        remedy="Remove the second.",
        wrong=wrong_text("It slows growth [@strosberg2017; @strosberg2017].\n"),
        right=right_text("It slows growth [@strosberg2017, p. 125].\n"),
    ),
    Rule(
        id="CIT-03",
        level=Level.ERROR,
        locked=True,
        says="A page lists every source that it cites.",
        source="AMA Manual of Style, 3.5; HONcode principle 4",
        remedy="Keep the list of references in the layout.",
        wrong=Example(
            files={ARTICLE: _CITING, "layouts/parts/references.html": "<p>See the journal.</p>\n"},
            file="layouts/article.html",
        ),
        right=Example(
            files={ARTICLE: _CITING, "layouts/parts/references.html": _LIST.replace("%s", "{{ each.html }}")},
        ),
    ),
    Rule(
        id="CIT-05",
        level=Level.WARNING,
        says="No heading holds a citation.",
        source="AMA Manual of Style, 3.6: numbers stand where the statement stands",
        remedy="Move it to the text below.",
        wrong=wrong_text("## Growth [@strosberg2017]\n\nIt slows.\n"),
        right=right_text("## Growth\n\nIt slows [@strosberg2017].\n"),
    ),
)
