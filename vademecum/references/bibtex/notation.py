"""BibTeX's notation as regular expressions; possessive or atomic throughout, so that no input makes them backtrack.

Rules: the BibTeX manual (btxdoc) and what Zotero, JabRef, Mendeley, EndNote and Crossref write.
"""

from __future__ import annotations

import re

from vademecum.patterns import late

_LEVELS = 5


def _nested(levels: int) -> str:
    inner = r"[^{}]*+"
    for _ in range(levels):
        inner = rf"[^{{}}]*+(?>(?:\{{{inner}\}}[^{{}}]*+)*)"
    return inner


BRACED = _nested(_LEVELS)
_QUOTED = rf'[^"{{}}]*+(?>(?:\{{{BRACED}\}}[^"{{}}]*+)*)'

NAME = r"[^\W\d][^\s=,{}\"#()%]*+"
"""A field name, as the parsers in use accept it: a letter, then anything that is no punctuation of BibTeX."""

ENTRY_HEAD = late(r"@([^\W\d_][\w-]*+)[ \t\n]*+\{[ \t\n]*+([^\s,{}=]++)[ \t\n]*+,")
"""``@article{key,`` (groups: type, key); whatever departs from it is read by the careful reader."""

FIELD = late(
    rf'[ \t\n]*+(?:(\}})|({NAME})[ \t\n]*+=[ \t\n]*+(?:\{{({BRACED})\}}|"({_QUOTED})"|([^\s,{{}}"#=()@%]++))'
    r"[ \t\n]*+(?:(,)|(?=\})))"
)
"""The entry's end (group 1), or a field: name, value in braces, in quotes or bare, and the comma after it."""

OPENING = late(r"@[ \t\n]*+([^\W\d_][\w-]*+)[ \t\n]*+([{(])")
"""``@type{`` or ``@type(``, wherever it stands."""

LINE_OPENING = late(r"(?<=\n)[ \t]*+@[^\W\d_][\w-]*+[ \t]*+[{(]")
"""The start of an entry on its own line: where reading goes on after a broken entry."""

STRAY_FIELD = late(rf"(?:^|[,\s}}])({NAME})\s*+=\s*+(?:[{{\"]|[^\s,{{}}\"]++\s*+(?:[,}}]|$))", re.MULTILINE)
"""Something like a field in text outside every entry: what a brace too many leaves behind."""

SWALLOWED = late(rf",\s*+{NAME}\s*+=\s*+(?:[{{\"]|[^\s,{{}}\"]++\s*+(?:[,}}]|$))")
"""Something like a field inside a field's value: what an unclosed brace leaves behind."""

SPACES = late(r"[ \t\n]{2,}|[\t\n]")
"""White space that BibTeX reads as one space."""
