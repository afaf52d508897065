"""Built sites, served on this machine and opened in a browser that reaches nothing else."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.conftest import AT_HOME
from tests.reading import SETTINGS, Built, built, states_site

DAY = "2026-11-22T12:00:00Z"
"""What browsers take for now: the states site is built for this day."""


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder, with its own page for lost readers, and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's page for lost readers."""
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """A server that does not mind being hung up on."""

    def handle_error(self, *_: object) -> None:
        """Say nothing: a browser that leaves a page drops what it asked for."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve folders; each has an address without a slash at its end."""
    servers: dict[Path, Server] = {}

    def run(folder: Path) -> str:
        if folder not in servers:
            handler = functools.partial(Handler, directory=str(folder))
            servers[folder] = Server(("127.0.0.1", 0), handler)
            threading.Thread(target=servers[folder].serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{servers[folder].server_port}"

    yield run
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def example_at(example: Built, serve: Callable[[Path], str]) -> str:
    """Address of the example site."""
    return serve(example.folder)


@pytest.fixture(scope="session")
def states_at(states: Built, serve: Callable[[Path], str]) -> str:
    """Address of the site with an article in every state."""
    return serve(states.folder)


@pytest.fixture(scope="session")
def arabic_at(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Address of the same site, in a language that is written from right to left."""
    files = states_site()
    settings = f'{SETTINGS}lang = "ar"\n'
    return serve(built(tmp_path_factory.mktemp("arabic"), {**files, "pyproject.toml": settings}).folder)


@dataclass(slots=True, kw_only=True)
class Opened:
    """A page, and what became of it so far."""

    page: Page
    said: list[str] = field(default_factory=list)
    """Warnings and errors of its console, and exceptions."""
    asked: list[str] = field(default_factory=list)
    """Every address that it asked for."""
    failed: list[str] = field(default_factory=list)
    """Those that did not answer well."""

    def foreign(self, address: str) -> list[str]:
        """Return what it asked of others than the site at an address."""
        return [url for url in self.asked if not url.startswith(("data:", "blob:", f"{address}/"))]


Open = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Open a page in a context of its own: ``open_page(url, **options of the context)``."""
    contexts = []

    def run(url: str = "", *, now: str = DAY, setup: Callable[[Page], object] | None = None, **options: Any) -> Opened:
        usual = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
        context = browser.new_context(**{**usual, **options})
        contexts.append(context)
        context.route(lambda address: not address.startswith(AT_HOME), lambda route: route.abort())
        page = context.new_page()
        opened = Opened(page=page)
        page.on("console", lambda said: opened.said.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: opened.said.append(str(error)))
        page.on("request", lambda request: opened.asked.append(request.url))
        page.on("requestfailed", lambda request: opened.failed.extend(_failure(request)))
        page.on("response", lambda answer: opened.failed.append(answer.url) if answer.status >= 400 else None)
        page.clock.set_fixed_time(now)
        if setup:
            setup(page)
        if url:
            page.goto(url)
        return opened

    yield run
    for context in contexts:
        context.close()


def _failure(request: Request) -> list[str]:
    """Return what failed, unless the page was left before it came."""
    return [] if request.failure == "net::ERR_ABORTED" else [request.url]


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The source of axe-core."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def faults(axe_source: str) -> Callable[[Page], list[str]]:
    """Return what axe-core finds wrong on a page, a line each."""

    def run(page: Page) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(axe_source)
        options = {"preload": False, "resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
        found = page.evaluate("options => axe.run(document, options)", options)
        return [
            f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return run
