"""A field's TeX → text with marks. Own work: pybtex's decoder cuts at ``%`` and leaves most commands in.

What is not known is dropped by name and its argument kept, so that no backslash or brace reaches a page; the names
come back to the caller.
"""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from vademecum.references.decoding.texsymbols import (
    ACCENTS,
    BARE,
    MARKED,
    PLAIN,
    QUOTED,
    SIGNS,
    SKIP_FIRST,
    SWALLOWING,
    SWITCHES,
    WORDS,
)
from vademecum.references.marks import cleaned, unescaped

_SIGNS = r"\\{}$~&<`\x00-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff"
_NOT_PLAIN = re.compile(f"[{_SIGNS}]")
_BRACED = re.compile(rf"[^{_SIGNS}]*+(?>(?:\{{[^{_SIGNS}]*+\}}[^{_SIGNS}]*+)*)")
"""No other TeX than words in braces, and dashes: so are most titles and pages typed."""
_TOKEN = re.compile(
    r"\\(?:([A-Za-z]+)\*?[ \t\n]*|(.)|$)|([{}$~])|([\^_])|(---?|``|''|`)|([^\\{}$~^_`'-]+|.)", re.DOTALL
)
_WORD, _SIGN, _SPECIAL_SIGN, _SCRIPT, _DASH, _PLAIN = range(1, 7)
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff]"
    r"|(?<![\u0590-\u1fff])[\u200c\u200d]"
)
_SPACES = re.compile(r"[ \t\n]{2,}|[\t\n]")
_DASHES = {"---": "—", "--": "–", "``": "“", "''": "”", "`": "‘"}
_DOTTED = {"\u0131": "i", "\u0237": "j"}
_DEEPEST = 60
OPEN, CLOSE = "\ue000", "\ue001"
"""Private characters around what stands in braces, when the caller asks for them."""


class Decoded(Struct, frozen=True, kw_only=True):
    """A decoded text and what was left out of it."""

    text: str
    unknown: tuple[str, ...] = ()
    """Commands that are not known, with their backslash."""
    invisible: tuple[str, ...] = ()
    """Invisible characters that were dropped, as ``U+200B``."""


def is_plain(value: str) -> bool:
    """Return whether a value says what it says: no TeX, no HTML, nothing invisible."""
    return not _NOT_PLAIN.search(value) and "--" not in value and "''" not in value and "  " not in value


def decode_tex(value: str, *, braces: bool = False) -> Decoded:
    """Return the value without TeX, HTML and invisible characters, in NFC; ``braces`` marks protected words."""
    return Decoded(text=value) if is_plain(value) else decode_marked(value, braces=braces)


def decode_marked(value: str, *, braces: bool = False) -> Decoded:
    """Do the same for a value that is known not to be plain."""
    if _BRACED.fullmatch(value) and "''" not in value and "  " not in value and "‘" not in value:
        return Decoded(text=_without_braces(value, braces=braces))
    found = _INVISIBLE.findall(value)
    if found:
        value = _INVISIBLE.sub("", value)
    reader = _Reader(value, braces=braces)
    text = reader.read() if "\\" in value or _TEX.search(value) else value
    text = cleaned(unescaped(text))
    if "‘" in text:
        text = text.replace("'", "’")
    if reader.accented:
        text = unicodedata.normalize("NFC", text)
    text = _SPACES.sub(" ", text).strip(" ")
    invisible = tuple(dict.fromkeys(f"U+{ord(sign):04X}" for sign in found))
    return Decoded(text=text, unknown=tuple(dict.fromkeys(reader.unknown)), invisible=invisible)


def _without_braces(value: str, *, braces: bool) -> str:
    """Return a value that `_BRACED` fits as it is read."""
    if "--" in value:
        value = value.replace("---", "—").replace("--", "–")
    if "{" in value:
        value = value.replace("{", OPEN if braces else "").replace("}", CLOSE if braces else "")
        if "  " in value:
            value = _SPACES.sub(" ", value)
    return value.strip(" ")


_TEX = re.compile(r"[{}$~`]|--|''")


