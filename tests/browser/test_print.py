"""On paper: what a reader must know is there, what only a screen can do is not."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

KEPT = (
    "h1",
    ".summary",
    ".byline",
    ".caution",
    ".review-tracker",
    ".board",
    "time.updated",
    ".prose",
    ".references",
    "[role=doc-endnotes]",
    ".about",
    ".disclaimer",
    ".print-note",
    ".brand",
)
GONE = (
    ".skip",
    ".site-nav",
    ".breadcrumbs",
    "nav.audience",
    "nav.toc",
    ".follow-up",
    ".backlinks",
    ".report",
    ".colophon nav",
)


def printed(page: Page) -> Page:
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("state", ["under-review", "edited", "withdrawn"])
def test_what_is_printed(state: str, states_at: str, open_page: Open) -> None:
    page = printed(open_page(f"{states_at}/states/{state}/").page)
    assert [part for part in KEPT if not page.locator(part).first.is_visible()] == []
    assert [part for part in GONE if page.locator(part).first.is_visible()] == []


def test_an_approval_is_printed_with_its_names_and_days(states_at: str, open_page: Open) -> None:
    page = printed(open_page(f"{states_at}/states/approved/").page)
    for part in (".reviewers", "time.reviewed", "time.next-review", ".board", ".disclaimer"):
        assert page.locator(part).first.is_visible(), part
    assert not page.locator(".caution").count()


def test_a_print_of_an_overdue_page_says_so(states_at: str, open_page: Open) -> None:
    page = printed(open_page(f"{states_at}/states/approved/", now="2028-11-02T00:00:00Z").page)
    assert page.locator("aside.overdue").is_visible()
    assert not page.locator(".reviewers").is_visible()


def test_the_banner_comes_before_the_text(states_at: str, open_page: Open) -> None:
    page = printed(open_page(f"{states_at}/states/edited/").page)
    banner, text = page.locator(".caution").bounding_box(), page.locator(".prose").bounding_box()
    assert banner is not None
    assert text is not None
    assert banner["y"] + banner["height"] < text["y"]


def test_a_closed_box_is_printed_open(example_at: str, open_page: Open) -> None:
    page = open_page(f"{example_at}/oncology/ileal-net-spread/").page
    inside = page.locator("details.box p").first
    assert not inside.is_visible()
    box = printed(page).locator("details.box p").first.bounding_box()
    assert box is not None
    assert box["height"] > 10


def test_addresses_of_sources_are_printed(states_at: str, open_page: Open) -> None:
    page = printed(open_page(f"{states_at}/states/approved/").page)
    after = page.locator("#ref-alpha .source-links a").first.evaluate("e => getComputedStyle(e, '::after').content")
    assert "doi.org/10.1000/alpha" in after


def test_paper_is_white_in_the_dark_as_well(states_at: str, open_page: Open) -> None:
    page = open_page(f"{states_at}/states/edited/", color_scheme="dark").page
    ink = "e => getComputedStyle(e).color"
    assert page.locator(".prose p").first.evaluate(ink) != "rgb(0, 0, 0)"
    printed(page)
    assert page.locator(".prose p").first.evaluate(ink) == "rgb(0, 0, 0)"
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


def test_a_pdf_has_pages(example_at: str, open_page: Open) -> None:
    page = open_page(f"{example_at}/oncology/ileal-net-spread/").page
    pdf = page.pdf(prefer_css_page_size=True, tagged=True)
    assert pdf.startswith(b"%PDF-")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 12
    assert b"/StructTreeRoot" in pdf


def test_no_table_is_cut_off_on_paper(example_at: str, open_page: Open) -> None:
    page = printed(open_page(f"{example_at}/oncology/ileal-net-spread/", viewport={"width": 700, "height": 900}).page)
    wide = page.evaluate(
        "[...document.querySelectorAll('table')].filter(t => t.getBoundingClientRect().right > 700).length"
    )
    assert wide == 0
