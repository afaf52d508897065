"""How the parts of a reference are put together: no stop twice, none behind a question mark."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ENDS = (".", "?", "!", "…")
_LAST = (">", '"', "'", "”", "’", "»", ")", "]")
_CLOSERS = re.compile(r"(?:</[a-z]+>|[\"'”’»)\]])+$")


def ends_sentence(text: str) -> bool:
    """Return whether a text closes with a stop of its own, be it inside quotes, brackets or a mark."""
    if text.endswith(_ENDS):
        return True
    closer = _CLOSERS.search(text) if text.endswith(_LAST) else None
    if not closer or closer[0].strip("</>") == "":
        return False
    bare = text[: closer.start()]
    if closer[0].startswith((")", "]")):
        return False
    return bare.endswith(_ENDS)


def sentences(parts: Iterable[str]) -> str:
    """Return the parts that say something, each closed with a full stop unless it closes itself."""
    return " ".join(filter(None, map(closed, parts)))


def closed(part: str) -> str:
    """Return a part as `sentences` closes it; nothing for an empty one."""
    return part if not part or ends_sentence(part) else f"{part}."


def joined(separator: str, *parts: str) -> str:
    """Return the parts that say something with a separator between them."""
    return separator.join(filter(None, parts))


def stopped_before(text: str, addition: str) -> str:
    """Return the text with an addition that wants a full stop in front of it (an identifier closes with none)."""
    if not addition:
        return text
    return f"{text} {addition}" if ends_sentence(text) else f"{text}. {addition}"
