"""What a CSL processor sets in italics, bold and so on: carried through it as single signs, then written as safe HTML.

The processor neither escapes what a work's fields hold nor closes what it opens in another field. So it never sees
HTML: each mark is one character of Unicode's private use area, and only these become tags.
"""

from __future__ import annotations

import re
from html import escape

_TAGS = {
    "Italic": ("<i>", "</i>"),
    "Bold": ("<b>", "</b>"),
    "Superscript": ("<sup>", "</sup>"),
    "Subscript": ("<sub>", "</sub>"),
    "SmallCaps": ('<span class="small-caps">', "</span>"),
    "Underline": ("", ""),
}
_FIRST = 0xE000
_OPENING = {chr(_FIRST + 2 * number): tags[0] for number, tags in enumerate(_TAGS.values())}
_CLOSING = {chr(_FIRST + 2 * number + 1): tags[1] for number, tags in enumerate(_TAGS.values())}
_CLOSER = dict(zip(_OPENING, _CLOSING, strict=True))
_OPENER = dict(zip(_CLOSING, _OPENING, strict=True))
_SIGNS = dict(zip(_TAGS, zip(_OPENING, _CLOSING, strict=True), strict=True))

MORE = chr(_FIRST + 0x20)
"""Stands for the names that "and others" leaves out."""
DASH = chr(_FIRST + 0x21)
"""Stands between the pages of a range that is settled already."""

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MARK = re.compile(r"<(/?)(i|sup|sub)>")
_MARK_NAMES = {"i": "Italic", "sup": "Superscript", "sub": "Subscript"}
_STOPS = re.compile("([.?!…])([\ue001\ue003\ue005\ue007\ue009\ue00b”’»]*)\\.(?!\\.)")
_SPACES = re.compile("  +")


def without_signs(text: str) -> str:
    """Return a text from outside without characters that would be taken for marks."""
    return _PRIVATE.sub("", text)


def marked(text: str) -> str:
    """Return decoded text with its marks ``<i> <sup> <sub>`` as signs."""
    text = without_signs(text)
    return _MARK.sub(lambda match: _SIGNS[_MARK_NAMES[match[2]]][bool(match[1])], text) if "<" in text else text


class Formatter:
    """What the processor calls instead of its own writer of HTML."""

    @staticmethod
    def preformat(text: object) -> str:
        """Return text as it stands: it is escaped at the end."""
        return str(text)

    @staticmethod
    def _wrapped(name: str, text: object) -> str:
        opening, closing = _SIGNS[name]
        return f"{opening}{text}{closing}"

    def __getattr__(self, name: str) -> object:
        """Return what sets a text in one of the ways that CSL knows; a way that HTML lacks leaves it as it is."""
        names = {"Oblique": "Italic", "Light": "Underline"}
        return lambda text: self._wrapped(names.get(name, name), text)


def as_html(text: str) -> str:
    """Return the processor's text as HTML: escaped, its marks well nested, no stop twice and no run of spaces."""
    text = _SPACES.sub(" ", _STOPS.sub(_one_stop, text)).strip()
    pieces: list[str] = []
    opened: list[str] = []
    for part in re.split("([\ue000-\uf8ff])", text):
        if part in _OPENING:
            opened.append(part)
            pieces.append(_OPENING[part])
        elif part in _CLOSING:
            pieces.extend(_closed(opened, _OPENER[part]))
        else:
            pieces.append(escape(without_signs(part), quote=False))
    pieces.extend(_CLOSING[_CLOSER[sign]] for sign in reversed(opened))
    return "".join(pieces)


def _closed(opened: list[str], sign: str) -> list[str]:
    """Close marks up to the one that a sign opened; one that was never opened closes nothing."""
    tags: list[str] = []
    while sign in opened:
        last = opened.pop()
        tags.append(_CLOSING[_CLOSER[last]])
        if last == sign:
            break
    return tags


def _one_stop(match: re.Match[str]) -> str:
    """Drop a full stop behind a stop, unless both belong to an ellipsis."""
    before = match.string[: match.start()]
    return match[0] if match[1] == "." and before.endswith(".") else match[1] + match[2]
