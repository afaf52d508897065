"""Braces in a title: which letters the author does not want recased."""

from __future__ import annotations

import re

from vademecum.references.decoding.tex import CLOSE, OPEN

_BRACE = re.compile(f"[{OPEN}{CLOSE}]")


def spans(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text without its brace marks, and the (start, end) of what stood in the outermost ones."""
    if OPEN not in text and CLOSE not in text:
        return text, ()
    found, pieces = [], []
    end = length = depth = opened = 0
    for match in _BRACE.finditer(text):
        piece = text[end : match.start()]
        pieces.append(piece)
        length += len(piece)
        end = match.end()
        if match[0] == OPEN:
            opened = opened if depth else length
            depth += 1
        elif depth:
            depth -= 1
            if not depth and length > opened:
                found.append((opened, length))
    pieces.append(text[end:])
    return "".join(pieces), _joined(found)


def shifted(protected: tuple[tuple[int, int], ...], by: int) -> tuple[tuple[int, int], ...]:
    """Return the spans for a text that got something in front."""
    return tuple((start + by, end + by) for start, end in protected)


def _joined(found: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)
