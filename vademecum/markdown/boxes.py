"""Boxes: note, tip, warning, danger, key points, and details to open."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

BOXES = {
    "note": "Note",
    "tip": "Tip",
    "warning": "Warning",
    "danger": "Danger",
    "key-points": "Key points",
    "details": "Details",
}
"""Name → the title of a box that is given none."""


def push_box(state: StateBlock, name: str, title: str, start: int, close: int) -> Callable[[], None]:
    """Push a box's opening tokens; call what is returned once its content is in.

    A box is a note named by its title, so that no meaning hangs on colour alone, details a ``details`` element.
    """
    tag, title_tag = ("details", "summary") if name == "details" else ("div", "p")
    box = state.push("box_open", tag, 1)
    box.map = [start, close]
    box.attrs = {"class": "box" if name == "details" else f"box {name}"}
    if name != "details":
        box.attrs["role"] = "note"
    heading = state.push("box_title_open", title_tag, 1)
    heading.map = [start, start + 1]
    if name != "details":
        heading.attrs = {"class": "box-title"}
    inline = state.push("inline", "", 0)
    inline.content = title or BOXES[name]
    inline.map = [start, start + 1]
    inline.children = []
    state.push("box_title_close", title_tag, -1)

    def end() -> None:
        closing: Token = state.push("box_close", tag, -1)
        closing.block = True

    return end
