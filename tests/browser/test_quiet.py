"""No page complains in the console, and none asks anybody but its own site for anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from tests.browser.conftest import Open
from tests.reading import AS_OF, STATES, Built, built, states_site
from vademecum.pipeline import Options, build

pytestmark = pytest.mark.browser

KINDS = ("/", "/cardiology/", "/topics/oncology/", "/references/", "/about/privacy/", "/oncology/ileal-net-spread/")


def test_every_kind_of_page_is_quiet(example_at: str, open_page: Open) -> None:
    opened = open_page()
    for url in KINDS:
        opened.page.goto(f"{example_at}{url}")
    assert opened.said == []
    assert opened.failed == []
    assert opened.foreign(example_at) == []
    assert [url for url in opened.asked if url.endswith((".css", ".js", ".svg"))]


def test_every_article_of_the_example_site_is_quiet(example: Built, example_at: str, open_page: Open) -> None:
    opened = open_page()
    for path in example.files:
        if path.endswith("/review.json"):
            opened.page.goto(f"{example_at}/{path.removesuffix('review.json')}")
    assert opened.said == []
    assert opened.failed == []
    assert opened.foreign(example_at) == []


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_quiet(state: str, states_at: str, open_page: Open) -> None:
    opened = open_page(f"{states_at}/states/{state}/")
    opened.page.locator("a.citation").first.hover()
    opened.page.locator("a.citation").nth(1).focus()
    assert opened.said == []
    assert opened.failed == []
    assert opened.foreign(states_at) == []


def test_the_lost_page_has_its_looks_anywhere(example_at: str, open_page: Open) -> None:
    opened = open_page(f"{example_at}/no/such/page/")
    assert opened.failed == [f"{example_at}/no/such/page/"]
    assert opened.page.locator("h1").inner_text() == "Page not found"
    assert opened.page.locator("body").evaluate("e => getComputedStyle(e).margin") == "0px"
    opened.page.locator("main a", has_text="Home").click()
    assert opened.page.url == f"{example_at}/"


def test_an_old_url_leads_on(states_at: str, open_page: Open) -> None:
    page = open_page(f"{states_at}/old/approved/").page
    page.wait_for_url(f"{states_at}/states/approved/")


def test_the_policy_of_the_page_shuts_scripts_out(states_at: str, open_page: Open) -> None:
    opened = open_page(f"{states_at}/states/approved/")
    opened.page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          document.body.append(script);
          const picture = document.createElement('img');
          picture.src = 'https://evil.example/a.png';
          document.body.append(picture);
        }"""
    )
    opened.page.wait_for_timeout(100)
    assert opened.page.evaluate("window.ran") is None
    assert opened.failed == ["https://evil.example/a.png"]
    assert all("Content Security Policy" in text for text in opened.said)
    assert len(opened.said) == 2


def test_a_site_is_read_from_disk(tmp_path: Path, open_page: Open) -> None:
    site = built(tmp_path, states_site())
    build(tmp_path, Options(today=AS_OF, file_links=True))
    opened = open_page((site.folder / "index.html").as_uri())
    page = opened.page
    page.locator(".card h3 a", has_text="State approved").click()
    assert page.url.endswith("/states/approved/index.html")
    assert page.locator(".reviewers").is_visible()
    assert page.locator("body").evaluate("e => getComputedStyle(e).margin") == "0px"
    page.locator("nav.audience a[data-audience=patient]").click()
    assert page.url.endswith("/states/approved/patient/index.html")
    page.locator("a.policy").click()
    assert page.url.endswith("/about/editorial/index.html")
    assert opened.said == []


def test_every_page_says_the_same_without_its_style(
    states: Built, states_at: str, open_page: Open, serve: Callable[[Path], str]
) -> None:
    """Nothing that a reader must know stands in the style sheet."""
    assert serve(states.folder) == states_at
    source = states.text("/states/edited/")
    tree = html.document_fromstring(source)
    for link in tree.xpath('//link[@rel="stylesheet"]'):
        link.drop_tree()
    page = open_page(java_script_enabled=False).page
    page.set_content(html.tostring(tree, encoding="unicode"))
    said = page.locator("main").inner_text()
    for words in ("Exercise caution: edited since approval", "Current stage", "Edited since approval by Rita Reviewer"):
        assert words in said
