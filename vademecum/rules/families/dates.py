"""DAT: the days that a page tells, and what they owe each other.

A page that time alone has made old is due (DAT-05); a day that contradicts another is an error. Days are compared
with the day of the build through ``dossier.today`` only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from vademecum.model.articles import Status
from vademecum.model.composed import Composed
from vademecum.model.review import State
from vademecum.problems import Level
from vademecum.review.verdict import HIGH_RISK_YEARS
from vademecum.rules.calendar import month_of, months_later
from vademecum.rules.dossier import Dossier
from vademecum.rules.example_site import APPROVED, ARTICLE, REVIEWED, article, right, wrong
from vademecum.rules.rule import ArticleRule, Example, Finding, Rule, TextRule

_TYPES_OF_EVIDENCE = frozenset(["topic", "guideline-summary"])
_BY_HAND = frozenset(["last-reviewed", "lastreviewed", "reviewed", "reviewed-on", "reviewed-by", "approved-by"])
_FILMS = (".mp4", ".webm")
_ONE_DAY = timedelta(days=1)
"""West of Greenwich it is still yesterday: a day that has begun somewhere is not in the future."""


def _contradictions(dossier: Dossier) -> Iterator[Finding]:
    meta = dossier.meta
    if meta.date and meta.updated and meta.updated < meta.date:
        message = f"updated is {meta.updated}, before the first publication on {meta.date}"
        yield Finding(place=dossier.at("updated"), message=message, hint="correct one of the two")
    for name, day in (("date", meta.date), ("updated", meta.updated)):
        if day and not dossier.today.reached(day - _ONE_DAY):
            message = f"{name} is {day}, which is to come"
            yield Finding(place=dossier.at(name), message=message, hint="correct the date", level=Level.WARNING)
    reviewed = [text.verdict.last_reviewed for text in dossier.texts if text.verdict.last_reviewed]
    if reviewed and meta.next_review and meta.next_review <= max(reviewed):
        message = f"the next review, {meta.next_review}, is not after the last one, of {max(reviewed)}"
        yield Finding(place=dossier.at("next-review"), message=message, hint="write the day of the next one")


def _by_hand(dossier: Dossier) -> Iterator[Finding]:
    for name in dossier.meta.extra:
        if name.lower().replace("_", "-") in _BY_HAND:
            message = f'extra: "{name}" claims a review by hand'
            hint = "who reviewed a text and when comes from its records: vademecum review approve"
            yield Finding(place=dossier.at("extra"), message=message, hint=hint)


def _too_far(dossier: Dossier) -> Iterator[Finding]:
    meta, years = dossier.meta, dossier.site.config.review.max_age_years
    reviewed = [text.verdict.last_reviewed for text in dossier.texts if text.verdict.approved]
    last = max((day for day in reviewed if day), default=None)
    if last is None:
        return
    months = round(years * 12)
    if meta.risk == "high":
        months = min(months, HIGH_RISK_YEARS * 12)
    limit = months_later(last, months)
    why = (
        "a text of high risk is reviewed every 24 months" if meta.risk == "high" else f"the site allows {years:g} years"
    )
    if meta.next_review and meta.next_review > limit:
        message = f"the next review, {meta.next_review}, is later than {limit}: {why}"
        yield Finding(place=dossier.at("next-review"), message=message, hint=f"write next-review: {limit}")
    elif not meta.next_review and meta.risk == "high":
        message = f"{why}, and this one names no day"
        yield Finding(place=dossier.at("risk"), message=message, hint=f"write next-review: {limit}")


def _films(text: Composed, dossier: Dossier) -> Iterator[Finding]:
    for path in text.body.media:
        if not path.endswith(_FILMS):
            continue
        name = path.rpartition("/")[2]
        entry = next((each for each in dossier.meta.media if str(each.get("file", "")).endswith(name)), {})
        if not entry.get("reviewed"):
            message = f"nobody knows when {name} was last reviewed"
            hint = f"write media: [{{file: {name}, reviewed: 2026-04-30}}]"
            yield Finding(place=dossier.at("media"), message=message, hint=hint)


def _evidence(dossier: Dossier) -> Iterator[Finding]:
    meta = dossier.meta
    if not meta.literature_through:
        if meta.type in _TYPES_OF_EVIDENCE and meta.status in (Status.UNDER_REVIEW, Status.APPROVED):
            message = f"a {meta.type} says up to when its evidence was searched"
            yield Finding(place=dossier.at("type"), message=message, hint="write literature-through: 2026-04")
        return
    through = month_of(meta.literature_through)
    years = [work.issued.year for work in dossier.references.values() if work.issued]
    if years and max(years) > through.year:
        message = f"a source of {max(years)} is cited, and the evidence was searched up to {meta.literature_through}"
        yield Finding(place=dossier.at("literature-through"), message=message, hint="write up to when it was searched")
    reviewed = [text.verdict.last_reviewed for text in dossier.texts if text.verdict.approved]
    last = max((day for day in reviewed if day), default=None)
    if (last and through > last) or not dossier.today.reached(through):
        message = f"the evidence cannot have been searched up to {meta.literature_through}"
        yield Finding(place=dossier.at("literature-through"), message=message, hint="correct the month")


def _stale_update(dossier: Dossier) -> Iterator[Finding]:
    updated = dossier.meta.updated
    for text in dossier.texts:
        if text.verdict.state is State.EDITED and updated and updated < text.verdict.lapsed[0].on:
            message = (
                f"the text was changed after its approval on {text.verdict.lapsed[0].on}, and updated is {updated}"
            )
            hint = "write the day of the change, if readers should know of it"
            yield Finding(place=dossier.at("updated"), message=message, hint=hint)
            return


_PART = "layouts/parts/dates.html"
_TIME = '<time class="updated" datetime="{{ article.updated|isodate }}">{{ article.updated|date }}</time>\n'
_TIMES = f"""\
{_TIME}\
{{% for name, day in [("reviewed", review.reviewed), ("next-review", review.next_review)] if day %}}
<time class="{{{{ name }}}}" datetime="{{{{ day|isodate }}}}">{{{{ day|date }}}}</time>
{{% endfor %}}
"""


def _film(media: str, line: int | None = None) -> Example:
    files: dict[str, str | bytes] = {
        ARTICLE: article(REVIEWED + media, "[The film](a.mp4) shows how.\n"),
        "content/a.mp4": b"film",
    }
    return Example(files=files, file="" if line is None else ARTICLE, line=line or 0)


def _citing(through: str, line: int | None = None) -> Example:
    text = article(REVIEWED.replace("2026-02", through), "It slows growth [@strosberg2017].\n")
    return Example(files={ARTICLE: text}, file="" if line is None else ARTICLE, line=line or 0)


RULES: tuple[Rule, ...] = (
    ArticleRule(
        id="DAT-01",
        level=Level.ERROR,
        says="Days do not contradict each other, and none but that of the next review is to come (a warning).",
        source="JAMA benchmarks (Silberg 1997): currency",
        remedy="Correct the date.",
        wrong=wrong("date: 2026-04-30\nupdated: 2026-03-30\n", line=4),
        right=right("date: 2026-03-30\nupdated: 2026-04-30\n"),
        check=_contradictions,
    ),
    Rule(
        id="DAT-02",
        level=Level.ERROR,
        says="A page shows when it was updated, when it was reviewed and when its next review is due.",
        source="NHS service manual: know that a page is up to date",
        remedy="Keep the dates in the layout, each in its <time>.",
        wrong=Example(files={ARTICLE: article(APPROVED), _PART: _TIME}, file="layouts/article.html"),
        right=Example(files={ARTICLE: article(APPROVED), _PART: _TIMES}),
    ),
    ArticleRule(
        id="DAT-03",
        level=Level.WARNING,
        says="Who reviewed a text and when comes from its records, not from a field that somebody filled in.",
        source="NHS service manual: the day of the last review changes with a review of the whole page only",
        remedy="Remove the field; vademecum review approve writes the record.",
        wrong=wrong(f"{REVIEWED}extra: {{last-reviewed: 2026-04-30}}\n", line=10),
        right=right(f"{REVIEWED}extra: {{ward: 4B}}\n"),
        check=_by_hand,
    ),
    ArticleRule(
        id="DAT-04",
        level=Level.ERROR,
        says="The next review is due within the site's review.max-age-years; in a text of high risk within 24 months.",
        source="MedlinePlus: 3 years; A.D.A.M. editorial policy: 2 years for visuals",
        wrong=wrong(APPROVED.replace("next-review: 2028", "next-review: 2031"), line=9),
        right=right(APPROVED),
        check=_too_far,
    ),
    Rule(
        id="DAT-05",
        level=Level.DUE,
        says="The next review of what was approved is not past.",
        source="NHS standard for creating health content: a planned review cycle",
        remedy="Have it reviewed again.",
        wrong=wrong(APPROVED, line=3, as_of=date(2028, 4, 2)),
        right=right(APPROVED, as_of=date(2028, 4, 1)),
    ),
    TextRule(
        id="DAT-07",
        level=Level.WARNING,
        says="A film tells when it was reviewed, in its entry under media.",
        source="NHS service manual: media have a review date of their own",
        wrong=_film("", line=2),
        right=_film("media: [{file: a.mp4, reviewed: 2026-03-30}]\n"),
        check=_films,
    ),
    ArticleRule(
        id="DAT-08",
        level=Level.WARNING,
        says="A topic or guideline summary says up to when its evidence was searched, and cites nothing newer.",
        source="UpToDate: literature current through; Cochrane: date of the search",
        wrong=_citing("2016-12", line=7),
        right=_citing("2026-02"),
        check=_evidence,
    ),
    ArticleRule(
        id="DAT-09",
        level=Level.WARNING,
        says="Who changes an approved text moves its day of update.",
        source="HONcode principle 4: the date of the last change",
        remedy="Write the day of the change into updated.",
        wrong=wrong(APPROVED.replace("{fingerprint}", f"1:{'0' * 64}"), line=5),
        right=right(APPROVED.replace("{fingerprint}", f"1:{'0' * 64}").replace("2026-03-30", "2026-05-04")),
        check=_stale_update,
    ),
)