class _Reader:
    """A cursor over the tokens of one value."""

    __slots__ = ("accented", "braces", "depth", "math", "pos", "unknown", "value")

    def __init__(self, value: str, *, braces: bool) -> None:
        self.value, self.braces = value, braces
        self.pos = self.depth = 0
        self.math = False
        self.accented = False
        self.unknown: list[str] = []

    def read(self) -> str:
        pieces = [self._group(nested=False)]
        while self.pos < len(self.value):  # a closing brace too many: read on behind it
            pieces.append(self._group(nested=False))
        return "".join(pieces)

    def _group(self, *, nested: bool) -> str:
        """Read up to the closing brace (or the end) and return what it prints."""
        pieces: list[str] = []
        italic_from = -1
        while match := _TOKEN.match(self.value, self.pos):
            self.pos = match.end()
            kind = match.lastindex or 0
            found = match[kind]
            if found == "}" and kind == _SPECIAL_SIGN:
                break
            if kind == _WORD and found in SWITCHES and nested and italic_from < 0:
                italic_from = len(pieces)
            else:
                pieces.append(self._printed(kind, found))
        if italic_from >= 0:
            pieces[italic_from:] = ["<i>", *pieces[italic_from:], "</i>"]
        return "".join(pieces)

    def _printed(self, kind: int, token: str) -> str:
        if kind == _PLAIN:
            return token.replace("łess", "<") if self.math else token
        if kind == _WORD:
            return self._command(token)
        if kind == _SPECIAL_SIGN:
            return self._special(token)
        if kind == _SIGN:
            return self._sign(token)
        if kind == _SCRIPT:
            return self._script(token)
        return _DASHES.get(token, "")

    def _special(self, sign: str) -> str:
        if sign == "$":
            self.math = not self.math
            return ""
        if sign == "~":
            return "\u00a0"
        if self.depth > _DEEPEST:
            return ""
        self.depth += 1
        inner = self._group(nested=True)
        self.depth -= 1
        return f"{OPEN}{inner}{CLOSE}" if self.braces else inner

    def _sign(self, sign: str) -> str:
        if sign == "'" and self.value.startswith("'", self.pos):  # \''{u} is seen where \"{u} is meant
            self.pos += 1
            return self._accent('"')
        if sign in ACCENTS:
            return self._accent(sign)
        if sign in "()":
            self.math = sign == "("
        return SIGNS.get(sign, sign)

    def _script(self, sign: str) -> str:
        if not self.math:
            return sign
        mark = "sup" if sign == "^" else "sub"
        return f"<{mark}>{self._argument()}</{mark}>"

    def _command(self, word: str) -> str:
        if word in WORDS:
            self._skip_empty_group()
            return WORDS[word]
        if word in MARKED:
            mark = MARKED[word]
            return f"<{mark}>{self._argument()}</{mark}>"
        if word in ACCENTS:
            return self._accent(word)
        if word in PLAIN:
            return self._argument()
        if word in QUOTED:
            return QUOTED[word].format(self._argument())
        return self._rare_command(word)

    def _rare_command(self, word: str) -> str:
        if word in BARE or word in SWITCHES:
            self._skip_empty_group()
            return ""
        if word in SKIP_FIRST:
            self._option()
            self._argument()
            return self._argument()
        if word in SWALLOWING:
            for _ in range(SWALLOWING[word]):
                self._argument()
            return ""
        if word in ("frac", "tfrac", "dfrac", "sfrac", "nicefrac"):
            return f"{self._argument()}/{self._argument()}"
        self.unknown.append(f"\\{word}")
        self._option()
        return ""

    def _accent(self, command: str) -> str:
        base = self._argument()
        if not base:
            return command if command in "~^" else ""
        self.accented = True
        first, rest = base[0], base[1:]
        if first in (OPEN, "<"):
            return base
        first = _DOTTED.get(first, first)
        return unicodedata.normalize("NFC", first + ACCENTS[command]) + rest

    def _argument(self) -> str:
        """Read the next group, command or character."""
        if self.depth > _DEEPEST:
            return ""
        self.depth += 1
        argument = self._read_argument()
        self.depth -= 1
        return argument

    def _read_argument(self) -> str:
        match = _TOKEN.match(self.value, self.pos)
        while match and match[6] is not None and match[6].isspace():
            self.pos = match.end()
            match = _TOKEN.match(self.value, self.pos)
        if not match or match[3] in ("}", "$"):
            return ""
        self.pos = match.end()
        kind = match.lastindex or 0
        if match[0] == "{":
            return self._group(nested=True)
        if kind == _PLAIN:
            stripped = match[0].lstrip(" \t\n")
            self.pos = match.end() - len(stripped) + 1
            return stripped[0]
        return self._printed(kind, match[kind])

    def _option(self) -> None:
        if self.value.startswith("[", self.pos):
            end = self.value.find("]", self.pos)
            self.pos = end + 1 if end >= 0 else self.pos

    def _skip_empty_group(self) -> None:
        if self.value.startswith("{}", self.pos):
            self.pos += 2
