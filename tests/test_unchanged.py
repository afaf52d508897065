"""A look at a few files only, as the preview takes it."""

from datetime import date
from pathlib import Path

import pytest

from tests.building import article, contents, write
from vademecum.disk import record_seen
from vademecum.disk.record_place import kept_file
from vademecum.disk.record_stamps import stamps_of
from vademecum.model.run import Options
from vademecum.pipeline import build
from vademecum.unchanged import look_at, look_near

OPTIONS = Options(today=date(2026, 11, 22), base_url="https://example.org/")
BIB = "@article{a2020, author={Ng, A}, title={A trial}, journal={J}, year={2020}, volume={1}, pages={1}}\n"
A, B = "content/a.md", "content/b.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {A: article("One [@a2020].\n"), B: article("Two.\n"), "references.bib": BIB}
    write(tmp_path, files)
    build(tmp_path, OPTIONS)
    return tmp_path


def test_an_edit_is_seen_and_built_as_a_whole_look_would(site: Path) -> None:
    write(site, {A: article("Three [@a2020].\n")})
    look = look_near(site, OPTIONS, frozenset([A]))
    assert look is not None
    assert look.changed == look_at(site, OPTIONS).changed == {A}
    report = build(site, OPTIONS, look=look)
    assert [path for path, _ in report.rebuilt] == [A]
    after = contents(site / "site")
    build(site, Options(today=OPTIONS.today, base_url=OPTIONS.base_url, full=True))
    assert contents(site / "site") == after


def test_the_same_bytes_again_are_no_change(site: Path) -> None:
    write(site, {A: article("One [@a2020].\n")})
    look = look_near(site, OPTIONS, frozenset([A]))
    assert look is not None
    assert look.report is not None


def test_what_it_did_not_look_at_is_found_by_the_next_whole_look(site: Path) -> None:
    write(site, {A: article("Three [@a2020].\n"), B: article("Four.\n")})
    build(site, OPTIONS, look=look_near(site, OPTIONS, frozenset([A])))
    assert b"Two." in contents(site / "site")["b/index.html"]
    assert look_at(site, OPTIONS).changed == {B}
    (site / "site/a/index.html").write_text("by hand")
    build(site, OPTIONS)
    found = contents(site / "site")
    assert b"Four." in found["b/index.html"]
    assert b"Three" in found["a/index.html"]


@pytest.mark.parametrize("path", ["content/new.md", "content/gone.md", "content/link.md"])
def test_a_file_that_came_or_went_takes_a_whole_look(site: Path, path: str) -> None:
    write(site, {"content/gone.md": article("Gone.\n"), "content/link.md": article("Link.\n")})
    build(site, OPTIONS)
    write(site, {"content/new.md": article("New.\n")})
    (site / "content/gone.md").unlink()
    (site / "content/link.md").unlink()
    (site / "content/link.md").symlink_to(site / A)
    assert look_near(site, OPTIONS, frozenset([path])) is None


def test_no_table_no_paths_or_another_day_take_a_whole_look(site: Path) -> None:
    write(site, {A: article("Three [@a2020].\n")})
    assert look_near(site, OPTIONS, frozenset()) is None
    assert look_near(site, Options(today=date(2026, 11, 21), base_url=OPTIONS.base_url), frozenset([A])) is None
    assert look_near(site, Options(today=OPTIONS.today, base_url=OPTIONS.base_url, full=True), frozenset([A])) is None
    for kept in (site / ".vademecum").glob("*.seen"):
        kept.unlink()
    assert look_near(site, OPTIONS, frozenset([A])) is None


def test_what_had_settled_before_a_first_build_is_known_to_the_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It need not be read again."""
    monkeypatch.setattr(record_seen, "_SETTLED", -3_600_000_000_000)  # what is just made, as if it were long there
    write(tmp_path, {A: article("One.\n"), B: article("Two.\n")})
    build(tmp_path, OPTIONS)
    table = record_seen.load_table(kept_file(tmp_path, "", "seen"))
    assert table is not None
    assert {A, B} <= {*table.sources.paths}
    assert table.sources.stamps == stamps_of(tmp_path, table.sources.paths)
