"""A text as its readers meet it: paragraphs, items, cells and headings in plain words, for search and for rules.

The tokens are those that are rendered, so a passage holds only what its audience sees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markdown_it.token import Token

from vademecum.model.body import Passage, PassageKind

_KINDS = {
    "heading_open": PassageKind.HEADING,
    "box_title_open": PassageKind.BOX_TITLE,
    "th_open": PassageKind.HEADER,
    "td_open": PassageKind.CELL,
    "caption_open": PassageKind.CAPTION,
    "figcaption_open": PassageKind.CAPTION,
    "figure_open": PassageKind.IMAGE,
    "dt_open": PassageKind.TERM,
}
"""The token before the text → what the text is; after any other it is a paragraph, or one in a list."""
_ITEM, _PARAGRAPH = PassageKind.ITEM, PassageKind.PARAGRAPH
_VERBATIM = {"fence": PassageKind.CODE, "code_block": PassageKind.CODE, "formula_block": PassageKind.FORMULA}
_LISTS = frozenset(["list_item_open", "list_item_close", "dd_open", "dd_close"])
_TURNS = frozenset([*_VERBATIM, *_LISTS, "table_open", "table_close", "box_open", "box_close"])
"""Tokens that say something, or change what is said of the texts after them."""
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def passages(tokens: Sequence[Token], footnotes: Mapping[int, Sequence[Token]], first_line: int) -> list[Passage]:
    """Return the passages of a body, then those of its footnotes. ``first_line`` is the file's line of the first."""
    citing = frozenset(identifier for identifier, note in footnotes.items() if _cites(note))
    found = _passages(tokens, citing, first_line, footnote=False)
    for identifier in sorted(footnotes):
        found += _passages(footnotes[identifier], citing, first_line, footnote=True)
    return found


def _cites(tokens: Sequence[Token]) -> bool:
    return any(child.type == "citation" for block in tokens for child in block.children or ())


def _passages(tokens: Sequence[Token], citing: frozenset[int], first_line: int, *, footnote: bool) -> list[Passage]:
    found: list[Passage] = []
    depth = table = 0
    box = before = ""
    boxes = [box]
    for token in tokens:
        kind = token.type
        if kind == "inline":
            text, cited = plain(token.children or (), citing)
            found.append(
                Passage(
                    kind=_KINDS.get(before) or (_ITEM if depth else _PARAGRAPH),
                    text=text,
                    line=first_line + (token.map[0] if token.map else 0),
                    cited=cited,
                    box=box,
                    table=table,
                    footnote=footnote,
                )
            )
        elif kind not in _TURNS:
            pass
        elif kind in _VERBATIM:
            line = first_line + (token.map[0] if token.map else 0)
            found.append(
                Passage(kind=_VERBATIM[kind], text=token.content, line=line, box=box, table=table, footnote=footnote)
            )
        elif kind in _LISTS:
            depth += token.nesting
        elif kind == "table_open":
            table = first_line + (token.map[0] if token.map else 0)
        elif kind == "table_close":
            table = 0
        elif kind == "box_open":
            box = str(token.attrs.get("class", "")).removeprefix("box").strip() or "details"
            boxes.append(box)
        elif kind == "box_close":
            boxes.pop()
            box = boxes[-1]
        before = kind
    return found


def plain(children: Sequence[Token], citing: frozenset[int]) -> tuple[str, tuple[int, ...]]:
    """Return inline tokens as plain text, and the offsets in it at which it cites."""
    if len(children) == 1 and children[0].type == "text":
        return children[0].content, ()
    parts: list[str] = []
    cited: list[int] = []
    raised = False
    length = 0
    for token in children:
        kind = token.type
        if kind in ("text", "code_inline", "image", "formula", "crossref"):
            part = token.content.translate(_RAISED) if raised else token.content
        elif kind in ("softbreak", "hardbreak"):
            part = "\n"
        elif kind == "citation" or (kind == "footnote_ref" and token.meta["id"] in citing):
            if parts:
                length += len(kept := parts[-1].rstrip(" ")) - len(parts[-1])
                parts[-1] = kept
            cited.append(length)
            continue
        else:
            raised = kind == "sup_open" or (raised and kind != "sup_close")
            continue
        parts.append(part)
        length += len(part)
    return "".join(parts), tuple(cited)
