"""The benchmark itself at a small size: every mode builds, and every output is whole. No figure is looked at."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.edits import MODES

ROOT = Path(__file__).parents[2]


def run(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "benchmarks/run.py"), "--sizes", "12", "--runs", "1", "--jobs", "2"]
    return subprocess.run([*command, *options], capture_output=True, text=True, check=False)


def test_every_mode_leaves_a_whole_site() -> None:
    done = run("--modes", *MODES)
    assert done.returncode == 0, done.stderr
    rows = [[cell.strip() for cell in line.split("|")[1:4]] for line in done.stdout.splitlines() if line[:1] == "|"]
    assert rows[2:] == [["12", mode, "vademecum"] for mode in MODES]


def test_an_engine_that_makes_nothing_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "vademecum").mkdir()
    (tmp_path / "vademecum/__main__.py").write_text("", encoding="utf-8")
    (tmp_path / "vademecum/__init__.py").write_text("", encoding="utf-8")
    done = run("--without-vademecum", "--engine", f"idle={tmp_path}")
    assert done.returncode == 1
    assert "idle: " in done.stderr
