"""LNK and URL: where links lead, and where pages stand. Found where links are read and addresses given."""

from __future__ import annotations

import json

from vademecum.problems import Level
from vademecum.rules.example_site import ARTICLE, REVIEWED, article, laid_over, right, right_text, wrong, wrong_text
from vademecum.rules.rule import Example, Rule

_LAST_BUILD = {"version": 1, "files": {"old/index.html": "0" * 64}}
_OLD = {"site/.vademecum.json": json.dumps(_LAST_BUILD), "site/old/index.html": "<!doctype html>\n"}

RULES: tuple[Rule, ...] = (
    Rule(
        id="LNK-01",
        level=Level.ERROR,
        says="A link leads to a file of the site that is published.",
        source="this house",
        remedy="Correct the path; link to the source file, other.md. A draft is no target.",
        wrong=wrong_text("See [here](missing.md).\n"),
        right=right_text("See [here](about/editorial.md).\n"),
    ),
    Rule(
        id="LNK-02",
        level=Level.ERROR,
        says="An address elsewhere is one of http, https, mailto and tel.",
        source="this house: other schemes can be active",
        remedy="Correct or remove it.",
        wrong=wrong_text("See [here](javascript:alert(1)).\n"),
        right=right_text("See [here](https://example.org/).\n"),
    ),
    Rule(
        id="LNK-03",
        level=Level.ERROR,
        says="A picture is a file of the site.",
        source="FTC and HHS on tracking: a foreign picture tells its host who reads about what",
        remedy="Put the file beside the article.",
        wrong=wrong_text("![A heart](https://example.org/heart.png)\n"),
        right=Example(
            files={
                ARTICLE: article(body="![A heart](heart.svg)\n"),
                "content/heart.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
            }
        ),
    ),
    Rule(
        id="LNK-04",
        level=Level.ERROR,
        says="The heading or id behind # exists, in the variant that the link leads to.",
        source="this house",
        remedy="Correct it; give the heading an id of its own.",
        wrong=wrong_text("See [below](#sings).\n\n## Signs\n"),
        right=right_text("See [below](#signs).\n\n## Signs\n"),
    ),
    Rule(
        id="URL-01",
        level=Level.ERROR,
        locked=True,
        says="One address belongs to one file.",
        source="this house",
        remedy="Rename a file, give it another slug, or remove the alias.",
        wrong=laid_over("content/b.md", article(f"slug: a\n{REVIEWED}"), line=3),
        right=laid_over("content/b.md", article(f"slug: b\n{REVIEWED}")),
    ),
    Rule(
        id="URL-02",
        level=Level.ERROR,
        locked=True,
        says="An address can be made from names, slugs and tags.",
        source="RFC 3986",
        remedy="Use letters, digits and hyphens.",
        wrong=wrong("slug: a/b\n", line=3),
        right=right("slug: a-b\n"),
    ),
    Rule(
        id="URL-03",
        level=Level.ERROR,
        locked=True,
        says="An alias is a path on this site.",
        source="this house",
        remedy="Write it as /old/place/.",
        wrong=wrong("aliases: [../up]\n", line=3),
        right=right("aliases: [/up/]\n"),
    ),
    Rule(
        id="URL-04",
        level=Level.WARNING,
        says="No article's address of the last build is lost.",
        source="W3C, Cool URIs don't change",
        remedy="Paste the line aliases: … of the message into the article that took its place.",
        wrong=Example(files={ARTICLE: article(), **_OLD}, file="content"),
        right=Example(files={ARTICLE: article(f"aliases: [/old/]\n{REVIEWED}"), **_OLD}),
    ),
)
