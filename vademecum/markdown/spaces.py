"""White space in a body: nearly all texts hold nothing but spaces and line ends, which one look at the source tells."""

from __future__ import annotations

import re

_ASCII = "\t\x0b\x0c\r\x1c\x1d\x1e\x1f"
"""White space other than the space and the line end."""
_RUNS = re.compile(r"\s{2,}|[^\S ]")
_ENCODED = re.compile(r"%[01c-fC-F]")
"""What may stand for other white space in an address, which is shown decoded; so are names of hosts in Punycode."""


def is_even(text: str) -> bool:
    """Return whether a text holds no white space but spaces and line ends."""
    if text.isascii():
        return not any(space in text for space in _ASCII)
    return text.replace("\n", " ").isprintable()


def says_even(source: str) -> bool:
    """Return whether what a Markdown source says holds no white space but spaces and line ends.

    It holds no other, and neither a reference to a character nor an encoded address brings one in.
    """
    return "&" not in source and "xn--" not in source and is_even(source) and not _ENCODED.search(source)


def spaced(text: str, *, even: bool = False) -> str:
    """Return a text with each run of white space as one space; ``even``: it holds spaces and line ends alone."""
    if "  " in text or "\n" in text or not (even or text.isprintable()):
        return _RUNS.sub(" ", text)
    return text


def count_words(text: str, *, even: bool = False) -> int:
    """Return how many words a text has; single spaces are counted without parting it. ``even``: as in `spaced`."""
    line = text.replace("\n", " ").strip(" ")
    if not line or "  " in line or not (even or is_even(line)):
        return len(line.split())
    return line.count(" ") + 1
