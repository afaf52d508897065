"""Run one command in a clean environment and print what it took, as JSON.

A process of its own, and a small one: Linux counts the memory of the process that starts a command into the command's
peak, so that a benchmark which holds a corpus would measure itself.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

INTERVAL = 0.05
"""Seconds between two looks at the memory."""
_SESSION = 3
"""Place of the session's id in /proc/PID/stat, behind the name."""


def run(command: list[str], folder: str, environment: dict[str, str], *, sample: bool) -> dict[str, Any]:
    """Return what a command took: seconds, CPU seconds, MiB; its exit code and what it printed.

    ``cpu`` is the time of all its processes, ``system`` the kernel's part of it.
    ``largest`` is the peak of the largest process. ``together`` is that of all of them, shared pages counted once, and
    is asked only with ``sample``, because asking costs time.
    """
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        together = 0.0
        while True:
            done, status, usage = os.wait4(process.pid, os.WNOHANG if sample else 0)
            if done:
                break
            together = max(together, _together(process.pid))
            time.sleep(INTERVAL)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    return {
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "system": usage.ru_stime,
        "largest": usage.ru_maxrss / 1024,
        "together": together,
        "code": process.returncode,
        "said": text[-4000:],
    }


def _together(session: int) -> float:
    """Return the memory of all processes of a session in MiB, what they share counted once."""
    total = 0
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                if int(fields[_SESSION]) == session:
                    total += _proportional(entry.path)
    return total / 1024


def _proportional(process: str) -> int:
    for line in Path(process, "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    json.dump(run(asked["command"], asked["folder"], asked["environment"], sample=asked["sample"]), sys.stdout)
