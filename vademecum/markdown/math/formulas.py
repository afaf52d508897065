r"""Formulas in a text: ``$x^2$`` in a line, ``$$ … $$`` on its own, by pandoc's rule for what is one.

The opening dollar stands right before something that is no space, the closing one right after, and no digit follows
it: "$5 and $10" stays text. ``\$`` is a dollar sign. No blank line stands within a formula.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from vademecum.markdown.math.mathml import FormulaError, to_mathml
from vademecum.markdown.quick.starts import starts_with
from vademecum.markdown.reading import Reading, reading
from vademecum.problems import Place

_LINE = re.compile(r"\$(?![\s$])((?>(?:[^$\\]++|\\.)+))(?<!\s)\$(?!\d)", re.DOTALL)
_PROSE = re.compile(r"[^\\^_{}=]*[^\W\d_]{3,}[^\\^_{}=]*\s[^\\^_{}=]*|[^\\^_{}=]*\s[^\\^_{}=]*[^\W\d_]{3,}[^\\^_{}=]*")
_DISPLAY = re.compile(r"\$\$((?>(?:[^$\\]++|\\.|\$(?!\$))+))\$\$", re.DOTALL)


def formulas_plugin(md: MarkdownIt) -> None:
    """Add formulas to a parser."""
    md.inline.ruler.after("escape", "formula", _formula)
    md.block.ruler.before(
        "fence", "formula_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]}
    )


@starts_with("$")
def _formula(state: StateInline, silent: bool) -> bool:
    src, pos = state.src, state.pos
    if src[pos] != "$":
        return False
    block = src.startswith("$$", pos)
    found = (_DISPLAY if block else _LINE).match(src, pos, state.posMax)
    if found is None or not found[1].strip():
        if block and not silent:
            state.append_pending("$$")
        state.pos += 2 * block
        return block
    if not silent:
        note = reading(state.env)
        token = state.push("formula", "math", 0)
        token.content = " ".join(found[1].split())
        if not block and _PROSE.fullmatch(found[1]):
            message = "what stands between these dollar signs reads like prose and is set as a formula"
            note.warning("MD-12", note.at_offset(src, pos), message, r"write \$ for a dollar sign")
        try:
            token.meta = {"mathml": to_mathml(found[1], block=block)}
        except FormulaError as fault:
            _tell(fault, note, note.at_offset(src, found.start(1) + fault.offset))
    state.pos = found.end()
    return True


@starts_with("$")
def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take ``$$`` at a line's start up to ``$$`` at a line's end; anything else may still be a formula in a line."""
    if not state.src.startswith("$$", state.bMarks[start] + state.tShift[start]) or state.is_code_block(start):
        return False
    stop = _closing(state, start, end)
    if stop is None:
        return False
    text = state.getLines(start, stop, state.blkIndent, False).strip()
    found = _DISPLAY.fullmatch(text)
    if found is None or not found[1].strip():
        return False
    if not silent:
        state.line = stop
        token = state.push("formula_block", "math", 0)
        token.map = [start, stop]
        token.content = " ".join(found[1].split())
        try:
            token.meta = {"mathml": to_mathml(found[1], block=True)}
        except FormulaError as fault:
            note = reading(state.env)
            _tell(fault, note, _place(note, start, text[: 2 + fault.offset]))
    return True


def _closing(state: StateBlock, start: int, end: int) -> int | None:
    """Return the line after the one that ends in ``$$``; None before a blank line or the end of what holds it."""
    for line in range(start, end):
        if state.isEmpty(line) or (line > start and state.sCount[line] < state.blkIndent):
            return None
        text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
        if text.endswith("$$") and (line > start or len(text) > 4):
            return line + 1
    return None


def _place(note: Reading, start: int, before: str) -> Place:
    """Return the place of the character behind ``before``, the first of which stands on line ``start``."""
    *lines, last = before.split("\n")
    line = start + len(lines)
    whole = note.lines[line] if line < len(note.lines) else ""
    column = len(whole) - len(whole.lstrip()) if lines else whole.find("$$")
    return Place(file=note.file, line=note.first_line + line, column=max(column, 0) + len(last.lstrip()) + 1)


def _tell(fault: FormulaError, note: Reading, place: Place) -> None:
    hint = r"write \$ for a dollar sign; the manual lists what formulas may hold"
    note.error("MD-11", place, f"the formula cannot be read: {fault.message}", hint)
