"""What a few changed texts take: their own pages, where nothing else shows what changed."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from unittest import mock

import pytest

from tests.building import article, contents, write
from vademecum.model.run import Options, Report
from vademecum.pipeline import build

OPTIONS = Options(today=date(2026, 11, 22), base_url="https://example.org/")
A, B = "content/a.md", "content/b.md"
LOWERED = '[tool.vademecum.rules]\n"LNK-04" = "warning"\n'


def rebuilt(site: Path) -> Report:
    """Build, and ask for the same bytes as a build that knows nothing."""
    report = build(site, OPTIONS)
    after = contents(site / "site")
    build(site, Options(today=OPTIONS.today, base_url=OPTIONS.base_url, full=True))
    assert contents(site / "site") == after
    return report


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("## Old\n\nOther words.\n", True),
        ("## Old\n\nOne.\n\n## New\n\nMore.\n", True),
        ("## New\n\nOne.\n", False),
        ("## Old\n\nSee [the other](b.md).\n", False),
    ],
    ids=["words", "a heading more", "a heading less", "a link more"],
)
def test_the_site_is_read_only_for_what_others_show_or_link_to(text: str, *, alone: bool, tmp_path: Path) -> None:
    write(tmp_path, {A: article("## Old\n\nOne.\n"), B: article("Two.\n")})
    build(tmp_path, OPTIONS)
    write(tmp_path, {A: article(text)})
    with mock.patch("vademecum.pipeline.load_site", side_effect=InterruptedError):
        if alone:
            assert [path for path, _ in build(tmp_path, OPTIONS).rebuilt] == [A]
        else:
            with pytest.raises(InterruptedError):
                build(tmp_path, OPTIONS)
    rebuilt(tmp_path)


def test_a_new_heading_is_found_by_the_link_that_waits_for_it(tmp_path: Path) -> None:
    write(tmp_path, {A: article("One.\n"), B: article("See [there](a.md#new).\n"), "pyproject.toml": LOWERED})
    assert [problem.rule for problem in build(tmp_path, OPTIONS).problems] == ["LNK-04"]
    write(tmp_path, {A: article("One.\n\n## New\n\nMore.\n")})
    assert not rebuilt(tmp_path).problems


def test_it_imports_nothing_that_only_whole_builds_need(tmp_path: Path) -> None:
    """Most of its time goes into imports."""
    write(tmp_path, {A: article("One.\n"), B: article("Two.\n"), "pyproject.toml": "[tool.vademecum]\n"})
    command = [sys.executable, "-X", "importtime", "-m", "vademecum", "build", "--base-url", "https://example.org/"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    write(tmp_path, {A: article("Other words.\n")})
    ended = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    imported = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert "vademecum.few" in imported
    assert not imported & {"yaml", "multiprocessing", "pybtex", "lxml", "vademecum.gather"}
