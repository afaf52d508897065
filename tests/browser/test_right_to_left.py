"""A site in a language that is written from right to left is the mirror image."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

URL = "/states/edited/"


def box(page: Page, part: str) -> dict[str, float]:
    found = page.locator(part).first.bounding_box()
    assert found is not None, part
    return {"left": found["x"], "right": found["x"] + found["width"]}


def test_the_columns_change_sides(states_at: str, arabic_at: str, open_page: Open) -> None:
    left, right = open_page(f"{states_at}{URL}").page, open_page(f"{arabic_at}{URL}").page
    assert right.locator("html").get_attribute("dir") == "rtl"
    assert box(left, "nav.toc")["left"] > box(left, ".text")["right"]
    assert box(right, "nav.toc")["right"] < box(right, ".text")["left"]
    assert box(left, ".brand")["left"] < 200
    assert box(right, ".brand")["right"] > 1080


@pytest.mark.parametrize(
    ("part", "side"),
    [
        (".review-tracker li >> nth=0", "left"),
        (".dates", "right"),
        (".breadcrumbs li >> nth=0", "left"),
        ("nav.audience li >> nth=0", "left"),
        ("h1", "left"),
    ],
)
def test_every_part_is_mirrored(part: str, side: str, states_at: str, arabic_at: str, open_page: Open) -> None:
    left, right = box(open_page(f"{states_at}{URL}").page, part), box(open_page(f"{arabic_at}{URL}").page, part)
    assert side in ("left", "right")
    assert left["left"] + right["right"] == pytest.approx(1280, abs=2)


def test_steps_run_from_the_right(arabic_at: str, open_page: Open) -> None:
    page = open_page(f"{arabic_at}{URL}").page
    steps = [step.bounding_box() for step in page.locator(".review-tracker li").all()]
    places = [step["x"] for step in steps if step]
    assert places == sorted(places, reverse=True)
    assert len(places) == 3


def test_lists_tables_and_quotes_begin_at_the_right(arabic_at: str, open_page: Open) -> None:
    page = open_page(f"{arabic_at}{URL}").page
    style = "(e, name) => getComputedStyle(e)[name]"
    assert page.locator(".references").evaluate("e => getComputedStyle(e).paddingRight") != "0px"
    assert page.locator(".references").evaluate("e => getComputedStyle(e).paddingLeft") == "0px"
    assert page.locator("td").first.evaluate(style, "textAlign") == "start"
    cell = page.locator("tbody tr td")
    assert box(page, "tbody tr td >> nth=0")["left"] > box(page, "tbody tr td >> nth=1")["left"]
    assert cell.count() == 2


def test_references_keep_their_own_direction(arabic_at: str, open_page: Open) -> None:
    page = open_page(f"{arabic_at}{URL}").page
    assert page.locator("#ref-alpha .reference").evaluate("e => getComputedStyle(e).unicodeBidi") == "plaintext"


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_sticks_out(width: int, arabic_at: str, open_page: Open) -> None:
    page = open_page(f"{arabic_at}{URL}", viewport={"width": width, "height": 800}).page
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate(
        "[...document.querySelectorAll('main, h1, .prose, .review')].every(e => e.getBoundingClientRect().left >= 0)"
    )


def test_axe_finds_nothing(arabic_at: str, open_page: Open, faults: Callable[[Page], list[str]]) -> None:
    assert faults(open_page(f"{arabic_at}{URL}", color_scheme="dark").page) == []
