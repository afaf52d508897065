"""The manual's demonstration is a shell session: it is run, and has to say what the page says.

`UPDATE=1 pytest tests/manual` writes what it says into the page, to be read before it is committed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/content/demonstration.md"
STEP = re.compile(r"```sh\n(?P<words>.*?)```\n(?:\n```text\n(?P<said>.*?)```\n)?", re.DOTALL)
END = "--- end of a step"
SECONDS = re.compile(r"\(\d+\.\d s\)")


def run(steps: list[str], folder: Path) -> list[str]:
    """Run the steps in one shell; return what each said."""
    start = f'vademecum() {{ "{sys.executable}" -m vademecum "$@"; }}\n'
    script = start + "".join(f"{step}echo '{END}'\n" for step in steps)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    for name in ("SOURCE_DATE_EPOCH", "CI", "GITHUB_ACTIONS"):
        environment.pop(name, None)
    done = subprocess.run(
        ["sh"],
        input=script,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return [SECONDS.sub("(0.1 s)", said) for said in done.stdout.split(f"{END}\n")[:-1]]


def test_it_runs_as_the_page_says(tmp_path: Path) -> None:
    if shutil.which("sh") is None:
        pytest.skip("no shell")
    text = PAGE.read_text(encoding="utf-8")
    found = list(STEP.finditer(text))
    said = run([step["words"] for step in found], tmp_path)
    assert len(said) == len(found) > 5
    if os.environ.get("UPDATE"):
        for step, output in reversed(list(zip(found, said, strict=True))):
            if step["said"] is not None:
                text = text[: step.start("said")] + output + text[step.end("said") :]
        PAGE.write_text(text, encoding="utf-8")
        found = list(STEP.finditer(text))
    for step, output in zip(found, said, strict=True):
        assert step["said"] is None or output == step["said"]


def test_the_page_tells_the_story() -> None:
    """What the session says is what this engine exists for: the same before and after, and no claim in between."""
    said = [step["said"] for step in STEP.finditer(PAGE.read_text(encoding="utf-8")) if step["said"]]
    approved, edited, reverted = (each for each in said if "data-status" in each)
    state = re.compile(r'(?:data-status|tracker|feed|in the sitemap|"creativeWorkStatus"|exit code).*')
    assert state.findall(approved) == state.findall(reverted)
    assert not set(state.findall(approved)) & set(state.findall(edited))
    assert "exit code 0" in approved
    assert "exit code 1" in edited
    assert "REV-03" in edited
