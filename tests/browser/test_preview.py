"""The preview in a browser: an edit shows by itself, a mistake stands on the page, the last good text stays below."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.building import article, write
from tests.serve.running import PLAIN, previewing

pytestmark = pytest.mark.browser


def test_edit_mistake_and_mending(tmp_path: Path, open_page: Open) -> None:
    site = write(tmp_path / "site", {"content/a.md": article("First words.\n"), "pyproject.toml": PLAIN})
    with previewing(site) as preview:
        opened = open_page(f"{preview.url}a/")
        page = opened.page
        expect(page.get_by_text("First words.")).to_be_visible()

        write(site, {"content/a.md": article("Second words.\n")})
        expect(page.get_by_text("Second words.")).to_be_visible()

        write(site, {"content/a.md": article("A link to [nowhere](none.md) <img src=x onerror=alert(1)>.\n")})
        alert = page.get_by_role("alert", name="Problems of the preview")
        expect(alert).to_contain_text("content/a.md:5:21")
        expect(alert).to_contain_text("error LNK-01")
        expect(page.get_by_text("Second words.")).to_be_visible()
        alert.get_by_role("button", name="Close").click()
        expect(page.get_by_role("button", name="Not built")).to_be_visible()

        write(site, {"content/a.md": article("Third words.\n")})
        expect(page.get_by_text("Third words.")).to_be_visible()
        expect(alert).to_have_count(0)
        assert opened.foreign(preview.url.rstrip("/")) == []
