"""What the manual says it holds, and what its tables say of options and settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.building import run
from vademecum.settings.table import SETTINGS

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "docs/content"
PAGES = {path.name for path in CONTENT.glob("*.md")} - {"index.md"}
OPTION = re.compile(r"--[a-z][a-z-]+")


def section(text: str, anchor: str) -> str:
    """Return what stands under the heading with this id."""
    return re.split(r"^## ", text.partition(f"{{#{anchor}}}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def first_cells(text: str) -> list[str]:
    """Return the first cell of every row of the tables in a text."""
    return re.findall(r"^\| (.+?) \|", text, re.MULTILINE)


def test_the_contents_name_every_page() -> None:
    assert set(re.findall(r"\]\(([\w-]+\.md)\)", (CONTENT / "index.md").read_text())) == PAGES


def test_the_readme_names_every_page() -> None:
    assert set(re.findall(r"\]\(docs/content/([\w-]+\.md)[#)]", (ROOT / "README.md").read_text())) == PAGES


@pytest.mark.parametrize("command", ["build", "serve"])
def test_the_options_are_those_that_help_shows(command: str, tmp_path: Path) -> None:
    told = " ".join(first_cells(section((CONTENT / "command-line.md").read_text(), command)))
    shown = run(tmp_path, command, "--help").out
    assert set(OPTION.findall(told)) == set(re.findall(r"^  (--[a-z-]+)", shown, re.MULTILINE))


def test_check_has_the_options_of_build_but_those_that_the_manual_names(tmp_path: Path) -> None:
    shown = {name: run(tmp_path, name, "--help").out for name in ("build", "check")}
    build, check = (set(re.findall(r"^  (--[a-z-]+)", shown[name], re.MULTILINE)) for name in ("build", "check"))
    told = section((CONTENT / "command-line.md").read_text(), "check")
    assert build - check == set(OPTION.findall(told.partition("without ")[2].partition(".")[0]))
    assert check - build == {"--fail-due"}
    assert "`check --fail-due`" in told


def test_every_setting_has_its_place() -> None:
    text = (CONTENT / "settings.md").read_text()
    told = {name.partition(".")[0] for name in re.findall(r"`([a-z.-]+)`", " ".join(first_cells(text)))}
    assert set(SETTINGS) - {"rules", "folders"} == told
    assert {"[tool.vademecum.rules]", "[tool.vademecum.folders."} <= set(
        re.findall(r"\[tool\.vademecum\.(?:rules\]|folders\.)", text)
    )
