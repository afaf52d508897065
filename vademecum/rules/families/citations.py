"""CIT: how sources are cited, and what has none. The form of a citation is found where Markdown is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vademecum.model.body import Passage
from vademecum.model.composed import Composed
from vademecum.model.references import Reference
from vademecum.model.review import State
from vademecum.problems import Level
from vademecum.prose.quantities import UNIT_AT_END
from vademecum.rules.dossier import Dossier
from vademecum.rules.example_site import ARTICLE, SETTINGS, article, right_text, wrong_text
from vademecum.rules.rule import ArticleRule, Example, Finding, Rule, TextRule
from vademecum.rules.sourcing import uncited_claims
from vademecum.rules.wording import is_english, spot

_CITING = article(body="It slows growth [@strosberg2017].\n")
_LIST = (
    '<section role="doc-bibliography" aria-label="{{ article.bibliography_title }}"><ol class="references">'
    '{% for each in article.references %}<li id="{{ each.id }}">%s</li>{% endfor %}</ol></section>\n'
)

_MARKER = re.compile(r"\[[^\[\]]*(?<!\w)@[\w{][^\[\]]*\]")
"""A citation as an author types it."""
_UNPRINTED = re.compile(
    r"\b(?:personal communications?|unpublished|(?:manuscript|paper|article) (?:submitted|in preparation)"
    r"|submitted for publication)\b",
    re.IGNORECASE,
)
_LETTER = """\
@misc{smith2025,
  author = {Smith, Jane},
  title  = {Growth under treatment},
  year   = {2025},
  note   = {Personal communication}
}
"""
_SUPERSCRIPT = 'citation-style = "vancouver"\ncitation-marker = "superscript"\n'


def _marked_titles(text: Composed, dossier: Dossier) -> Iterator[Finding]:
    for field, said in (("title", text.variant.title), ("description", text.variant.description)):
        found = _MARKER.search(said)
        if found is not None:
            message = f"the {field} holds a citation, {found[0]}, which is printed as it stands"
            place = dossier.at(field) if text.variant.body.path == dossier.article.path else dossier.at()
            yield Finding(place=place, message=message, hint="cite the source in the text")


def _uncited(text: Composed, dossier: Dossier) -> Iterator[Finding]:
    if not is_english(dossier) or text.verdict.state is State.WITHDRAWN:
        return
    for passage, claim in uncited_claims(text.body.passages):
        said = " ".join(passage.text[claim.start : claim.end].split())
        place = spot(text, dossier, passage, claim.start, claim.end)
        yield Finding(place=place, message=f'"{said}" has no source beside it', hint="cite one: [@key]")


def _exponents(text: Composed, dossier: Dossier) -> Iterator[Finding]:
    if dossier.site.config.citation_marker != "superscript":
        return
    for passage in text.body.passages:
        for offset in passage.cited:
            found = UNIT_AT_END.search(passage.text[:offset])
            if found is not None:
                yield _exponent(text, dossier, passage, found)


def _exponent(text: Composed, dossier: Dossier, passage: Passage, found: re.Match[str]) -> Finding:
    message = f'the raised number of a source behind "{found[0]}" looks like an exponent'
    place = spot(text, dossier, passage, found.start(), found.end())
    return Finding(place=place, message=message, hint="move the citation behind a word, or to the end of the sentence")


def _unpublished(dossier: Dossier) -> Iterator[Finding]:
    seen: set[str] = set()
    for text in dossier.texts:
        for cited in text.body.cited:
            work = dossier.references[cited.key]
            if cited.key not in seen and _is_unpublished(work):
                seen.add(cited.key)
                message = f'"{cited.key}" is not published: readers cannot look it up in a list of references'
                yield Finding(
                    place=cited.first or dossier.at("nocite"),
                    message=message,
                    hint="name the person and the date in the text, in parentheses",
                )


def _is_unpublished(work: Reference) -> bool:
    if work.doi or work.pmid:
        return False
    kept = (work.note, work.extra.get("howpublished", ""), work.extra.get("pubstate", ""), work.title)
    state = work.extra.get("pubstate", "").casefold()
    return work.kind == "unpublished" or state in ("submitted", "inpreparation") or any(map(_UNPRINTED.search, kept))


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
        id="CIT-04",
        level=Level.WARNING,
        says="Figures and tables with a label are mentioned, in the order in which they stand.",
        source="AMA Manual of Style, 3.6 and 4.1: they are numbered, and so are their sources, by their first mention",
        remedy="Mention them in the text, or place them in that order.",
        wrong=wrong_text("| A |\n|---|\n| 1 |\n\n: Doses {#tbl-doses}\n"),
        right=right_text("The doses stand in @tbl-doses.\n\n| A |\n|---|\n| 1 |\n\n: Doses {#tbl-doses}\n"),
    ),
    TextRule(
        id="CIT-05",
        level=Level.WARNING,
        check=_marked_titles,
        plain_pages=True,
        says="No title, description or heading holds a citation.",
        source="AMA Manual of Style, 3.6: numbers stand where the statement stands",
        remedy="Move it to the text below.",
        wrong=wrong_text("## Growth [@strosberg2017]\n\nIt slows.\n"),
        right=right_text("## Growth\n\nIt slows [@strosberg2017].\n"),
    ),
    TextRule(
        id="CIT-06",
        level=Level.WARNING,
        check=_uncited,
        says="A paragraph with a share, an interval, a dose, a risk, a recommendation or a finding cites a source.",
        source="HONcode principles 4 and 5",
        remedy="Cite the source in the paragraph; for a table in its head, its caption or the row.",
        precision="2026-11-25: of the 144 passages of the example site that it takes for claims, 142 need a source (2"
        " say whom a text is about); none of its passages is reported. On a page of another publisher it "
        "was right 4 times of 4.",
        wrong=wrong_text("Spread to the liver usually takes 5–7 years.\n"),
        right=right_text("Growth was slower in 65.2% at 20 months [@strosberg2017].\n"),
    ),
    TextRule(
        id="CIT-07",
        level=Level.WARNING,
        check=_exponents,
        plain_pages=True,
        says="A raised number of a source does not stand right behind a digit or a unit.",
        source="AMA Manual of Style, 3.6",
        remedy="Move the citation behind a word, or to the end of the sentence.",
        wrong=Example(
            files={
                ARTICLE: article(body="It shrank by 2 cm[@strosberg2017] in a year.\n"),
                "pyproject.toml": SETTINGS.replace("[tool.vademecum]\n", f"[tool.vademecum]\n{_SUPERSCRIPT}"),
            },
            file=ARTICLE,
            line=11,
        ),
        right=Example(
            files={
                ARTICLE: article(body="It shrank by 2 cm in a year.[@strosberg2017]\n"),
                "pyproject.toml": SETTINGS.replace("[tool.vademecum]\n", f"[tool.vademecum]\n{_SUPERSCRIPT}"),
            },
        ),
    ),
    ArticleRule(
        id="CIT-08",
        level=Level.WARNING,
        once_approved=Level.ERROR,
        check=_unpublished,
        says="No personal communication and no unpublished work is listed as a reference.",
        source="AMA Manual of Style, 3.3; CDC Emerging Infectious Diseases, reference format",
        remedy="Name the person and the date in the text, in parentheses, and remove the entry.",
        wrong=Example(
            files={ARTICLE: article(body="It slows growth [@smith2025].\n"), "references.bib": _LETTER},
            file=ARTICLE,
            line=11,
        ),
        right=Example(
            files={ARTICLE: article(body="It slows growth (J Smith, letter of 3 May 2025).\n")},
        ),
    ),
)
