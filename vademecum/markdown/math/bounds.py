r"""Formulas that the converter would need too long or too deep a stack for: they are refused before it sees them.

Measured with math-core 0.9: it calls itself once a level (350 levels fill a stack of 1 MB), and a bracket that stays
open, as in ``[0, 1)``, doubles its time (40 of them would take hours). What is counted here is never less than what it
meets: a bracket counts as closed only by its own partner within the same group.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 5000
DEEPEST = 50
MOST_UNCLOSED = 10

_PIECE = re.compile(
    r"""
      (?P<open>  \{ | \\begin(?![A-Za-z]) | \\left(?![A-Za-z])\s*(?:\\[A-Za-z]+|\\.|.)? )
    | (?P<close> \} | \\end(?![A-Za-z])   | \\right(?![A-Za-z])\s*(?:\\[A-Za-z]+|\\.|.)? )
    | (?P<part>  &  | \\\\                | \\middle(?![A-Za-z])\s*(?:\\[A-Za-z]+|\\.|.)? )
    | (?P<sized> \\[bB]igg?[lrm]?(?![A-Za-z])\s*(?:\\[A-Za-z]+|\\.|.)? )
    | (?P<other> \\[A-Za-z]+ | \\. | \S )
    """,
    re.DOTALL | re.VERBOSE,
)
_LEFT = (
    "lAngle lBrace lVert lang langle lbrace lbrack lceil lfloor lgroup llangle llbracket llparenthesis lmoustache"
    " lparen lvert"
)
_PARTNERS = {"(": ")", "[": "]", r"\{": r"\}", r"\ulcorner": r"\urcorner", r"\llcorner": r"\lrcorner"} | {
    f"\\{name}": f"\\{name.replace('ll', 'rr') if name[:2] == 'll' else f'r{name[1:]}'}" for name in _LEFT.split()
}
_ODD_OPENERS = frozenset("⌜⌞⎰⧘⧚\u0324\u0800\u0d4f\u171c")
_GROUP = "a group"
_NONE = "no partner"


class BoundsError(ValueError):
    """A formula beyond the bounds; ``args`` are what is too much and the offset where."""


def check_bounds(tex: str) -> None:
    """Raise `BoundsError` for a formula that is too long, nests too deep or leaves too many brackets open."""
    if len(tex) > LONGEST:
        raise BoundsError(f"it is longer than {LONGEST} characters", LONGEST)
    open_ = _Open()
    for found in _PIECE.finditer(tex):
        open_.take(found.lastgroup or "", found[0])
        if open_.depth > DEEPEST:
            raise BoundsError(f"it nests more than {DEEPEST} deep", found.start())
        if open_.lost > MOST_UNCLOSED:
            raise BoundsError("too many of its brackets are never closed", found.start())
    open_.part()
    if open_.lost + sum(partner != _GROUP for partner, _ in open_.waiting) > MOST_UNCLOSED:
        raise BoundsError("too many of its brackets are never closed", 0)


class _Open:
    """What is open at a place of a formula."""

    def __init__(self) -> None:
        self.waiting: list[tuple[str, int]] = []
        """What closes it, and how many levels it is worth."""
        self.depth = 0
        self.lost = 0
        """Brackets that nothing can close any more."""
        self.run = 0
        """Commands in a row: each may be the argument of the one before."""

    def take(self, kind: str, piece: str) -> None:
        if kind == "open":
            self._push(_GROUP)
        elif kind == "close":
            self.part()
            if self.waiting:
                self._pop()
        elif kind == "part":
            self.part()
        elif kind == "other" and self.waiting and self.waiting[-1][0] == piece:
            self._pop()
        elif kind == "other" and _opens(piece):
            self._push(_PARTNERS.get(piece, _NONE))
        elif kind == "other" and piece[0] in "\\^_":
            self.run += 1
            self.depth += 1
            return
        self._rest()

    def part(self) -> None:
        """Give up the brackets of the present group."""
        while self.waiting and self.waiting[-1][0] != _GROUP:
            self._pop()
            self.lost += 1

    def _push(self, partner: str) -> None:
        self.waiting.append((partner, self.run + 1))
        self.depth += 1
        self.run = 0

    def _pop(self) -> None:
        _, levels = self.waiting.pop()
        self._rest()
        self.depth -= levels

    def _rest(self) -> None:
        self.depth -= self.run
        self.run = 0


def _opens(piece: str) -> bool:
    return piece in _PARTNERS or piece in _ODD_OPENERS or (len(piece) == 1 and unicodedata.category(piece) == "Ps")
