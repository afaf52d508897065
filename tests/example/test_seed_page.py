"""The example article on the question of the page that started this: every part of it, and none of its faults."""

from __future__ import annotations

import re

import pytest
from lxml.html import HtmlElement

from tests.reading import Built, body_of, text_of

URL = "/oncology/ileal-net-spread/"


@pytest.fixture(scope="module", params=["", "patient/"], ids=["clinician", "patient"])
def page(request: pytest.FixtureRequest, example: Built) -> HtmlElement:
    return example.page(f"{URL}{request.param}")


def one(page: HtmlElement, path: str) -> HtmlElement:
    found: list[HtmlElement] = page.xpath(path)
    assert len(found) == 1, path
    return found[0]


# Its parts


def test_the_question_is_the_title(page: HtmlElement) -> None:
    assert re.search(r"\?$", text_of(one(page, "//h1")))


def test_the_advisory_board_is_named(page: HtmlElement) -> None:
    assert text_of(one(page, '//p[@class="board"]')).startswith("Advisory board:")


def test_the_banner_says_that_human_review_is_pending(page: HtmlElement) -> None:
    said = text_of(one(page, '//aside[@class="caution"]')).lower()
    assert all(words in said for words in ("caution", "pending human review", "for education only"))


def test_the_status_of_the_review_is_tracked(page: HtmlElement) -> None:
    section = one(page, '//section[@class="review"]')
    assert text_of(section.find(".//h2")) == "Article review status"
    steps = [text_of(step) for step in section.xpath('.//*[@class="step"]')]
    assert steps == ["Submitted", "Under Review", "Approved"]


def test_the_last_update_and_the_policy(page: HtmlElement) -> None:
    assert one(page, '//time[@class="updated"]').get("datetime")
    assert text_of(one(page, '//a[@class="policy"]')) == "View editorial policy"


def test_readers_may_choose_their_words(page: HtmlElement) -> None:
    switch = one(page, '//nav[@class="audience"]')
    assert "Which best describes you?" in text_of(switch)
    assert len(switch.xpath(".//a")) >= 2


def test_numbered_citations_and_their_list(page: HtmlElement) -> None:
    assert len(page.xpath('//article//a[@class="citation"]')) >= 5
    assert len(page.xpath('//ol[@class="references"]/li')) >= 3


def test_sections_and_lists(page: HtmlElement) -> None:
    prose = one(page, '//div[@class="prose"]')
    assert len(prose.xpath(".//h2")) >= 3
    assert prose.xpath(".//ul/li")


def test_a_disclaimer_and_a_follow_up(page: HtmlElement) -> None:
    assert len(text_of(one(page, '//section[@class="disclaimer"]'))) > 100
    assert "follow-up question" in text_of(one(page, '//aside[@class="follow-up"]'))


def test_the_professional_disclaimer_is_the_clinicians(example: Built) -> None:
    said = text_of(one(example.page(URL), '//section[@class="disclaimer"]'))
    assert "healthcare professionals" in said
    assert "clinical judgement" in said
    assert "healthcare professionals" not in text_of(
        one(example.page(f"{URL}patient/"), '//section[@class="disclaimer"]')
    )


# Its faults


def test_no_line_says_that_all_articles_are_reviewed(example: Built) -> None:
    for path, each in example.pages.items():
        said = text_of(body_of(each))
        assert not re.search(
            r"(?i)all (our )?(articles|pages|answers) (are|were|have been) (reviewed|checked)", said
        ), path


def test_the_page_claims_no_review_that_it_has_not_had(page: HtmlElement) -> None:
    assert body_of(page).get("data-status") != "approved"
    assert page.xpath('//ul[@class="reviewers"] | //time[@class="reviewed"]') == []
    assert not re.search(r"(?i)reviewed for accuracy|reviewed by", text_of(one(page, "//main")))


def test_every_number_leads_to_a_listed_source(page: HtmlElement) -> None:
    listed = {f"#{item.get('id')}" for item in page.xpath('//ol[@class="references"]/li')}
    for link in page.xpath('//article//a[@class="citation"]'):
        assert link.get("href") in listed
    # No number in brackets is mere text.
    prose = one(page, '//div[@class="prose"]')
    for text in prose.xpath('.//text()[not(ancestor::*[@class="citations"])]'):
        assert not re.search(r"\[\d", str(text))


def test_the_article_holds_no_marketing(page: HtmlElement) -> None:
    article = one(page, "//article")
    assert article.xpath('.//aside[@class="follow-up"]') == []
    assert not re.search(
        r"(?i)world-class|top research|our medical a\.?i\.?|sign up|subscribe|get .{0,20}answers", text_of(article)
    )


NUMBER = re.compile(r"\d")
NAMES = re.compile(r"(?i)\b(stage |grade |G|N|M|Ki-)\d\w*")
"""Numbers that are names: of a stage, of a grade."""


def sentences(block: HtmlElement) -> list[tuple[str, bool]]:
    """Return each sentence of a block with whether a citation stands in it."""
    parts: list[str] = []
    for text in block.xpath(".//text()"):
        if text.getparent().xpath('ancestor-or-self::*[@class="citations"]') and not (
            text.is_tail and text.getparent().get("class") == "citations"
        ):
            parts.append("\x00")
        else:
            parts.append(str(text))
    whole = " ".join("".join(parts).split())
    return [(part.replace("\x00", ""), "\x00" in part) for part in re.split(r"(?<=[.?!])\s+(?=[A-Z])", whole)]


def test_every_number_in_the_text_has_a_source(page: HtmlElement) -> None:
    """A sentence that holds a number holds a citation, or stands in a paragraph that does."""
    prose = one(page, '//div[@class="prose"]')
    bare = []
    for block in prose.xpath(".//p | .//li[not(p)] | .//dd[not(p)] | .//tr[td]"):
        cited = bool(block.xpath('.//*[@class="citations"]'))
        for sentence, own in sentences(block):
            if NUMBER.search(NAMES.sub("", sentence)) and not (own or cited):
                bare.append(sentence)
    assert bare == []


def test_no_interval_is_given(page: HtmlElement) -> None:
    said = text_of(one(page, '//div[@class="prose"]'))
    assert not re.search(r"\b5\s?[–-]\s?7 years", said)
    assert re.search(r"found no study that measures", said)
