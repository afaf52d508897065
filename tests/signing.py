"""Keys of invented reviewers, made for one test, and a memory of good signatures that is the test's own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec import Struct


class Key(Struct, frozen=True, kw_only=True):
    """One pair of keys."""

    file: Path
    """The private half."""

    @property
    def public(self) -> str:
        """The line of the public half, with its remark."""
        return self.file.with_name(f"{self.file.name}.pub").read_text(encoding="utf-8").strip()


def make_key(folder: Path, name: str, kind: str = "ed25519") -> Key:
    """Make a pair of keys without a passphrase."""
    need_ssh_keygen()
    words = ["-q", "-t", kind, "-N", "", "-C", f"{name} of a test", "-f", str(folder / name)]
    subprocess.run(["ssh-keygen", *words], check=True, stdin=subprocess.DEVNULL)
    return Key(file=folder / name)


def need_ssh_keygen() -> None:
    """Skip a test where OpenSSH is missing; in CI it has to be there."""
    if shutil.which("ssh-keygen") is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs ssh-keygen: install openssh-client")
        pytest.skip("no ssh-keygen: install openssh-client")
