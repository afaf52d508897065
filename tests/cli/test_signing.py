"""Signed approvals, from the command to the build: who can write a claim by hand cannot sign it."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.building import Run, run, write
from tests.signing import Key, make_key
from vademecum.rules.example_site import AS_OF, PEOPLE, REVIEWED, SETTINGS, SITE, article

DAY = AS_OF.isoformat()
REQUIRED = f"{SETTINGS}\n[tool.vademecum.review]\nrequire-signatures = true\n"


@pytest.fixture
def key(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Key:
    """Rex's key, in a home of the test's own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return make_key(home, "rex")


@pytest.fixture
def folder(tmp_path: Path, key: Key) -> Path:
    """A site that demands signatures, with one article that waits for its review."""
    people = PEOPLE.replace("roles: [reviewer]", f"roles: [reviewer]\n  ssh-key: {key.public}", 1)
    files = {"content/_people.yml": people, "pyproject.toml": REQUIRED, "content/a.md": article(REVIEWED)}
    return write(tmp_path, {**SITE, **files})


def approve(folder: Path, *options: str) -> Run:
    return run(folder, "review", "approve", "a.md", "--by", "rex-reviewer", "--on", DAY, *options)


def check(folder: Path) -> Run:
    return run(folder, "check", "--as-of", DAY)


def edit(folder: Path, old: str, new: str, path: str = "content/a.md") -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    write(folder, {path: text.replace(old, new)})


def test_a_signed_approval_counts(folder: Path, key: Key) -> None:
    done = approve(folder, "--sign", "--key", str(key.file))
    assert (done.code, done.err) == (0, "")
    record = next(line for line in (folder / "content/a.md").read_text().splitlines() if "signature" in line)
    assert re.search(r'signature: "?U1NIU0lH[A-Za-z0-9+/=]+"?}$', record)
    assert check(folder).code == 0
    assert "approved" in run(folder, "review", "status", "--as-of", DAY).out


def test_anybody_can_check_the_signature_again_from_the_public_record(folder: Path, key: Key) -> None:
    approve(folder, "--sign", "--key", str(key.file))
    assert run(folder, "build", "--as-of", DAY).code == 0
    record = json.loads((folder / "site/a/review.json").read_text(encoding="utf-8"))
    signature = record["variants"][0]["approvals"][0]["signature"]
    (folder / "keys").write_text("".join(f"anybody {each}\n" for each in signature["keys"]), encoding="utf-8")
    (folder / "signature").write_text(signature["armoured"], encoding="utf-8")
    words = [
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        "keys",
        "-I",
        "anybody",
        "-n",
        signature["namespace"],
        "-s",
        "signature",
    ]
    for said, good in ((signature["statement"], True), (signature["statement"].replace("rex", "ann"), False)):
        done = subprocess.run(words, cwd=folder, input=said.encode(), capture_output=True, check=False)
        assert (done.returncode == 0) is good


def test_an_unsigned_one_is_refused_by_the_command_and_by_the_build(folder: Path, key: Key) -> None:
    assert "refused by REV-13: this site counts signed approvals only; add --sign" in approve(folder).err
    approve(folder, "--sign", "--key", str(key.file))
    text = (folder / "content/a.md").read_text(encoding="utf-8")
    write(folder, {"content/a.md": re.sub(r", signature: [^}]+", "", text)})
    done = check(folder)
    assert done.code == 1
    assert [line.split()[2] for line in done.lines] == ["REV-13:"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("decision: approve", "decision: request-changes"),
        (f"on: {DAY}", "on: 2026-05-31"),
        ("scope: clinical", "scope: pharmacy"),
        ("by: rex-reviewer", "by: pia-pharmacist"),
    ],
)
def test_whoever_changes_a_word_of_a_signed_record_is_told(old: str, new: str, folder: Path, key: Key) -> None:
    approve(folder, "--sign", "--key", str(key.file))
    edit(folder, old, new)
    done = check(folder)
    assert done.code == 1
    assert "REV-12:" in [line.split()[2] for line in done.lines]


def test_an_edited_text_is_edited_though_its_approval_was_signed(folder: Path, key: Key) -> None:
    approve(folder, "--sign", "--key", str(key.file))
    edit(folder, "Text.", "Other text.")
    assert [line.split()[2] for line in check(folder).lines] == ["REV-03:", "DAT-09:"]
    edit(folder, "Other text.", "Text.")
    (folder / "content/a.md").rename(folder / "content/b.md")
    assert check(folder).code == 0


def test_a_borrowed_approval_does_not_pass_with_a_new_fingerprint(folder: Path, key: Key) -> None:
    approve(folder, "--sign", "--key", str(key.file))
    edit(folder, "Text.", "Other text.")
    present = re.search(r"its fingerprint is now (1:[0-9a-f]{64})", check(folder).err)
    given = re.search(r"1:[0-9a-f]{64}", (folder / "content/a.md").read_text(encoding="utf-8"))
    assert present is not None
    assert given is not None
    edit(folder, given[0], present[1])
    done = check(folder)
    assert (done.code, [line.split()[2] for line in done.lines]) == (1, ["REV-12:"])


def test_nobody_signs_for_another(folder: Path, key: Key) -> None:
    other = make_key(key.file.parent, "ann")
    before = (folder / "content/a.md").read_bytes()
    refused = approve(folder, "--sign", "--key", str(other.file))
    assert refused.code == 1
    assert 'refused by REV-12: the key that signed is not one of "rex-reviewer"' in refused.err
    assert (folder / "content/a.md").read_bytes() == before


def test_a_new_key_stands_beside_the_old_one(folder: Path, key: Key) -> None:
    approve(folder, "--sign", "--key", str(key.file))
    new = make_key(key.file.parent, "new")
    edit(folder, f"ssh-key: {key.public}", f"ssh-key: [{new.public}, {key.public}]", "content/_people.yml")
    assert check(folder).code == 0
    edit(folder, f"[{new.public}, {key.public}]", new.public, "content/_people.yml")
    assert check(folder).code == 1


def test_who_has_no_key_is_told_what_to_do(folder: Path, key: Key) -> None:
    edit(folder, f"  ssh-key: {key.public}\n", "", "content/_people.yml")
    refused = approve(folder, "--sign", "--key", str(key.file))
    hint = "add ssh-key: the line of your id_….pub"
    assert f'refused by REV-12: "rex-reviewer" has no public key in content/_people.yml; {hint}' in refused.err


@pytest.mark.parametrize("words", [("approve", "--key", "k"), ("start", "--sign"), ("withdraw", "--sign")])
def test_what_is_not_signed(words: tuple[str, ...], folder: Path) -> None:
    done = run(folder, "review", words[0], "a.md", "--by", "rex-reviewer", *words[1:])
    assert done.code == 2
