"""What a ``.bib`` file holds besides entries: comments of several kinds."""

from __future__ import annotations

import re

from vademecum.references.bibtex.notation import LINE_OPENING

_BRACKET = re.compile(r"[{}]")
_LINE = re.compile(r"[^\n]+")
_COMMENT_WORD = re.compile(r"@comment\b[^\n{(]*", re.IGNORECASE)
_LONGEST_INDENT = 200


def in_comment_line(text: str, offset: int) -> bool:
    """Return whether the line of an offset begins with %: a comment by custom, not by BibTeX's rules."""
    line_start = text.rfind("\n", max(0, offset - _LONGEST_INDENT), offset) + 1
    return text[line_start:offset].lstrip().startswith("%")


def comment_word_end(text: str, start: int) -> int:
    """Return the end of a ``@comment`` without braces, which reaches to the line's end; 0 when it is none."""
    match = _COMMENT_WORD.match(text, start)
    return match.end() if match else 0


def commented_entry_end(text: str, start: int) -> int:
    """Return the end of an entry whose every line begins with %, and 0 where BibTeX's entry is meant."""
    if not in_comment_line(text, start):
        return 0
    depth = 0
    for line in _LINE.finditer(text, start):
        if line.start() != start and not line[0].lstrip().startswith("%"):
            return 0
        depth += line[0].count("{") - line[0].count("}")
        if depth <= 0:
            return line.end()
    return 0


def group_end(text: str, opening: int, limit: int) -> int:
    """Return the end of ``{…}`` or ``(…)``; 0 when it is not closed before a limit."""
    if text[opening] == "(":
        return text.find(")", opening, next_entry(text, opening)) + 1
    depth = 0
    for match in _BRACKET.finditer(text, opening, limit):
        depth += 1 if match[0] == "{" else -1
        if not depth:
            return match.end()
    return 0


def next_entry(text: str, offset: int) -> int:
    """Return where the next entry starts on a line of its own; the text's end when none does."""
    following = LINE_OPENING.search(text, offset + 1)
    return following.start() if following else len(text)
