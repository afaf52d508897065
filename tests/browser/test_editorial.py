"""The editorial report in a browser: quiet, and readable for everybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.building import run
from tests.conftest import ROOT

pytestmark = pytest.mark.browser


def test_the_report_is_quiet_and_accessible(
    tmp_path: Path, open_page: Open, faults: Callable[[Page], list[str]]
) -> None:
    file = tmp_path / "editorial.html"
    run(ROOT, "check", "--editorial-report", str(file))
    opened = open_page(file.as_uri())
    assert opened.asked == [file.as_uri()]
    assert opened.said == []
    assert opened.failed == []
    assert opened.page.locator("h1").inner_text() == "Editorial report"
    assert faults(opened.page) == []
    opened.page.set_viewport_size({"width": 360, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 360, "tables scroll, the page does not"
    assert faults(opened.page) == []
