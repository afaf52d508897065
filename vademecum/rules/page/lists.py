"""Lists of articles and sources on pages that hold no article: told by their grammar to be inert, as texts are."""

from __future__ import annotations

import re

from vademecum.rules.page.inert import PLACE, Spared

_WORDY = "(?:a|b|em|i|small|span|strong|sub|sup|time)"
_ADDRESS = r'(?: (?:\#|\.{1,2}/) [^"<>]*+ | [\w%-][^":<>&]*+ )'
"""Of a page of the site: nothing that a browser could read as a scheme."""
_ATTRIBUTES = rf"""
    (?: [ ] (?:
        (?:class|datetime|dir|lang|rel|role|aria-[a-z]++|data-[a-z-]++) = "[^"<>]*+"
      | data-[a-z-]++ (?=[ >])
      | href = "(?: {_ADDRESS} | https://[^"<>]*+ " [ ] rel="noopener [ ] noreferrer )"
    ))*+
"""
_WORDS = rf"[^<]++ | </ {_WORDY} > | < {_WORDY} {_ATTRIBUTES} >"
_ITEMS = rf"(?: \s*+ <li {_ATTRIBUTES} > (?: {_WORDS} )*+ </li> )*+ \s*+"
_PARTS = rf"""
    {_WORDS}
  | <h3 {_ATTRIBUTES} > (?: {_WORDS} )*+ </h3>
  | <p {_ATTRIBUTES} > (?: {_WORDS} )*+ </p>
  | <ul {_ATTRIBUTES} > {_ITEMS} </ul>
"""
_LIST = re.compile(
    rf"""(
    <ul [ ] class = "(?:cards|sources)" [ ] role = "list" >
    (?: \s*+ <li (?: [ ] id = "[^"<>&\s]++" )? {_ATTRIBUTES} > (?: {_PARTS} )*+ </li> )*+ \s*+
    </ul>
    )""",
    re.VERBOSE,
)
"""What the layouts write: headings, paragraphs and lists of words in each item, each closed where it was opened."""


def spare_lists(page: str) -> Spared | None:
    """Return a page without its lists of articles and sources; None when there are none, or they hold something else.

    On a page of an article nothing of this is left out: there a part of the review may stand anywhere.
    """
    rest, *others = _LIST.split(page)
    if not others:
        return None
    ids: list[str] = []
    for text, behind in zip(others[::2], others[1::2], strict=True):
        ids.extend(after[: after.index('"')] for after in text.split(' id="')[1:])
        rest += f"<{PLACE}></{PLACE}>{behind}"
    return Spared(page=rest, count=len(others) // 2, ids=tuple(ids))
