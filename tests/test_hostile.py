"""What authors write as plain text never becomes an element, an attribute or a script.

A site with hostile text in every place is compared with the same site with harmless words there: the pages must have
the same elements with the same attributes.
"""

import json
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies
from lxml import etree

from tests.building import article, build, contents, write
from tests.complete import POLICIES
from tests.taming import TEXTS, Structure, assert_tame, by_topic, pages

HARMLESS = "word"

SITE_LAYOUT = """\
{% extends "base.html" %}
{% block main %}
<h1>{{ plain.title }}</h1>
{{ plain.body }}
{% for key, value in plain.extra.items() %}<p title="{{ value }}">{{ key }}: {{ value }}</p>{% endfor %}
{% endblock %}
"""


def site(text: Callable[[str], str], fingerprint: str = f"1:{64 * '0'}") -> dict[str, str]:
    """Return a site with what `text` makes of a place's name in every place that holds plain text."""

    def quoted(place: str) -> str:
        said = text(place)[:200] if place == "tag" else text(place)  # a tag becomes a folder
        return json.dumps(f"{place} {said} z", ensure_ascii=False)

    def row(name: str) -> str:
        return f"{name}: {quoted(name)}"

    stated = f"conflicts: {{statement: {quoted('conflicts')}, on: 2026-10-01}}"
    return {
        "pyproject.toml": "\n".join(
            [
                "[tool.vademecum]",
                *(f"{name} = {quoted(f'site {name}')}" for name in ("title", "description", "organisation")),
                f'nav = [{{label = {quoted("nav")}, url = "/"}}]',
                f'follow-up = {{label = {quoted("follow-up")}, url = "mailto:a@example.org"}}',
                'contact = "mailto:a@example.org"',
                *(f'policies.{name} = "about.md"' for name in POLICIES),
            ]
        ),
        "layouts/page.html": SITE_LAYOUT,
        "content/_people.yml": "\n".join(
            f"{person}: {{{', '.join([*map(row, ('name', 'credentials', 'affiliation', 'orcid')), extra])}}}"
            for person, extra in (
                ("writer", stated),
                ("reviewer", f"{stated}, board: true, example: true"),
            )
        ),
        "content/_audiences/patient.md": "\n".join(
            ["---", *map(row, ("label", "description", "emergency-number")), "---", "", "Ask."]
        ),
        "content/_audiences/nurse.md": f"---\nlabel: {quoted('nurse')}\norder: 2\n---\n\nAsk.\n",
        "content/about.md": article(layout="page", extra=f"{{a: {quoted('extra')}, b: {quoted('more')}}}"),
        "content/gi/index.md": f"---\ntitle: {quoted('section')}\n{row('description')}\n---\n\nText.\n",
        "content/gi/a.md": "\n".join(
            [
                "---",
                *map(row, ("title", "description", "funding", "specialty", "type")),
                "status: approved",
                f"audiences: {{nurse: , patient: {{{row('title')}, {row('description')}}}}}",
                f"authors: [writer, {{{row('name')}, {row('affiliation')}, {row('credentials')}, {stated}}}]",
                "reviews:",
                "  - by: reviewer",
                "    on: 2026-11-01",
                "    audience: patient",
                "    decision: approve",
                f"    fingerprint: '{fingerprint}'",
                f"    note: {quoted('note')}",
                f"tags: [{quoted('tag')}]",
                f"key-points: [{quoted('key-points')}]",
                "ai: {used: assisted, responsible: reviewer}",
                "scholarly: true",
                "date: 2026-01-01",
                "---",
                "",
                "Text.",
            ]
        ),
        "content/gi/gone.md": article(
            title=quoted("title"),
            status="withdrawn",
            withdrawn=f"{{on: 2026-01-01, reason: {quoted('reason')}, by: writer}}",
        ),
    }


def built(folder: Path, text: Callable[[str], str]) -> dict[str, bytes]:
    """Build such a site with an approved variant, and return what was made."""
    write(folder, site(text))
    assert build(folder).code == 0
    record = json.loads((folder / "site/gi/a/review.json").read_bytes())
    mark = next(each["fingerprint"] for each in record["variants"] if each["audience"] == "patient")
    write(folder, site(text, mark))
    done = build(folder)
    assert done.code == 0, done.err
    made = contents(folder / "site")
    assert b'data-status="approved"' in made["gi/a/patient/index.html"]
    return made


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Structure]:
    """The structure of the pages when every text is a harmless word."""
    return by_topic(built(tmp_path_factory.mktemp("plain"), lambda _: HARMLESS))


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_text_stays_text(text: str, plain: dict[str, Structure], tmp_path: Path) -> None:
    made = built(tmp_path, lambda _: text)
    assert_tame(made)
    assert by_topic(made) == plain

    def shown(place: str) -> str:
        return " ".join(f"{place} {text} z".split())

    page = pages(made)["gi/a/patient/index.html"]
    assert page.findtext(".//h1") == shown("title")
    etree.fromstring(made["feed.xml"])
    etree.fromstring(made["sitemap.xml"])
    (script,) = page.xpath("//script[@type='application/ld+json']")
    data, main, _ = json.loads(script.text)["@graph"]
    assert data["name"] == main["headline"] == shown("title")
    assert main["keywords"][0][:200] == shown("tag")[:200]
    assert data["reviewedBy"][0]["name"] == shown("name")
    assert b"<" not in script.text.encode()
    assert json.loads(made["gi/a/review.json"])["title"] == shown("title")
    feed = etree.fromstring(made["feed.xml"])
    assert feed.findtext("{http://www.w3.org/2005/Atom}title") == f"site title {text} z"


def test_words_that_no_file_can_be_called(tmp_path: Path) -> None:
    long, ligature = "x" * 300, "\ufdfa"  # which stands for 18 characters
    files = {
        f"content/{ligature * 20}.md": article(),
        "content/a.md": article(tags=f"[{long}]"),
        "content/b.md": article(slug=long),
        "content/c.md": article(aliases=f"/{long}/"),
    }
    done = build(write(tmp_path, files))
    assert done.code == 1
    rules = [line.partition(": ")[2].partition(":")[0] for line in done.lines]
    assert rules == ["error URL-02", "error URL-02", "error URL-03", "error URL-02"]


words = strategies.text(
    strategies.one_of(
        strategies.sampled_from("<>\"'&{}%#/\\:;=()[]!-`*_@^~$|,. \u202e\u200b"),
        strategies.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), codec="utf-8"),
    ),
    max_size=24,
)


@hypothesis.settings(
    max_examples=25, deadline=None, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
@hypothesis.given(chosen=strategies.lists(words, min_size=32, max_size=32))
def test_no_text_makes_an_element(
    chosen: list[str], plain: dict[str, Structure], tmp_path_factory: pytest.TempPathFactory
) -> None:
    places: dict[str, str] = {}

    def text(place: str) -> str:
        return places.setdefault(place, f"w{chosen[len(places)]}")

    assert by_topic(built(tmp_path_factory.mktemp("random"), text)) == plain
