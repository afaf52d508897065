"""The text of an approval as it is kept in ``content/_approved/``: one piece a line, so that git shows what changed."""

from __future__ import annotations

import json
from collections.abc import Iterable


def approved_path(path: str, audience: str) -> str:
    """Return where the approved text of a variant stands, from the site's root."""
    return f"content/_approved/{path.removeprefix('content/').removesuffix('.md')}.{audience}.txt"


def approved_text(*, title: str, description: str, fingerprint: str, pieces: Iterable[str], disclaimer: str) -> str:
    """Return the text to keep: what the fingerprint covers, each piece on a line of its own."""
    lines = [
        f"fingerprint: {fingerprint}",
        f"title: {title}",
        f"description: {description}",
        f"disclaimer: {' '.join(disclaimer.split())}",
        "",
        *(_line(piece) for piece in pieces),
    ]
    return "\n".join(lines) + "\n"


def _line(piece: str) -> str:
    """Return a piece on one line; only those that would not fit on one are written as JSON strings."""
    return json.dumps(piece, ensure_ascii=False) if "\n" in piece or piece.startswith('"') else piece
