"""SRC: what a file has to be before anybody reads it. Found by the rooms that read."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import ARTICLE, article, laid_over
from vademecum.rules.rule import Example, Rule

_MOST_BYTES = 1_000_000
_CIRCLE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><circle r="1"/></svg>'
_SCRIPT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>'

RULES: tuple[Rule, ...] = (
    Rule(
        id="SRC-01",
        level=Level.ERROR,
        locked=True,
        says="A text is UTF-8.",
        source="this house",
        remedy="Save the file as UTF-8; the place is that of the first wrong byte.",
        wrong=laid_over("content/b.md", article(body="").encode() + "Déjà vu\n".encode("latin-1"), line=11),
        right=laid_over("content/b.md", article(body="Déjà vu\n")),
    ),
    Rule(
        id="SRC-02",
        level=Level.ERROR,
        locked=True,
        says="A text holds no NUL character.",
        source="HTML Living Standard, 13.2.3.5: no page can hold one",
        remedy="Remove it.",
        wrong=laid_over("content/b.md", article(body="A\0B\n"), line=11),
        right=laid_over("content/b.md", article(body="AB\n")),
    ),
    Rule(
        id="SRC-03",
        level=Level.ERROR,
        locked=True,
        says="A text has at most 1,000,000 bytes.",
        source="this house: an article of that size is no article, and holds up every build",
        remedy="Split it.",
        wrong=laid_over("content/b.md", article(body="a " * (_MOST_BYTES // 2)), line=0),
        right=laid_over("content/b.md", article(body="a\n")),
    ),
    Rule(
        id="SRC-04",
        level=Level.ERROR,
        locked=True,
        says="Files below content/ and layouts/ are plain files.",
        source="this house: a link would publish what lies outside the site, and differently on another machine",
        remedy="Put the file itself in place of the symbolic link, pipe or device, or start its name with a dot.",
        wrong=Example(files={ARTICLE: article()}, links={"content/b.md": "a.md"}, file="content/b.md"),
        right=laid_over("content/b.md", article()),
    ),
    Rule(
        id="SRC-05",
        level=Level.ERROR,
        locked=True,
        says="A file's name can stand in an address.",
        source="WHATWG URL Standard: a backslash is read as a slash",
        remedy="Rename it, without backslashes and control characters.",
        wrong=laid_over("content/a\\b.md", article(), line=0),
        right=laid_over("content/a-b.md", article()),
    ),
    Rule(
        id="SRC-06",
        level=Level.WARNING,
        says="Files beside articles are of a kind that is copied.",
        source="this house: drafts and tables of raw data are not published by accident",
        remedy="Move the file to content/_static/, or start its name with an underscore.",
        wrong=laid_over("content/raw.xlsx", "PK", line=0),
        right=laid_over("content/_static/raw.xlsx", "PK"),
    ),
    Rule(
        id="SRC-07",
        level=Level.ERROR,
        locked=True,
        says="An SVG is a picture and nothing else.",
        source="this house: an SVG of scripts runs with the rights of the page",
        remedy="Export it as plain SVG, without scripts, handlers, entities and references to elsewhere.",
        wrong=laid_over("content/heart.svg", _SCRIPT, line=1),
        right=laid_over("content/heart.svg", _CIRCLE),
    ),
)
