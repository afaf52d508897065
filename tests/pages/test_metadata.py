"""What machines read in a page's head says what its readers see, and claims a review only while it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement

from tests.reading import ADDRESS, SETTINGS, STATES, Built, article, body_of, built, text_of
from vademecum.pages.linkeddata import text
from vademecum.pages.words import spoken_part

CLAIMS = ("reviewedBy", "lastReviewed")


def data_of(page: HtmlElement) -> dict[str, Any]:
    """Return a page's node of its graph, with its article and its publisher in place of their ids."""
    nodes = nodes_of(page)
    (found,) = (node for node in nodes.values() if node["@type"] == "MedicalWebPage")
    return {**found, **{name: nodes[found[name]["@id"]] for name in ("mainEntity", "publisher") if name in found}}


def nodes_of(page: HtmlElement) -> dict[str, dict[str, Any]]:
    """Return the nodes of a page's graph, by id."""
    (script,) = page.xpath('//script[@type="application/ld+json"]')
    document = json.loads(script.text)
    assert set(document) == {"@context", "@graph"}
    assert document["@context"] == "https://schema.org"
    return {node["@id"]: node for node in document["@graph"]}


def articles(states: Built) -> Iterator[tuple[str, HtmlElement]]:
    for name in (*STATES, "mixed"):
        for rest in ("", "patient/"):
            yield f"/states/{name}/{rest}", states.page(f"/states/{name}/{rest}")
    yield "/bare/", states.page("/bare/")


def meta(page: HtmlElement, name: str) -> list[str]:
    return [str(value) for value in page.xpath(f'//meta[@name="{name}" or @property="{name}"]/@content')]


def names(people: list[dict[str, Any]]) -> list[str]:
    return [person["name"] for person in people]


def test_a_review_is_claimed_only_while_it_holds(states: Built) -> None:
    for url, page in articles(states):
        data = data_of(page)
        approved = body_of(page).get("data-status") == "approved"
        assert [claim in data for claim in CLAIMS] == [approved, approved], url
        assert not set(CLAIMS) & set(data["mainEntity"]), url


def test_reviewers_and_the_day_are_those_that_readers_see(states: Built) -> None:
    for url, page in articles(states):
        data = data_of(page)
        if "reviewedBy" not in data:
            continue
        seen = [text_of(person) for person in page.xpath('//ul[@class="reviewers"]//span[@class="person"]')]
        assert names(data["reviewedBy"]) == seen, url
        assert data["lastReviewed"] == page.xpath('//time[@class="reviewed"]/@datetime')[0]


def test_credentials_and_affiliations_are_those_that_readers_see(states: Built) -> None:
    for url, page in articles(states):
        data = data_of(page)
        people = [*data.get("reviewedBy", ()), *data["mainEntity"].get("author", ())]
        said = text_of(body_of(page))
        for person in people:
            for part in (person.get("honorificSuffix", ""), person.get("affiliation", {}).get("name", "")):
                assert part in said, url
            assert person["description"] == "example person"
            if "identifier" in person and person["name"] != "Rita Reviewer":
                assert page.xpath(f'//a[@href="{person["identifier"]}"]'), url


def test_title_description_and_language_are_those_that_readers_see(states: Built) -> None:
    for url, page in articles(states):
        data = data_of(page)
        title = text_of(page.xpath("//h1")[0])
        assert data["name"] == data["mainEntity"]["headline"] == title, url
        assert meta(page, "og:title") == [title]
        summary = [text_of(p) for p in page.xpath('//article//p[@class="summary"]')]
        assert [data["description"]] if "description" in data else summary == [], url
        assert meta(page, "description") == meta(page, "og:description") == summary, url
        assert data["inLanguage"] == data["mainEntity"]["inLanguage"] == page.get("lang")


def test_dates_and_authors_are_those_that_readers_see(states: Built) -> None:
    for url, page in articles(states):
        main = data_of(page)["mainEntity"]
        days = page.xpath("//main//time/@datetime")
        for key in ("datePublished", "dateModified"):
            assert key not in main or main[key] in days, url
        if "bare" in url:
            assert not {"datePublished", "dateModified", "author"} & set(main)
            continue
        assert main["dateModified"] == page.xpath('//time[@class="updated"]/@datetime')[0]
        assert names(main["author"]) == meta(page, "DC.creator") == ["Ann Author"]
        assert meta(page, "DCTERMS.issued") == ["2026-01-10"]
        assert meta(page, "DCTERMS.modified") == ["2026-10-20"]


