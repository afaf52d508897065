"""What CSL calls numeric: a number with letters before or behind it, or several of them."""

from __future__ import annotations

import re

_NUMERIC = re.compile(r"[^\W\d_]{0,3}\d+[^\W\d_]{0,3}(?:\s*[,&–-]\s*[^\W\d_]{0,3}\d+[^\W\d_]{0,3})*")


def is_numeric(text: str) -> bool:
    """Return whether a label such as "no." or "Vol." suits the text."""
    return bool(_NUMERIC.fullmatch(text))
