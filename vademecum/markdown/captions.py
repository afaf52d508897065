"""Captions: ``: caption`` under a table, and a paragraph that is one image with a title, which becomes a figure."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from vademecum.markdown.reading import reading
from vademecum.markdown.spans import trailing_attributes

_PRINTED = frozenset(["citation", "crossref"])
"""What an alternative text cannot say, so that a figure prints it as its caption."""


def captions_plugin(md: MarkdownIt) -> None:
    """Add both rules to a parser."""
    md.core.ruler.before("inline", "table_captions", _table_captions)
    md.core.ruler.after("inline", "figures", _figures)


def _table_captions(state: StateCore) -> None:
    ends = [index for index, token in enumerate(state.tokens) if token.type == "table_close"]
    if not any(_may_have_caption(state, end) for end in ends):
        return
    result: list[Token] = []
    opened = 0
    skip = 0
    for index, token in enumerate(state.tokens):
        if skip:
            skip -= 1
            continue
        if token.type == "table_open":
            opened = len(result)
        result.append(token)
        if token.type == "table_close":
            own = _caption_row(result, opened, state)
            following = state.tokens[index + 1 : index + 4]
            if own is None and _is_caption(following):
                following[1].content = following[1].content[1:].lstrip()
                own = following[1]
                skip = 3
            if own is not None:
                _take_label(own, result[opened], state)
                result[opened + 1 : opened + 1] = _caption(own)
    state.tokens = result


def _may_have_caption(state: StateCore, end: int) -> bool:
    """Return whether a line with a colon stands below a table, or is its last row."""
    if _is_caption(state.tokens[end + 1 : end + 4]):
        return True
    row = next(token for token in reversed(state.tokens[:end]) if token.type == "tr_open")
    return row.map is not None and reading(state.env).lines[row.map[0]].strip().startswith(": ")


def _take_label(caption: Token, table: Token, state: StateCore) -> None:
    """Give a table the label that ends its caption: ``: Doses {#tbl-doses}``."""
    line = caption.map[0] if caption.map else 0
    caption.content, attributes = trailing_attributes(caption.content, reading(state.env), line, alone=True)
    table.attrs.update(attributes)


def _is_caption(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 3 and tokens[0].type == "paragraph_open" and tokens[1].content.startswith(": ")


def _caption_row(tokens: list[Token], opened: int, state: StateCore) -> Token | None:
    """Take the last row out of a table when it is a line ``: caption`` without a bar, and return its text."""
    start = max((i for i in range(opened, len(tokens)) if tokens[i].type == "tr_open"), default=opened)
    row = tokens[start]
    if row.type != "tr_open" or not row.map:
        return None
    line = reading(state.env).lines[row.map[0]].strip()
    if not line.startswith(": ") or "|" in line:
        return None
    end = next(i for i in range(start, len(tokens)) if tokens[i].type == "tr_close")
    text = next(token for token in tokens[start:end] if token.type == "inline")
    text.content = line[1:].lstrip()
    text.map = row.map
    del tokens[start : end + 1]
    if tokens[start - 1].type == "tbody_open" and tokens[start].type == "tbody_close":
        del tokens[start - 1 : start + 1]
    return text


def _caption(inline: Token) -> list[Token]:
    return [Token("caption_open", "caption", 1, block=True), inline, Token("caption_close", "caption", -1, block=True)]


def _figures(state: StateCore) -> None:
    if "!" not in state.src or "![" not in state.src:
        return
    result: list[Token] = []
    for token in state.tokens:
        result.append(token)
        if token.type == "paragraph_close" and len(result) > 2 and result[-3].type == "paragraph_open":
            caption = _figure_caption(result[-2], state)
            if caption is not None:
                result[-3:] = _figure(result[-3], result[-2], caption)
        elif token.type == "inline":
            _warn_of_lost_citations(token, state)
    state.tokens = result


def _figure_caption(inline: Token, state: StateCore) -> list[Token] | None:
    """Return the caption of a paragraph that is one image: its title, or an alternative text that cites."""
    if not inline.children or len(inline.children) != 1 or inline.children[0].type != "image":
        return None
    image = inline.children[0]
    title = image.attrs.pop("title", None)
    if title is None:
        children = list(image.children or ())
        labelled = str(image.attrs.get("id", "")).startswith("fig-")
        return children if labelled or any(child.type in _PRINTED for child in children) else None
    tokens: list[Token] = []
    note = reading(state.env)
    note.block = inline
    state.md.inline.parse(str(title), state.md, state.env, tokens)
    note.block = None
    return tokens


def _figure(opening: Token, inline: Token, caption: list[Token]) -> list[Token]:
    text = Token("inline", "", 0, children=caption, map=inline.map)
    text.content = inline.content
    figure = Token("figure_open", "figure", 1, block=True, map=opening.map)
    image = (inline.children or [])[0]
    if str(image.attrs.get("id", "")).startswith("fig-"):
        figure.attrs["id"] = image.attrs.pop("id")
    return [
        figure,
        inline,
        Token("figcaption_open", "figcaption", 1, block=True),
        text,
        Token("figcaption_close", "figcaption", -1, block=True),
        Token("figure_close", "figure", -1, block=True),
    ]


def _warn_of_lost_citations(inline: Token, state: StateCore) -> None:
    children = inline.children or ()
    if len(children) == 1 and children[0].type == "image":
        return
    for image in children:
        if image.type == "image" and any(child.type == "citation" for child in image.children or ()):
            note = reading(state.env)
            place = note.at_line(inline.map[0] if inline.map else 0)
            message = "a citation in an image's alternative text is not printed"
            note.warning("MD-09", place, message, "put it into the text beside the image")
