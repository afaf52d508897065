"""Signing and checking signatures with OpenSSH's ``ssh-keygen``: it reads files, and so they are written for it.

What was found good once is remembered in the user's cache folder, not in the site's: whoever can write to the site's
folder, or commit to it, cannot make a signature good that way. Deleting the memory costs time and changes nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from vademecum.disk.anew import write_anew
from vademecum.disk.cache_folder import own_bytes, own_folder
from vademecum.model.review import SIGNING_NAMESPACE, SignatureClaim
from vademecum.problems import EngineError

_PROGRAM = "ssh-keygen"
_SIGNER = "reviewer"
"""The name under which keys are listed for the program: a list holds one person's keys only."""
_REFUSED = 255
_AT_ONCE = 8
"""Programs that run at the same time: each waits for the disk more than it works."""
_MOST_REMEMBERED = 50_000


def are_good(claims: Sequence[SignatureClaim]) -> list[bool]:
    """Return for each claim whether one of its keys made its signature over its statement. Nothing is asked online."""
    if not claims:
        return []
    known = _remembered()
    names = [_name(claim) for claim in claims]
    unknown = {name: claim for name, claim in zip(names, claims, strict=True) if name not in known and claim.keys}
    found = {name for name, good in _checked(unknown) if good}
    if found:
        _remember(known | found)
    return [name in known or name in found for name in names]


def _name(claim: SignatureClaim) -> str:
    """Return a digest of everything that the answer depends on."""
    whole = hashlib.sha256(SIGNING_NAMESPACE.encode())
    for part in (claim.statement, claim.signature.encode(), "\n".join(claim.keys).encode()):
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


def _checked(claims: dict[str, SignatureClaim]) -> Iterator[tuple[str, bool]]:
    if not claims:
        return
    with _workshop() as folder:
        waiting = [*claims.items()]
        for start in range(0, len(waiting), _AT_ONCE):
            running = [(name, _start_check(folder, name, claim)) for name, claim in waiting[start : start + _AT_ONCE]]
            said = [process.communicate()[1] for _, process in running]
            for (name, process), words in zip(running, said, strict=True):
                if process.returncode not in (0, _REFUSED):
                    raise EngineError(_failure("check a signature", words))
                yield name, process.returncode == 0


def _start_check(folder: Path, name: str, claim: SignatureClaim) -> subprocess.Popen[bytes]:
    signature, signers, said = (folder / f"{name}.{kind}" for kind in ("sig", "keys", "txt"))
    signature.write_text(claim.signature, encoding="utf-8")
    signers.write_text("".join(f"{_SIGNER} {key}\n" for key in claim.keys), encoding="utf-8")
    said.write_bytes(claim.statement)
    words = ["-Y", "verify", "-f", str(signers), "-I", _SIGNER, "-n", SIGNING_NAMESPACE, "-s", str(signature)]
    with _program(), said.open("rb") as text:
        return subprocess.Popen(  # noqa: S603 - a fixed program, files of our own
            [_PROGRAM, *words], stdin=text, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )


def sign(statement: bytes, keys: Sequence[str], key_file: str = "") -> str:
    """Return a signature in OpenSSH's armour, made with ``key_file`` or with the private half of one of ``keys``.

    That half is looked for in ``~/.ssh``, then in the running agent. The program asks for a passphrase by itself.
    """
    with _workshop() as folder:
        chosen = key_file or _own_key(keys)
        if not chosen:
            (folder / "key.pub").write_text(f"{keys[0]}\n" if keys else "", encoding="utf-8")
            chosen = str(folder / "key.pub")
        words = ["-Y", "sign", "-f", chosen, "-n", SIGNING_NAMESPACE]
        with _program():
            done = subprocess.run(  # noqa: S603 - a fixed program; the key is the user's own choice
                [_PROGRAM, *words], input=statement, capture_output=True, check=False
            )
    if done.returncode:
        raise EngineError(_failure("sign", done.stderr))
    return done.stdout.decode("ascii", "replace")


def _own_key(keys: Sequence[str]) -> str:
    """Return the file of the private half of one of some keys; empty when it is not in the usual folder."""
    with contextlib.suppress(OSError, RuntimeError):
        for public in sorted((Path.home() / ".ssh").glob("*.pub")):
            kind_and_key = " ".join(public.read_text(encoding="utf-8", errors="replace").split()[:2])
            private = public.with_suffix("")
            if kind_and_key in keys and private.is_file():
                return str(private)
    return ""


@contextlib.contextmanager
def _workshop() -> Iterator[Path]:
    """Give a folder that nobody else can read, for as long as it is needed."""
    try:
        with TemporaryDirectory(prefix="vademecum-") as folder:
            yield Path(folder)
    except OSError as fault:
        raise EngineError(f"cannot write to the folder for temporary files: {fault.strerror or fault}") from fault


@contextlib.contextmanager
def _program() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as fault:
        message = f"signatures of reviews need {_PROGRAM}, which is not installed: install OpenSSH (openssh-client)"
        raise EngineError(message) from fault


def _failure(what: str, said: bytes) -> str:
    lines = [line for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    return f"{_PROGRAM} could not {what}{f': {lines[0].strip()}' if lines else ''}"


# ---- the memory -------------------------------------------------------------------------------------------------


def _memory() -> Path | None:
    """Return the file that holds a digest of each good claim, a line each."""
    folder = own_folder()
    return folder / "good-signatures" if folder else None


def _remembered() -> frozenset[str]:
    memory = _memory()
    return frozenset(own_bytes(memory).decode("ascii", "replace").split()) if memory else frozenset()


def _remember(names: frozenset[str]) -> None:
    """Keep what is good, if it can be kept; one that has grown too large begins anew."""
    memory = _memory()
    if memory is None:
        return
    kept = sorted(names) if len(names) <= _MOST_REMEMBERED else []
    with contextlib.suppress(OSError):
        part = memory.with_name(f"{memory.name}.{os.getpid()}.part")
        write_anew(part, "".join(f"{name}\n" for name in kept).encode("ascii"), 0o600)
        part.replace(memory)
