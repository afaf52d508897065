"""How keys are written in texts: those of sources, and those that only cross references have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

KEY = r"\w++(?>(?:[:.#$%&\-+?<>~/]\w++)*)"
"""A key without braces, as a regular expression."""
MENTION = rf"@(?:\{{(?P<odd>[^{{}}\s]+(?: [^{{}}\s]+)*)\}}|(?P<key>{KEY})|(?P<star>\*))"
"""A key with its sign."""
LABEL_START = r"(?i:fig|tbl|sec)-"
"""How a key begins that only cross references have, as a regular expression."""

_MENTIONS = re.compile(MENTION)
"""Begins with a plain character, so that a whole text is searched fast."""
_IS_LABEL = re.compile(LABEL_START)


def is_label(key: str) -> bool:
    """Return whether a key is one that only cross references have."""
    return bool(_IS_LABEL.match(key))


def mentions(text: str) -> Iterator[str]:
    """Yield what looks like a key in a text: a guess at what it cites, made without parsing it."""
    for odd, key, star in dict.fromkeys(_MENTIONS.findall(text)):
        if not star and not (key and is_label(key)):
            yield unicodedata.normalize("NFC", odd or key)
