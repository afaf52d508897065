"""A user's own folder holds a secret that stays the same, and that nobody else can have put there."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from vademecum.disk.cache_folder import own_folder, own_key


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a secret that was made already."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert own_key() is not None
    return tmp_path / "vademecum/key"


def test_a_secret_stays(key: Path) -> None:
    found = own_key()
    assert found == key.read_bytes() == own_key()
    assert len(found) == 32
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700
    assert list(key.parent.iterdir()) == [key]


def test_each_user_has_another(key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    assert own_key() not in (None, key.read_bytes())


def test_a_secret_that_others_may_have_written_is_none(key: Path, tmp_path: Path) -> None:
    before = key.read_bytes()
    key.chmod(0o666)
    assert own_key() not in (None, before)
    (tmp_path / "theirs").write_bytes(before)
    key.unlink()
    key.symlink_to(tmp_path / "theirs")
    assert own_key() not in (None, before)
    assert not key.is_symlink()
    key.write_bytes(b"short")
    assert len(own_key() or b"") == 32


def test_there_is_no_secret_in_a_folder_that_others_may_write_to(key: Path) -> None:
    key.parent.chmod(0o777)
    assert own_folder() is None
    assert own_key() is None


def test_there_is_no_secret_without_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert own_key() is None
