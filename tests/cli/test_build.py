"""``build`` and ``check``: what is said where, in which form, and how the command ends."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

from tests.building import AS_OF, BASE_URL, article, build, run, snapshot, write
from vademecum import __version__

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "vademecum"]
BROKEN = article("A link to [nowhere](none.md) and <b>bold</b>.\n")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one article."""
    return write(tmp_path, {"content/a.md": article(date="2025-01-01")})


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def test_what_is_said_of_a_build(site: Path) -> None:
    done = build(site)
    assert (done.code, done.err) == (0, "")
    found = re.fullmatch(
        r"Built 1 sources, 3 pages into site/: (\d+) files written, 0 unchanged, 0 removed \(\d+\.\d s\)\n", done.out
    )
    assert found or "Built 1 sources" in done.out
    write(site, {"site/mine\x1b[31m.txt": "mine", "content/a.md": article(mood="good")})
    done = build(site)
    assert done.code == 0
    assert "left alone, not made by a build: mine\\x1b[31m.txt" in done.out
    assert done.out.rstrip().partition("; 1 warning")[1]


def test_many_foreign_files_are_counted(site: Path) -> None:
    assert build(site).code == 0
    write(site, {f"site/{name}.txt": "" for name in "abcde"})
    assert "not made by a build: a.txt, b.txt, c.txt and 2 more" in build(site).out


def test_what_is_said_of_errors(site: Path) -> None:
    write(site, {"content/a.md": BROKEN})
    done = build(site)
    assert done.code == 1
    assert done.out.startswith("Not built: 1 error, 2 warnings; the site is as it was (")
    assert [line.partition(": ")[0] for line in done.lines] == [
        "content/a.md:5:21",
        "content/a.md:5:34",
        "content/a.md:5:41",
    ]


def test_checking_writes_nothing(site: Path) -> None:
    write(site, {"content/b.md": article(mood="good")})
    before = snapshot(site.parent)
    site.chmod(0o555)
    done = run(site, "check", "--as-of", AS_OF, "--base-url", BASE_URL)
    site.chmod(0o755)
    assert done.code == 0
    assert done.out.startswith("Checked 2 sources, 5 pages: 1 warning (")
    write(site, {"content/b.md": BROKEN})
    done = run(site, "check", "--as-of", AS_OF, "--base-url", BASE_URL)
    assert (done.code, done.out[:19]) == (1, "Checked: 1 error, 2")
    write(site, {"content/b.md": article(mood="good")})
    assert run(site, "check", "--as-of", AS_OF, "--strict").code == 1
    assert {path: each[:2] for path, each in snapshot(site.parent).items()} == {
        path: each[:2] for path, each in before.items()
    }


def test_checking_beside_a_built_site(site: Path) -> None:
    assert build(site).code == 0
    before = snapshot(site)
    assert run(site, "check").code == 0
    assert snapshot(site) == before


def test_json(site: Path) -> None:
    write(site, {"content/a.md": BROKEN})
    done = build(site, "--format", "json")
    assert done.code == 1
    data = json.loads(done.out)
    assert set(data) == {"version", "problems", "summary"}
    assert data["version"] == 1
    assert data["problems"][0] == {
        "rule": "LNK-01",
        "level": "error",
        "message": "there is no content/none.md",
        "file": "content/a.md",
        "line": 5,
        "column": 21,
        "hint": "check the name and the folder",
    }
    assert data["summary"].items() >= {"errors": 1, "warnings": 2, "due": 0, "articles": 1, "written": None}.items()
    assert done.err.startswith("Not built: ")
    assert done.err.count("\n") == 1
    write(site, {"content/a.md": article()})
    data = json.loads(build(site, "--format", "json").out)
    assert data["problems"] == []
    assert data["summary"]["written"] > 3


def test_json_of_settings(site: Path) -> None:
    write(site, {"pyproject.toml": "[tool.vademecum]\ntitel = 1\n"})
    done = build(site, "--format", "json")
    assert done.code == 2
    assert json.loads(done.out)["problems"][0]["rule"] == "CFG-02"


