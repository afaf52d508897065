"""What every test may use: a browser, two built sites, and the settings of hypothesis."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.reading import Built, built, errors, states_site
from vademecum.pipeline import Options, build

ROOT = Path(__file__).parents[1]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-quic", "--disable-sync")
AT_HOME = ("data:", "file:", "http://127.0.0.1:", "http://localhost:")

# A busy machine is no reason to fail; hypothesis itself is repeatable where CI is set.
hypothesis.settings.register_profile("patient", hypothesis.settings(deadline=None))
hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the engine keeps for a user apart from what it keeps for whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; without one the test is skipped, and in CI it fails."""
    for name in (os.environ.get("CHROMIUM", ""), *BROWSERS):
        if path := shutil.which(name):
            return path
    if os.environ.get("CI"):
        pytest.fail("CI needs a browser: install chromium, or name one in CHROMIUM")
    pytest.skip("no browser: install chromium, or name one in CHROMIUM")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests of a process."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without a past; it reaches this machine and files, and nothing else."""
    context = browser.new_context()
    context.route(lambda url: not url.startswith(AT_HOME), lambda route: route.abort())
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of ``reading.states_site``, with an article in every state of its review."""
    return built(tmp_path_factory.mktemp("states"), states_site())


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example site of this repository, as of today."""
    output = tmp_path_factory.mktemp("example") / "site"
    report = build(ROOT, Options(today=datetime.now(UTC).date(), output=str(output)))
    assert not report.failed, errors(report)
    return Built(folder=output, report=report)
