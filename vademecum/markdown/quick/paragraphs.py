"""Shorter ways through paragraphs and headings: the lines that make up most of a text."""

from __future__ import annotations

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import hr as stock_hr
from markdown_it.rules_block import lheading as stock_lheading

from vademecum.markdown.quick.blocks import QuickBlock
from vademecum.markdown.quick.tokens import block_token, shared_token


def heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - the rules' signature
    """Read a line that starts with number signs."""
    if state.is_code_block(start):
        return False
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    title = text.lstrip("#")
    depth = len(text) - len(title)
    if not 0 < depth <= 6 or (title and title[0] not in " \t"):
        return False
    if silent:
        return True
    title = title.rstrip(" \t")
    bare = title.rstrip("#")
    if bare and bare[-1] in " \t":
        title = bare
    state.line = start + 1
    _push(state, "heading", f"h{depth}", mdTrim(title), start, markup=text[:depth])
    return True


def lheading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave a text to the stock rule as soon as one of its lines may underline or end it; most have no such line."""
    block = state.md.block
    endings = block.endings() if isinstance(block, QuickBlock) else None
    if endings is None:
        return stock_lheading(state, start, end, silent)
    for line in range(start + 1, end):
        pos = state.bMarks[line] + state.tShift[line]
        if pos >= state.eMarks[line]:
            return False
        if state.src[pos] in endings:
            return stock_lheading(state, start, end, silent)
    return False


def hr(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave a line of nothing but stars, dashes or underscores to the stock rule."""
    pos = state.bMarks[start] + state.tShift[start]
    text = state.src[pos : state.eMarks[start]]
    return not text.strip(f"{text[:1]} \t") and stock_hr(state, start, end, silent)


def paragraph(state: StateBlock, start: int, _: int, silent: bool) -> bool:  # noqa: ARG001 - the rules' signature
    """Take lines until an empty one, or until a rule that may end a paragraph says so."""
    end = state.lineMax
    line = start + 1
    if line < end and not state.isEmpty(line):
        line = _last_line(state, line, end)
    state.line = line
    if line == start + 1:
        text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    elif state.level == 0 == state.blkIndent:
        text = state.src[state.bMarks[start] : state.eMarks[line - 1]]
    else:
        text = state.getLines(start, line, state.blkIndent, False)
    _push(state, "paragraph", "p", mdTrim(text), start)
    return True


def _last_line(state: StateBlock, line: int, end: int) -> int:
    """Return the line after a paragraph's last one."""
    rules = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    while line < end and not state.isEmpty(line):
        continued = state.sCount[line] - state.blkIndent > 3 or state.sCount[line] < 0
        if not continued and any(rule(state, line, end, True) for rule in rules):
            break
        line += 1
    state.parentType = parent
    return line


def _push(state: StateBlock, kind: str, tag: str, text: str, start: int, markup: str = "") -> None:
    """Push a block that holds one inline text; it ends at ``state.line``.

    Within a list its end is a token of its own, which the list may hide.
    """
    level, end = state.level, state.line
    lines = [start, end]
    closing = block_token if level else shared_token
    state.tokens += (
        block_token(f"{kind}_open", tag, 1, level, lines, markup=markup),
        block_token("inline", "", 0, level + 1, [start, end], text, []),
        closing(f"{kind}_close", tag, -1, level, markup=markup),
    )
