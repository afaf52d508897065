"""A site may come from anybody, with links in it: nothing is written, moved or removed behind one."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.building import write
from tests.publishing import OLD, publish, shown
from vademecum.disk.record import open_record
from vademecum.disk.record_key import keep_key, new_key
from vademecum.disk.record_place import make_folder
from vademecum.disk.record_seen import NOTHING, Table, clock_of, load_table, save_table
from vademecum.disk.replace import replace_files
from vademecum.disk.write import OWNED, opened
from vademecum.problems import UsageError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """What is nobody else's business."""
    write(tmp_path, {"home/secret": "mine", "home/empty/.keep": ""})
    (tmp_path / "home/empty/.keep").unlink()
    return tmp_path / "home"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output as an earlier build left it."""
    publish(tmp_path / "site", OLD)
    return tmp_path / "site"


def untouched(home: Path) -> bool:
    names = sorted(path.name for path in home.iterdir())
    return names == ["empty", "secret"] and (home / "secret").read_text() == "mine"


def began(output: Path, moves: list[str], files: Mapping[str, str], listing: str = '{"files": {}}') -> Path:
    """Leave what an interrupted build would have left; return where its files are."""
    staging = output.parent / ".site.staging"
    write(staging, {f"files/{path}": text for path, text in files.items()})
    write(staging, {OWNED: listing, "journal.json": json.dumps({"moves": moves, "removals": []})})
    return staging / "files"


def refused(output: Path) -> bool:
    with pytest.raises(UsageError, match="symbolic link"), opened(output, stage=False):
        pass
    return shown(output).items() >= OLD.items()


def test_a_journal_does_not_lead_out_of_the_output(output: Path, home: Path) -> None:
    (output / "x").symlink_to(home)
    began(output, ["x/secret"], {"x/secret": "stolen"})
    with pytest.raises(UsageError, match="site/x is a symbolic link"), opened(output, stage=False):
        pass
    assert untouched(home)


def test_a_journal_does_not_take_files_from_elsewhere(output: Path, home: Path) -> None:
    files = began(output, ["x/secret"], {"a": ""})
    (files / "x").symlink_to(home)
    assert refused(output)
    assert untouched(home)


def test_a_journal_puts_no_link_into_the_output(output: Path, home: Path) -> None:
    files = began(output, ["a.html"], {"a": ""})
    (files / "a.html").symlink_to(home / "secret")
    assert refused(output)
    (files / "a.html").unlink()
    (files / "a.html").write_text("a")
    (files.parent / OWNED).unlink()
    (files.parent / OWNED).symlink_to(home / "secret")
    assert refused(output)


def test_empty_folders_behind_a_link_stay(output: Path, home: Path) -> None:
    (output / "page").symlink_to(home)
    began(output, ["page"], {"page": "a"}, '{"files": {"page": ""}}')
    with opened(output, stage=False):
        pass
    assert (output / "page").read_text() == "a"
    assert untouched(home)


def test_a_source_is_not_written_through_a_link(tmp_path: Path, home: Path) -> None:
    write(tmp_path, {"content/a.md": "old"})
    (tmp_path / "content/.a.md.part").symlink_to(home / "secret")
    replace_files(tmp_path, {"content/a.md": "new"})
    assert (tmp_path / "content/a.md").read_text() == "new"
    assert untouched(home)


def test_what_is_kept_is_not_written_through_links(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / ".vademecum"
    folder.mkdir()
    (folder / ".gitignore").symlink_to(home / "new")
    assert make_folder(tmp_path)
    assert (folder / ".gitignore").read_text() == "*\n"
    (folder / f".clock-{os.getpid()}").symlink_to(home / "new")
    assert clock_of(folder) > 0
    key = new_key()
    assert key
    (folder / f"key.{os.getpid()}.part").symlink_to(home / "secret")
    assert keep_key(folder, key)
    (folder / f"default.seen.{os.getpid()}.part").symlink_to(home / "secret")
    save_table(folder / "default.seen", Table(told={"a": 1}, sources=NOTHING, outputs=NOTHING), 0, 0)
    table = load_table(folder / "default.seen")
    assert table is not None
    assert table.told == {"a": 1}
    assert untouched(home)


def test_no_clock_is_asked_for_behind_a_link(tmp_path: Path, home: Path) -> None:
    """Not even for a moment does a file stand there."""
    os.utime(home, (1, 1))
    (tmp_path / ".vademecum").symlink_to(home)
    assert clock_of(tmp_path / ".vademecum") > 0
    assert home.stat().st_mtime == 1


@pytest.mark.parametrize("beside", ["", "-journal", "-wal", "-shm"])
def test_a_record_with_a_link_beside_it_is_none(tmp_path: Path, home: Path, beside: str) -> None:
    (tmp_path / f"default.record{beside}").symlink_to(home / "secret")
    assert open_record(tmp_path / "default.record", "engine", bytes(32), write=True) is None
    assert untouched(home)


def test_a_record_that_never_ends_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "default.record"
    with sqlite3.connect(file) as forged:
        forged.execute(
            "CREATE VIEW rows AS WITH RECURSIVE r(kind, key, value, sum) AS "
            "(SELECT '', '', x'', 0 UNION ALL SELECT kind, key, value, sum + 1 FROM r) SELECT * FROM r"
        )
    forged.close()
    assert open_record(file, "engine", bytes(32), write=False) is None
    record = open_record(file, "engine", bytes(32), write=True)
    assert record is not None
    assert record.write([("page", "a", b"1")])
    assert record.get("page", "a") == b"1"
    record.close()
