"""PRV: what a page must not do to its readers. Found in the final HTML of each page, in scripts and in settings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vademecum.problems import Level, Place
from vademecum.rules.example_site import SETTINGS, laid_over
from vademecum.rules.overview import Overview
from vademecum.rules.rule import Finding, Rule, SiteRule
from vademecum.urls import scheme

_TELLING = re.compile(
    r"\b(?:document\.cookie|cookieStore|fetch\s*\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|WebTransport"
    r"|RTCPeerConnection|importScripts|location\.search|URLSearchParams)"
)


def _scripts(overview: Overview) -> Iterator[Finding]:
    for name, text in overview.layouts.items():
        if not name.endswith(".js"):
            continue
        for found in _TELLING.finditer(text):
            place = Place(file=name, line=text.count("\n", 0, found.start()) + 1)
            message = f"the script uses {found[0].rstrip(' (')}: what a reader chose could leave the page"
            yield Finding(place=place, message=message, hint="keep a choice in localStorage, and send nothing")


def _follow_up(overview: Overview) -> Iterator[Finding]:
    config = overview.site.config
    if config.follow_up is None:
        return
    kind = scheme(config.follow_up.url)
    if kind == "http":
        message = "follow-up.url is not encrypted: a question about an illness could be read on its way"
        yield Finding(place=config.place("follow-up.url"), message=message, hint="use https or mailto")
    elif kind == "https" and not config.policies.get("privacy"):
        message = "follow-up.url leads to a form, and the site has no privacy policy"
        yield Finding(place=config.place("follow-up"), message=message, hint="set policies.privacy")


_PART = "layouts/parts/cite.html"
_SCRIPT = "layouts/assets/audience.js"
_ASKING = f'{SETTINGS}\n[tool.vademecum.follow-up]\nlabel = "Ask us"\nurl = "%s"\n'

RULES: tuple[Rule, ...] = (
    Rule(
        id="PRV-01",
        level=Level.ERROR,
        locked=True,
        says="A page holds nothing active and asks no other origin for anything.",
        source="FTC and HHS, letters on online tracking, 2023; URAC WS4",
        remedy="Remove it from the layout. If the message names an address from your settings, correct it there.",
        wrong=laid_over(
            _PART, '<img src="https://tracker.example/1.gif" alt="">\n', line=0, file="layouts/article.html"
        ),
        right=laid_over(_PART, '<p class="byline">{{ article.title }}</p>\n'),
    ),
    SiteRule(
        id="PRV-02",
        level=Level.ERROR,
        locked=True,
        says="What a reader chooses stays on the reader's machine: no script sends, sets a cookie or reads a query.",
        source="FTC and HHS, letters on online tracking, 2023; GDPR, article 9",
        remedy="Keep a choice in localStorage.",
        wrong=laid_over(_SCRIPT, 'fetch("/chosen/" + location.hash);\n', line=1),
        right=laid_over(_SCRIPT, 'localStorage.setItem("audience", "patient");\n'),
        check=_scripts,
    ),
    SiteRule(
        id="PRV-03",
        level=Level.ERROR,
        says="A question is asked by mail or over an encrypted connection, and a form comes with a privacy policy.",
        source="HONcode principle 3",
        wrong=laid_over("pyproject.toml", _ASKING % "http://example.org/ask", line=17),
        right=laid_over("pyproject.toml", _ASKING % "https://example.org/ask"),
        check=_follow_up,
    ),
    Rule(
        id="PRV-04",
        level=Level.WARNING,
        says="A link to another site does not tell it where its reader comes from.",
        source="HONcode principle 3; HTML Living Standard, 4.6.7: noreferrer",
        remedy='Write rel="noopener noreferrer" at the link in the layout.',
        wrong=laid_over(_PART, '<a href="https://example.org/">See</a>\n', line=0, file="layouts/article.html"),
        right=laid_over(_PART, '<a href="https://example.org/" rel="noopener noreferrer">See</a>\n'),
    ),
)
