"""Emphasis and links around plain words, read in one step; whatever holds more is left to the stock rules."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline, emphasis

from vademecum.markdown.quick.inlines import QuickState
from vademecum.markdown.quick.starts import starts_with
from vademecum.markdown.quick.tokens import inline_token

_TAGS = {1: "em", 2: "strong"}
_MARK = re.compile(r"\*{1,2}(?!\*)|_{1,2}(?!_)")
_BEFORE = frozenset(" \n(,;:\"'/–—")
_AFTER = frozenset(" \n),;:.?\"'/–—")
"""Characters beside which a mark that touches a word can only open, or only close (CommonMark 0.31.2, 6.2)."""
_TARGET = re.compile(r"\]\(([^\x00-\x20\x7f()\\&<]+)\)")


def marked(state: StateInline, silent: bool) -> bool:
    """Read ``*words*`` or ``**words**``.

    Such a pair holds no other mark, so that nothing outside can change what it is; its ends can only open and close.
    """
    if silent or not isinstance(state, QuickState):
        return emphasis.tokenize(state, silent)
    src, pos, end = state.src, state.pos, state.posMax
    mark = _MARK.match(src, pos)
    if mark is None or (pos and (src[pos - 1] not in _BEFORE)):
        return emphasis.tokenize(state, silent)
    start = mark.end()
    found = state.stop(src, start)
    stop = found.start() if found else end
    after = stop + len(mark[0])
    if (
        after > end
        or _MARK.match(src, stop, end) is None
        or not src.startswith(mark[0], stop)
        or (after < end and src[after] not in _AFTER)
        or not (src[start].isalnum() and src[stop - 1].isalnum())
    ):
        return emphasis.tokenize(state, silent)
    _push(state, mark[0], src[start:stop])
    state.pos = after
    if len(mark[0]) == 2 and (after == end or state.stop(src[after], 0)):
        state.push("text", "", 0)
    return True


def _push(state: QuickState, mark: str, words: str) -> None:
    """Push a pair and the words in it.

    The stock rule makes two marks of a double one, and an empty text of the outer; those beside other texts join them.
    """
    tag, level = _TAGS[len(mark)], state.level
    if tag == "strong" and not state.pending and not (state.tokens and state.tokens[-1].type == "text"):
        state.push("text", "", 0)
    opening = inline_token(f"{tag}_open", tag, 1, level)
    closing = inline_token(f"{tag}_close", tag, -1, level)
    opening.markup = closing.markup = mark
    state.add(opening, inline_token("text", "", 0, level + 1, words), closing)


@starts_with("[", alone=True)
def plain_link(state: StateInline, silent: bool) -> bool:
    """Read ``[words](target)`` where the words hold nothing that starts a rule."""
    src, pos = state.src, state.pos
    found = state.stop(src, pos + 1) if isinstance(state, QuickState) else None
    target = _TARGET.match(src, found.start(), state.posMax) if found else None
    if found is None or target is None or not isinstance(state, QuickState):
        return False
    href = state.md.normalizeLink(target[1])
    if not state.md.validateLink(href):
        return False
    if not silent:
        level = state.level
        opening, closing = inline_token("link_open", "a", 1, level), inline_token("link_close", "a", -1, level)
        opening.attrs["href"] = href
        words = src[pos + 1 : found.start()]
        state.add(opening, *([inline_token("text", "", 0, level + 1, words)] if words else []), closing)
    state.pos = target.end()
    return True
