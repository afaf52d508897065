"""A preview in a process of its own, on a free port of this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from tests.building import AS_OF

ROOT = Path(__file__).parents[2]
PLAIN = '[tool.vademecum]\ntitle = "A site"\nbase-url = "https://example.org/"\n'
PATIENCE = 20
"""Seconds that a change may take to show on a machine with other work."""


class Preview(Struct, frozen=True, kw_only=True):
    """A running preview."""

    url: str
    process: subprocess.Popen[str]
    said: Path
    """What it printed, both streams."""

    def answer(self, path: str, host: str = "") -> tuple[int, str]:
        """Return status and text of an address."""
        request = urllib.request.Request(self.url + path, headers={"Host": host} if host else {})  # noqa: S310 - http
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
                return response.status, response.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    def text(self, path: str) -> str:
        """Return the text of an address, whatever its status."""
        return self.answer(path)[1]

    @contextmanager
    def states(self) -> Iterator[Iterator[dict[str, Any]]]:
        """Listen as an open page does."""
        with urllib.request.urlopen(f"{self.url}.vademecum/events", timeout=PATIENCE) as stream:  # noqa: S310
            yield (json.loads(line.removeprefix(b"data: ")) for line in stream if line.startswith(b"data: "))


@contextmanager
def previewing(folder: Path, *arguments: str) -> Iterator[Preview]:
    """Start a preview of a site, and end it as Ctrl-C does."""
    said = folder.parent / f"{folder.name}.said"
    with said.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "vademecum", "serve", "--port", "0", "--as-of", AS_OF, *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            until(lambda: "Serving http" in said.read_text() or process.poll() is not None)
            line = next(line for line in said.read_text().splitlines() if line.startswith("Serving "))
            yield Preview(url=line.split()[1], process=process, said=said)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)


def until(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.02)
