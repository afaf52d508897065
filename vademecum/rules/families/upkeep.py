"""LIF: what a publisher owes the whole of a site's life: policies, living links, corrections, waivers that end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from vademecum.problems import Level, Place
from vademecum.rules.dossier import Dossier
from vademecum.rules.example_site import APPROVED, ARTICLE, REVIEWED, SETTINGS, article, laid_over, right, wrong
from vademecum.rules.families.people import in_review
from vademecum.rules.overview import Overview
from vademecum.rules.rule import ArticleRule, Example, Finding, Rule, SiteRule

_HREF = re.compile(r'href="(https?://[^"]+)"')
_OWED = ("editorial", "corrections", "ai", "conflicts", "privacy")


def addresses_elsewhere(html: str) -> tuple[str, ...]:
    """Return the addresses outside the site to which a rendered text leads, each once."""
    if 'href="http' not in html:
        return ()
    return tuple(dict.fromkeys(unescape(found) for found in _HREF.findall(html)))


def _policies(overview: Overview) -> Iterator[Finding]:
    config = overview.site.config
    if not any(article.is_article and in_review(article) for article in overview.site.articles.values()):
        return
    board = any(person.board for person in overview.site.people.values())
    missing = [name for name in (*_OWED, *(["board"] if board else [])) if not config.policies.get(name)]
    place = config.place("policies")
    if missing:
        message = f"articles are in review, and the site has no policy on: {', '.join(missing)}"
        yield Finding(place=place, message=message, hint="write the pages and name them in [tool.vademecum.policies]")
    if not config.contact:
        message = "articles are in review, and readers cannot report an error to anybody"
        yield Finding(place=config.place("contact"), message=message, hint='set contact = "mailto:…"')


def _dead_links(overview: Overview) -> Iterator[Finding]:
    dead = overview.site.dead_links
    if not dead:
        return
    for each_article, variant in overview.variants:
        for address in variant.elsewhere:
            if address in dead and variant.verdict.approved:
                source = next(each.body.path for each in each_article.variants if each.url == variant.url)
                message = f"the link to {address} is dead: {dead[address]}"
                yield Finding(place=Place(file=source), message=message, hint="correct it, or lead to an archived copy")


def _corrections(dossier: Dossier) -> Iterator[Finding]:
    for correction in dossier.meta.corrections:
        if correction.date is None or not correction.text.strip():
            message = "a correction says when it was made and what was corrected"
            hint = "write corrections: [{date: 2026-04-30, text: …}]"
            yield Finding(place=dossier.at("corrections"), message=message, hint=hint)


_POLICY = '<p><a class="policy" href="{{ site.editorial_policy }}">How we review</a></p>\n'
_REVIEW = """\
{% set review = article.review %}
{% if review.caution %}{% include "parts/caution.html" %}{% endif %}
{% include "parts/tracker.html" %}
{% include "parts/reviewers.html" %}
{% include "parts/dates.html" %}
"""
_WAIVER = "waivers:\n  - {rule: %s, reason: The film has no sound., by: rex-reviewer, until: 2026-12-31}\n"
_LINKS = f'{SETTINGS}\n[tool.vademecum.links]\nfile = "links.csv"\n'


def _checked(status: str, *, file: str = "") -> Example:
    return Example(
        files={
            ARTICLE: article(APPROVED, "See [the trial](https://example.org/trial).\n"),
            "pyproject.toml": _LINKS,
            "links.csv": f"url,status\nhttps://example.org/trial,{status}\n",
        },
        file=file,
    )


RULES: tuple[Rule, ...] = (
    SiteRule(
        id="LIF-01",
        level=Level.WARNING,
        once_approved=Level.ERROR,
        says="A site has its policies and a contact, and every article leads to them.",
        source="NHS standard for creating health content; HONcode principles 6 to 8; URAC WS15",
        remedy="Write the pages, name them in the settings and keep the links in the layout.",
        wrong=laid_over("pyproject.toml", SETTINGS.replace('privacy = "about/privacy.md"\n', ""), line=7),
        right=laid_over("layouts/parts/review.html", _REVIEW + _POLICY),
        check=_policies,
    ),
    SiteRule(
        id="LIF-02",
        level=Level.WARNING,
        says="What is shown as approved holds no link that the site's report of links has found dead.",
        source="MedlinePlus: links are checked every day",
        remedy="Correct the link. The report is a file that the setting links names; no build asks the network.",
        wrong=_checked("404", file=ARTICLE),
        right=_checked("200"),
        check=_dead_links,
    ),
    Rule(
        id="LIF-03",
        level=Level.ERROR,
        locked=True,
        says="A rule is waived by a known person, with a reason, until a day; one that protects readers is not waived.",
        source="this house: an exception is a decision, and decisions have names and ends",
        remedy="Correct the waiver; mend what it covers; one that has ended is due.",
        wrong=wrong(REVIEWED + _WAIVER % "CIT-01", line=11),
        right=right(REVIEWED + _WAIVER % "MD-08"),
    ),
    ArticleRule(
        id="LIF-04",
        level=Level.WARNING,
        says="A correction says when it was made and what was corrected.",
        source="ICMJE Recommendations: corrections, retractions and version control",
        wrong=wrong(f"{REVIEWED}corrections: [{{text: The dose was wrong.}}]\n", line=10),
        right=right(f"{REVIEWED}corrections: [{{date: 2026-03-30, text: The dose was wrong.}}]\n"),
        check=_corrections,
    ),
)
