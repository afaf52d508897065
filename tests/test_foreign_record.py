"""A site may come from anybody: what builds keep in its folder is believed by whoever wrote it alone."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.building import contents
from tests.editing import Edited
from tests.reading import AS_OF
from vademecum.disk.record import open_record
from vademecum.disk.record_engine import engine_digest
from vademecum.disk.record_key import believed_key
from vademecum.disk.record_seen import load_table, save_table
from vademecum.disk.record_values import packed, unpacked
from vademecum.model.articles import Parsed, Text
from vademecum.model.run import Options
from vademecum.pipeline import build

OPTIONS = Options(today=AS_OF, jobs=1)
ONE = "content/one.md"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edited:
    """A site with something to warn of, as somebody else has built it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    edited = Edited(tmp_path / "site", tmp_path / "clean/site", random.Random(7))  # noqa: S311 - the same each time
    edited.begin()
    edited.edit(ONE, lambda text: f"{text}\nAs @nobody said.\n")
    edited.sync()
    assert build(edited.root, OPTIONS).problems
    return edited


def forge_table(root: Path) -> None:
    """Say that nothing was found."""
    file = root / ".vademecum/default.seen"
    table = load_table(file)
    assert table is not None
    save_table(file, replace(table, told={**table.told, "problems": []}), 0, 0)


def forge_record(root: Path) -> None:
    """Say that an article says something else before its text."""
    record = open_record(
        root / ".vademecum/default.record", engine_digest(), believed_key(root / ".vademecum"), write=True
    )
    assert record is not None
    text = unpacked(record.get("text", ONE), Text)
    assert text is not None
    assert isinstance(text.holds, Parsed)
    parsed = replace(text.holds, meta=replace(text.holds.meta, title="Forged"))
    assert record.write([("text", ONE, packed(replace(text, holds=parsed)))])
    record.close()
    (root / ".vademecum/default.seen").unlink()


@pytest.mark.parametrize("who", ["theirs", "ours"])
@pytest.mark.parametrize("write", [True, False], ids=["build", "check"])
def test_a_report_that_somebody_else_wrote(
    site: Edited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str, *, write: bool
) -> None:
    forge_table(site.root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / who))
    found = build(site.root, replace(OPTIONS, write=write)).problems
    assert (not found) == (who == "theirs"), "only who wrote it believes it"


@pytest.mark.parametrize("who", ["theirs", "ours"])
def test_front_matter_that_somebody_else_wrote(
    site: Edited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    before = contents(site.root / "site")
    forge_record(site.root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / who))
    assert not build(site.root, OPTIONS).failed
    assert (contents(site.root / "site") == before) == (who == "ours")
    assert (b"Forged" in (site.root / "site/one/index.html").read_bytes()) == (who == "theirs")


def test_a_user_with_no_place_for_a_secret_builds_everything_anew(
    site: Edited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    before = contents(site.root / "site")
    for _ in range(2):
        report = build(site.root, OPTIONS)
        assert report.problems
        assert (ONE, "first build") in report.rebuilt
        assert contents(site.root / "site") == before


@pytest.mark.parametrize("put", ["kept by a CI", "committed"])
def test_a_record_that_a_machine_puts_back_is_believed_and_one_that_is_committed_is_not(
    site: Edited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, put: str
) -> None:
    """A fresh clone on a fresh machine, with the record alone."""
    (site.root / ".gitignore").write_text("/site/\n")
    for command in (["init", "-q"], ["add", "."], *([["add", "-f", ".vademecum"]] if put == "committed" else [])):
        subprocess.run(["git", *command], cwd=site.root, check=True)
    clone = tmp_path / "clone"
    shutil.copytree(site.root, clone, ignore=lambda *_: {"site"})
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "fresh"))
    report = build(clone, OPTIONS)
    assert ((ONE, "first build") in report.rebuilt) == (put == "committed")
    assert contents(clone / "site") == contents(site.root / "site")
    assert not build(clone, OPTIONS).rebuilt
