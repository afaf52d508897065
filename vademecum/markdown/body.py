"""The room's door: Markdown for one audience → `Body`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from markdown_it.token import Token
from msgspec import Struct

from vademecum.markdown.canonical import canonical
from vademecum.markdown.crossrefs import number_floats, resolve_crossrefs
from vademecum.markdown.footnotes import split_footnotes
from vademecum.markdown.headings import collect_headings
from vademecum.markdown.links import Found, Targets, resolve_links
from vademecum.markdown.parser import MAX_NESTING, parse_inline, parser, parsing
from vademecum.markdown.passages import passages
from vademecum.markdown.rawhtml import COMMENT
from vademecum.markdown.reading import Reading
from vademecum.markdown.recommendations import (
    read_recommendations,
    recommendation_passages,
    recommendation_pieces,
)
from vademecum.markdown.render import renderer
from vademecum.markdown.spaces import count_words, says_even
from vademecum.markdown.typeset import Manner, Words, typeset
from vademecum.model.articles import Recommendation
from vademecum.model.body import Body, Recommended
from vademecum.problems import Place
from vademecum.turns import Steps, finished

_MARK = re.compile(r"\{\s*(?:for|except)\s*=|(?:^:{2,}|:{3,})\s*(?:for|except)\b", re.IGNORECASE | re.MULTILINE)
"""What an author must have meant as a mark of an audience, however it is misspelled."""


class Citing(Struct, frozen=True, kw_only=True):
    """How a body cites: what it may say of a source, and in which manner."""

    manner: Manner
    label: Callable[[str], str]
    names: Callable[[str], str]
    digest: Callable[[str], str]
    """Key → digest of what is printed of the source."""
    mark: Callable[[str], str] = lambda _: ""
    """Key → what readers must know of the source at its number ("retracted"); empty for most."""
    nocite: Sequence[str] = ()


def compose(
    text: str, note: Reading, targets: Targets, citing: Citing, recommended: Sequence[Recommendation] = ()
) -> Body:
    """Read a body and write its HTML at once: see `composing`."""
    return finished(composing(text, note, targets, citing, recommended))


def composing(
    text: str, note: Reading, targets: Targets, citing: Citing, recommended: Sequence[Recommendation] = ()
) -> Steps[Body]:
    """Read a body for the audience of ``note`` and write its HTML; ``recommended`` stands before it.

    What belongs to other audiences is gone before headings, numbers or words are looked at. Everything wrong with the
    text is among the body's problems.
    """
    tokens, footnotes = split_footnotes((yield from parsing(text, note)))
    headings = collect_headings(tokens, note)
    found = Found(links=[], own=[], media=[])
    advice = read_recommendations(recommended, note)
    counsel = [token for _, token in advice]
    body = [*counsel, *tokens]
    everything = [*body, *chain.from_iterable(footnotes.values())] if footnotes else body
    marked, tables, deep = _survey(everything)
    labelled = everything if "{" in text else []
    floats = number_floats(labelled)
    named = [block for block in labelled if "id" in block.attrs and block.type != "heading_open"]
    anchors = _collect_ids([*named, *marked], {heading.id for heading in headings}, note)
    mentioned = resolve_crossrefs(everything, floats, headings, note)
    _number_tables(tables)
    _warn_of_markup(everything if _is_doubtful(text) else deep, note)
    order: dict[str, int] = {}
    before = {id(token): _target(token, targets, order) for token in _pointing(marked)}
    for block in marked:
        resolve_links(block.children or (), block, targets, note, found)
    _check_own_anchors(found, anchors, note)
    yield
    even = says_even(text)
    pieces = canonical(tokens, footnotes, citing.digest, lambda token: before.get(id(token), ""), even=even)
    advised = recommendation_pieces(advice, citing.digest, lambda token: before.get(id(token), ""))
    pieces = (*advised, *pieces)
    said = (*recommendation_passages(advice), *passages(tokens, footnotes, note.first_line))
    yield
    markup = _markup(note)
    cited = typeset(
        marked if everything is body else body,
        footnotes,
        citing.manner,
        Words(label=citing.label, names=citing.names, markup=markup, mark=citing.mark),
        citing.nocite,
        note.first_cited,
        {label: floats[label].tokens for label in mentioned},
    )
    yield
    listed = (f"listed {citing.digest(each.key)}" for each in cited if not each.places)
    return Body(
        html=_render(tokens),
        footnotes=_render_footnotes(footnotes),
        headings=headings,
        recommendations=tuple(
            Recommended(
                html=_render([token]),
                strength=each.strength,
                certainty=each.certainty,
                year=each.year,
                reason=each.reason,
            )
            for each, token in advice
        ),
        cited=cited,
        anchors=tuple(sorted(anchors)),
        links=tuple(found.links),
        media=tuple(dict.fromkeys(found.media)),
        words=count_words(" ".join([passage.text for passage in said if passage.text]), even=even and not advice),
        passages=said,
        abbreviations=frozenset([*note.defined, *note.abbreviations]),
        canonical=(*pieces, *listed),
        problems=tuple(note.problems),
    )


def _survey(tokens: Sequence[Token]) -> tuple[list[Token], list[Token], list[Token]]:
    """Return the blocks whose text is more than plain, the tables, and what nests too deep, each in order."""
    marked: list[Token] = []
    tables: list[Token] = []
    deep: list[Token] = []
    for token in tokens:
        children = token.children
        if children:
            if len(children) > 1 or children[0].type != "text":
                marked.append(token)
        elif token.type == "table_open":
            tables.append(token)
        if token.level >= MAX_NESTING - 1:
            deep.append(token)
    return marked, tables, deep


def _number_tables(tables: Sequence[Token]) -> None:
    """Number tables for their accessible names, unless some have a number that is printed."""
    if not any("label" in table.meta for table in tables):
        for number, table in enumerate(tables, 1):
            table.meta = {**table.meta, "number": number}


def _collect_ids(tokens: Sequence[Token], taken: set[str], note: Reading) -> set[str]:
    """Return every id of a body; one that stands there already is an error, and is left out."""
    found = set(taken)
    for block in tokens:
        for child in block.children or (block,):
            if not child.attrs:
                continue
            own = str(child.attrs.get("id", ""))
            if own in found:
                note.error("MD-07", _spot(note, block, f"#{own}"), f'the id "{own}" stands twice', "choose another")
                del child.attrs["id"]
            elif own:
                found.add(own)
    return found


def _pointing(tokens: Sequence[Token]) -> list[Token]:
    return [child for block in tokens for child in block.children or () if child.type in ("link_open", "image")]


def _target(token: Token, targets: Targets, order: dict[str, int]) -> str:
    """Return what a link points to, the same from wherever the article stands.

    A file of the site is named by its place in the ``order`` of first appearance: an approval holds its bytes, not its
    name.
    """
    raw = str(token.attrs.get("href") or token.attrs.get("src") or "")
    target = targets.absolute(raw)
    return f"file-{order.setdefault(target, len(order) + 1)}" if target in targets.files else target


def _check_own_anchors(found: Found, anchors: set[str], note: Reading) -> None:
    for anchor, place in found.own:
        if anchor not in anchors:
            message = f'there is no heading or id "{anchor}" on this page'
            note.error("LNK-04", place, message, "check the spelling; an id is made from the heading's text")


def _is_doubtful(text: str) -> bool:
    """Return whether a text holds what `_warn_of_markup` may have to speak of; what nests too deep is apart."""
    return any(character in text for character in "<{&\\") or "::" in text


def _warn_of_markup(tokens: Sequence[Token], note: Reading) -> None:
    """Refuse audience marks that stayed text, and tell of raw HTML and comments' neighbours that are shown as text."""
    for block in tokens:
        if block.level >= MAX_NESTING - 1 and block.nesting == 1:
            line = block.map[0] if block.map else 0
            message = f"lists or quotes nest {MAX_NESTING} deep here: what stands deeper would be lost"
            note.error("MD-10", note.at_line(line), message, "nest less")
        if block.type == "html_block" and COMMENT.sub("", block.content).strip():
            line = block.map[0] if block.map else 0
            note.warning("MD-08", note.at_line(line), "raw HTML is shown as text", "write Markdown instead")
        for child in block.children or ():
            if child.type == "html_inline" and COMMENT.sub("", child.content):
                place = _spot(note, block, child.content)
                note.warning("MD-08", place, "raw HTML is shown as text", "write Markdown instead")
            elif child.type == "text" and (mark := _mark(child.content)):
                place = _spot(note, block, mark[0])
                message = "this mark of an audience could not be read: its text would reach every reader"
                note.error("AUD-05", place, message, "write [text]{for=patient}, or ::: for patient on its own line")


def _mark(text: str) -> re.Match[str] | None:
    return _MARK.search(text) if "{" in text or "::" in text else None


def _spot(note: Reading, block: Token, text: str) -> Place:
    first, last = block.map or (0, 1)
    return note.at_text(first, last, text.split("\n", maxsplit=1)[0][:40])


def _markup(note: Reading) -> Callable[[str], str]:
    def render(text: str) -> str:
        children = [token for token in parse_inline(text, note) if token.type not in ("link_open", "link_close")]
        return str(renderer().renderInline(children, parser().options, {}))

    return render


def _render(tokens: Sequence[Token]) -> str:
    return str(renderer().render(tokens, parser().options, {}))


def _render_footnotes(footnotes: Mapping[int, Sequence[Token]]) -> str:
    items = (
        f'<li id="fn-{identifier + 1}">\n{_render(tokens)}</li>\n' for identifier, tokens in sorted(footnotes.items())
    )
    return f'<ol class="footnotes" type="a">\n{"".join(items)}</ol>\n' if footnotes else ""
