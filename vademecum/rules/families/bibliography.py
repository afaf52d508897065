"""BIB and CSL: what a bibliography and a style have to be. Found where they are read."""

from __future__ import annotations

from vademecum.problems import Level
from vademecum.rules.example_site import ARTICLE, BIBLIOGRAPHY, SETTINGS, article
from vademecum.rules.rule import Example, Rule

_BIB = "references.bib"
_CITING = article(body="It slows growth [@strosberg2017].\n")
_CHAPTER = "@inbook{part,\n  crossref = {%s},\n  title = {A part}\n}\n@book{whole,\n  title = {The whole}\n}\n"
_STYLE = """\
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Plain</title><id>plain</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="citation-number"/></layout></citation>
  <bibliography><layout><text variable="VARIABLE"/></layout></bibliography>
</style>
"""


def _bib(content: str | bytes, line: int | None = None) -> Example:
    files: dict[str, str | bytes] = {ARTICLE: _CITING, _BIB: content}
    return Example(files=files, file="" if line is None else _BIB, line=line or 0)


def _styled(variable: str, line: int | None = None) -> Example:
    """Return a site whose style prints this of a work and nothing else."""
    files: dict[str, str | bytes] = {
        ARTICLE: _CITING,
        "plain.csl": _STYLE.replace("VARIABLE", variable),
        "pyproject.toml": SETTINGS.replace("contact", 'citation-style = "plain.csl"\ncontact'),
    }
    return Example(files=files, file="" if line is None else _BIB, line=line or 0)


RULES: tuple[Rule, ...] = (
    Rule(
        id="BIB-01",
        level=Level.ERROR,
        says="A .bib file is well written: what loses text is an error, the rest a warning.",
        source="BibTeX and biber, as they read such files",
        remedy="Look at the braces, quotes and commas of this entry and the one before.",
        wrong=_bib(f"{BIBLIOGRAPHY}@book{{open,\n  title = {{Never closed\n}}\n", line=12),
        right=_bib(BIBLIOGRAPHY),
    ),
    Rule(
        id="BIB-02",
        level=Level.ERROR,
        says="A .bib file is UTF-8.",
        source="biber's default",
        remedy="Save it as UTF-8. Until then none of its entries is read.",
        wrong=Example(
            files={ARTICLE: article(), _BIB: BIBLIOGRAPHY.replace("Wolin", "Öberg").encode("latin-1")},
            file=_BIB,
            line=2,
        ),
        right=_bib(BIBLIOGRAPHY.replace("Wolin", "Öberg")),
    ),
    Rule(
        id="BIB-03",
        level=Level.WARNING,
        says="A list of names can be told apart.",
        source="BibTeX: names are parted by “and”",
        remedy="Put “and” between names; put an organisation into a second pair of braces.",
        wrong=_bib(BIBLIOGRAPHY.replace("Wolin, Edward and others", "and and Wolin, Edward"), line=2),
        right=_bib(BIBLIOGRAPHY.replace("and others", "and {Trial Group}")),
    ),
    Rule(
        id="BIB-04",
        level=Level.WARNING,
        says="TeX commands and abbreviations in a .bib file are known.",
        source="this house: what is not known is not printed",
        remedy="Write the character itself; define the abbreviation with @string.",
        wrong=_bib(BIBLIOGRAPHY.replace("{N Engl J Med}", "nejm"), line=4),
        right=_bib("@string{nejm = {N Engl J Med}}\n" + BIBLIOGRAPHY.replace("{N Engl J Med}", "nejm")),
    ),
    Rule(
        id="BIB-05",
        level=Level.WARNING,
        says="crossref, xdata and related name entries that exist, and not in a circle.",
        source="BibLaTeX manual, 2.4.1",
        remedy="Correct the key.",
        wrong=_bib(BIBLIOGRAPHY + _CHAPTER % "hole", line=13),
        right=_bib(BIBLIOGRAPHY + _CHAPTER % "whole"),
    ),
    Rule(
        id="CSL-01",
        level=Level.WARNING,
        says="A .csl style can format every cited entry.",
        source="Citation Style Language 1.0.2",
        remedy="Look at the entry, or report the style. The reference is printed in Vancouver style.",
        wrong=_styled("volume-title", line=1),
        right=_styled("title"),
    ),
)
