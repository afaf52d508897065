"""Shorter ways through two block rules, for the lines that make up most of a text.

A line that starts with a letter cannot end a paragraph, nor underline a heading; the stock rules ask every other rule
about it, twice. What comes out is the same: the tests compare both parsers.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, lheading

_ENDERS = frozenset("`~>*-_+0123456789<#:[")
"""The characters with which a rule that may end a paragraph can start."""

_RULERS = frozenset("|-:")
"""The characters with which the second line of a table starts."""


def quick_plugin(md: MarkdownIt) -> None:
    """Put the shorter ways in the place of the stock rules."""
    md.block.ruler.at("lheading", _lheading)
    md.block.ruler.at("paragraph", _paragraph)


def _first(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line]] if not state.isEmpty(line) else ""


def _lheading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave a setext heading to the stock rule; without a line of dashes or equals signs there is none."""
    for line in range(start + 1, end):
        first = _first(state, line)
        if not first:
            return False
        if first in "-=":
            return lheading(state, start, end, silent)
    return False


def _paragraph(state: StateBlock, start: int, _: int, silent: bool) -> bool:  # noqa: ARG001 - the rules' signature
    """Take lines until an empty one, or until a rule that may end a paragraph says so."""
    rules = state.md.block.ruler.getRules("paragraph")
    end = state.lineMax
    parent, state.parentType = state.parentType, "paragraph"
    line = start + 1
    while line < end:
        first = _first(state, line)
        if not first:
            break
        indented = state.sCount[line] - state.blkIndent > 3 or state.sCount[line] < 0
        asked = first in _ENDERS or (line + 1 < end and _first(state, line + 1) in _RULERS)
        if asked and not indented and any(rule(state, line, end, True) for rule in rules):
            break
        line += 1
    state.parentType = parent
    state.line = line
    _push(state, start, line)
    return True


def _push(state: StateBlock, start: int, line: int) -> None:
    opening = state.push("paragraph_open", "p", 1)
    opening.map = [start, line]
    inline = state.push("inline", "", 0)
    inline.content = mdTrim(state.getLines(start, line, state.blkIndent, False))
    inline.map = [start, line]
    inline.children = []
    state.push("paragraph_close", "p", -1)
