"""The output changes as a whole or not at all, holds what the build made, and nobody else's file is touched."""

import hashlib
from pathlib import Path

import pytest

from tests.building import contents, snapshot, write
from tests.publishing import NEW, OLD, listed, publish, shown
from vademecum.disk.write import OWNED, clear, commit, opened, write_report
from vademecum.model.output import Output
from vademecum.model.run import Written
from vademecum.problems import EngineError, UsageError


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output as an earlier build left it."""
    publish(tmp_path / "site", OLD)
    return tmp_path / "site"


def test_a_first_build(tmp_path: Path) -> None:
    done = publish(tmp_path / "deep/site", OLD)
    assert done == Written(written=len(OLD), kept=0, removed=0, foreign=())
    assert shown(tmp_path / "deep/site") == OLD
    assert listed(tmp_path / "deep/site") == {path: hashlib.sha256(data).hexdigest() for path, data in OLD.items()}
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["site"]


def test_an_empty_folder_may_be_built_into(tmp_path: Path) -> None:
    write(tmp_path, {"site/.gitignore": "*\n", "site/.gitkeep": ""})
    done = publish(tmp_path / "site", OLD)
    assert done == Written(written=len(OLD), kept=0, removed=0, foreign=())
    assert shown(tmp_path / "site") == {**OLD, ".gitignore": b"*\n", ".gitkeep": b""}


def test_the_next_build(output: Path) -> None:
    before = snapshot(output)
    done = publish(output, NEW)
    assert done == Written(written=5, kept=1, removed=4, foreign=())
    assert shown(output) == NEW
    assert snapshot(output)["same.html"] == before["same.html"], "equal bytes are not written again"
    assert not [path for path in output.rglob("*") if path.is_dir() and not any(path.iterdir())], (
        "no empty folder stays"
    )


def test_the_same_build_again_writes_nothing(output: Path) -> None:
    before = {path: each for path, each in snapshot(output).items() if path != OWNED}
    assert publish(output, OLD) == Written(written=0, kept=len(OLD), removed=0, foreign=())
    assert {path: each for path, each in snapshot(output).items() if path != OWNED} == before


def test_what_no_build_made_stays(output: Path) -> None:
    foreign = {"notes.txt": b"mine", "gi/gone/mine.txt": b"mine", "new/mine.txt": b"mine"}
    for path, content in foreign.items():
        write(output, {path: content})
    done = publish(output, NEW)
    assert sorted(done.foreign) == sorted(foreign)
    assert shown(output) == {**NEW, **foreign}


@pytest.mark.parametrize("path", ["new/folder/index.html", "new/folder", "new"])
def test_a_foreign_file_in_the_way(path: str, output: Path) -> None:
    write(output, {path: "mine"})
    before = snapshot(output.parent)
    with pytest.raises(UsageError, match=r"^site/new.* move it away$"):
        publish(output, NEW)
    assert snapshot(output.parent) == before


def test_a_foreign_folder_in_the_way(output: Path) -> None:
    write(output, {"folder/mine.txt": "mine"})
    before = snapshot(output.parent)
    with pytest.raises(UsageError, match="site/folder was not made by a build"):
        publish(output, {**OLD, "folder": b"a file"})
    assert snapshot(output.parent) == before


def test_a_foreign_file_with_the_bytes_of_a_page(output: Path) -> None:
    write(output, {"new/folder/index.html": NEW["new/folder/index.html"]})
    assert publish(output, NEW).written == 4
    assert shown(output) == NEW


def test_a_folder_of_somebody_else(tmp_path: Path) -> None:
    write(tmp_path, {"site/notes.txt": "mine"})
    before = snapshot(tmp_path)
    with pytest.raises(UsageError, match="holds files that no build of this site made"):
        publish(tmp_path / "site", NEW)
    with pytest.raises(UsageError, match="holds files that no build of this site made"):
        clear(tmp_path / "site")
    assert snapshot(tmp_path) == before


def test_an_output_that_is_a_file(tmp_path: Path) -> None:
    write(tmp_path, {"site": "a file"})
    with pytest.raises(UsageError, match="is not a folder"):
        publish(tmp_path / "site", NEW)


def test_a_listing_that_is_lost_never_deletes(output: Path) -> None:
    (output / OWNED).unlink()
    before = snapshot(output)
    with pytest.raises(UsageError):
        publish(output, NEW)
    assert snapshot(output) == before


def test_a_build_that_only_checks(output: Path) -> None:
    before = snapshot(output.parent)
    with opened(output, touch=False, stage=False) as store:
        assert store.put(Output(path="index.html", content=b"x")) == hashlib.sha256(b"x").hexdigest()
        with pytest.raises(ValueError, match="nothing was staged"):
            commit(store, {"index.html": "x"})
    with opened(output.parent / "none/site", touch=False, stage=False):
        pass
    assert snapshot(output.parent) == before


def test_a_build_that_gives_up(output: Path) -> None:
    before = snapshot(output.parent)
    with opened(output) as store:
        store.put(Output(path="index.html", content=b"x"))
    assert snapshot(output.parent) == before


def test_clearing(output: Path) -> None:
    write(output, {"gi/mine.txt": "mine"})
    assert clear(output) == len(OLD)
    assert contents(output) == {"gi/mine.txt": b"mine"}
    (output / "gi/mine.txt").unlink()
    (output / "gi").rmdir()
    assert clear(output) == 0
    assert clear(output.parent / "none") == 0


def test_a_report_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"cannot write .*: No such file or directory"):
        write_report(str(tmp_path / "none/report.txt"), "x")
