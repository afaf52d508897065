"""What is installed, told without `importlib.metadata`."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.machinery import PathFinder
from pathlib import Path

import pytest

from tests.building import write
from vademecum.disk import record_engine
from vademecum.disk.record_engine import may_bring

ASKED = """
import sys
from importlib.metadata import entry_points
group, *sys.path = sys.argv[1:]
print(bool(entry_points(group=group)))
"""
POINTS = "[ward.rules]\none = ward:RULES\n"


class Elsewhere:
    """A finder that knows of packages in its own way."""

    def find_distributions(self) -> None:
        """Find none."""

    def find_spec(self, *_: object) -> None:
        """Find none."""


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is installed, and nothing is remembered of what is."""
    record_engine._metadata.cache_clear()
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(sys, "meta_path", [PathFinder])
    yield
    record_engine._metadata.cache_clear()


@pytest.mark.parametrize(("group", "brings"), [("ward.rules", True), ("ward", False), ("ward.rules.more", False)])
@pytest.mark.parametrize("kind", ["dist-info", "egg-info"])
def test_a_folder_of_packages(
    group: str, *, brings: bool, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`importlib.metadata` is asked in a new process: its backport, which Dask imports, takes it apart in this one."""
    write(tmp_path, {f"ward-1.0.{kind}/entry_points.txt": POINTS, f"other-1.0.{kind}/METADATA": ""})
    places = [str(tmp_path / "nowhere"), str(tmp_path)]
    monkeypatch.setattr(sys, "path", places)
    assert may_bring(group) == brings
    told = subprocess.run(
        [sys.executable, "-I", "-c", ASKED, group, *places], check=True, capture_output=True, text=True
    )
    assert told.stdout == f"{brings}\n"


def test_an_archive_or_another_finder_may_bring_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not may_bring("ward.rules")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "meta_path", [PathFinder, Elsewhere()])
        assert may_bring("ward.rules")
    archive = tmp_path / "ward.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("ward-1.0.dist-info/entry_points.txt", POINTS)
    monkeypatch.setattr(sys, "path", [str(archive)])
    assert may_bring("ward.rules")
