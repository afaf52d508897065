"""``init``, ``new`` and ``clean``."""

import os
from pathlib import Path

import pytest

from tests.building import article, build, contents, run, snapshot, write


def test_a_new_site_builds_without_a_word(tmp_path: Path) -> None:
    done = run(tmp_path, "init", "my-ward")
    assert done.code == 0
    assert done.out == "Made a new site in my-ward: 9 files\nNext: cd my-ward && vademecum build\n"
    site = tmp_path / "my-ward"
    assert 'title = "My ward"' in (site / "pyproject.toml").read_text()
    done = run(site, "build", "--strict")
    assert (done.code, done.err) == (0, "")
    made = contents(site / "site")
    assert {
        "index.html",
        "methods/reporting-reviews/index.html",
        "methods/reporting-reviews/patient/index.html",
    } <= set(made)
    assert "site/" in (site / ".gitignore").read_text()
    done = run(site, "refs", "format", "--check")
    assert done.code == 0, "the bibliography of a new site is laid out as its command lays one out"


@pytest.mark.parametrize("title", ['He said "no"', "{{ 7*7 }}", "a\\b", "Ünïcödé 心", "x: y # z"])
def test_any_title(title: str, tmp_path: Path) -> None:
    assert run(tmp_path, "init", "x", "--title", title).code == 0
    done = run(tmp_path / "x", "build")
    assert (done.code, done.err) == (0, "")
    assert run(tmp_path / "x", "new", title).code == 0
    done = run(tmp_path / "x", "build")
    assert (done.code, done.err) == (0, "")


def test_nothing_is_replaced(tmp_path: Path) -> None:
    assert run(tmp_path, "init", ".").code == 0
    (tmp_path / "content/index.md").write_text("mine")
    (tmp_path / "pyproject.toml").unlink()
    before = snapshot(tmp_path)
    done = run(tmp_path, "init", ".")
    assert (done.code, done.err) == (2, "vademecum: references.bib exists already; nothing was changed\n")
    assert snapshot(tmp_path) == before


def test_a_new_article(tmp_path: Path) -> None:
    write(tmp_path, {"content/_audiences/patient.md": "---\nlabel: P\n---\n\nAsk.\n", "content/gi/a.md": article()})
    done = run(tmp_path, "new", "Does it hurt?", "--in", "gi/net", "--audience", "patient")
    assert (done.code, done.out) == (0, "content/gi/net/does-it-hurt.md\n")
    text = (tmp_path / "content/gi/net/does-it-hurt.md").read_text()
    assert "audiences: [patient]" in text
    assert "status: submitted" in text
    done = build(tmp_path, "--as-of", "2099-01-01")
    assert (done.code, done.err) == (0, "")
    assert run(tmp_path / "content/gi", "new", "Another", "--in", "content/gi").out == "content/gi/another.md\n"
    again = run(tmp_path, "new", "Another", "--in", "/gi/")
    assert (again.code, again.err) == (2, "vademecum: content/gi/another.md exists already; nothing was changed\n")


@pytest.mark.parametrize("folder", ["..", "../outside", "gi/../../..", "content/..", "content/../../x"])
def test_no_article_outside(folder: str, tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"content/a.md": article()})
    before = snapshot(tmp_path)
    done = run(site, "new", "A title", "--in", folder)
    assert (done.code, done.err) == (2, f"vademecum: {folder} is not below content/\n")
    assert snapshot(tmp_path) == before


def test_no_article_behind_a_link(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"content/a.md": article()})
    (tmp_path / "outside").mkdir()
    (site / "content/link").symlink_to("../../outside")
    done = run(site, "new", "A title", "--in", "link")
    assert done.code == 2
    assert "leads out of this folder" in done.err
    assert not list((tmp_path / "outside").iterdir())


@pytest.mark.parametrize("title", ["???", "", "../..", "x" * 300])
def test_titles_that_name_no_file(title: str, tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": article()})
    done = run(tmp_path, "new", title)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert list((tmp_path / "content").iterdir()) == [tmp_path / "content/a.md"]


def test_a_title_that_is_not_utf8(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": article()})
    done = run(tmp_path, "new", os.fsdecode(b"caf\xe9"))
    assert (done.code, done.err.count("\n")) == (2, 1)


def test_cleaning(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": article(), "site/.gitignore": "*\n"})
    assert build(tmp_path).code == 0
    write(tmp_path, {"site/mine.txt": "mine"})
    done = run(tmp_path, "clean")
    assert done.code == 0
    assert done.out.startswith("Removed ")
    assert contents(tmp_path / "site") == {".gitignore": b"*\n", "mine.txt": b"mine"}
    (tmp_path / "site/mine.txt").unlink()
    assert run(tmp_path, "clean").out == "Removed 0 files from site/\n"
    assert build(tmp_path).code == 0


def test_cleaning_what_is_not_ours(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": article(), "site/mine.txt": "mine"})
    before = snapshot(tmp_path)
    assert run(tmp_path, "clean").code == 2
    assert snapshot(tmp_path) == before
