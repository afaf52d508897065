"""The marks ``<i> <sup> <sub>`` that decoded text may hold: cleaned when it comes in, made safe when it goes out."""

from __future__ import annotations

import re
from html import escape, unescape

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = re.compile(
    r"<(/?)(?:jats:|mml:|m:)?(i|em|italic|sup|sub|inf|b|bold|strong|sc|scp|small-caps|span|p|br|u|tt|title|small|big|a|div|font"
    r"|monospace|roman|underline|overline|strike|named-content|inline-formula|tex-math|alternatives|abstract|sec|q"
    r"|math|mrow|mi|mn|mo|mtext|msub|msup|msubsup|mstyle|mspace|mfrac|munder|mover|mfenced|semantics|annotation)"
    r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))*\s*/?>",
    re.IGNORECASE,
)
_MARK_OF = {"i": "i", "em": "i", "italic": "i", "sup": "sup", "sub": "sub", "inf": "sub"}
_ESCAPED_MARK = re.compile(r"&lt;(/?)(i|sup|sub)&gt;")
_MARK = re.compile(r"</?(?:i|sup|sub)>")


def unescaped(text: str) -> str:
    """Return the text without HTML entities; exporters escape some twice."""
    for _ in range(2):
        if "&" not in text:
            break
        text = _ENTITY.sub(lambda match: unescape(match[0]), text)
    return text


def cleaned(text: str) -> str:
    """Return the text with HTML's tags reduced to balanced marks; the words between other tags stay."""
    while "<" in text and (shorter := _balanced(text, _TAG)) != text:  # a tag taken out may leave another: <sup<i>>
        text = shorter
    return text


def html(text: str) -> str:
    """Return decoded text as HTML: escaped, its marks alone left in force and well nested."""
    if "&" not in text and "<" not in text and ">" not in text:
        return text
    return _balanced(escape(text, quote=False), _ESCAPED_MARK)


def plain(text: str) -> str:
    """Return decoded text without its marks."""
    return _MARK.sub("", text) if "<" in text else text


def _balanced(text: str, tag: re.Pattern[str]) -> str:
    pieces: list[str] = []
    open_marks: list[tuple[str, int]] = []
    end = 0
    for match in tag.finditer(text):
        pieces.append(text[end : match.start()])
        end = match.end()
        mark = _MARK_OF.get(match[2].lower(), "")
        if not mark or match[0].endswith(("/>", "/&gt;")):
            continue
        if not match[1]:
            open_marks.append((mark, len(pieces)))
            pieces.append(f"<{mark}>")
        elif any(name == mark for name, _ in open_marks):
            while open_marks:
                name, _ = open_marks.pop()
                pieces.append(f"</{name}>")
                if name == mark:
                    break
    pieces.append(text[end:])
    for _, index in open_marks:
        pieces[index] = ""
    return "".join(pieces)
