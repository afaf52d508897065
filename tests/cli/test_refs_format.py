"""``refs format``: files on disk, replaced whole or left alone."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tests.building import contents, run, write

MESSY = '@Article{a, Title="T",\n  author={X, Y}}\n% kept\n'
TIDY = "@article{a,\n  author = {X, Y},\n  title  = {T}\n}\n% kept\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path, {"content/a.md": "---\ntitle: A\n---\n", "references.bib": MESSY})


def test_the_bibliography_is_tidied(site: Path) -> None:
    done = run(site, "refs", "format")
    assert (done.code, done.out, done.err) == (0, "references.bib: 1 entry laid out anew: a (line 1)\n", "")
    assert contents(site)["references.bib"] == TIDY.encode()
    again = run(site, "refs", "format")
    assert (again.code, again.out) == (0, "references.bib is tidy\n")


def test_check_changes_nothing(site: Path) -> None:
    before = contents(site)
    done = run(site, "refs", "format", "--check")
    assert (done.code, done.out) == (1, "references.bib: 1 entry would change: a (line 1)\n")
    assert contents(site) == before
    write(site, {"references.bib": TIDY})
    assert run(site, "refs", "format", "--check").code == 0


def test_many_changes_are_counted(site: Path) -> None:
    write(site, {"references.bib": "".join(f"@misc{{k{n}, title={{T}}}}\n" for n in range(8))})
    done = run(site, "refs", "format", "--check")
    assert done.out == (
        "references.bib: 8 entries would change: "
        "k0 (line 1), k1 (line 2), k2 (line 3), k3 (line 4), k4 (line 5) and 3 more\n"
    )


def test_a_named_file_needs_no_site(tmp_path: Path) -> None:
    write(tmp_path, {"x/my.bib": MESSY})
    assert run(tmp_path, "refs", "format", "x/my.bib").code == 0
    assert contents(tmp_path) == {"x/my.bib": TIDY.encode()}


def test_all_files_of_the_settings_are_tidied(site: Path) -> None:
    write(site, {"pyproject.toml": '[tool.vademecum]\nbibliography = ["a.bib", "b/b.bib"]\n'})
    write(site, {"a.bib": TIDY, "b/b.bib": MESSY})
    done = run(site, "refs", "format")
    assert done.out.splitlines() == ["a.bib is tidy", "b/b.bib: 1 entry laid out anew: a (line 1)"]


def test_permissions_line_ends_and_mark_stay(site: Path) -> None:
    path = site / "references.bib"
    path.write_bytes(b"\xef\xbb\xbf" + MESSY.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    assert run(site, "refs", "format").code == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert run(site, "refs", "format").out == "references.bib is tidy\n"


def test_mixed_line_ends_become_one(site: Path) -> None:
    write(site, {"references.bib": TIDY.replace("\n", "\r\n", 1)})
    done = run(site, "refs", "format")
    assert done.out == "references.bib: line ends laid out anew\n"
    assert contents(site)["references.bib"] == TIDY.encode()


def test_letters_are_not_composed(site: Path) -> None:
    spread = "@misc{a,\n  title = {e\u0301}\n}\n"
    write(site, {"references.bib": spread})
    assert run(site, "refs", "format").out == "references.bib is tidy\n"
    write(site, {"references.bib": spread.replace("  title", "title")})
    run(site, "refs", "format")
    assert contents(site)["references.bib"] == spread.encode()


@pytest.mark.parametrize("content", [b"@misc{a,\n title = {x\n}\n", b"@misc{a, title={\xe9}}\n", b"\xff\xfea\x00"])
def test_a_file_with_faults_is_left_alone(site: Path, content: bytes) -> None:
    write(site, {"references.bib": content})
    before = contents(site)
    done = run(site, "refs", "format")
    assert done.code == 1
    assert "error BIB-0" in done.err
    assert done.lines[-1] == "references.bib is left as it was: mend its faults first"
    assert contents(site) == before


def test_one_file_with_faults_does_not_keep_the_others(site: Path) -> None:
    write(site, {"pyproject.toml": '[tool.vademecum]\nbibliography = ["a.bib", "references.bib"]\n', "a.bib": "@misc{"})
    assert run(site, "refs", "format").code == 1
    assert contents(site)["references.bib"] == TIDY.encode()


def test_a_symbolic_link_is_refused(site: Path) -> None:
    (site / "link.bib").symlink_to("references.bib")
    done = run(site, "refs", "format", "link.bib")
    assert done.code == 3
    assert done.err == "vademecum: cannot read link.bib: it is a symbolic link\n"


def test_a_file_that_is_not_there_is_usage(site: Path) -> None:
    assert run(site, "refs", "format", "none.bib").code == 2
    (site / "references.bib").unlink()
    assert run(site, "refs", "format").code == 2


def test_a_full_disk_is_one_sentence(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    before = contents(site)
    done = run(site, "refs", "format")
    assert done.code == 3
    assert done.err == "vademecum: cannot write references.bib: No space left on device\n"
    assert contents(site) == before
