"""A page whose review falls due loses its claim by itself, in the reader's browser, and only then."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

CLAIMS = ("Rita Reviewer", "Ravi Reader", "Reviewed by")
"""Words that claim a review of /states/approved/, due on 2028-11-01."""


def shown(page: Page) -> dict[str, bool]:
    main = page.locator("main").inner_text()
    verdict = [status.inner_text() for status in page.locator(".verdict .status").all() if status.is_visible()]
    return {
        "status": page.locator("body").get_attribute("data-status") == "approved",
        "claims": all(claim in main for claim in CLAIMS),
        "step": page.locator('.review-tracker [aria-current="step"]').count() == 1,
        "word": verdict == ["Approved"],
        "no notice": not page.locator("aside.overdue").is_visible(),
    }


@pytest.mark.parametrize(
    ("now", "zone"),
    [
        ("2026-11-22T00:00:00Z", "UTC"),
        ("2028-11-01T23:59:59Z", "UTC"),
        ("2028-11-01T23:59:59Z", "Pacific/Kiritimati"),
        ("2028-11-01T23:59:59Z", "Pacific/Pago_Pago"),
    ],
)
def test_until_the_day_is_over_the_page_is_approved(now: str, zone: str, states_at: str, open_page: Open) -> None:
    page = open_page(f"{states_at}/states/approved/", now=now, timezone_id=zone).page
    assert set(shown(page).values()) == {True}


@pytest.mark.parametrize(
    ("now", "zone"),
    [
        ("2028-11-02T00:00:00Z", "UTC"),
        ("2028-11-02T00:00:00Z", "Pacific/Pago_Pago"),
        ("2031-01-01T00:00:00Z", "Pacific/Kiritimati"),
    ],
)
def test_the_day_after_the_claim_is_gone(now: str, zone: str, states_at: str, open_page: Open) -> None:
    page = open_page(f"{states_at}/states/approved/", now=now, timezone_id=zone).page
    assert set(shown(page).values()) == {False}
    main = page.locator("main").inner_text()
    assert not [claim for claim in CLAIMS if claim in main]
    assert page.locator("body").get_attribute("data-status") == "overdue"
    notice = page.locator("aside.overdue")
    assert "Review overdue" in notice.inner_text()
    assert notice.evaluate("e => e.compareDocumentPosition(document.querySelector('.prose')) & 4") == 4
    # When it was due stays in sight.
    assert page.locator("time.next-review").is_visible()
    for part in ("Completed", "Current stage"):
        assert part not in page.locator(".review-tracker").inner_text()


def test_an_overdue_page_is_still_without_faults(
    states_at: str, open_page: Open, faults: Callable[[Page], list[str]]
) -> None:
    assert faults(open_page(f"{states_at}/states/approved/", now="2028-11-02T00:00:00Z").page) == []


@pytest.mark.parametrize("state", ["submitted", "under-review", "edited", "overdue", "withdrawn"])
def test_a_page_that_claims_nothing_does_not_change(state: str, states_at: str, open_page: Open) -> None:
    page = open_page(f"{states_at}/states/{state}/").page
    before = page.locator("body").inner_text()
    page.clock.set_fixed_time("2031-01-01T00:00:00Z")
    page.reload()
    assert page.locator("body").inner_text() == before


def test_the_clock_of_the_reader_turns_nothing_into_approved(states_at: str, open_page: Open) -> None:
    page = open_page(f"{states_at}/states/overdue/", now="2024-06-01T00:00:00Z").page
    assert page.locator("body").get_attribute("data-status") == "overdue"
    assert not [claim for claim in CLAIMS if claim in page.locator("main").inner_text()]


def statuses(page: Page, url: str) -> list[str]:
    page.goto(url)
    return [status.inner_text() for status in page.locator(".card .status, nav.audience .status").all()]


@pytest.mark.parametrize("url", ["/states/", "/states/approved/patient/"])
def test_lists_and_the_switch_lose_their_claims_too(url: str, states_at: str, open_page: Open) -> None:
    page = open_page(now="2028-11-01T23:59:59Z").page
    before = statuses(page, f"{states_at}{url}")
    assert "Approved" in before
    page.clock.set_fixed_time("2028-11-02T00:00:00Z")
    after = statuses(page, f"{states_at}{url}")
    assert after == ["Review overdue" if status == "Approved" else status for status in before]
    assert not [each for each in page.locator('.status[data-state="approved"]').all() if each.is_visible()]
