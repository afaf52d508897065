"""One answer from another machine, or one plain sentence why there is none.

Proxies are taken from the environment, as urllib does. What another machine does wrong is an `EngineError`.
"""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import IO
from urllib.parse import urlsplit

from msgspec import Struct

from vademecum.problems import EngineError

_GONE = frozenset({404, 410})
_PASSING = frozenset({429, 500, 502, 503, 504})
_CHUNK = 65536
_SECURE_PORT, _PLAIN_PORT = 443, 80


class Manners(Struct, frozen=True, kw_only=True):
    """How other machines are asked."""

    agent: str
    """Who asks: name, version and contact."""
    clock: Callable[[], float]
    """Seconds that only grow; this room has no clock of its own."""
    sleep: Callable[[float], None]
    timeout: float = 20
    """Seconds without a byte."""
    whole: float = 60
    """Seconds for one whole answer."""
    limit: int = 8_000_000
    """Bytes of one answer."""
    tries: int = 3
    longest_wait: float = 30
    """Seconds; a registry that asks for more is told of, not waited for."""


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows to the same machine only: nobody else is told what is asked, and nobody else answers."""

    max_redirections = 3

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        """Return the request to follow with."""
        if _machine(newurl) != _machine(req.full_url):
            fp.close()
            host = urlsplit(newurl).hostname or "nowhere"
            raise EngineError(f"{_host(req.full_url)} sends us on to {host}, which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def fetch(url: str, manners: Manners) -> bytes | None:
    """Return the answer's bytes; None when the registry knows nothing of the kind (404, 410)."""
    opener = urllib.request.build_opener(_Redirects)
    opener.addheaders = [("User-Agent", manners.agent), ("Accept", "*/*")]
    ask = opener.open
    wait = 1.0
    for left in reversed(range(manners.tries)):
        try:
            return _answer(ask, url, manners)
        except urllib.error.HTTPError as refusal:
            with refusal:
                if refusal.code in _GONE:
                    return None
                asked = _asked_to_wait(refusal.headers, wait)
                _give_up(url, refusal.code, asked, manners, left)
        manners.sleep(asked)
        wait *= 2
    raise AssertionError("the last try returns or raises")


def _answer(ask: Callable[..., http.client.HTTPResponse], url: str, manners: Manners) -> bytes:
    host = _host(url)
    try:
        with ask(url, timeout=manners.timeout) as response:
            return _body(response, host, manners)
    except urllib.error.HTTPError:
        raise
    except TimeoutError as fault:
        raise _late(host, manners.timeout) from fault
    except urllib.error.URLError as fault:
        if isinstance(fault.reason, TimeoutError):
            raise _late(host, manners.timeout) from fault
        reason = getattr(fault.reason, "strerror", None) or fault.reason
        raise EngineError(f"{host} cannot be reached: {reason}") from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise EngineError(f"{host} broke off or answered in no known way ({type(fault).__name__})") from fault


def _body(response: http.client.HTTPResponse, host: str, manners: Manners) -> bytes:
    end = manners.clock() + manners.whole
    chunks, size = [], 0
    while chunk := response.read1(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > manners.limit:
            raise EngineError(f"the answer of {host} has more than {manners.limit:,} bytes and is not read")
        if manners.clock() > end:
            raise _late(host, manners.whole)
    if response.length:
        raise EngineError(f"{host} broke off in the middle of its answer; try again later")
    return b"".join(chunks)


def _late(host: str, seconds: float) -> EngineError:
    return EngineError(f"{host} did not answer within {seconds:g} seconds; try again later")


def _give_up(url: str, status: int, asked: float, manners: Manners, left: int) -> None:
    """Raise what is to be said, unless another try is allowed and may help."""
    if status not in _PASSING:
        raise EngineError(f"{_host(url)} refused the question (HTTP {status})")
    if left and asked <= manners.longest_wait:
        return
    what = "asks for fewer questions" if status == http.client.TOO_MANY_REQUESTS else "has trouble of its own"
    when = f"try again in {asked:.0f} seconds" if asked > manners.longest_wait else "try again later"
    raise EngineError(f"{_host(url)} {what} (HTTP {status}); {when}")


def _asked_to_wait(headers: Message, otherwise: float) -> float:
    """Return the seconds of ``Retry-After``; one that is a date is held against the answer's own."""
    typed = str(headers.get("Retry-After", "")).strip()
    if re.fullmatch(r"\d{1,9}", typed):
        return float(typed)
    try:
        pause = parsedate_to_datetime(typed) - parsedate_to_datetime(str(headers.get("Date", "")))
    except (TypeError, ValueError):
        return otherwise
    return max(0.0, pause.total_seconds())


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _machine(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    port = parts.port or (_SECURE_PORT if parts.scheme == "https" else _PLAIN_PORT)
    return parts.scheme, (parts.hostname or "").lower(), port
