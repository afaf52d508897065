"""The text of an approval as it is kept in ``content/_approved/``: one piece a line, so that git shows what changed."""

from __future__ import annotations

import json

from vademecum.model.review import Wording
from vademecum.review.fingerprint import fold


def approved_path(path: str, audience: str) -> str:
    """Return where the approved text of a variant stands, from the site's root."""
    return f"content/_approved/{path.removeprefix('content/').removesuffix('.md')}.{audience}.txt"


def approved_text(fingerprint: str, wording: Wording) -> str:
    """Return the text to keep: what the fingerprint covers, each piece on a line of its own."""
    lines = [
        f"fingerprint: {fingerprint}",
        f"title: {fold(wording.title)}",
        f"description: {fold(wording.description)}",
        f"disclaimer: {fold(wording.disclaimer)}",
        "",
        *(_line(piece) for piece in wording.pieces),
    ]
    return "\n".join(lines) + "\n"


def _line(piece: str) -> str:
    """Return a piece on one line; only those that would not fit on one are written as JSON strings."""
    return json.dumps(piece, ensure_ascii=False) if "\n" in piece or piece.startswith('"') else piece
