"""Text outside every entry: a comment by BibTeX's rules, but often what a brace too many has cut off."""

from __future__ import annotations

import re

from vademecum.references.bibtex.notation import STRAY_FIELD

_COMMENT_LINE = re.compile(r"^[ \t]*%[^\n]*", re.MULTILINE)


def first_stray(text: str, start: int, end: int) -> int:
    """Return the offset of the first thing outside entries that is no % line, or -1."""
    blanked = _blanked(text[start:end])
    rest = blanked.lstrip()
    return start + len(blanked) - len(rest) if rest else -1


def holds_fields(text: str, start: int, end: int) -> bool:
    """Return whether the text outside entries looks like fields."""
    return bool(STRAY_FIELD.search(_blanked(text[start:end])))


def _blanked(text: str) -> str:
    return _COMMENT_LINE.sub(lambda match: " " * len(match[0]), text) if "%" in text else text
