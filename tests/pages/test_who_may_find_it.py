"""What search engines and feed readers get of a text in each state, and what ``publish`` leaves of the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.reading import ADDRESS, SETTINGS, STATES, Built, approval, article, built, states_site

ATOM = "{http://www.w3.org/2005/Atom}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
WORDS = {
    "submitted": "Submitted",
    "under-review": "Under review",
    "edited": "Edited since approval",
    "overdue": "Review overdue",
}
"""What stands in brackets before a title in the feed; a withdrawn text says so in its title."""


def robots(site: Built, url: str) -> list[str]:
    return [str(value) for value in site.page(url).xpath('//meta[@name="robots"]/@content')]


def sitemap(site: Built) -> dict[str, str]:
    """Return URL → day of the last change."""
    tree = etree.fromstring(site.text("sitemap.xml").encode())
    assert tree.tag == f"{MAPS}urlset"
    return {str(url.findtext(f"{MAPS}loc")): url.findtext(f"{MAPS}lastmod") or "" for url in tree.iter(f"{MAPS}url")}


def entries(site: Built) -> dict[str, str]:
    """Return URL → title of every entry of the feed."""
    tree = etree.fromstring(site.text("feed.xml").encode())
    return {str(e.findtext(f"{ATOM}id")): str(e.findtext(f"{ATOM}title")) for e in tree.iter(f"{ATOM}entry")}


@pytest.fixture(scope="module")
def pending(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {**states_site(), "pyproject.toml": f"{SETTINGS}index-pending = true\n"}
    return built(tmp_path_factory.mktemp("pending"), files)


@pytest.fixture(scope="module")
def approved_only(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {**states_site(), "pyproject.toml": f'{SETTINGS}publish = "approved"\n'}
    return built(tmp_path_factory.mktemp("approved-only"), files)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("rest", ["", "patient/"])
def test_only_what_is_approved_is_for_search_engines(states: Built, state: str, rest: str) -> None:
    url = f"/states/{state}/{rest}"
    approved = state == "approved"
    assert robots(states, url) == ([] if approved else ["noindex"])
    assert (f"{ADDRESS}{url[1:]}" in sitemap(states)) == approved


def test_each_variant_stands_for_itself(states: Built) -> None:
    assert robots(states, "/states/mixed/") == []
    assert robots(states, "/states/mixed/patient/") == ["noindex"]
    found = sitemap(states)
    assert f"{ADDRESS}states/mixed/" in found
    assert f"{ADDRESS}states/mixed/patient/" not in found


def test_the_sitemap_lists_each_page_once_and_nothing_else(states: Built) -> None:
    found = sitemap(states)
    approved = ["states/approved/", "states/approved/patient/", "states/mixed/"]
    others = ["", "about/editorial/", "states/", "topics/every-state/", "topics/trials/"]
    assert sorted(found) == sorted(f"{ADDRESS}{path}" for path in [*approved, *others])
    assert found[f"{ADDRESS}states/approved/"] == "2026-10-20"


def test_pages_that_are_not_reviewed_may_be_found(states: Built) -> None:
    for url in ("/", "/states/", "/topics/trials/", "/references/", "/about/editorial/"):
        assert robots(states, url) == [], url
    for url in ("/404.html", "/old/approved/"):
        assert robots(states, url) == ["noindex"], url


def test_the_feed_says_the_status_before_the_title(states: Built) -> None:
    found = entries(states)
    for state in STATES:
        title = found[f"{ADDRESS}states/{state}/"]
        words = f"[{WORDS[state]}] " if state in WORDS else ""
        withdrawn = "Withdrawn: " if state == "withdrawn" else ""
        assert title == f"{words}{withdrawn}State {state} clinicianword"


def test_an_article_without_a_date_is_not_in_the_feed(states: Built) -> None:
    assert len(entries(states)) == len(STATES) + 1
    assert f"{ADDRESS}bare/" not in entries(states)


def test_the_feed_is_atom(states: Built) -> None:
    tree = etree.fromstring(states.text("feed.xml").encode())
    assert tree.tag == f"{ATOM}feed"
    for each in (tree, *tree.iter(f"{ATOM}entry")):
        assert [len(each.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
    own = tree.find(f"{ATOM}link[@rel='self']")
    assert own is not None
    assert own.get("href") == f"{ADDRESS}feed.xml"
    assert {e.findtext(f"{ATOM}updated") for e in tree.iter(f"{ATOM}entry")} == {"2026-10-20T00:00:00Z"}


def test_the_feed_does_not_hide_how_a_text_stands(states: Built) -> None:
    for title in entries(states).values():
        marked = title.startswith(("[", "Withdrawn: "))
        assert marked == ("approved" not in title and "mixed" not in title), title


def test_robots_name_the_sitemap(states: Built) -> None:
    assert states.text("robots.txt").splitlines() == ["User-agent: *", "Allow: /", f"Sitemap: {ADDRESS}sitemap.xml"]


@pytest.mark.parametrize("state", STATES)
def test_index_pending_lifts_noindex_of_what_waits_and_no_more(pending: Built, state: str) -> None:
    url = f"/states/{state}/"
    address = f"{ADDRESS}{url[1:]}"
    withdrawn = state == "withdrawn"
    assert robots(pending, url) == (["noindex"] if withdrawn else [])
    assert (address in sitemap(pending)) == (not withdrawn)
    assert bool(pending.page(url).xpath('//aside[@class="caution"]')) == (state != "approved")
    assert entries(pending)[address].startswith("[") == (state in WORDS)


def test_index_pending_leaves_the_lost_page_out(pending: Built) -> None:
    assert robots(pending, "/404.html") == ["noindex"]
    assert f"{ADDRESS}404.html" not in sitemap(pending)


def test_only_approved_leaves_the_rest_out_of_every_file(approved_only: Built) -> None:
    kept = {"approved", "overdue", "withdrawn", "mixed"}
    assert {state for state in (*STATES, "mixed") if approved_only.has(f"/states/{state}/")} == kept
    assert not approved_only.has("/bare/")
    assert not approved_only.has("/states/mixed/patient/")
    for path, data in approved_only.files.items():
        for word in ("State submitted", "State under-review", "State edited", "As bare as can be"):
            assert word.encode() not in data, path
        assert b"State mixed patientword" not in data, path


def test_only_approved_keeps_the_marks_of_what_is_no_longer_approved(approved_only: Built) -> None:
    for state in ("overdue", "withdrawn"):
        assert robots(approved_only, f"/states/{state}/") == ["noindex"]
        assert approved_only.page(f"/states/{state}/").xpath('//aside[@class="caution"]')


def test_a_variant_that_is_left_out_is_not_linked(approved_only: Built) -> None:
    page = approved_only.page("/states/mixed/")
    assert page.xpath('//nav[@class="audience"]') == []
    assert [variant["audience"] for variant in approved_only.data("states/mixed/review.json")["variants"]] == [
        "clinician"
    ]


def test_a_list_leads_to_the_variant_that_is_there(tmp_path: Path) -> None:
    files = {
        "content/a.md": article(status="approved", date="2026-01-01", reviews=f"[{approval('patient')}]"),
        "pyproject.toml": f'{SETTINGS}publish = "approved"\n',
    }
    site = built(tmp_path, files)
    assert not site.has("/a/")
    assert site.has("/a/patient/")
    assert site.page("/").xpath('//li[@class="card"]//h3/a/@href') == ["a/patient/"]
    assert list(entries(site)) == [f"{ADDRESS}a/patient/"]


def test_a_link_to_a_variant_that_is_left_out_is_an_error(tmp_path: Path) -> None:
    approved = {"status": "approved", "date": "2026-01-01"}
    files = {
        "content/a.md": article(reviews=f"[{approval('patient')}]", **approved),
        "content/b.md": article("See [a](a.md).\n", reviews=f"[{approval('clinician')}]", **approved),
        "pyproject.toml": f'{SETTINGS}publish = "approved"\n',
    }
    with pytest.raises(AssertionError, match=r"content/b.md:10 LNK-01 content/a.md"):
        built(tmp_path, files)


def test_an_overdue_review_never_fails_a_build(states: Built) -> None:
    due = [problem for problem in states.problems if problem.level == "due"]
    assert {(problem.rule, problem.file) for problem in due} == {("DAT-05", "content/states/overdue.md")}
