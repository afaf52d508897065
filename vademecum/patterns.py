"""Regular expressions that are compiled when they are first asked: a build of one page never asks most of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands in for a pattern until something of it is wanted."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._asked = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        """Return what the pattern has by a name, and keep it at hand."""
        found = getattr(re.compile(*self._asked), name)
        setattr(self, name, found)
        return found


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what does as a compiled pattern does."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
