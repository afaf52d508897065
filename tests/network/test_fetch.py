"""Questions to other machines: what is sent, what is waited for, what is refused, and what is said then."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.network.serving import Answer, Machine, machine
from vademecum.network.fetch import Manners, fetch
from vademecum.problems import EngineError

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


class Waits(list[float]):
    """Remembers for how long somebody would have slept."""

    def manners(self, **values: float) -> Manners:
        """Return manners that are patient enough, or as told."""
        given = {"timeout": 5, "whole": 10, "limit": 10_000, "tries": 3} | values
        return Manners(
            agent="vademecum/0 (mailto:editor@example.org)",
            clock=time.monotonic,
            sleep=self.append,
            timeout=given["timeout"],
            whole=given["whole"],
            limit=int(given["limit"]),
            tries=int(given["tries"]),
        )


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def far() -> Iterator[Machine]:
    with machine() as started:
        yield started


@pytest.fixture
def waits() -> Waits:
    return Waits()


def ask(far: Machine, manners: Manners, path: str = "/works") -> bytes | None:
    return fetch(f"{far.url}{path}", manners)


def test_an_answer_comes_whole(far: Machine, waits: Waits) -> None:
    far.says("/works", b"x" * 9_999)
    assert ask(far, waits.manners()) == b"x" * 9_999
    assert waits == []


def test_it_says_who_asks(far: Machine, waits: Waits) -> None:
    far.says("/works", b"{}")
    ask(far, waits.manners())
    assert far.headers[0]["user-agent"] == "vademecum/0 (mailto:editor@example.org)"


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_is_no_fault(far: Machine, waits: Waits, status: int) -> None:
    far.says("/works", Answer(status, b"Resource not found."))
    assert ask(far, waits.manners()) is None
    assert len(far.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_trouble_is_waited_for_longer_and_longer(far: Machine, waits: Waits, status: int) -> None:
    far.says("/works", Answer(status), Answer(status), b"{}")
    assert ask(far, waits.manners()) == b"{}"
    assert waits == [1, 2]


def test_retry_after_is_honoured(far: Machine, waits: Waits) -> None:
    date = {"Date": "Sun, 22 Nov 2026 10:00:00 GMT", "Retry-After": "Sun, 22 Nov 2026 10:00:09 GMT"}
    far.says("/works", Answer(429, headers={"Retry-After": "7"}), Answer(503, headers=date), b"{}")
    assert ask(far, waits.manners()) == b"{}"
    assert waits == [7, 9]


@pytest.mark.parametrize("value", ["soon", "-3", "", "9" * 30, "Sun, 22 Nov 2026 10:00:09 GMT"])
def test_a_retry_after_of_no_form_is_not_obeyed(far: Machine, waits: Waits, value: str) -> None:
    far.says("/works", Answer(429, headers={"Retry-After": value}), b"{}")
    assert ask(far, waits.manners()) == b"{}"
    assert waits == [1]


def test_too_long_a_wait_is_told_of(far: Machine, waits: Waits) -> None:
    far.says("/works", Answer(429, headers={"Retry-After": "3600"}))
    with pytest.raises(EngineError, match=r"127\.0\.0\.1 asks for fewer questions .*; try again in 3600 seconds"):
        ask(far, waits.manners())
    assert waits == []
    assert len(far.asked) == 1


def test_after_the_last_try_it_is_given_up(far: Machine, waits: Waits) -> None:
    far.says("/works", Answer(500, b"oops"))
    with pytest.raises(EngineError, match=r"has trouble of its own \(HTTP 500\); try again later"):
        ask(far, waits.manners())
    assert len(far.asked) == 3
    assert waits == [1, 2]


@pytest.mark.parametrize("status", [400, 401, 403, 418, 505])
def test_a_refusal_is_not_repeated(far: Machine, waits: Waits, status: int) -> None:
    far.says("/works", Answer(status))
    with pytest.raises(EngineError, match=rf"refused the question \(HTTP {status}\)"):
        ask(far, waits.manners())
    assert len(far.asked) == 1


def test_too_large_an_answer_is_not_read(far: Machine, waits: Waits) -> None:
    far.says("/works", b"x" * 10_001)
    with pytest.raises(EngineError, match="more than 10,000 bytes"):
        ask(far, waits.manners())


def test_an_answer_without_end_is_not_read(far: Machine, waits: Waits) -> None:
    far.says("/works", Answer(body=b"x" * 9_990, drip=True))
    with pytest.raises(EngineError, match="more than 10,000 bytes"):
        ask(far, waits.manners())


def test_a_slow_answer_is_given_up(far: Machine, waits: Waits) -> None:
    far.says("/works", Answer(drip=True))
    with pytest.raises(EngineError, match=r"did not answer within 0\.2 seconds"):
        ask(far, waits.manners(whole=0.2))


def test_silence_is_given_up(waits: Waits) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/works"
        with pytest.raises(EngineError, match=r"127\.0\.0\.1 did not answer within 0\.2 seconds"):
            fetch(url, waits.manners(timeout=0.2))


def test_an_answer_that_is_cut_off_is_no_answer(far: Machine, waits: Waits) -> None:
    far.says("/works", Answer(body=b"{", cut=True))
    with pytest.raises(EngineError, match="broke off in the middle"):
        ask(far, waits.manners())


def test_a_machine_that_speaks_something_else_is_told_of(waits: Waits) -> None:
    with socket.create_server(("127.0.0.1", 0)) as odd:
        url = f"http://127.0.0.1:{odd.getsockname()[1]}/works"

        def talk() -> None:
            connection, _ = odd.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")

        thread = threading.Thread(target=talk)
        thread.start()
        with pytest.raises(EngineError, match=r"127\.0\.0\.1 broke off or answered in no known way"):
            fetch(url, waits.manners())
        thread.join()


def test_no_network_is_one_sentence(waits: Waits) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(EngineError, match=r"^127\.0\.0\.1 cannot be reached: Connection refused$"):
        fetch(f"http://127.0.0.1:{port}/", waits.manners())


def test_a_redirect_on_the_same_machine_is_followed(far: Machine, waits: Waits) -> None:
    far.says("/works", Answer(301, headers={"Location": "/v1/works"}))
    far.says("/v1/works", b"{}")
    assert ask(far, waits.manners()) == b"{}"


@pytest.mark.parametrize("target", ["http://localhost.example/x", "https://127.0.0.1/x", "http://127.0.0.1:1/x"])
def test_a_redirect_to_another_machine_is_not_followed(far: Machine, waits: Waits, target: str) -> None:
    far.says("/works", Answer(302, headers={"Location": target}))
    with pytest.raises(EngineError, match=r"127\.0\.0\.1 sends us on to .*, which is not followed"):
        ask(far, waits.manners())


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:x", "http://[x"])
def test_a_redirect_to_no_web_address_is_not_followed(far: Machine, waits: Waits, target: str) -> None:
    far.says("/works", Answer(302, headers={"Location": target}))
    with pytest.raises(EngineError):
        ask(far, waits.manners())


def test_a_circle_of_redirects_ends(far: Machine, waits: Waits) -> None:
    far.says("/works", Answer(302, headers={"Location": "/works"}))
    with pytest.raises(EngineError, match=r"refused the question \(HTTP 302\)"):
        ask(far, waits.manners())
    assert len(far.asked) < 6


def test_the_environments_proxy_is_asked(far: Machine, waits: Waits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", far.url)
    far.says("/works/10.1000/1", b"{}")
    address = "http://registry.example/works/10.1000%2F1"
    assert fetch(address, waits.manners()) == b"{}"
    assert far.lines == ["GET http://registry.example/works/10.1000%2F1 HTTP/1.1"]


def test_no_proxy_is_honoured(far: Machine, waits: Waits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    far.says("/works", b"{}")
    assert ask(far, waits.manners()) == b"{}"
