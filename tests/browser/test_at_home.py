"""The browser that other tests rely on starts, shows a page and stays at home."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_a_page_is_shown(page: Page) -> None:
    page.set_content("<h1>Vademecum</h1>")
    assert page.locator("h1").inner_text() == "Vademecum"


def test_a_request_to_elsewhere_is_refused(page: Page) -> None:
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.set_content('<img src="https://vademecum.example/x.png">')
    page.wait_for_function("document.images[0].complete")
    assert failed == ["https://vademecum.example/x.png"]