def test_a_report_in_a_file(site: Path) -> None:
    write(site, {"content/a.md": BROKEN})
    done = build(site, "--report", "problems.txt")
    assert (site / "problems.txt").read_text() == done.err
    assert done.out.startswith("Not built")
    done = build(site, "--report", "problems.json", "--format", "json")
    assert json.loads((site / "problems.json").read_text())["summary"]["errors"] == 1
    assert done.out == ""
    assert ": error LNK-01: " in done.err
    assert done.lines[-1].startswith("Not built")
    write(site, {"content/a.md": article()})
    assert build(site, "--report", "problems.txt").code == 0
    assert (site / "problems.txt").read_text() == ""
    done = build(site, "--report", "none/problems.txt")
    assert (done.code, done.err) == (3, "vademecum: cannot write none/problems.txt: No such file or directory\n")


def test_an_output_elsewhere(site: Path) -> None:
    (site / "content/gi").mkdir()
    done = run(site / "content/gi", "build", "--output", "../../../public", "--as-of", AS_OF, "--base-url", BASE_URL)
    assert done.code == 0, done.err
    assert (site.parent / "public/a/index.html").exists()
    assert not (site / "site").exists()


@pytest.mark.parametrize("output", [".", "content", "content/site", "..", "layouts", "layouts/x"])
def test_an_output_that_would_swallow_sources(output: str, site: Path) -> None:
    before = snapshot(site)
    done = build(site, "--output", output)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "would overwrite the site's sources" in done.err
    assert snapshot(site) == before


def test_a_folder_of_somebody_else(site: Path) -> None:
    write(site, {"public/notes.txt": "mine"})
    done = build(site, "--output", "public")
    assert (done.code, done.err) == (
        2,
        "vademecum: public/ holds files that no build of this site made; choose another --output, or empty it\n",
    )


def test_a_foreign_file_in_the_way(site: Path) -> None:
    assert build(site).code == 0
    write(site, {"site/b/index.html": "mine", "content/b.md": article()})
    before = snapshot(site)
    done = build(site)
    assert (done.code, done.out) == (2, "")
    assert done.err == "vademecum: site/b/index.html was not made by a build and stands in the way: move it away\n"
    assert snapshot(site) == before


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["--version"], 0, f"vademecum, version {__version__}"),
        (["--help"], 0, "Usage: "),
        (["build", "-h"], 0, "--as-of"),
        (["biuld"], 2, "No such command"),
        (["--nothing"], 2, "No such option"),
        (["build", "--nothing"], 2, "No such option"),
        (["build", "extra"], 2, "unexpected extra argument"),
        (["build", "--jobs", "0"], 2, "--jobs"),
        (["build", "--jobs", "many"], 2, "--jobs"),
        (["build", "--executor", "threads"], 2, "--executor"),
        (["build", "--executor", "dask"], 2, "--executor dask and --scheduler ADDRESS go together"),
        (["check", "--scheduler", "tcp://a:1"], 2, "--executor dask and --scheduler ADDRESS go together"),
        (["build", "--executor", "dask", "--scheduler", "tcp://a:1", "--jobs", "2"], 2, "--jobs counts processes"),
        (["build", "--executor", "none", "--jobs", "2"], 2, "--executor none is one process"),
        (["build", "--as-of", "yesterday"], 2, "write a date such as 2026-11-22"),
        (["build", "--as-of", "2026-02-30"], 2, "write a date such as 2026-11-22"),
        (["build", "--format", "html"], 2, "--format"),
        (["build", "--base-url", "x"], 2, "--base-url must be an absolute address"),
        (["check", "--output", "x"], 2, "No such option"),
    ],
)
def test_usage(arguments: list[str], code: int, word: str, site: Path) -> None:
    before = snapshot(site)
    done = run(site, *arguments)
    assert done.code == code
    assert word in (done.err if code else done.out)
    assert snapshot(site) == before


def test_no_site_here(tmp_path: Path) -> None:
    for command in ("build", "check", "clean"):
        done = run(tmp_path, command)
        assert (done.code, done.out) == (2, "")
        assert done.err == "vademecum: there is no content/ folder here; make a site with: vademecum init DIR\n"


def test_without_a_command_the_site_is_built(site: Path) -> None:
    done = run(site)
    assert done.code == 0, done.err
    assert (site / "site/index.html").exists()
    write(site, {"content/a.md": BROKEN})
    assert run(site).code == 1


def test_a_site_without_an_address_is_told(site: Path) -> None:
    done = run(site, "build")
    assert done.code == 0
    (line,) = done.lines
    assert line.startswith("pyproject.toml: warning CFG-04: without base-url there are no sitemap, no feed")
    assert line.endswith('add base-url = "https://…/" to [tool.vademecum]')
