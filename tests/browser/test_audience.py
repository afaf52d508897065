"""The chosen audience is remembered here and nowhere else: it marks and points, and never leads anybody away."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

CLINICIAN = "/oncology/ileal-net-spread/"
PATIENT = f"{CLINICIAN}patient/"
THROWING = """
Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
"""


def path(page: Page) -> str:
    return urlsplit(page.url).path


def choose(page: Page, audience: str) -> None:
    page.locator(f"nav.audience a[data-audience={audience}]").click()


def marked(page: Page) -> list[str]:
    marks = page.locator("nav.audience [data-remembered]")
    return [str(mark.get_attribute("data-remembered")) for mark in marks.all() if mark.is_visible()]


def card(page: Page, title: str) -> str:
    """Return where the title of a card leads."""
    return str(page.locator(".card h3 a", has_text=title).evaluate("link => new URL(link.href).pathname"))


def test_nothing_is_remembered_at_first(example_at: str, open_page: Open) -> None:
    page = open_page(f"{example_at}{CLINICIAN}").page
    assert marked(page) == []
    assert page.evaluate("localStorage.length") == 0


def test_a_choice_is_remembered_and_marked(example_at: str, open_page: Open) -> None:
    page = open_page(f"{example_at}{CLINICIAN}").page
    choose(page, "patient")
    assert path(page) == PATIENT
    assert page.evaluate("Object.entries(localStorage)") == [["vademecum-audience", "patient"]]
    page.goto(f"{example_at}{CLINICIAN}")
    assert path(page) == CLINICIAN
    assert marked(page) == ["patient"]
    assert page.get_by_text("Your choice last time").is_visible()
    choose(page, "clinician")
    assert path(page) == CLINICIAN
    page.goto(f"{example_at}{PATIENT}")
    assert path(page) == PATIENT
    assert marked(page) == ["clinician"]


def test_cards_lead_to_the_chosen_variant_where_there_is_one(example_at: str, open_page: Open) -> None:
    page = open_page(f"{example_at}/oncology/").page
    title = "Ileal neuroendocrine tumours"
    assert card(page, title) == CLINICIAN
    page.evaluate("localStorage.setItem('vademecum-audience', 'patient')")
    page.reload()
    assert card(page, title) == PATIENT
    for link in page.locator(".card h3 a").all():
        assert link.evaluate("link => new URL(link.href).pathname").endswith("/patient/")
    page.evaluate("localStorage.setItem('vademecum-audience', 'student')")
    page.reload()
    assert card(page, title) == CLINICIAN


def test_a_card_without_that_variant_stays(states_at: str, open_page: Open) -> None:
    page = open_page(f"{states_at}/").page
    page.evaluate("localStorage.setItem('vademecum-audience', 'patient')")
    page.reload()
    assert card(page, "As bare as can be") == "/bare/"
    assert card(page, "State approved") == "/states/approved/patient/"


@pytest.mark.parametrize("kept", ["patient", "nobody", "", '"><img src=x onerror=alert(1)>', "__proto__"])
def test_what_is_kept_never_leads_away(kept: str, example_at: str, open_page: Open) -> None:
    opened = open_page(f"{example_at}/")
    page = opened.page
    page.evaluate("kept => localStorage.setItem('vademecum-audience', kept)", kept)
    for url in ("/", CLINICIAN, PATIENT):
        page.goto(f"{example_at}{url}")
        page.wait_for_timeout(50)
        assert path(page) == url
    assert opened.said == []


def test_nothing_is_sent(example_at: str, open_page: Open) -> None:
    opened = open_page(f"{example_at}{CLINICIAN}")
    choose(opened.page, "patient")
    opened.page.wait_for_timeout(100)
    assert opened.foreign(example_at) == []
    assert [url for url in opened.asked if "?" in url] == []
    assert opened.page.context.cookies() == []


def test_all_works_where_nothing_can_be_kept(example_at: str, open_page: Open) -> None:
    opened = open_page(f"{example_at}{CLINICIAN}", setup=lambda page: page.add_init_script(THROWING))
    page = opened.page
    choose(page, "patient")
    assert path(page) == PATIENT
    assert marked(page) == []
    page.goto(f"{example_at}/oncology/")
    assert card(page, "Ileal neuroendocrine tumours") == CLINICIAN
    assert opened.said == []


def test_all_works_without_scripts(example_at: str, states_at: str, open_page: Open) -> None:
    opened = open_page(f"{example_at}{CLINICIAN}", java_script_enabled=False)
    page = opened.page
    assert page.locator("nav.audience a").count() >= 2
    assert page.get_by_text("Your choice last time").count() > 0
    assert not page.get_by_text("Your choice last time").first.is_visible()
    choose(page, "patient")
    assert path(page) == PATIENT
    page.locator("a.citation").first.click()
    assert page.url.partition("#")[2].startswith("ref-")
    page.goto(f"{states_at}/states/approved/")
    assert page.locator("time.next-review").inner_text() == "1 November 2028"
    assert page.locator(".reviewers").is_visible()
    assert not page.locator("aside.overdue").is_visible()
    for part in (".review-tracker", ".board", ".disclaimer", ".references", ".follow-up", "nav.toc"):
        assert page.locator(part).first.is_visible(), part
    assert opened.said == []
