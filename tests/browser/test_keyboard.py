"""With the keyboard alone: the skip link comes first, the focus is seen, and every link is reached."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

FOCUSED = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const outlined = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  window.order ??= new Map();
  if (!window.order.has(element)) window.order.set(element, window.order.size);
  return {
    id: window.order.get(element),
    html: element.outerHTML.slice(0, 90),
    seen: outlined(getComputedStyle(element)) || outlined(getComputedStyle(element, '::after')),
    uncovered: at !== null && (element.contains(at) || at.contains(element)),
  };
}
"""
REACHABLE = """
() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter((element) => element.checkVisibility()).length
"""


def walk(page: Page) -> list[dict[str, object]]:
    """Press Tab until the focus leaves the page; return what had it."""
    found: list[dict[str, object]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None or (found and focused["id"] == 0):
            return found
        found.append(focused)
    raise AssertionError("the focus never leaves the page")


def test_the_skip_link_comes_first_and_leads_to_the_content(states_at: str, open_page: Open) -> None:
    page = open_page(f"{states_at}/states/approved/").page
    skip = page.locator("a.skip")
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert skip.inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "vm-main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("/", 1280),
        ("/states/approved/", 1280),
        ("/states/approved/", 360),
        ("/states/edited/patient/", 360),
        ("/references/", 1280),
        ("/no/such/page/", 360),
    ],
)
def test_every_link_is_reached_and_seen(path: str, width: int, states_at: str, open_page: Open) -> None:
    page = open_page(f"{states_at}{path}", viewport={"width": width, "height": 800}).page
    reachable = page.evaluate(REACHABLE)
    found = walk(page)
    assert len({each["id"] for each in found}) == len(found) == reachable
    assert [each["html"] for each in found if not each["seen"]] == []
    assert [each["html"] for each in found if not each["uncovered"]] == []


def test_a_long_example_article_is_walked_through(example_at: str, open_page: Open) -> None:
    page = open_page(f"{example_at}/cardiology/heart-failure-four-pillars/").page
    reachable = page.evaluate(REACHABLE)
    found = walk(page)
    assert len(found) == reachable
    assert [each["html"] for each in found if not (each["seen"] and each["uncovered"])] == []


def test_a_wide_table_scrolls_by_keyboard(example_at: str, open_page: Open) -> None:
    page = open_page(
        f"{example_at}/cardiology/heart-failure-four-pillars/", viewport={"width": 360, "height": 800}
    ).page
    region = page.locator(".table-scroll").first
    assert region.evaluate("e => e.scrollWidth > e.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    expect(region).not_to_have_js_property("scrollLeft", 0)


def test_a_number_leads_to_its_source_and_back(states_at: str, open_page: Open) -> None:
    page = open_page(f"{states_at}/states/approved/").page
    page.locator("#cite-alpha-2").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#ref-alpha")
    assert page.evaluate("document.querySelector(':target').id") == "ref-alpha"
    back = page.locator("#ref-alpha a[role]")
    assert back.nth(1).get_attribute("aria-label") == "Back to use 2 of reference 1"
    back.nth(1).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == "cite-alpha-2"


def test_details_open_by_keyboard(example_at: str, open_page: Open) -> None:
    page = open_page(f"{example_at}/oncology/ileal-net-spread/").page
    page.locator("details > summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1
