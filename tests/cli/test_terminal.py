"""What a terminal shows: the author's line with a caret, progress, and nothing that steers it."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building import AS_OF, BASE_URL, article, build, contents, write

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "vademecum"]
BROKEN = article("A link to [nowhere](none.md) and <b>bold</b>.\n")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one article."""
    return write(tmp_path, {"content/a.md": article(date="2025-01-01")})


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def on_a_terminal(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Run the command with standard error on a terminal; return code, standard output and what the terminal got."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *arguments], cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=follower
    ) as process:
        os.close(follower)
        shown = b""
        while True:
            select.select([leader], [], [], 30)
            try:
                part = os.read(leader, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            shown += part
        assert process.stdout is not None
        out = process.stdout.read().decode()
    os.close(leader)
    return process.returncode, out, shown.decode().replace("\r\n", "\n")


def test_the_line_and_a_caret_on_a_terminal(site: Path) -> None:
    write(
        site,
        {"content/a.md": BROKEN.replace("A link", "\tA \x1b[31m link").replace("\tA", "Ä\tA"), "pyproject.toml": ""},
    )
    code, out, shown = on_a_terminal(site, "build", "--as-of", AS_OF, "--base-url", BASE_URL)
    assert code == 1
    assert out.startswith("Not built")
    lines = [line.rpartition("\x1b[K")[2] for line in shown.split("\n")]
    assert lines[0].startswith("content/a.md:5:")
    assert lines[1] == "    Ä A \\x1b[31m link to [nowhere](none.md) and <b>bold</b>."
    assert lines[2].strip() == "^"
    assert lines[1][lines[2].index("^") :].startswith("none.md")
    assert "\x1b[31m" not in shown


def test_no_caret_and_no_colour_elsewhere(site: Path) -> None:
    write(site, {"content/a.md": BROKEN.replace("A link", "\x1b[31m link")})
    done = build(site)
    assert "\x1b" not in done.err + done.out
    assert all(line.startswith("content/a.md:") for line in done.lines)


def test_progress_on_a_terminal(site: Path) -> None:
    code, _, shown = on_a_terminal(site, "build", "--as-of", AS_OF, "--base-url", BASE_URL)
    assert code == 0
    assert "1 of 1 articles" in shown
    assert shown.endswith("\x1b[K")


def test_the_output_is_the_same_with_or_without_a_terminal(site: Path) -> None:
    assert build(site).code == 0
    first = contents(site / "site")
    on_a_terminal(site, "build", "--as-of", AS_OF, "--base-url", BASE_URL)
    assert contents(site / "site") == first
