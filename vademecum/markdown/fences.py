"""Fenced blocks, ``::: name`` to ``:::``: boxes, and text for some audiences only.

The outer fence has more colons than those inside it. An excluded block is skipped before anything in it is parsed, so
that no heading, number, footnote or link definition of another audience can leak.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from vademecum.markdown.audiences import selects
from vademecum.markdown.boxes import BOXES, push_box
from vademecum.markdown.quick.starts import starts_with
from vademecum.markdown.reading import Reading, reading
from vademecum.problems import did_you_mean

_OPEN = re.compile(r"(:{3,})[ \t]*(.*?)[ \t]*:*[ \t]*$")
_CODE = re.compile(r"(`{3,}|~{3,})")
_RULES = ("for", "except")


def fences_plugin(md: MarkdownIt) -> None:
    """Add the rule to a parser."""
    md.block.ruler.before(
        "fence", "fences", _fence, {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]}
    )


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


@starts_with(":")
def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(":::", begin) or state.is_code_block(start):
        return False
    opened = _OPEN.match(_line(state, start))
    if opened is None:
        return False
    if silent:
        return True
    note = reading(state.env)
    colons, info = len(opened[1]), opened[2]
    if not info:
        message = "this fence closes nothing"
        note.error("MD-01", note.at_line(start), message, "remove it, or give the outer fence more colons")
        state.line = start + 1
        return True
    close = _closing(state, start, end, colons)
    if close is None:
        message = f'the block "{opened[1]} {info}" is not closed'
        note.error("MD-01", note.at_line(start), message, f"end it with a line {opened[1]}; an outer fence has more")
        close = end
    _interpret(state, note, info, start, close)
    state.line = min(close + 1, end)
    return True


def _closing(state: StateBlock, start: int, end: int, colons: int) -> int | None:
    """Return the line that closes the fence of line ``start``: not one inside a code block or below the indent."""
    code = ""
    for line in range(start + 1, end):
        text = _line(state, line)
        if text and state.sCount[line] < state.blkIndent:
            return None
        if code:
            code = "" if text.startswith(code) and not text.strip(code[0] + " \t") else code
        elif opened := _CODE.match(text):
            code = opened[1]
        elif text.startswith(":" * colons) and not text.strip(": \t"):
            return line
    return None


def _interpret(state: StateBlock, note: Reading, info: str, start: int, close: int) -> None:
    name, _, rest = info.partition(" ")
    if name in _RULES:
        if selects(note, name, rest.split(), note.at_line(start)):
            _tokenize(state, start + 1, close)
    elif name in BOXES:
        closing = push_box(state, name, rest.strip(), start, close)
        _tokenize(state, start + 1, close)
        closing()
    else:
        known = [*BOXES, *_RULES]
        hint = did_you_mean(name, known, f"known: {', '.join(known)}")
        note.error("MD-02", note.at_line(start), f'there is no block "{name}"', hint)


def _tokenize(state: StateBlock, start: int, close: int) -> None:
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", close
    state.md.block.tokenize(state, start, close)
    state.parentType, state.lineMax = parent, line_max