def test_the_status_is_that_which_readers_see(states: Built) -> None:
    words = {
        "submitted": "Draft",
        "under-review": "Under review",
        "approved": "Published",
        "edited": "Edited since approval",
        "overdue": "Review overdue",
        "withdrawn": "Withdrawn",
    }
    for url, page in articles(states):
        state = str(body_of(page).get("data-status"))
        assert data_of(page)["mainEntity"]["creativeWorkStatus"] == words[state], url


def test_every_variant_names_its_readers_and_itself(states: Built) -> None:
    for url, page in articles(states):
        data = data_of(page)
        audience = body_of(page).get("data-audience")
        label = {"clinician": "Clinician", "patient": "Patient or caregiver", "everyone": "Everyone"}[str(audience)]
        kind = "Patient" if audience == "patient" else "MedicalAudience"
        assert data["audience"] == data["mainEntity"]["audience"] == {"@type": kind, "audienceType": label}
        assert meta(page, "DCTERMS.audience") == [label]
        address = f"{ADDRESS}{url[1:]}"
        assert data["url"] == address
        assert meta(page, "og:url") == [address]
        assert page.xpath('//link[@rel="canonical"]/@href') == [address]


def test_every_page_has_a_title_of_its_own(states: Built) -> None:
    titles = [
        text_of(page.xpath("//head/title")[0]) for path, page in states.pages.items() if not path.startswith("old/")
    ]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


NASTY = """</script><script>alert(1)</script> & "q" 'q' <!-- {{ x }} ]]>"""


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    quoted = "'" + NASTY.replace("'", "''") + "'"
    files = {
        "content/a.md": article(
            title=quoted, description=quoted, tags=f"[{quoted}]", date="2026-01-01", funding=quoted
        ),
        "content/_people.yml": f"ann: {{name: {quoted}, credentials: {quoted}, example: true}}\n",
        "pyproject.toml": SETTINGS.replace('"Ward round"', json.dumps(NASTY)).replace(
            '"Example press"', json.dumps(NASTY)
        ),
    }
    files["content/a.md"] = files["content/a.md"].replace("title:", "authors: [ann]\ntitle:", 1)
    site = built(tmp_path, files)
    page = site.page("/a/")
    assert data_of(page)["name"] == NASTY
    assert data_of(page)["publisher"]["name"] == NASTY
    assert names(data_of(page)["mainEntity"]["author"]) == [NASTY]
    assert text_of(page.xpath("//h1")[0]) == NASTY
    assert meta(page, "og:title") == [NASTY]
    for path, each in site.pages.items():
        scripts = [script for script in each.iter("script") if script.get("src") is None]
        assert len(scripts) <= 1, path
        assert "alert" not in "".join(script.text or "" for script in each.xpath("//script[not(@type)]")), path


def test_json_in_a_page_holds_nothing_that_html_reads() -> None:
    encoded = text('<!--</script>&\u2028\u2029é"\\\n')
    assert not set("<>&\u2028\u2029\n") & set(encoded)
    assert json.loads(encoded) == '<!--</script>&\u2028\u2029é"\\\n'


def test_without_an_address_nothing_names_one(tmp_path: Path) -> None:
    settings = SETTINGS.replace('base-url = "https://vademecum.example/"\n', "")
    site = built(tmp_path, {"content/a.md": article(date="2026-01-01"), "pyproject.toml": settings})
    assert [problem.rule for problem in site.problems] == ["CFG-04"]
    assert not site.has("feed.xml")
    assert not site.has("sitemap.xml")
    page = site.page("/a/")
    assert page.xpath('//link[@rel="canonical" or @rel="alternate"]') == []
    assert "url" not in data_of(page)
    assert meta(page, "og:url") == []
    assert b"https://vademecum.example" not in b"".join(site.files.values())


@pytest.mark.parametrize(
    ("typed", "said"),
    [("2026-08", "August 2026"), ("2026-08-09", "9 August 2026"), ("", "")],
)
def test_a_month_is_spoken(typed: str, said: str) -> None:
    assert spoken_part(typed) == said
