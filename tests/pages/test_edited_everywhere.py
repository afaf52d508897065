"""An edit after an approval is told wherever the approval was claimed, and told the same."""

from __future__ import annotations

import json

import pytest
from lxml import html

from tests.reading import Built, body_of, text_of

SAID = "Edited since approval"
URLS = ("/states/edited/", "/states/edited/patient/")


@pytest.mark.parametrize("url", URLS)
def test_on_its_own_pages(url: str, states: Built) -> None:
    page = states.page(url)
    assert body_of(page).get("data-status") == "edited"
    assert text_of(page.find('.//aside[@class="caution"]')).startswith(
        f"Exercise caution: {SAID.lower()} {SAID} by Rita"
    )
    assert {text_of(each) for each in page.xpath('//nav[@class="audience"]//*[@data-state]')} == {SAID}
    assert text_of(page.find('.//p[@class="verdict"]')) == SAID
    assert page.xpath('//ul[@class="reviewers"]') == []


@pytest.mark.parametrize("url", URLS)
def test_in_the_structured_data(url: str, states: Built) -> None:
    (script,) = states.page(url).xpath('//script[@type="application/ld+json"]/text()')
    nodes = json.loads(script)["@graph"]
    assert [node["creativeWorkStatus"] for node in nodes if "creativeWorkStatus" in node] == [SAID]
    assert not any(claim in node for node in nodes for claim in ("reviewedBy", "lastReviewed"))


def test_in_the_feed_and_the_sitemap(states: Built) -> None:
    assert f"<title>[{SAID}] State edited" in states.text("feed.xml")
    assert "/states/edited/" not in states.text("sitemap.xml")


def test_in_every_list(states: Built) -> None:
    lists = [
        path
        for path, page in states.pages.items()
        if page.xpath('//li[@data-card]//a[contains(@href, "states/edited/") and not(@data-audience)]')
    ]
    assert set(lists) >= {"index.html", "states/index.html", "topics/trials/index.html"}
    for path in lists:
        page = html.document_fromstring(states.files[path])
        (card,) = page.xpath('//li[@data-card][.//h3/a[contains(@href, "states/edited/")]]')
        assert [text_of(each) for each in card.xpath(".//*[@data-state]")] == [SAID, SAID], path


def test_in_the_review_record(states: Built) -> None:
    for variant in states.data("states/edited/review.json")["variants"]:
        assert (variant["verdict"], variant["approvals"]) == ("edited", [])
        assert [each["by"] for each in variant["lapsed"]] == ["rita"]
