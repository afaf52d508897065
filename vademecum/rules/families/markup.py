"""MD: what Markdown has to be for every reader to get all of it. Found where it is read."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import right_text, wrong_text
from vademecum.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="MD-01",
        level=Level.ERROR,
        locked=True,
        says="Every fenced block is opened and closed.",
        source="this house: a block for one audience that runs on hides the rest of the article",
        remedy="End it with a line of as many colons; the outer fence has more.",
        wrong=wrong_text("::: note\nTake it with water.\n"),
        right=right_text("::: note\nTake it with water.\n:::\n"),
    ),
    Rule(
        id="MD-02",
        level=Level.ERROR,
        locked=True,
        says="A fenced block is of a kind that exists.",
        source="this house",
        wrong=wrong_text("::: warnng\nNot in pregnancy.\n:::\n"),
        right=right_text("::: warning\nNot in pregnancy.\n:::\n"),
    ),
    Rule(
        id="MD-03",
        level=Level.WARNING,
        says="A footnote that is used is defined.",
        source="this house",
        remedy="Add [^x]: …",
        wrong=wrong_text("In adults.[^age]\n"),
        right=right_text("In adults.[^age]\n\n[^age]: From 18 years.\n"),
    ),
    Rule(
        id="MD-04",
        level=Level.WARNING,
        says="A footnote that is defined is used, and defined once.",
        source="this house",
        remedy="Use it, remove it or rename it.",
        wrong=wrong_text("In adults.\n\n[^age]: From 18 years.\n", line=3),
        right=right_text("In adults.[^age]\n\n[^age]: From 18 years.\n"),
    ),
    Rule(
        id="MD-05",
        level=Level.WARNING,
        says="No citation stands in a link.",
        source="HTML Living Standard, 4.5.1: a link holds no link",
        remedy="Put it after the link.",
        wrong=wrong_text("[The trial [@strosberg2017]](https://example.org/)\n"),
        right=right_text("[The trial](https://example.org/) [@strosberg2017]\n"),
    ),
    Rule(
        id="MD-06",
        level=Level.WARNING,
        says="Attributes are among the allowed ones and well formed.",
        source="this house: an attribute can be active",
        remedy="Others are left out: id, class, lang, dir, for, width and height remain.",
        wrong=wrong_text("A [word]{onclick=x}.\n"),
        right=right_text("A [mot]{lang=fr}.\n"),
    ),
    Rule(
        id="MD-07",
        level=Level.ERROR,
        says="An id stands once, and neither ids nor classes are the engine's own.",
        source="HTML Living Standard, 3.2.6: ids are unique",
        remedy="Choose another.",
        wrong=wrong_text("## Causes {#a}\n\n## Signs {#a}\n", line=3),
        right=right_text("## Causes {#a}\n\n## Signs {#b}\n"),
    ),
    Rule(
        id="MD-08",
        level=Level.WARNING,
        says="There is no raw HTML.",
        source="this house: it could be active, and says nothing to a fingerprint",
        remedy="Write Markdown instead.",
        wrong=wrong_text("<b>Stop</b> at once.\n"),
        right=right_text("**Stop** at once.\n"),
    ),
    Rule(
        id="MD-09",
        level=Level.WARNING,
        says="No citation stands in the alternative text of a picture.",
        source="WCAG 2.2, 1.1.1: alternative text is read out, and cannot hold a link",
        remedy="Put it into the text.",
        wrong=wrong_text("See ![A heart [@strosberg2017]](heart.svg) here.\n"),
        right=right_text("See [@strosberg2017] here.\n"),
    ),
    Rule(
        id="MD-10",
        level=Level.ERROR,
        locked=True,
        says="Lists and quotes nest less than 60 deep.",
        source="this house: what stands deeper would be lost",
        remedy="Nest less.",
        wrong=wrong_text(f"{'> ' * 70}Deep.\n"),
        right=right_text(f"{'> ' * 7}Less deep.\n"),
    ),
)
