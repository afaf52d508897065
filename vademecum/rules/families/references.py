"""REF: what a reader needs of a source to find it. Found where cited entries are decoded."""

from __future__ import annotations

from collections.abc import Iterator

from vademecum.problems import Level
from vademecum.references.bibtex.inheritance import related_keys
from vademecum.references.works import Work, work_of
from vademecum.rules.dossier import Dossier
from vademecum.rules.example_site import ARTICLE, BIBLIOGRAPHY, article
from vademecum.rules.rule import ArticleRule, Example, Finding, Rule

_BIB = "references.bib"
_CITING = article(body="It slows growth [@strosberg2017].\n")
_WEB = """\
@online{who2024,
  author  = {{World Health Organization}},
  title   = {Measles},
  url     = {https://www.who.int/news-room/fact-sheets/detail/measles}%s
}
"""


_PREPRINT = """\
@online{lee2024preprint,
  author  = {Lee, Ann},
  title   = {Growth under treatment},
  pubstate = {preprint},
  eprinttype = {medRxiv},
  eprint  = {2024.01.01.24300001},
  date    = {2024-01-02},
  url     = {https://www.medrxiv.org/content/10.1101/2024.01.01.24300001},
  urldate = {2026-05-04}%s
}
"""
_CITING_PREPRINT = "It slows growth [@lee2024preprint].\n"


def _superseded(dossier: Dossier) -> Iterator[Finding]:
    """Yield the cited preprints whose entry names the article that it became (BibLaTeX's ``related``)."""
    entries = dossier.site.bibliography.entries
    seen: set[str] = set()
    for text in dossier.texts:
        for cited in text.body.cited:
            if cited.key in seen or work_of(dossier.references[cited.key]) is not Work.PREPRINT:
                continue
            seen.add(cited.key)
            for key in related_keys(entries[cited.key].fields):
                if key in entries and entries[key].kind == "article":
                    message = f'"{cited.key}" is a preprint that has appeared as "{key}"'
                    place = cited.first or dossier.at("nocite")
                    yield Finding(place=place, message=message, hint=f"cite @{key}, and check what has changed")


def _bib(content: str, line: int | None = None, body: str = "") -> Example:
    files: dict[str, str | bytes] = {ARTICLE: article(body=body) if body else _CITING, _BIB: content}
    return Example(files=files, file="" if line is None else _BIB, line=line or 0)


RULES: tuple[Rule, ...] = (
    Rule(
        id="REF-01",
        level=Level.WARNING,
        once_approved=Level.ERROR,
        says="A cited entry has what its type needs.",
        source="AMA Manual of Style, 3.4; NLM, Citing Medicine",
        remedy="Add the fields that the message names.",
        wrong=_bib(BIBLIOGRAPHY.replace("  year    = {2017},\n", ""), line=1),
        right=_bib(BIBLIOGRAPHY),
    ),
    Rule(
        id="REF-02",
        level=Level.WARNING,
        says="A key stands once (an error else), a work too, and DOI, PMID, PMCID, ISBN, ISSN and URL are well formed.",
        source="DOI Handbook 2.2; ISO 2108 (ISBN); ISO 3297 (ISSN)",
        remedy="Rename or delete one; correct the number. A wrong one is not printed.",
        wrong=_bib(BIBLIOGRAPHY.replace("28076709", "PMC28076709x"), line=10),
        right=_bib(BIBLIOGRAPHY),
    ),
    Rule(
        id="REF-03",
        level=Level.WARNING,
        says="A web page has the day on which it was looked at, not longer ago than 24 months (then it is due).",
        source="NLM, Citing Medicine, chapter 25; AMA Manual of Style, 3.15",
        remedy="Look at the page again, and write the day: urldate = {2026-11-22}.",
        wrong=_bib(_WEB % "", 4, body="It is preventable [@who2024].\n"),
        right=_bib(_WEB % ",\n  urldate = {2026-05-04}", body="It is preventable [@who2024].\n"),
    ),
    Rule(
        id="REF-04",
        level=Level.WARNING,
        says="A journal has an abbreviation.",
        source="NLM, Citing Medicine, chapter 1; AMA Manual of Style, 3.11",
        remedy="Add shortjournal to the entry, or the title to the table of the setting journals.",
        wrong=_bib(BIBLIOGRAPHY.replace("N Engl J Med", "Annals of Invented Medicine"), line=1),
        right=_bib(BIBLIOGRAPHY),
    ),
    ArticleRule(
        id="REF-05",
        level=Level.WARNING,
        check=_superseded,
        says="A preprint is not cited where its entry names the article that it became (related = {key}).",
        source="ICMJE Recommendations, on preprints: cite the version of record",
        remedy="Cite the article; read again what the text takes from it.",
        wrong=Example(
            files={
                ARTICLE: article(body=_CITING_PREPRINT),
                _BIB: BIBLIOGRAPHY + _PREPRINT % ",\n  related = {strosberg2017}",
            },
            file=ARTICLE,
            line=11,
        ),
        right=Example(files={ARTICLE: article(body=_CITING_PREPRINT), _BIB: BIBLIOGRAPHY + _PREPRINT % ""}),
    ),
    Rule(
        id="REF-07",
        level=Level.WARNING,
        says="A title is not typed In Title Case.",
        source="NLM, Citing Medicine, chapter 1: only the first word and names have capitals",
        remedy="Type it as in PubMed.",
        wrong=_bib(
            BIBLIOGRAPHY.replace("Phase 3 trial of", "Final Results of a Large Trial of").replace(
                "for midgut neuroendocrine tumors", "for Midgut Neuroendocrine Tumors"
            ),
            line=3,
        ),
        right=_bib(BIBLIOGRAPHY),
    ),
)
