"""Texts of our own renderer inside a page: told by their grammar to be inert, so that the parser can be spared them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from selectolax.lexbor import LexborNode

from vademecum.rules.page.nodes import ancestors

_TAGS = """
    a abbr b blockquote br caption code dd del details div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li
    mark ol p pre q s section small span strong sub summary sup table tbody td tfoot th thead tr u ul
""".split()  # noqa: SIM905 - a list of words
_QUIET = """
    alt class dir height lang loading open rel role scope start tabindex title type value width
    (?:aria|data)-[a-z-]++
""".split()  # noqa: SIM905
_FILE = r'(?:\.[^"<>]*+|[\w%-][^":<>&]*+)'
_ADDRESS = rf'(?:\#[^"<>]*+|(?:https?|mailto|tel):[^"<>]*+|{_FILE}|(?="))'
_INERT = re.compile(
    rf"""
    (?: [^<]++
      | </ [a-z0-9]++ >
      | < (?:{"|".join(_TAGS)}) (?:
            [ ] (?:
                (?:{"|".join(_QUIET)}) = "[^"<>]*+"
              | id = "[^"<>&\s]++"
              | href = "{_ADDRESS}"
              | src = "{_FILE}"
            )
        )*+ >
    )*+
    """,
    re.VERBOSE,
)
"""What our renderer writes: known tags, known attributes in double quotes, addresses that nothing hides in."""
_WORDY = "(?:a|b|em|i|small|span|strong|sub|sup|time)"
_REFERENCE = re.compile(
    rf"""
    ( <li [ ] id="ref-[^"<>&\s]++" (?: [ ] (?:data-key|value) = "[^"<>]*+" )*+ > )
    <span [ ] class="reference"> (?=[^<]*[^\W_])
    (?: [^<]++
      | </ {_WORDY} >
      | < {_WORDY} (?:
            [ ] (?:
                class = "(?:backlinks(?:-label)?|reference|source-links|source-notice)"
              | (?:aria-label|data-notice|datetime|lang|rel|role) = "[^"<>]*+"
              | href = "{_ADDRESS}"
            )
        )*+ >
    )*+
    (?=</li>)
    """,
    re.VERBOSE,
)
"""An item of the list of references that holds words and nothing but: without an id, and nothing hidden in it."""

PLACE = "vm-spared"
"""The element that stands where a text was taken out."""
_HOLDING = frozenset(["-document", "html", "body", "main", "article", "section", "div", "aside", "ol", "li", "dd"])
"""Elements in which a text changes nothing of what stands around it."""


class Spared(Struct, frozen=True, kw_only=True):
    """A page without the texts that need no parser."""

    page: str
    count: int
    """How many texts and references were taken out."""
    ids: tuple[str, ...]
    """The ids that stood in them."""

    def stands(self, places: Sequence[LexborNode]) -> bool:
        """Return whether each text stood where only its own elements depend on it: in no comment, and in no ``<p>``."""
        return len(places) == self.count and all(
            ancestor.tag in _HOLDING for place in places for ancestor in ancestors(place)
        )


def spare(page: str, texts: Sequence[str]) -> Spared | None:
    """Return a page without those of ``texts`` that stand in it unchanged, and without what is in its references.

    None when nothing can be spared. A reference keeps its item, with a word in it.
    """
    ids: list[str] = []
    count = 0
    for text in texts:
        start = _found(page, text)
        if start >= 0 and _INERT.fullmatch(text):
            page = f"{page[:start]}<{PLACE}></{PLACE}>{page[start + len(text) :]}"
            ids.extend(rest[: rest.index('"')] for rest in text.split(' id="')[1:])
            count += 1
    page, references = _REFERENCE.subn(rf"\1<{PLACE}>x</{PLACE}>", page)
    count += references
    return Spared(page=page, count=count, ids=tuple(ids)) if count else None


def _found(page: str, text: str) -> int:
    """Return where a text stands in a page, or -1; its beginning is looked for, which is quicker than all of it."""
    beginning = text[:80]
    start = page.find(beginning) if text else -1
    while start >= 0 and not page.startswith(text, start):
        start = page.find(beginning, start + 1)
    return start
