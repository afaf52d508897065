"""Which key of what builds keep is believed: one's own, or one that cannot have come with the sources."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.building import write
from vademecum.disk.record_key import believed_key, keep_key, may_be_tracked, new_key


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a key of a user who is somebody else from now on."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    found = tmp_path / "repository/a/.vademecum"
    found.mkdir(parents=True)
    key = new_key()
    assert key
    assert keep_key(found, key)
    assert believed_key(found) == key
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "ours"))
    return found


def git(folder: Path, *command: str) -> str:
    whole = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *command]
    return subprocess.run(whole, cwd=folder, check=True, capture_output=True, text=True).stdout


def repository(folder: Path) -> Path:
    found = folder.parents[1]
    write(found, {"a/text.md": "Text.\n"})
    git(found, "init")
    git(found, "add", "a/text.md")
    return found


def test_a_key_of_somebody_else_is_not_believed(folder: Path) -> None:
    assert believed_key(folder) is None
    ours = new_key()
    assert ours
    assert keep_key(folder, ours)
    assert believed_key(folder) == ours


def test_keys_of_one_user_differ(folder: Path) -> None:
    assert new_key() != new_key()
    assert keep_key(folder, b"short")
    assert believed_key(folder) is None


def test_a_key_that_git_does_not_track_is_believed(folder: Path) -> None:
    repository(folder)
    assert believed_key(folder) == (folder / "key").read_bytes()


@pytest.mark.parametrize("name", ["a/.vademecum/key", "a/.Vademecum/x", "a/.vademecum"])
def test_a_key_that_git_may_have_brought_is_not_believed(folder: Path, name: str) -> None:
    top = repository(folder)
    blob = subprocess.run(
        ["git", "hash-object", "-w", "a/text.md"], cwd=top, check=True, capture_output=True, text=True
    )
    git(top, "update-index", "--add", "--cacheinfo", f"100644,{blob.stdout.strip()},{name}")
    assert believed_key(folder) is None


@pytest.mark.parametrize("command", [("--index-version=4",), ("--split-index",)])
def test_an_index_that_is_not_understood_is_not_believed(folder: Path, command: tuple[str, ...]) -> None:
    top = repository(folder)
    git(top, "update-index", *command)
    assert may_be_tracked(folder)


def test_a_worktree_has_an_index_of_its_own(folder: Path, tmp_path: Path) -> None:
    top = repository(folder)
    git(top, "commit", "-m", "x")
    git(top, "worktree", "add", str(tmp_path / "tree"))
    there = tmp_path / "tree/a/.vademecum"
    there.mkdir()
    assert not may_be_tracked(there)
    (there / "x").touch()
    git(there, "add", "-f", "x")
    assert may_be_tracked(there)
    assert not may_be_tracked(folder)


def test_a_repository_that_cannot_be_read_is_none(folder: Path) -> None:
    (folder.parent / ".git").write_text("gitdir: nowhere\n")
    assert may_be_tracked(folder)
