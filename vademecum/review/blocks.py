"""The pieces of a text, as an approval holds them, read back into blocks that people can compare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from vademecum.patterns import late
from vademecum.review.approved import Printed

UNITS = frozenset(
    """
    mg µg μg mcg ng g kg ml dl l mmol µmol μmol mol iu unit units mmhg mm cm % ‰ h hour hours min minute minutes day
    days week weeks month months year years tablet tablets drop drops puff puffs
    """.split()  # noqa: SIM905 - a list of words
)
"""Words that belong to the number before them."""

_UNIT = "|".join(sorted(UNITS, key=lambda unit: (-len(unit), unit)))
_WORD = late(rf"\d+(?:[.,]\d+)*(?:\s?(?:{_UNIT})(?:/[a-z]+)*(?!\w))?|\w+(?:['’-]\w+)*|\s+|.", re.IGNORECASE | re.DOTALL)
_CITED = late(r"(.*)\|([0-9a-f]{64})\|(.*)\|(.*)", re.DOTALL)
_LISTED = late(r"(?:listed|further) ([0-9a-f]{64})")
_MARKS = {
    "strong_open": "bold",
    "em_open": "italic",
    "s_open": "struck out",
    "sub_open": "subscript",
    "sup_open": "superscript",
    "span_open": "language",
    "link_open": "link to",
    "image": "picture",
    "footnote-mark": "footnote mark",
    "crossref": "reference to",
}
"""First word of a piece that stands inside a block → how it is told when it came or went."""
_CITING = frozenset(["cite", "cite-in-sentence"])
_QUIET = frozenset(["strong_close", "em_close", "s_close", "sub_close", "sup_close", "span_close", "link_close"])
_NAMES = {
    "p": "",
    "heading_open": "heading",
    "td_open": "table cell",
    "th_open": "table heading",
    "dt_open": "term",
    "dd_open": "explanation",
    "code": "code",
    "html": "",
    "footnote": "footnote",
    "bullet_list_open": "list",
    "ordered_list_open": "numbered list",
    "blockquote_open": "quotation",
    "table_open": "table",
    "box_open": "box",
    "figure_open": "figure",
    "hr": "line",
    "dl_open": "definition list",
    "math_block": "formula",
    "key-point": "key point",
}
"""First word of a piece that begins a block → how the block is called; empty for running text."""
_SAYING = frozenset(["html", "math_block", "math", "key-point", "recommendation", "reason"])
"""First words of pieces whose rest is text that readers read."""
_SILENT = frozenset(["thead_open", "tbody_open", "tr_open", "list_item_open"])


class TokenKind(StrEnum):
    """What a token of a block is."""

    TEXT = "text"
    """Something that readers read."""
    CITATION = "citation"
    MARK = "mark"
    """Something about it: emphasis, a link, a picture."""


@dataclass(frozen=True, slots=True)
class Token:
    """The smallest thing that can change."""

    kind: TokenKind
    text: str

    @property
    def shown(self) -> str:
        """How it is told when it came or went."""
        return self.text if self.kind is TokenKind.TEXT else f"[{self.text}]"

    @property
    def quiet(self) -> str:
        """How it is told where nothing changed."""
        return "" if self.kind is TokenKind.MARK else self.shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, a heading, a cell; or only that a list or table begins."""

    kind: str
    """The piece that begins it."""
    tokens: tuple[Token, ...]
    name: str = field(compare=False)
    heading: str = field(compare=False)
    """The text of the last heading above it."""
    row: str = field(compare=False)
    """The first cell of its row of a table; empty outside tables and for that cell itself."""

    @property
    def sort(self) -> str:
        """What it is, whatever its level, number or class."""
        return self.kind.partition(" ")[0]


def words_of(text: str) -> tuple[Token, ...]:
    """Return a text as tokens: a number with its unit is one."""
    return tuple(Token(TokenKind.TEXT, word) for word in _WORD.findall(text))


def blocks_of(pieces: Sequence[str], sources: Mapping[str, Printed]) -> tuple[Block, ...]:
    """Return the blocks of a text."""
    heading = row = ""
    found = []
    for kind, tokens in _groups(pieces, sources):
        word = kind.partition(" ")[0]
        if word == "tr_open":
            row = ""
        if word in _SILENT or (word.endswith("_close") and not tokens):
            continue
        text = "".join(token.quiet for token in tokens).strip()
        in_cell = word in ("td_open", "th_open")
        if not in_cell:
            row = ""
        name = _NAMES.get(word, word.removesuffix("_open").replace("_", " "))
        found.append(Block(kind=kind, tokens=tokens, name=name, heading=heading, row=f"row “{row}”" if row else ""))
        if in_cell and not row:
            row = text
        if word == "heading_open":
            heading = text
    return tuple(found)


def _groups(pieces: Sequence[str], sources: Mapping[str, Printed]) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """Yield each piece that begins something, with the tokens that stand in it."""
    kind, tokens = "", list[Token]()
    reading = iter(pieces)
    for piece in reading:
        inside = _inside(piece, sources)
        if inside is not None:
            tokens.extend(inside)
            continue
        if _LISTED.fullmatch(piece):
            continue
        if kind or tokens:
            yield kind, tuple(tokens)
        kind, tokens = piece, []
        word, _, rest = piece.partition(" ")
        if word == "code":
            tokens.extend(words_of(next(reading, "")))
        elif word in _SAYING:
            kind, tokens = word, list(words_of(f"{rest}: " if word == "recommendation" else rest))
    if kind or tokens:
        yield kind, tuple(tokens)


def _inside(piece: str, sources: Mapping[str, Printed]) -> Sequence[Token] | None:
    """Return the tokens of a piece that stands inside a block; None for one that begins or ends a block."""
    word, _, rest = piece.partition(" ")
    if word == "text" and rest:
        return words_of(rest)
    if word in ("code_inline", "math_inline", "math_inline_double"):
        return words_of(rest)
    if word in _QUIET or piece in _CITING:
        return ()
    if word in _MARKS:
        return (Token(TokenKind.MARK, f"{_MARKS[word]} {rest}".strip()),)
    cited = _CITED.fullmatch(piece)
    if cited:
        prefix, digest, locator, suffix = cited.groups()
        label = sources[digest].label if digest in sources else "source"
        words = (prefix, f"{label}, {locator}" if locator else label, suffix)
        return (Token(TokenKind.CITATION, " ".join(word for word in words if word)),)
    return None


def sources_of(pieces: Sequence[str]) -> tuple[str, ...]:
    """Return the digests of the sources that a text cites or lists, each once."""
    found = (_CITED.fullmatch(piece) or _LISTED.fullmatch(piece) for piece in pieces)
    return tuple(dict.fromkeys(match[2] if match.re.groups > 1 else match[1] for match in found if match))
