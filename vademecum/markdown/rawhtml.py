"""Raw HTML: comments are dropped, all else is shown as text."""

from __future__ import annotations

import re
from html import escape

COMMENT = re.compile(r"<!--(?:>|->|.*?(?:-->|$))", re.DOTALL)


def shown(source: str) -> str:
    """Return raw HTML as escaped text without its comments."""
    return escape(COMMENT.sub("", source), quote=False)
