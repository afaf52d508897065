"""Texts share what many of them hold, and none says anything else because of it."""

from __future__ import annotations

from vademecum.articles.parse import parse_article
from vademecum.articles.people import parse_people
from vademecum.model.articles import Parsed, Source, Text
from vademecum.texts import Shares

PEOPLE, _ = parse_people(
    Source(path="content/_people.yml", text="- id: sun-hee\n  name: Sun-hee Park\n  roles: [author]\n", digest="")
)
FRONT = "---\ntitle: {}\nauthors: [sun-hee]\ndate: 2026-01-02\ntags: [heart]\nai: {{used: none}}\n---\nText.\n"


def text(name: str, source: str) -> Text:
    path = f"content/{name}.md"
    holds, problems = parse_article(Source(path=path, text=source, digest="d" * 64), PEOPLE, {})
    return Text(
        path=path,
        digest="d" * 64,
        context="",
        belongs=None,
        holds=holds,
        problems=tuple(problems),
        mentions=("alpha",),
    )


def meta_of(one: Text) -> Parsed:
    assert isinstance(one.holds, Parsed)
    return one.holds


def test_texts_stay_equal_and_share_what_is_alike() -> None:
    texts = [
        text("a", FRONT.format("One")),
        text("b", FRONT.format("Two")),
        text("c", FRONT.format("Three").replace("date", "note: of 2026\ndate")),
    ]
    shares = Shares(PEOPLE)
    shared = [shares.of(each) for each in texts]
    assert shared == texts
    first, second, other = (meta_of(each).meta for each in shared)
    assert first.places is second.places
    assert first.date is second.date is other.date
    assert first.ai is second.ai
    assert other.places["date"] != first.places["date"]
