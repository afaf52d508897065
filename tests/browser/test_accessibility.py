"""Every kind of page, in light, in dark and on a small screen: axe-core finds nothing, and nothing sticks out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.reading import STATES

pytestmark = pytest.mark.browser

EXAMPLE = {
    "home": "/",
    "article": "/cardiology/heart-failure-four-pillars/",
    "seed article": "/oncology/ileal-net-spread/",
    "patient variant": "/oncology/ileal-net-spread/patient/",
    "section": "/cardiology/",
    "tag": "/topics/oncology/",
    "plain page": "/about/editorial-policy/",
    "references": "/references/",
    "changes": "/cardiology/myocardial-infarction-first-hours/changes/",
    "lost": "/no/such/page/",
}
WIDTHS = (320, 360, 768, 1280)
SPACING = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }`);
document.adoptedStyleSheets = [sheet];
"""
"""WCAG 1.4.12. The page's own policy lets no style element in."""


def address(name: str, example_at: str, states_at: str) -> str:
    return f"{example_at}{EXAMPLE[name]}" if name in EXAMPLE else f"{states_at}/states/{name}/"


PAGES = (*EXAMPLE, *STATES, "mixed/patient")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(
    name: str, example_at: str, states_at: str, open_page: Open, faults: Callable[[Page], list[str]]
) -> None:
    page = open_page(address(name, example_at, states_at)).page
    assert faults(page) == [], "light"
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 320, "height": 640})
    assert faults(page) == [], "dark, 320 px"


def test_axe_finds_what_is_wrong(states_at: str, open_page: Open, faults: Callable[[Page], list[str]]) -> None:
    page = open_page(f"{states_at}/states/approved/").page
    page.evaluate("document.querySelector('.summary').style.color = '#ccc'")
    page.evaluate("document.querySelector('img').removeAttribute('alt')")
    assert {fault.split()[0] for fault in faults(page)} == {"color-contrast", "image-alt"}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out(name: str, example_at: str, states_at: str, open_page: Open) -> None:
    page = open_page(address(name, example_at, states_at)).page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        whole = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert whole[0] <= whole[1], f"{width} px"


LOST = """
() => [...document.querySelectorAll('body *')].filter((element) => {
  const style = getComputedStyle(element);
  if (element.closest('.visually-hidden, [hidden], svg, math, head') || !element.textContent.trim()) return false;
  const cut = (overflow) => overflow === 'hidden' || overflow === 'clip';
  return (cut(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
    || (cut(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
    || style.textOverflow === 'ellipsis';
}).map((element) => element.outerHTML.slice(0, 80))
"""
OVERLAPS = """
() => {
  const boxes = [...document.querySelectorAll('main p, main li, main dt, main dd, main h1, main h2, main h3, main td')]
    .filter((e) => e.checkVisibility() && !e.closest('[hidden], .visually-hidden, .audience, .review-tracker'))
    .filter((e) => !e.querySelector('p, li, dl, ul, ol, table'))
    .map((e) => [e, e.getBoundingClientRect()]).filter(([, box]) => box.width && box.height);
  const found = [];
  for (let i = 1; i < boxes.length; i++) {
    const [one, a] = boxes[i - 1], [two, b] = boxes[i];
    const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (x > 2 && y > 2 && !one.contains(two)) found.push([one, two].map((e) => e.outerHTML.slice(0, 60)).join(' / '));
  }
  return found;
}
"""


@pytest.mark.parametrize("name", ["home", "article", "references", "approved", "edited"])
@pytest.mark.parametrize("width", [320, 1280])
def test_wider_spacing_of_the_text_loses_nothing(
    name: str, width: int, example_at: str, states_at: str, open_page: Open
) -> None:
    viewport = {"width": width, "height": 800}
    page = open_page(address(name, example_at, states_at), viewport=viewport).page
    page.evaluate(SPACING)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate(LOST) == []
    assert page.evaluate(OVERLAPS) == []


def test_text_twice_as_large_loses_nothing(states_at: str, open_page: Open) -> None:
    page = open_page(f"{states_at}/states/approved/").page
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate(LOST) == []
    assert page.evaluate(OVERLAPS) == []


def test_a_status_is_a_word_and_not_a_colour_alone(states_at: str, open_page: Open) -> None:
    page = open_page(f"{states_at}/states/", forced_colors="active").page
    for status in page.locator(".status").all():
        assert status.inner_text().strip()


def test_small_targets_are_large_enough(states_at: str, open_page: Open) -> None:
    """WCAG 2.5.8: numbers in a sentence are exempt, what leads back from the list is not."""
    page = open_page(f"{states_at}/states/approved/", viewport={"width": 360, "height": 800}).page
    small = page.evaluate(
        """() => [...document.querySelectorAll('.backlinks a, .source-links a, nav a, .review-links a, .tags a')]
        .filter((a) => a.checkVisibility()).map((a) => [a.outerHTML.slice(0, 70), a.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24).map(([text, box]) => [text, box.width, box.height])"""
    )
    assert small == []


def test_the_preview_of_a_source_is_without_faults(
    states_at: str, open_page: Open, faults: Callable[[Page], list[str]]
) -> None:
    """WCAG 1.4.13: it is dismissed by Escape and goes with the focus, so that it covers no other link."""
    page = open_page(f"{states_at}/states/approved/").page
    link = page.locator("a.citation").first
    link.focus()
    preview = page.get_by_role("tooltip")
    assert "First trial" in preview.inner_text()
    assert faults(page) == []
    page.keyboard.press("Escape")
    assert preview.count() == 0
    link.blur()
    link.focus()
    assert preview.count() == 1
    page.locator("a.policy").focus()
    assert preview.count() == 0
