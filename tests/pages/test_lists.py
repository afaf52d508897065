"""Lists of articles, their pages, old URLs, and the page for lost readers."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.reading import ADDRESS, SETTINGS, Built, article, built, text_of
from vademecum.assemble import PAGE_SIZE

MANY = 120
LISTS = ("/", "/wards/", "/topics/rounds/")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files: dict[str, str | bytes] = {
        f"content/wards/n{number:03d}.md": article(
            title=f"Ward {number:03d}", date=f"2026-01-{number % 28 + 1:02d}", tags="[rounds]", audiences="clinician"
        )
        for number in range(MANY)
    }
    files["content/index.md"] = "---\ntitle: Ward round\nlayout: page\n---\nA welcomeword.\n"
    return built(tmp_path_factory.mktemp("many"), files)


def pages_of(url: str) -> list[str]:
    return [url, *(f"{url}page/{number}/" for number in range(2, -(-MANY // PAGE_SIZE) + 1))]


def titles(site: Built, url: str) -> list[str]:
    return [text_of(title) for title in site.page(url).xpath('//li[@class="card"]/h3')]


@pytest.mark.parametrize("url", LISTS)
def test_every_article_stands_on_one_page_of_each_list(many: Built, url: str) -> None:
    found = [titles(many, page) for page in pages_of(url)]
    assert [len(page) for page in found] == [50, 50, 20]
    assert len({title for page in found for title in page}) == MANY
    assert not many.has(f"{url}page/1/")
    assert not many.has(f"{url}page/4/")


@pytest.mark.parametrize("url", LISTS)
def test_newest_first_then_by_title(many: Built, url: str) -> None:
    found = [
        (str(card.xpath(".//time/@datetime")[0]), text_of(card.find("h3")))
        for page in pages_of(url)
        for card in many.page(page).xpath('//li[@class="card"]')
    ]
    assert found == sorted(found, key=lambda card: (-int(card[0].replace("-", "")), card[1]))


@pytest.mark.parametrize("url", LISTS)
def test_the_pages_of_a_list_lead_to_each_other(many: Built, url: str) -> None:
    pages = pages_of(url)
    for number, page in enumerate(pages):
        (pager,) = many.page(page).xpath('//nav[@class="pager"]')
        found = {str(link.get("rel")): urljoin(page, str(link.get("href"))) for link in pager.iter("a")}
        wanted = {"prev": pages[number - 1] if number else "", "next": (pages[number + 1 :] or [""])[0]}
        assert found == {rel: target for rel, target in wanted.items() if target}
        assert f"Page {number + 1} of 3" in text_of(pager)


@pytest.mark.parametrize("url", LISTS)
def test_each_page_of_a_list_is_its_own(many: Built, url: str) -> None:
    pages = pages_of(url)
    assert len({text_of(many.page(page).xpath("//title")[0]) for page in pages}) == len(pages)
    for page in pages:
        assert many.page(page).xpath('//link[@rel="canonical"]/@href') == [f"{ADDRESS}{page[1:]}"]


def test_the_introduction_stands_on_the_first_page_alone(many: Built) -> None:
    assert ["welcomeword" in many.text(page) for page in pages_of("/")] == [True, False, False]


def test_a_short_list_has_no_pager(states: Built) -> None:
    for url in ("/", "/states/", "/topics/trials/"):
        assert states.page(url).xpath('//nav[@class="pager"]') == []


def test_the_feed_is_short_and_holds_the_newest(many: Built) -> None:
    days = re.findall(r"<updated>(\d{4}-\d\d-\d\d)", many.text("feed.xml"))
    assert len(days) == 51
    assert days[1:] == sorted(days[1:], reverse=True)


def test_a_card_tells_the_status_of_every_variant(states: Built) -> None:
    cards = {text_of(card.find("h3")): card for card in states.page("/states/").xpath('//li[@class="card"]')}
    mixed = cards["State mixed clinicianword"]
    links = [(text_of(link), urljoin("/states/", str(link.get("href")))) for link in mixed.iter("a")]
    assert links == [
        ("State mixed clinicianword", "/states/mixed/"),
        ("Clinician", "/states/mixed/"),
        ("Patient or caregiver", "/states/mixed/patient/"),
    ]
    assert [status.get("data-state") for status in mixed.xpath('.//*[@class="status"]')] == ["approved", "edited"]
    assert [text_of(status) for status in mixed.xpath('.//*[@class="status"]')] == ["Approved", "Edited since approval"]
    withdrawn = cards["Withdrawn: State withdrawn clinicianword"]
    assert {text_of(status) for status in withdrawn.xpath('.//*[@class="status"]')} == {"Withdrawn"}


def test_the_home_page_leads_to_sections_and_topics(states: Built) -> None:
    page = states.page("/")
    groups = {
        text_of(item.find("a")): (item.find("a").get("href"), text_of(item.xpath('./*[@class="count"]')[0]))
        for item in page.xpath('//div[@class="groups"]//li')
    }
    assert groups == {
        "States": ("states/", "7"),
        "every state": ("topics/every-state/", "7"),
        "trials": ("topics/trials/", "7"),
    }


def test_the_page_of_references_names_who_cites_them(states: Built) -> None:
    page = states.page("/references/")
    items = page.xpath('//ul[@class="sources"]/li')
    assert [item.get("data-key") for item in items] == ["alpha", "delta", "gamma", "omega"]
    for item in items:
        cited = [urljoin("/references/", str(href)) for href in item.xpath('.//*[@class="cited-by"]/a/@href')]
        assert len(cited) == len(set(cited)) == 7
        assert all(states.has(url) for url in cited)


# Old URLs


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("/old/", "old/index.html"),
        ("/old/place/", "old/place/index.html"),
        ("old/place", "old/place/index.html"),
        ("/old.html", "old.html"),
        ("/old/page.php", "old/page.php"),
    ],
)
def test_an_old_url_leads_to_the_new_one(alias: str, file: str, tmp_path: Path) -> None:
    site = built(tmp_path, {"content/gi/a.md": article(aliases=f"[{alias}]")})
    assert site.has(file)
    page = site.page(f"/{file}")
    url = f"/{file.removesuffix('index.html')}"
    (target,) = page.xpath("//a/@href")
    assert urljoin(url, str(target)) == "/gi/a/"
    assert page.xpath('//link[@rel="canonical"]/@href') == [f"{ADDRESS}gi/a/"]
    assert page.xpath('//meta[@name="robots"]/@content') == ["noindex"]
    (refresh,) = page.xpath('//meta[@http-equiv="refresh"]/@content')
    assert refresh == f"0; url={target}"


def test_an_old_url_is_in_no_list(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/gi/a.md": article(aliases="[/old/]", date="2026-01-01")})
    for path in ("feed.xml", "sitemap.xml", "index.html", "gi/index.html"):
        assert "old/" not in site.text(path), path


# The page for lost readers


@pytest.mark.parametrize(
    ("address", "path"), [("https://a.example/", "/"), ("https://a.example/deep/site/", "/deep/site/")]
)
def test_the_lost_page_works_from_anywhere(address: str, path: str, tmp_path: Path) -> None:
    settings = SETTINGS.replace(ADDRESS, address)
    site = built(tmp_path, {"content/gi/a.md": article("Text [@alpha].\n"), "pyproject.toml": settings})
    page = site.page("/404.html")
    targets = [str(value) for value in page.xpath("//a/@href | //link/@href | //script/@src")]
    local = [target for target in targets if not target.startswith(("mailto:", "#"))]
    assert len(local) > 8
    for target in local:
        assert target.startswith(path), target
        assert site.has(target.removeprefix(path) or "index.html"), target
    assert page.xpath('//link[@rel="canonical"]') == []
    assert page.xpath("//body/@data-status") == []


def test_a_site_in_a_folder_of_its_host_links_by_relative_ways(tmp_path: Path) -> None:
    settings = SETTINGS.replace(ADDRESS, "https://a.example/deep/site/")
    site = built(tmp_path, {"content/gi/a.md": article(date="2026-01-01"), "pyproject.toml": settings})
    page = site.page("/gi/a/")
    assert page.xpath('//link[@rel="canonical"]/@href') == ["https://a.example/deep/site/gi/a/"]
    for target in page.xpath("//a/@href | //script/@src"):
        assert not str(target).startswith("/"), target
    assert "https://a.example/deep/site/gi/a/" in site.text("feed.xml")


def test_links_of_a_page_in_folders_with_odd_names(tmp_path: Path) -> None:
    files = {
        "content/Über uns/Größe & 5%.md": article("See [b](../x/b.md#was-ist-das).\n", tags="[Größe]", title="G"),
        "content/x/b.md": article("## Was ist das?\n\nSee [g](<../Über uns/Größe & 5%.md>).\n", title="B"),
    }
    site = built(tmp_path, files)
    assert site.has("/über-uns/größe-5/")
    (link,) = site.page("/x/b/").xpath('//div[@class="prose"]//a/@href')
    assert link == "../../%C3%BCber-uns/gr%C3%B6%C3%9Fe-5/"
    assert site.has("/topics/größe/")


def test_the_order_of_pages_and_their_bytes_do_not_depend_on_jobs(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"content/n{number}.md": article(f"Text [@alpha] {number}.\n", title=f"N{number}") for number in range(30)
    }
    one, two = built(tmp_path / "one", files, jobs=1), built(tmp_path / "two", files, jobs=2)
    assert one.files == two.files
