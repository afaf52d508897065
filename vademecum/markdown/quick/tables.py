"""Tables (GFM), with cells parted by string methods instead of a character at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

from vademecum.markdown.quick.tokens import block_token, shared_token

_RULER = re.compile(r"(?:[|:][-:|\t ]|-[-:|])[-:|\t ]*")
_COLUMN = re.compile(r":?-+:?")
_BAR = re.compile(r"(?<!\\)\|")
_MOST_ADDED = 0x10000
"""Cells that are added to short rows, in all: a bound on what a small text can grow to (the stock rule's)."""


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table: a line of columns' names, a ruler, and rows until something else starts."""
    ruler = start + 1
    if ruler >= end:
        return False
    pos = state.bMarks[ruler] + state.tShift[ruler]
    if pos >= state.eMarks[ruler] or state.src[pos] not in "|-:":
        return False
    if state.sCount[ruler] < state.blkIndent or state.is_code_block(ruler) or state.is_code_block(start):
        return False
    aligned = _alignments(state.src[pos : state.eMarks[ruler]])
    head = _line(state, start)
    if not aligned or "|" not in head:
        return False
    names = _cells(head)
    if len(names) != len(aligned):
        return False
    if not silent:
        _push(state, start, end, names, aligned)
    return True


def _alignments(ruler: str) -> list[str]:
    """Return each column's alignment; none when the line is no ruler."""
    if not _RULER.fullmatch(ruler):
        return []
    columns = ruler.split("|")
    inner = [column.strip(" \t") for column in columns]
    if not inner[0]:
        del inner[0]
    if inner and not inner[-1]:
        del inner[-1]
    if not all(_COLUMN.fullmatch(column) for column in inner):
        return []
    return [_SIDES[column[0] == ":", column[-1] == ":"] for column in inner]


_SIDES = {(True, True): "center", (True, False): "left", (False, True): "right", (False, False): ""}


def _line(state: StateBlock, line: int) -> str:
    return mdTrim(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])


def _cells(line: str) -> list[str]:
    """Part a line at its bars, but not at escaped ones."""
    escaped = "\\" in line
    cells = [cell.replace("\\|", "|") for cell in _BAR.split(line)] if escaped else line.split("|")
    if not cells[0]:
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    return cells


def _push(state: StateBlock, start: int, end: int, names: Sequence[str], aligned: Sequence[str]) -> None:
    parent, state.parentType = state.parentType, "table"
    level = state.level
    whole, body = [start, 0], [start + 2, 0]
    head = [start, start + 1]
    tokens = state.tokens
    tokens.append(block_token("table_open", "table", 1, level, whole))
    tokens.append(block_token("thead_open", "thead", 1, level + 1, head))
    _push_row(state, "th", names, aligned, start)
    tokens.append(shared_token("thead_close", "thead", -1, level + 1))
    line, added = start + 2, 0
    while (cells := _row(state, line, end)) is not None:
        added += len(aligned) - len(cells)
        if added > _MOST_ADDED:
            break
        if line == start + 2:
            tokens.append(block_token("tbody_open", "tbody", 1, level + 1, body))
        _push_row(state, "td", cells, aligned, line)
        line += 1
    if line > start + 2:
        tokens.append(shared_token("tbody_close", "tbody", -1, level + 1))
    tokens.append(shared_token("table_close", "table", -1, level))
    whole[1] = body[1] = state.line = line
    state.parentType = parent


def _row(state: StateBlock, line: int, end: int) -> list[str] | None:
    """Return the cells of a row; None when the line is none."""
    if line >= end or state.sCount[line] < state.blkIndent:
        return None
    for rule in state.md.block.ruler.getRules("blockquote"):
        if rule(state, line, end, True):
            return None
    text = _line(state, line)
    return _cells(text) if text and not state.is_code_block(line) else None


def _push_row(state: StateBlock, tag: str, cells: Sequence[str], aligned: Sequence[str], line: int) -> None:
    """Push a row with a cell for each column: those that are missing are empty, those beyond are left out."""
    tokens, level = state.tokens, state.level + 2
    plain, closing = shared_token(f"{tag}_open", tag, 1, level + 1), shared_token(f"{tag}_close", tag, -1, level + 1)
    lines, given = [line, line + 1], len(cells)
    tokens.append(block_token("tr_open", "tr", 1, level, lines))
    for column, side in enumerate(aligned):
        cell = plain
        if side:
            cell = block_token(plain.type, tag, 1, level + 1)
            cell.attrs["style"] = f"text-align:{side}"
        text = mdTrim(cells[column]) if column < given else ""
        tokens += (cell, block_token("inline", "", 0, level + 2, lines, text, []), closing)
    tokens.append(shared_token("tr_close", "tr", -1, level))
