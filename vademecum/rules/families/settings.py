"""CFG and LAY: what settings and layouts have to be. Found where they are read and used."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import SETTINGS, laid_over
from vademecum.rules.rule import Rule

_FILE = "pyproject.toml"

RULES: tuple[Rule, ...] = (
    Rule(
        id="CFG-01",
        level=Level.ERROR,
        locked=True,
        says="pyproject.toml is valid TOML.",
        source="TOML 1.0",
        remedy="Correct the line.",
        wrong=laid_over(_FILE, '[tool.vademecum]\ntitle = "Example site\n', line=2),
        right=laid_over(_FILE, SETTINGS),
    ),
    Rule(
        id="CFG-02",
        level=Level.ERROR,
        locked=True,
        says="A setting is known and of the right kind, names rules that exist, and lowers none that protects readers.",
        source="this house",
        wrong=laid_over(_FILE, f'{SETTINGS}\n[tool.vademecum.rules]\n"REV-99" = "off"\n', line=16),
        right=laid_over(_FILE, f'{SETTINGS}\n[tool.vademecum.rules]\n"MD-08" = "error"\n'),
    ),
    Rule(
        id="CFG-03",
        level=Level.ERROR,
        locked=True,
        says="Audiences, pages and files that a setting names exist.",
        source="this house",
        remedy="Correct the name, or write the file.",
        wrong=laid_over(_FILE, SETTINGS.replace("about/ai.md", "about/ia.md"), line=10),
        right=laid_over(_FILE, SETTINGS),
    ),
    Rule(
        id="CFG-04",
        level=Level.WARNING,
        says="The site knows its address.",
        source="sitemaps.org and RFC 4287 (Atom): both need full addresses",
        remedy='Set base-url, or write base-url = "" if the site has none.',
        wrong=laid_over(_FILE, SETTINGS.replace('base-url = "https://example.org/"\n', ""), line=0),
        right=laid_over(_FILE, SETTINGS.replace("https://example.org/", "", 1)),
    ),
    Rule(
        id="LAY-01",
        level=Level.ERROR,
        locked=True,
        says="A layout can be used.",
        source="Jinja 3",
        remedy="Correct the line; the manual's page on layouts has the names that exist.",
        wrong=laid_over("layouts/parts/disclaimer.html", "<p>{{ article.disclaimr }}</p>\n", line=1),
        right=laid_over("layouts/parts/pager.html", "<p>{{ pages.number }}</p>\n"),
    ),
)
