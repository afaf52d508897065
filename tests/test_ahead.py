"""What others begin before the build knows its settings: no page and no word of it may tell."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.building import article, contents, write
from tests.reading import AS_OF
from vademecum import fronts
from vademecum.ahead import begun
from vademecum.disk.load import read_source
from vademecum.model.run import Options
from vademecum.pipeline import build
from vademecum.problems import EngineError

OPTIONS = Options(today=AS_OF, jobs=2, base_url="https://example.org/")
FOOTER = "layouts/parts/footer.html"
PEOPLE = "ann:\n  name: Ann Author\n"


@pytest.fixture(autouse=True)
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is another processor, and no other thread: pytest may have some."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of a few articles, a person, a faulty text and a layout of its own."""
    texts = {f"content/a{number}.md": article(date="2025-01-01", authors="[ann]") for number in range(9)}
    others = {"content/_people.yml": PEOPLE, "content/b.md": article(mood="good"), FOOTER: "<footer>One.</footer>"}
    return write(tmp_path / "site", {**texts, **others})


def test_it_makes_no_difference(site: Path) -> None:
    with begun(site, OPTIONS) as early:
        assert early is not None
        assert early.layouts is not None
        report = build(site, OPTIONS, begun=early)
    assert list(early.fronts.texts) == []
    alone = build(site, replace(OPTIONS, full=True, output=str(site.parent / "alone")))
    assert (report.problems, report.articles, report.rebuilt) == (alone.problems, alone.articles, alone.rebuilt)
    assert contents(site / "site") == contents(site.parent / "alone")


def test_workers_read_before_anybody_asks(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, seen = os.getpid(), site.parent

    def note(root: Path, path: str) -> object:
        if os.getpid() != own:
            (seen / Path(path).stem).touch()
        return read_source(root, path)

    monkeypatch.setattr(fronts, "read_source", note)
    with begun(site, OPTIONS):
        pass
    assert (seen / "a0").exists()


def test_what_earlier_builds_know_is_not_read_before_it_is_looked_up(site: Path) -> None:
    build(site, OPTIONS)
    with begun(site, OPTIONS) as early:
        assert early is None
    with begun(site, replace(OPTIONS, full=True)) as early:
        assert early is not None


def test_one_process_is_one_process(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AssertionError

    monkeypatch.setattr(os, "fork", refuse)
    with begun(site, replace(OPTIONS, jobs=1)) as early:
        assert early is not None
        assert not build(site, replace(OPTIONS, jobs=1), begun=early).failed


def test_what_changes_once_it_was_read_is_read_by_the_next_build(site: Path) -> None:
    with begun(site, OPTIONS) as early:
        write(site, {"content/_people.yml": PEOPLE.replace("Ann", "Anna")})
        build(site, OPTIONS, begun=early)
    assert b"Anna" not in (site / "site/a0/index.html").read_bytes()
    build(site, OPTIONS)
    assert b"Anna" in (site / "site/a0/index.html").read_bytes()


def test_a_layout_that_changes_once_it_was_compiled_counts_as_it_is(site: Path) -> None:
    with begun(site, OPTIONS) as early:
        assert early is not None
        assert early.layouts is not None
        code = early.layouts()
        write(site, {FOOTER: "<footer>Another.</footer>"})
        build(site, OPTIONS, begun=replace(early, layouts=lambda: code))
    assert b"<footer>Another.</footer>" in (site / "site/a0/index.html").read_bytes()


def test_wrong_settings_are_told_of_and_nothing_else(site: Path) -> None:
    write(site, {"pyproject.toml": '[tool.vademecum]\nlanguag = "en"\n'})
    with begun(site, OPTIONS) as early:
        report = build(site, OPTIONS, begun=early)
    assert (report.settings_wrong, report.problems) == (True, build(site, OPTIONS).problems)


def test_what_cannot_be_read_is_left_to_the_build(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise EngineError("cannot read content/")

    monkeypatch.setattr(fronts, "read_content", refuse)
    with begun(site, OPTIONS) as early:
        assert early is None
    with pytest.raises(EngineError, match="cannot read content/"):
        build(site, OPTIONS, begun=early)
    write(site, {"pyproject.toml": '[tool.vademecum]\nlanguag = "en"\n'})
    assert build(site, OPTIONS, begun=early).settings_wrong
