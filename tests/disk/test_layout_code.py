"""Compiled layouts that are kept: they spare compiling, and nothing that another may have written is run."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from vademecum.disk.layout_code import LayoutCode, layout_code

LAYOUT = "Hello, {{ name }}."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's cache folder in which one layout is kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert said() == ("Hello, Ann.", True)
    assert said() == ("Hello, Ann.", False)
    (found,) = tmp_path.glob("vademecum/layouts-*")
    return found


def said(text: str = LAYOUT) -> tuple[str, bool]:
    """Return what a layout says, and whether it was compiled for that."""
    kept, compiled = layout_code(), []
    environment = Environment(loader=DictLoader({"a.html": text}), autoescape=True, bytecode_cache=kept)
    compile_anew = environment.compile

    def watched(*arguments: object) -> object:
        compiled.append(arguments)
        return compile_anew(*arguments)  # type: ignore[call-overload]

    environment.compile = watched  # type: ignore[assignment,method-assign]
    return environment.get_template("a.html").render(name="Ann"), bool(compiled)


def test_a_changed_layout_is_compiled(folder: Path) -> None:
    assert said("Bye, {{ name }}.") == ("Bye, Ann.", True)
    assert said() == ("Hello, Ann.", False)
    assert len(list(folder.iterdir())) == 2


def _forged(file: Path) -> None:
    data = file.read_bytes()
    code = marshal.dumps(compile("raise SystemExit", "a.html", "exec"))
    file.write_bytes(data[:60] + code)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100])


def _open_to_all(file: Path) -> None:
    file.chmod(0o666)


def _link(file: Path) -> None:
    file.rename(file.with_suffix(".moved"))
    file.symlink_to(file.with_suffix(".moved"))


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize("change", [_forged, _cut, _open_to_all, _link, _pipe])
def test_a_file_that_cannot_be_believed_is_not_read(folder: Path, change: Callable[[Path], None]) -> None:
    (file,) = folder.iterdir()
    change(file)
    assert said() == ("Hello, Ann.", True)


def test_a_folder_of_others_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.chmod(0o777)
    assert layout_code() is None
    folder.chmod(0o700)
    assert layout_code() == LayoutCode(folder)
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert layout_code() is None


def test_without_a_place_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/cache")
    assert said() == ("Hello, Ann.", True)


def test_other_versions_of_the_engine_go(folder: Path) -> None:
    for number in range(6):
        (folder.parent / f"layouts-{number}").mkdir()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    assert said() == ("Hello, Ann.", True)
    assert len(list(folder.parent.glob("layouts-*"))) == 3
    assert folder.is_dir()


def test_code_is_kept_for_users_who_share_files_with_a_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    before = os.umask(0o002)
    try:
        assert said() == ("Hello, Ann.", True)
        assert said() == ("Hello, Ann.", False)
    finally:
        os.umask(before)
