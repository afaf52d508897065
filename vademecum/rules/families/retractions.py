"""Sources that were retracted, doubted or replaced: what the retraction list says against what a text cites.

RET-01  The list is there, dated, and not older than 30 days: settings, error; its age alone is only due.
RET-02  A retracted work supports nothing: error, unless the article discusses the retraction and says why.
RET-03  An expression of concern, or a version that the journal has replaced: warning.
RET-05  An approval older than such a notice is looked at again: see ``review.verdict``.

Sources: ICMJE Recommendations; NISO RP-45-2024 (CREC). A withdrawn article may keep what it cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from vademecum.config import Config
from vademecum.model.articles import FrontMatter, Status
from vademecum.model.retractions import GRAVE, Event, EventKind
from vademecum.problems import Level, Place, Problem, due, error, warning
from vademecum.rules.example_site import APPROVED, ARTICLE, BIBLIOGRAPHY, REVIEWED, SETTINGS, article
from vademecum.rules.rule import Example, Rule
from vademecum.today import Today

MOST_DAYS = 30
"""A list may be so old before it is due for an update."""


class Use(Struct, frozen=True, kw_only=True):
    """A source that an article cites or recommends."""

    key: str
    label: str
    place: Place
    """Where it is first cited, or the field that lists it."""
    events: tuple[Event, ...]
    """What holds against it."""


def list_day(config: Config, today: Today) -> tuple[date | None, tuple[Problem, ...]]:
    """Return the day of the retraction list that the settings name, and RET-01 or what is wrong with the setting."""
    file, text = config.retractions_file, config.retractions_date
    if not file and not text and "retractions" not in config.places:
        return None, ()
    at = config.place("retractions.date")
    if not file:
        message = "retractions: the setting names no file"
        return None, (error("CFG-03", config.place("retractions"), message, 'add file = "retractions.csv"'),)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        message = f'retractions.date: "{text}" is no date' if text else "retractions.date: the list has no date"
        return None, (error("CFG-03", at, message, 'write the day on which it was downloaded: date = "2026-11-01"'),)
    if not today.reached(day):
        message = f"the retraction list is dated {day}, which is after {today.date}"
        return day, (error("RET-01", at, message, "write the day on which it was downloaded"),)
    if today.passed(day + timedelta(days=MOST_DAYS)):
        message = f"the retraction list of {day} is more than {MOST_DAYS} days old"
        return day, (due("RET-01", at, message, "download it again, and change the date"),)
    return day, ()


def source_problems(meta: FrontMatter, path: str, uses: Iterable[Use]) -> Iterator[Problem]:
    """Yield RET-02 and RET-03 for the sources of one article, and what is wrong with its ``discussed-retractions``."""
    if meta.status is Status.WITHDRAWN:
        return
    found = list(uses)
    for use in found:
        gravest = next((event for event in use.events if event.kind in GRAVE), None)
        if gravest is not None and use.key not in meta.discussed_retractions:
            yield _problem(use, gravest)
    yield from _discussion_problems(meta, meta.place("discussed-retractions", path), found)


def _problem(use: Use, event: Event) -> Problem:
    notice = f" (notice: doi:{event.doi})" if event.doi else ""
    when = f" {'in' if event.stated else 'on'} {event.day}" if event.day else ""
    source = f'"{use.key}" ({use.label})'
    excuse = f"if the text discusses this itself, write discussed-retractions: {{{use.key}: why}}"
    if event.kind is EventKind.RETRACTION:
        message = f"{source} was retracted{when} and cannot support a statement{notice}"
        return error("RET-02", use.place, message, f"take it out; {excuse}")
    if event.kind is EventKind.REPLACEMENT:
        message = f"{source} was retracted{when} and replaced by a new version{notice}"
        newer = f"cite the new version, doi:{event.replaced_by}" if event.replaced_by else "cite the new version"
        return warning("RET-03", use.place, message, f"{newer}; {excuse}")
    message = f"an expression of concern about {source} was published{when}{notice}"
    return warning("RET-03", use.place, message, f"see whether the statement stands without it; {excuse}")


def _discussion_problems(meta: FrontMatter, place: Place, uses: Sequence[Use]) -> Iterator[Problem]:
    cited = {use.key: use for use in uses}
    for key, note in meta.discussed_retractions.items():
        if not isinstance(note, str) or not note.strip():
            message = f'discussed-retractions: "{key}" lacks a note'
            yield error("RET-02", place, message, "say in a few words why the article cites it")
        elif key not in cited:
            message = f'discussed-retractions: the article does not cite "{key}"'
            yield warning("RET-02", place, message, "remove the entry, or correct the key")
        elif not any(event.kind in GRAVE for event in cited[key].events):
            message = f'discussed-retractions: nothing is known of a retraction of "{key}", nor of a concern about it'
            yield warning("RET-02", place, message, "remove the entry")


_SETTING = '\n[tool.vademecum.retractions]\nfile = "retractions.csv"\ndate = "%s"\n'
_COLUMNS = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,"
    "Reason,Paywalled,Notes\n"
)
_ROW = (
    ',"Cardiovascular Disease, Drug Therapy, and Mortality in Covid-19",,,NEJM,,,,,,6/%d/2020 0:00,%s,0,'
    "5/1/2020 0:00,10.1056/NEJMoa2007621,32356626,%s,,,\n"
)
_RETRACTED = _COLUMNS + _ROW % (4, "10.1056/NEJMc2021225", "Retraction")
_DOUBTED = _COLUMNS + _ROW % (2, "10.1056/NEJMe2020822", "Expression of concern")
_MEHRA = """\
@article{mehra2020,
  author  = {Mehra, Mandeep R. and others},
  title   = {Cardiovascular disease, drug therapy, and mortality in {Covid-19}},
  journal = {N Engl J Med},
  year    = {2020},
  volume  = {382},
  pages   = {e102},
  doi     = {10.1056/NEJMoa2007621}
}
"""
_CLAIM = "The drugs do no harm [@mehra2020].\n"
_DISCUSSED = f"{REVIEWED}discussed-retractions: {{mehra2020: the history of the claim}}\n"
_WITHDRAWN = "withdrawn: {on: 2026-05-04, reason: Its main source was retracted.}\n"


def _listed(front: str, table: str, body: str = _CLAIM, *, line: int | None = None, on: str = "2026-05-20") -> Example:
    files: dict[str, str | bytes] = {
        ARTICLE: article(front, body),
        "pyproject.toml": SETTINGS + _SETTING % on,
        "references.bib": BIBLIOGRAPHY + _MEHRA,
        "retractions.csv": table,
    }
    return Example(files=files, file="" if line is None else ARTICLE, line=line or 0)


RULES: tuple[Rule, ...] = (
    Rule(
        id="RET-01",
        level=Level.DUE,
        says="The retraction list can be read, is not dated in the future (errors) and not older than 30 days (due).",
        source="ICMJE Recommendations: authors check that they do not cite retracted articles",
        remedy="Download it again, and write the day into retractions.date.",
        wrong=replace(_listed(REVIEWED, _COLUMNS, on="2026-04-01"), file="pyproject.toml", line=17),
        right=_listed(REVIEWED, _COLUMNS),
    ),
    Rule(
        id="RET-02",
        level=Level.ERROR,
        locked=True,
        says="No retracted source supports a statement; one that the text discusses is named with a note.",
        source="ICMJE Recommendations; NISO RP-45-2024 (CREC)",
        remedy="Take the source out, or name it in discussed-retractions with a note.",
        wrong=_listed(REVIEWED, _RETRACTED, line=11),
        right=_listed(_DISCUSSED, _RETRACTED),
    ),
    Rule(
        id="RET-03",
        level=Level.WARNING,
        says="No source is under an expression of concern, or replaced by a new version.",
        source="NISO RP-45-2024 (CREC)",
        remedy="Cite the new version; see whether the statement stands.",
        wrong=_listed(REVIEWED, _DOUBTED, line=11),
        right=_listed(_DISCUSSED, _DOUBTED),
    ),
    Rule(
        id="RET-05",
        level=Level.WARNING,
        says="No source was retracted or doubted after an approval.",
        source="this house: who approved did not know",
        remedy="Have the text approved again, or change it.",
        wrong=_listed(
            APPROVED.replace("2026-04-01", "2020-05-20") + "discussed-retractions: {mehra2020: its history}\n",
            _RETRACTED,
            line=8,
        ),
        right=_listed(APPROVED + "discussed-retractions: {mehra2020: its history}\n", _RETRACTED),
    ),
    Rule(
        id="RET-06",
        level=Level.ERROR,
        locked=True,
        says="A withdrawn article says when and why.",
        source="COPE retraction guidelines; NISO RP-45-2024 (CREC)",
        remedy="Add withdrawn: {on: …, reason: …, by: …}.",
        wrong=Example(files={ARTICLE: article("status: withdrawn\n")}, file=ARTICLE, line=3),
        right=Example(files={ARTICLE: article(f"status: withdrawn\n{_WITHDRAWN}")}),
    ),
)
