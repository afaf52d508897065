"""What the preview answers a browser: the built files, and a stream of states that tells open pages to reload."""

from __future__ import annotations

import json
import mimetypes
import os
import socket
import stat
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from vademecum.problems import Level, printable
from vademecum.serve.state import Board, State

OWN = "/.vademecum/"
"""Below this address the preview speaks of itself; a build owns no such path."""

_HEARTBEAT = 10.0
"""Seconds after which an open stream says that it is there: so that threads of closed pages end."""

_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
_EMPTY = "<!doctype html>\n<html lang=en><meta charset=utf-8><title>Preview</title>\n<body></body></html>\n"
"""Served while no build has succeeded yet: the overlay on it says why."""


class Server(ThreadingHTTPServer):
    """Serves one folder on one address."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str, port: int, folder: Path, board: Board) -> None:
        """Bind the address; an `OSError` says that it is taken or not ours."""
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.host = host
        self.folder = folder
        self.board = board
        self.names = frozenset(["localhost", "127.0.0.1", "[::1]", host, f"[{host}]"])
        self.open_to_all = host in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound
        super().__init__((host, port), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went away."""

    @property
    def url(self) -> str:
        """Where a browser finds the preview."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{shown}:{self.server_address[1]}/"


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "vademecum"
    sys_version = ""
    _own: ClassVar[Mapping[str, str]] = {f"{OWN}live.js": "_answer_script", f"{OWN}events": "_answer_events"}

    def do_GET(self) -> None:
        """Answer a request."""
        if not self._is_asked_by_name():
            self._send(HTTPStatus.FORBIDDEN, b"this preview answers at its own address only\n", "text/plain")
            return
        path = unquote(urlsplit(self.path).path, errors="replace")
        answer = self._own.get(path)
        if answer:
            getattr(self, answer)()
        else:
            self._answer_file(path)

    do_HEAD = do_GET  # noqa: N815 - the server's own name

    def log_message(self, *_: object) -> None:
        """Keep the terminal for problems."""

    def _is_asked_by_name(self) -> bool:
        """Return whether the browser means this address: a foreign page's name that leads here is refused."""
        host = self.headers.get("Host", "")
        name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
        return self.server.open_to_all or name.lower() in self.server.names

    def _answer_script(self) -> None:
        self._send(HTTPStatus.OK, Path(__file__).with_name("live.js").read_bytes(), _TYPES[".js"])

    def _answer_events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if self.command == "HEAD":
            return
        board = self.server.board
        state: State | None = board.state
        known = board.state
        try:
            while not board.closed:
                self.wfile.write(as_event(state) if state else b": still here\n\n")
                self.wfile.flush()
                known = state or known
                state = board.after(known, _HEARTBEAT)
        except OSError:
            return

    def _answer_file(self, path: str) -> None:
        version = self.server.board.state.version  # before the bytes: these may then be newer, never older
        data = read_page(self.server.folder, path)
        status = HTTPStatus.OK
        if data is None and not path.endswith("/") and read_page(self.server.folder, f"{path}/") is not None:
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{urlsplit(self.path).path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        kind = _TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
        if path.endswith("/"):
            kind = _TYPES[".html"]
        if data is None:
            status, kind = HTTPStatus.NOT_FOUND, _TYPES[".html"]
            data = read_page(self.server.folder, "/404.html") or _EMPTY.encode()
        if kind == _TYPES[".html"]:
            data = with_script(data, version)
        self._send(status, data, kind)

    def _send(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def read_page(folder: Path, path: str) -> bytes | None:
    """Return the bytes of a built file by its URL path; None for everything else, links and hidden lists included."""
    parts = path.split("/")[1:]
    inner = [*parts[:-1], parts[-1] or "index.html"]
    if any(part in ("", ".", "..") or part.startswith(".vademecum") or "\\" in part or "\0" in part for part in inner):
        return None
    try:
        descriptor = os.open(folder.joinpath(*inner), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def with_script(page: bytes, version: str) -> bytes:
    """Return a page that reloads itself once there is a newer version than this."""
    tag = f'<script src="{OWN}live.js" data-version="{version}" defer></script>'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + tag + end + after if end else page + tag


def as_event(state: State) -> bytes:
    """Return a state as a server-sent event (HTML Standard, section 9.2)."""
    problems = [
        {
            "place": ":".join(str(part) for part in (printable(p.file), p.line, p.column) if part),
            "level": p.level.value,
            "rule": p.rule,
            "message": printable(p.message),
            "hint": printable(p.hint),
        }
        for p in sorted(state.problems, key=lambda p: list(Level).index(p.level))
    ]
    data = {"version": state.version, "failed": state.failed, "fault": printable(state.fault), "problems": problems}
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
