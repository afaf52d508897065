"""Signatures by real keys: which are good, what is remembered, and what a machine without OpenSSH says."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.signing import Key, make_key
from vademecum.disk import signing
from vademecum.disk.signing import are_good, sign
from vademecum.model.articles import Decision, Review, ReviewScope
from vademecum.problems import EngineError, Place
from vademecum.review.signatures import armoured, claim, in_one_line, public_keys, statement

RECORD = Review(
    by="rita",
    on=date(2026, 11, 22),
    audience="clinician",
    decision=Decision.APPROVE,
    fingerprint=f"1:{'a' * 64}",
    note="With “care” & \u00e9clat.",
    place=Place(file="content/a.md", line=4),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, without an agent."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return tmp_path


@pytest.fixture
def key(home: Path) -> Key:
    """Rita's key."""
    return make_key(home, "rita")


def signed(record: Review, key: Key) -> Review:
    made = sign(statement(record), public_keys([key.public]), str(key.file))
    return replace(record, signature=in_one_line(made))


def good(record: Review, *keys: str) -> bool:
    return are_good([claim(record, keys)]) == [True]


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
def test_a_signature_is_good_for_the_key_that_made_it(kind: str, home: Path) -> None:
    own, other = make_key(home, "own", kind), make_key(home, "other")
    record = signed(RECORD, own)
    assert "\n" not in record.signature
    assert good(record, own.public)
    assert good(record, other.public, own.public)
    assert not good(record, other.public)
    assert not good(record)


@pytest.mark.parametrize(
    "change",
    [
        {"by": "ravi"},
        {"on": date(2026, 11, 23)},
        {"audience": "patient"},
        {"scope": ReviewScope.PHARMACY},
        {"decision": Decision.REQUEST_CHANGES},
        {"fingerprint": f"1:{'b' * 64}"},
        {"note": ""},
    ],
    ids=lambda change: next(iter(change)),
)
def test_any_word_of_the_record_is_part_of_what_was_signed(change: dict[str, object], key: Key) -> None:
    record = signed(RECORD, key)
    changed: Callable[..., Review] = replace
    assert good(record, key.public)
    assert not good(changed(record, **change), key.public)


def test_where_the_record_stands_is_not(key: Key) -> None:
    moved = replace(signed(RECORD, key), place=Place(file="content/b.md", line=9))
    assert good(moved, key.public)


def test_a_signature_for_another_purpose_is_none(key: Key) -> None:
    words = ["ssh-keygen", "-Y", "sign", "-f", str(key.file), "-n", "git"]
    made = subprocess.run(words, input=statement(RECORD), capture_output=True, check=True).stdout.decode()
    assert not good(replace(RECORD, signature=in_one_line(made)), key.public)


@pytest.mark.parametrize("text", ["U1NIU0lH", "no base 64!", "-----END SSH SIGNATURE-----", "x" * 10_000])
def test_what_is_no_signature_is_not_good(text: str, key: Key) -> None:
    assert not good(replace(RECORD, signature=text), key.public)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no key",
        'cert-authority ssh-ed25519 AAAA"',
        "* ssh-ed25519 AAAA",
        "ssh-ed25519 AAAA\nreviewer ssh-ed25519 BBBB",
    ],
)
def test_a_key_that_cannot_be_read_is_left_out(text: str) -> None:
    assert public_keys([text, "ssh-ed25519 AAAA rita@example.org"]) == ("ssh-ed25519 AAAA",)


def test_a_signature_survives_its_one_line(key: Key) -> None:
    made = sign(statement(RECORD), public_keys([key.public]), str(key.file))
    assert armoured(in_one_line(made)) == made


def test_what_was_good_once_is_not_checked_again(key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    record = signed(RECORD, key)
    assert good(record, key.public)
    monkeypatch.setattr(signing, "_PROGRAM", "no-such-program")
    assert good(record, key.public)
    with pytest.raises(EngineError, match="is not installed"):
        good(replace(record, by="ravi"), key.public)


def test_what_was_refused_is_not_remembered(home: Path, key: Key) -> None:
    assert not good(replace(signed(RECORD, key), by="ravi"), key.public)
    assert not (home / ".cache/vademecum/good-signatures").exists()


def test_a_memory_in_the_sites_folder_is_not_believed(
    home: Path, key: Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", ".vademecum")
    assert good(signed(RECORD, key), key.public)
    assert not (tmp_path / ".vademecum").exists()
    assert (home / ".cache/vademecum/good-signatures").is_file()


def test_without_a_place_to_remember_everything_is_checked(key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/cache")
    record = signed(RECORD, key)
    assert good(record, key.public)
    assert good(record, key.public)


def test_many_are_checked_in_one_go(key: Key) -> None:
    records = [replace(RECORD, note=str(number)) for number in range(20)]
    one = signed(records[7], key)
    claims = [claim(replace(record, signature=one.signature), [key.public]) for record in records]
    assert are_good(claims) == [number == 7 for number in range(20)]


def test_a_key_in_the_usual_folder_is_found(home: Path, key: Key) -> None:
    (home / ".ssh").mkdir()
    for file in (key.file, key.file.with_suffix(".pub")):
        file.rename(home / ".ssh" / file.name)
    public = (home / ".ssh/rita.pub").read_text(encoding="utf-8")
    made = sign(statement(RECORD), public_keys([public]))
    assert good(replace(RECORD, signature=in_one_line(made)), public)


def test_a_key_that_is_nowhere_is_told(home: Path, key: Key) -> None:
    assert not (home / ".ssh").exists()
    with pytest.raises(EngineError, match="ssh-keygen could not sign: No private key found"):
        sign(statement(RECORD), public_keys([key.public]))
