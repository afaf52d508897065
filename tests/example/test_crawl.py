"""The example site, crawled once: every link leads somewhere, every number to its source, nothing is foreign."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import etree
from lxml.html import HtmlElement

from tests.reading import Built, body_of, text_of

ADDRESS = "https://vademecum.example/"
LOADING = ("src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "manifest")


class Page(NamedTuple):
    """A page, its URL and its tree."""

    url: str
    tree: HtmlElement


@pytest.fixture(scope="module")
def pages(example: Built) -> list[Page]:
    """Every page but those of old URLs."""
    found = [Page(f"/{path.removesuffix('index.html')}", tree) for path, tree in example.pages.items()]
    return [page for page in found if not page.tree.xpath('//meta[@http-equiv="refresh"]')]


def articles(pages: list[Page]) -> Iterator[Page]:
    for page in pages:
        if body_of(page.tree).get("data-audience"):
            yield page


def test_there_is_enough_to_look_at(pages: list[Page]) -> None:
    assert len(pages) > 50
    assert len(list(articles(pages))) > 20
    assert {str(body_of(page.tree).get("data-audience")) for page in articles(pages)} >= {"clinician", "patient"}


def test_every_link_leads_to_something(example: Built, pages: list[Page]) -> None:
    anchors = {page.url: {unquote(str(name)) for name in page.tree.xpath("//@id")} for page in pages}
    anchors |= {f"/{path}": set() for path in example.files if not path.endswith(".html")}
    lost = []
    for page in pages:
        for link in page.tree.xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
            if urlsplit(str(link)).scheme:
                continue
            target, anchor = urldefrag(urljoin(page.url, str(link)))
            known = anchors.get(unquote(target))
            if known is None or (anchor and unquote(anchor) not in known):
                lost.append(f"{page.url}: {link}")
    assert lost == []


def test_links_inside_the_site_are_relative_and_end_in_a_slash(pages: list[Page]) -> None:
    wrong = []
    for page in pages:
        for link in page.tree.xpath("//a/@href"):
            parts = urlsplit(str(link))
            if parts.scheme or not parts.path or page.url == "/404.html":
                continue
            if parts.path.startswith("/") or not (parts.path.endswith("/") or "." in parts.path.rsplit("/", 1)[-1]):
                wrong.append(f"{page.url}: {link}")
    assert wrong == []


def test_nothing_is_asked_of_another_site(example: Built, pages: list[Page]) -> None:
    foreign = []
    for page in pages:
        for element in page.tree.iter(etree.Element):
            quiet = element.tag == "a" or (element.tag == "link" and element.get("rel") in ("canonical", "alternate"))
            values = [element.get(name, "") for name in (*LOADING, *(() if quiet else ("href",)))]
            foreign += [f"{page.url}: {value}" for value in values if re.match(r"(?i)\s*(https?:|//)", value)]
    for path, data in example.files.items():
        if path.endswith((".css", ".js", ".svg")):
            text = data.decode()
            foreign += [
                f"{path}: {found}" for found in re.findall(r"url\(\s*['\"]?(?:https?:)?//[^)]*|@import[^;]*", text)
            ]
            foreign += [
                f"{path}: {found}" for found in re.findall(r"fetch\(|XMLHttpRequest|sendBeacon|WebSocket", text)
            ]
    assert foreign == []


def test_no_page_holds_a_script_or_a_style_of_its_own(pages: list[Page]) -> None:
    for page in pages:
        assert page.tree.xpath("//style | //@style") == [], page.url
        assert [name for e in page.tree.iter(etree.Element) for name in e.attrib if str(name).startswith("on")] == []
        for script in page.tree.iter("script"):
            assert script.get("src") or script.get("type") == "application/ld+json", page.url


def test_every_page_is_its_own_canonical(pages: list[Page]) -> None:
    for page in pages:
        found = page.tree.xpath('//link[@rel="canonical"]/@href')
        assert found == ([] if page.url == "/404.html" else [f"{ADDRESS}{page.url[1:]}"]), page.url


def test_every_title_is_one_pages_alone(pages: list[Page]) -> None:
    titles = [text_of(page.tree.find("head/title")) for page in pages]
    assert all(titles)
    assert sorted(title for title in titles if titles.count(title) > 1) == []


def test_one_heading_of_the_first_level_and_none_skipped(pages: list[Page]) -> None:
    for page in pages:
        levels = [int(str(h.tag)[1]) for h in page.tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1, page.url
        assert all(two - one <= 1 for one, two in zip([1, *levels], levels, strict=False)), page.url


def test_no_id_stands_twice(pages: list[Page]) -> None:
    for page in pages:
        ids = page.tree.xpath("//@id")
        assert sorted(name for name in ids if ids.count(name) > 1) == [], page.url


def test_numbers_run_from_one_and_each_source_is_listed_once(pages: list[Page]) -> None:
    for page in articles(pages):
        items = page.tree.xpath('//ol[@class="references"]/li')
        assert [item.get("value") for item in items] == [str(n) for n in range(1, len(items) + 1)], page.url
        keys = [item.get("data-key") for item in items]
        assert len(keys) == len(set(keys))


def test_numbers_are_given_in_the_order_of_reading(pages: list[Page]) -> None:
    for page in articles(pages):
        seen: list[int] = []
        for link in page.tree.xpath('//article//a[@role="doc-biblioref"]'):
            number = int(text_of(link))
            if number not in seen:
                # Between the ends of a range stand those that the range leaves out.
                seen.extend(range(len(seen) + 1, number + 1))
        items = page.tree.xpath('//ol[@class="references"]/li')
        assert seen == list(range(1, len(items) + 1)), page.url


def test_every_number_links_to_its_source_and_back(pages: list[Page]) -> None:
    for page in articles(pages):
        numbers = {f"#{item.get('id')}": item.get("value") for item in page.tree.xpath('//ol[@class="references"]/li')}
        cited = set()
        for link in page.tree.xpath('//a[@role="doc-biblioref"]'):
            assert numbers[str(link.get("href"))] == text_of(link), page.url
            cited.add((str(link.get("href")), f"#{link.get('id')}"))
        for item in page.tree.xpath('//ol[@class="references"]/li'):
            back = {(f"#{item.get('id')}", str(a.get("href"))) for a in item.xpath('.//a[@role="doc-backlink"]')}
            own = {pair for pair in cited if pair[0] == f"#{item.get('id')}"}
            assert own <= back, page.url
            assert all(re.fullmatch(r"#cite-\d+", place) for _, place in back - own), page.url
            assert back, f"{page.url}: {item.get('id')} is listed and not cited"


def test_variants_lead_to_each_other(example: Built, pages: list[Page]) -> None:
    by_article: dict[str, list[Page]] = {}
    for path in example.files:
        if path.endswith("/review.json"):
            variants = example.data(path)["variants"]
            own = [variant["url"] for variant in variants]
            by_article[path] = [page for page in pages if page.url in own]
            assert len(by_article[path]) == len(own)
    for found in by_article.values():
        urls = {page.url for page in found}
        for page in found:
            links = {urljoin(page.url, str(href)) for href in page.tree.xpath('//nav[@class="audience"]//a/@href')}
            assert links == (urls if len(urls) > 1 else set()), page.url


def test_the_records_say_what_the_pages_show(example: Built, pages: list[Page]) -> None:
    by_url = {page.url: page.tree for page in pages}
    for path in example.files:
        if not path.endswith("/review.json"):
            continue
        for variant in example.data(path)["variants"]:
            page = by_url[variant["url"]]
            body = body_of(page)
            shown = (body.get("data-audience"), body.get("data-status"))
            assert shown == (variant["audience"], variant["verdict"]), path
            people = {text_of(person) for person in page.xpath('//ul[@class="reviewers"]//span[@class="person"]')}
            assert people == {approval["name"] for approval in variant["approvals"]}
            data, *_ = json.loads(str(page.xpath('//script[@type="application/ld+json"]')[0].text))["@graph"]
            assert data["@type"] == "MedicalWebPage"
            assert ("reviewedBy" in data) == (variant["verdict"] == "approved")


def test_no_invented_person_is_named_without_saying_so(pages: list[Page]) -> None:
    for page in pages:
        for person in page.tree.xpath('//span[@class="person"]'):
            conflict = person.getparent().tag == "dd" and (person.tail or "").startswith(":")
            assert conflict or "(example " in (person.tail or ""), f"{page.url}: {text_of(person)}"


def test_feed_and_sitemap_are_well_formed_and_lead_into_the_site(example: Built, pages: list[Page]) -> None:
    known = {f"{ADDRESS}{page.url[1:]}" for page in pages}
    feed = etree.fromstring(example.text("feed.xml").encode())
    atom = "{http://www.w3.org/2005/Atom}"
    assert {str(entry.findtext(f"{atom}id")) for entry in feed.iter(f"{atom}entry")} <= known
    sitemap = etree.fromstring(example.text("sitemap.xml").encode())
    found = [str(each.text) for each in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(found) == len(set(found))
    assert set(found) <= known
    noindex = {f"{ADDRESS}{page.url[1:]}" for page in pages if page.tree.xpath('//meta[@name="robots"]')}
    assert not set(found) & noindex
