"""Locators in citations: ``p. 45``, ``pp. 45-47``, ``chap. 3`` (pandoc's syntax, CSL's labels)."""

from __future__ import annotations

import re

from msgspec import Struct

LABELS = {
    "p": ("p", "pp", "page", "pages"),
    "chap": ("chap", "chaps", "chapter", "chapters"),
    "sec": ("sec", "secs", "section", "sections", "§", "§§"),
    "fig": ("fig", "figs", "figure", "figures"),
    "vol": ("vol", "vols", "volume", "volumes"),
    "no": ("no", "nos", "number", "numbers", "issue"),
    "para": ("para", "paras", "paragraph", "paragraphs", "¶", "¶¶"),
    "part": ("part", "parts", "pt"),
    "l": ("l", "ll", "line", "lines"),
    "col": ("col", "cols", "column", "columns"),
    "fol": ("fol", "fols", "folio", "folios"),
    "n": ("n", "nn", "note", "notes"),
    "v": ("v", "vv", "verse", "verses"),
    "bk": ("bk", "bks", "book", "books"),
}
"""Short label as printed → the words that authors write for it."""

_WORDS = {word: label for label, words in LABELS.items() for word in words}
_PLURAL = {
    "p": "pp",
    "sec": "secs",
    "fig": "figs",
    "vol": "vols",
    "no": "nos",
    "l": "ll",
    "n": "nn",
    "v": "vv",
}
_NUMBER = r"(?:[A-Za-z]{0,3}\d[\w.]*(?<![.])|[ivxlcdm]+\b|[IVXLCDM]+\b)"
_VALUE = rf"{_NUMBER}(?:\s*(?:[-–—]+|,|&|and)\s*{_NUMBER})*"
_BARE = re.compile(r"\s*,\s*(?P<value>[A-Za-z]?\d[\w]*(?:\s*(?:[-–—]+|,)\s*[A-Za-z]?\d[\w]*)*)(?P<rest>.*)", re.DOTALL)
_LABELLED = re.compile(
    rf"\s*,\s*(?P<label>{'|'.join(sorted(map(re.escape, _WORDS), key=len, reverse=True))})(?:\.\s*|\s+|(?=\d))"
    rf"(?P<value>{_VALUE})(?P<rest>.*)",
    re.DOTALL,
)
_RANGE = re.compile(r"\s*[-–—]+\s*")


class Locator(Struct, frozen=True, kw_only=True):
    """A place in a cited work."""

    label: str
    """As printed, without a stop: ``p``, ``pp``, ``chap``."""
    value: str
    """Ranges with an en dash."""


def split_locator(rest: str) -> tuple[Locator | None, str]:
    """Part what follows a citation key into its locator, if it starts with one, and the suffix after it.

    A bare number after the comma is a page, as in pandoc.
    """
    if not rest.strip():
        return None, ""
    found = _LABELLED.match(rest)
    label = _WORDS[found["label"]] if found else "p"
    found = found or _BARE.match(rest)
    if found is None:
        return None, rest.rstrip()
    value = _RANGE.sub("–", found["value"].strip())
    several = "–" in value or "," in value or "&" in value or " and " in value
    printed = _PLURAL.get(label, label) if several else label
    return Locator(label=printed, value=value), found["rest"].rstrip()
