"""Headings: their ids, made from the text or given, and what a table of contents shows of them."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from vademecum.markdown.quick.tokens import is_plain
from vademecum.markdown.reading import Reading
from vademecum.model.body import Heading
from vademecum.urls import RESERVED_ID_PREFIXES, encode_id, slug

_CLOBBERING = frozenset(
    """
    about body cookie document domain event forms frames head history images links location name navigator origin
    parent plugins scripts self status title top window main content follow-up references footnotes
    """.split()  # noqa: SIM905 - a list of words
)
"""Ids that would shadow what scripts ask of the document, or that the layouts use themselves."""

_SPOKEN = frozenset(["text", "code_inline", "formula", "crossref"])


def collect_headings(tokens: list[Token], note: Reading) -> tuple[Heading, ...]:
    """Give every heading its level and id, in place, and return them in order."""
    found = [index for index, token in enumerate(tokens) if token.type == "heading_open"]
    taken = {str(tokens[index].attrs["id"]) for index in found if "id" in tokens[index].attrs}
    given: set[str] = set()
    headings: list[Heading] = []
    for index in found:
        token, text = tokens[index], plain_text(tokens[index + 1].children or [])
        own = str(token.attrs.get("id", ""))
        if own and own in given:
            place = note.at_line(token.map[0] if token.map else 0)
            note.error("MD-07", place, f'the id "{own}" stands twice', "choose another")
            own = ""
        given.add(own)
        if token.tag == "h1":
            tokens[index + 2] = _second_level(token, tokens[index + 2], note)
        level = int(token.tag[1])
        above = headings[-1].level if headings else 1
        if level > above + 1:
            place = note.at_line(token.map[0] if token.map else 0)
            message = (
                f"a heading of level {level} follows one of level {above}: readers of a screen miss what is between"
            )
            note.warning("A11-01", place, message, f"write {'#' * (above + 1)}")
        identifier = own or _fresh_id(text, taken)
        taken.add(identifier)
        token.attrs["id"] = identifier
        headings.append(Heading(level=level, id=identifier, text=text))
    return tuple(headings)


def _second_level(token: Token, closing: Token, note: Reading) -> Token:
    """Move a heading to the second level, and return its end there: the one that it has may be that of others."""
    place = note.at_line(token.map[0] if token.map else 0)
    message = "the title is the page's only first-level heading: this one becomes second-level"
    note.warning("A11-01", place, message, "write ##")
    token.tag = "h2"
    return closing.copy(tag="h2")


def _fresh_id(text: str, taken: set[str]) -> str:
    base = encode_id(slug(text)) or "section"
    if base in _CLOBBERING or base.startswith(RESERVED_ID_PREFIXES):
        base = f"section-{base}"
    number, identifier = 1, base
    while identifier in taken:
        number += 1
        identifier = f"{base}-{number}"
    return identifier


def plain_text(children: Sequence[Token]) -> str:
    """Return inline tokens as text: no citations, no footnote marks, images by their alternative text."""
    if is_plain(children):
        return " ".join(children[0].content.split())
    parts: list[str] = []
    for token in children:
        if token.type in _SPOKEN:
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(plain_text(token.children or []))
    return " ".join("".join(parts).split())
