"""What a reviewer signs: a statement made from one record, and how the signature stands in it.

The form is OpenSSH's (PROTOCOL.sshsig), made and checked by ``ssh-keygen -Y``. The statement names no file, so that an
article may move; the fingerprint in it is the text.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable

from vademecum.model.articles import Review
from vademecum.model.review import SignatureClaim

_VERSION = 1
_KEY = re.compile(r"((?:sk-)?(?:ssh|ecdsa)-[A-Za-z0-9@.-]+) ([A-Za-z0-9+/]+=*)(?: [^\n\r]*)?")
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"


def statement(review: Review) -> bytes:
    """Return what is signed: one line of JSON, its names in order, nothing but ASCII."""
    said = {
        "vademecum-review": _VERSION,
        "by": review.by,
        "on": review.on.isoformat(),
        "audience": review.audience,
        "scope": review.scope.value,
        "decision": review.decision.value,
        "fingerprint": review.fingerprint,
        "note": review.note,
    }
    return json.dumps(said, sort_keys=True, ensure_ascii=True).encode()


def public_keys(texts: Iterable[str]) -> tuple[str, ...]:
    """Return those of a person's keys that can be read as lines of an ``id_….pub`` file, without their remarks."""
    found = (_KEY.fullmatch(text.strip()) for text in texts)
    return tuple(f"{key[1]} {key[2]}" for key in found if key)


def in_one_line(text: str) -> str:
    """Return a signature as a record holds it: the Base64 text alone."""
    return "".join(line for line in text.splitlines() if not line.startswith("-----"))


def armoured(signature: str) -> str:
    """Return a record's signature in OpenSSH's armour, its Base64 text in lines of 70 (PROTOCOL.sshsig)."""
    return "\n".join([_BEGIN, *textwrap.wrap("".join(signature.split()), 70), _END, ""])


def claim(review: Review, keys: Iterable[str]) -> SignatureClaim:
    """Return the claim of a signed record."""
    return SignatureClaim(statement=statement(review), signature=armoured(review.signature), keys=public_keys(keys))
