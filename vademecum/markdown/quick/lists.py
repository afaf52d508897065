"""Tight lists whose items are one line of plain words each, read in one step; all others are the stock rule's."""

from __future__ import annotations

import re

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import list_block as stock_list

from vademecum.markdown.quick.blocks import QuickBlock
from vademecum.markdown.quick.tokens import block_token, shared_token

_ITEM = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)])(?:[ \t]|\Z)")
_PLAIN_ITEM = re.compile(r"(?:([0-9]{1,9})(?=[.)])|(?=[-+*]))([-+*.)]) (?=[^ \t])")

_APART = frozenset(["root", "container"])
"""What may hold such a list: the text itself, and boxes in it."""
_DEEP = 2
"""Levels that a list adds to what holds it: the stock rule knows what to leave out where they would be too many."""

Found = list[tuple[str, int]]
"""(number as written, where the words begin) of each item."""


def list_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a list, or tell whether one starts here."""
    item = _ITEM.match(state.src, state.bMarks[start] + state.tShift[start], state.eMarks[start])
    if item is None:
        return False
    apart = state.parentType in _APART and state.level < state.md.options["maxNesting"] - _DEEP
    if silent or not apart or state.blkIndent or state.sCount[start] or end != state.lineMax:
        return stock_list(state, start, end, silent)
    found = _items(state, start, end)
    if not found:
        return stock_list(state, start, end, silent)
    state.line = state.skipEmptyLines(start + len(found))
    _push(state, start, found)
    return True


def _items(state: StateBlock, start: int, end: int) -> Found:
    """Return the items of a list that holds nothing else and ends at an empty line; none when it is another one."""
    block, src = state.md.block, state.src
    is_plain = block.is_plain if isinstance(block, QuickBlock) else None
    mark = ""
    found: Found = []
    line = start
    while line < end and not state.isEmpty(line):
        item = _PLAIN_ITEM.match(src, state.bMarks[line], state.eMarks[line])
        if item is None or is_plain is None or not is_plain(src[item.end()]) or item[2] != (mark or item[2]):
            return []
        mark = item[2]
        found.append((item[1] or "", item.end()))
        line += 1
    after = state.skipEmptyLines(line)
    goes_on = after < end and (state.sCount[after] or _ITEM.match(src, state.bMarks[after], state.eMarks[after]))
    return [] if goes_on else found


def _push(state: StateBlock, start: int, found: Found) -> None:
    number, begin = found[0]
    mark = state.src[begin - 2]
    kind, tag = ("ordered_list", "ol") if number else ("bullet_list", "ul")
    level, tokens = state.level, state.tokens
    opening = block_token(f"{kind}_open", tag, 1, level, [start, state.line], markup=mark)
    if number and int(number) != 1:
        opening.attrs["start"] = int(number)
    tokens.append(opening)
    behind = shared_token("paragraph_close", "p", -1, level + 2, hidden=True)
    closing = shared_token("list_item_close", "li", -1, level + 1, mark)
    for line, (number, begin) in enumerate(found, start):
        text = mdTrim(state.src[begin : state.eMarks[line]])
        after = line + 1 if line < start + len(found) - 1 else state.line
        item = block_token("list_item_open", "li", 1, level + 1, [line, after], markup=mark)
        item.info = number
        before = block_token("paragraph_open", "p", 1, level + 2, [line, line + 1])
        before.hidden = True
        tokens += (item, before, block_token("inline", "", 0, level + 3, [line, line + 1], text, []), behind, closing)
    tokens.append(shared_token(f"{kind}_close", tag, -1, level, mark))
