"""Footnotes: what is wrong with them, and their HTML. The syntax is the plugin's, ``[^1]`` and ``^[…]``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from vademecum.markdown.quick.starts import starts_with
from vademecum.markdown.reading import Reading, reading

_MARK = re.compile(r"\[\^[^\s\]]+\]")


def footnotes_plugin(md: MarkdownIt) -> None:
    """Add the checks to a parser that has the footnote plugin."""
    md.inline.ruler.after("footnote_ref", "footnote_unknown", _unknown)
    md.core.ruler.before("footnote_tail", "footnote_unused", _unused)


@starts_with("[")
def _unknown(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[" or not state.src.startswith("[^", state.pos):
        return False
    found = _MARK.match(state.src, state.pos, state.posMax)
    if found is None or state.src.startswith("(", found.end()):
        return False
    if not silent:
        note = reading(state.env)
        message = f"the footnote {found[0]} is not defined: its mark is printed as it stands"
        note.warning("MD-03", note.at_offset(state.src, state.pos), message, f"add {found[0]}: …")
        state.append_pending(found[0])
    state.pos = found.end()
    return True


def _unused(state: StateCore) -> None:
    if "^" not in state.src or "[^" not in state.src:
        return
    note = reading(state.env)
    used = state.env.get("footnotes", {}).get("refs", {})
    seen: set[str] = set()
    for token in state.tokens:
        if token.type != "footnote_reference_open":
            continue
        label = token.meta["label"]
        place = note.at_line(token.map[0] if token.map else 0)
        if label in seen:
            note.error("MD-04", place, f"the footnote [^{label}] is defined twice", "give one of them another name")
        elif used.get(f":{label}", -1) < 0 and not _stands_elsewhere(f"[^{label}]", note):
            message = f"the footnote [^{label}] is not used: its text is left out"
            note.warning("MD-04", place, message, f"write [^{label}] where it belongs, or remove it")
        seen.add(label)


def _stands_elsewhere(mark: str, note: Reading) -> bool:
    """Return whether a mark stands in the source at all: then it is in the text of other readers."""
    return any(mark in line and not line.lstrip().startswith(f"{mark}:") for line in note.lines)


def split_footnotes(tokens: Sequence[Token]) -> tuple[list[Token], dict[int, list[Token]]]:
    """Part the body's tokens from those of its footnotes, by id."""
    if not tokens or tokens[-1].type != "footnote_block_close":
        return list(tokens), {}
    start = next(index for index, token in enumerate(tokens) if token.type == "footnote_block_open")
    notes: dict[int, list[Token]] = {}
    current: list[Token] = []
    for token in tokens[start + 1 : -1]:
        if token.type == "footnote_open":
            current = notes.setdefault(token.meta["id"], [])
        elif token.type != "footnote_close":
            current.append(token)
    return list(tokens[:start]), notes
