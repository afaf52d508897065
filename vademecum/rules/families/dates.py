"""DAT: the days that a page tells."""

from __future__ import annotations

from datetime import date

from vademecum.problems import Level
from vademecum.rules.example_site import APPROVED, ARTICLE, article, right, wrong
from vademecum.rules.rule import Example, Rule

_PART = "layouts/parts/dates.html"
_TIME = '<time class="updated" datetime="{{ article.updated|isodate }}">{{ article.updated|date }}</time>\n'
_TIMES = f"""\
{_TIME}\
{{% for name, day in [("reviewed", review.reviewed), ("next-review", review.next_review)] if day %}}
<time class="{{{{ name }}}}" datetime="{{{{ day|isodate }}}}">{{{{ day|date }}}}</time>
{{% endfor %}}
"""

RULES: tuple[Rule, ...] = (
    Rule(
        id="DAT-01",
        level=Level.ERROR,
        says="No decision is dated after the day of the build.",
        source="JAMA benchmarks (Silberg 1997): currency",
        remedy="Correct the date.",
        wrong=wrong("reviews:\n  - {by: rex-reviewer, on: 2026-06-02, decision: start}\n", line=4),
        right=right("reviews:\n  - {by: rex-reviewer, on: 2026-06-01, decision: start}\n"),
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
    Rule(
        id="DAT-05",
        level=Level.DUE,
        says="The next review of what was approved is not past.",
        source="NHS standard for creating health content: a planned review cycle",
        remedy="Have it reviewed again.",
        wrong=wrong(APPROVED, line=3, as_of=date(2028, 4, 2)),
        right=right(APPROVED, as_of=date(2028, 4, 1)),
    ),
)
