"""The table of what files were like: which of them the next build believes."""

from __future__ import annotations

from pathlib import Path

import pytest

from vademecum.disk.record_key import keep_key, new_key
from vademecum.disk.record_place import make_folder
from vademecum.disk.record_seen import NOTHING, Sights, Table, clock_of, load_table, save_table
from vademecum.disk.record_stamps import Stamps

BEGAN = 1_000_000_000_000
LOOKED = BEGAN + 60_000_000_000
MILLISECOND = 1_000_000


@pytest.mark.parametrize(("before", "believed"), [(60, True), (40, False), (0, False), (-40, False)])
def test_what_was_written_just_before_the_look_may_be_written_again(
    tmp_path: Path, before: int, *, believed: bool
) -> None:
    """However long after the look the table is saved."""
    key = new_key()
    assert key is not None
    assert make_folder(tmp_path)
    assert keep_key(tmp_path / ".vademecum", key)
    stamp = (1, LOOKED - before * MILLISECOND, BEGAN, 7)
    outputs = Sights(paths=("a.html",), stamps=Stamps.of([stamp]), digests=["ab" * 32])
    file = tmp_path / ".vademecum/default.seen"
    save_table(file, Table(told={}, sources=NOTHING, outputs=outputs), BEGAN, LOOKED)
    table = load_table(file)
    assert table is not None
    assert (table.outputs.stamps[0] == stamp) is believed


def test_a_folder_that_is_not_there_yet_has_the_clock_of_the_one_around_it(tmp_path: Path) -> None:
    before = tmp_path.stat().st_mtime_ns
    assert clock_of(tmp_path / ".vademecum") >= before > 0
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_has_no_clock_and_hinders_nobody(tmp_path: Path) -> None:
    (tmp_path / ".vademecum").write_bytes(b"x")
    assert clock_of(tmp_path / ".vademecum") == 0
