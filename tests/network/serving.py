"""A machine on 127.0.0.1 that answers as a test says: like Crossref, like PubMed, or badly."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit


class Answer(NamedTuple):
    """One answer: its status, its body, further headers, and how it is held up."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = {}
    drip: bool = False
    """Send it in small pieces, until the asker goes away."""
    cut: bool = False
    """Promise more bytes than come."""


@dataclass(slots=True)
class Machine:
    """What a test says to the machine and asks of it."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    """Path, decoded (with ``?term`` or ``?id`` where the question has one) → answers in turn; the last one stays."""
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """The request lines as they came."""
    url: str = ""

    def says(self, path: str, *answers: Answer | bytes) -> None:
        """Set what is answered at a path."""
        self.answers[path] = [answer if isinstance(answer, Answer) else Answer(body=answer) for answer in answers]

    def reply(self, path: str) -> Answer:
        """Return the next answer at a path."""
        self.asked.append(path)
        waiting = self.answers.get(path, [Answer(404, b"Resource not found.")])
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


def named(target: str) -> str:
    """Return what a question is about: its path, and what is searched or fetched."""
    parts = urlsplit(target)
    values = parse_qs(parts.query)
    about = (values.get("term") or values.get("id") or [""])[0]
    return unquote(parts.path) + (f"?{about}" if about else "")


@contextlib.contextmanager
def machine() -> Iterator[Machine]:
    """Give a machine that listens while the test runs."""
    state = Machine()
    stopping = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.lines.append(self.requestline)
            state.headers.append({name.lower(): value for name, value in self.headers.items()})
            answer = state.reply(named(self.path))
            with contextlib.suppress(OSError):
                self.send(answer)

        def send(self, answer: Answer) -> None:
            self.send_response_only(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if not answer.drip:
                self.send_header("Content-Length", str(len(answer.body) + (100 if answer.cut else 0)))
            self.end_headers()
            self.wfile.write(answer.body)
            while answer.drip and not stopping.wait(0.02):
                self.wfile.write(b" ")
                self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()
