"""Abbreviations in the syntax of PHP Markdown Extra: a line ``*[NET]: neuroendocrine tumour``, then every NET.

Only whole words count, as they are spelled, and only in text: code, formulas, addresses, alternative texts and
citations stay as they are. The site's own abbreviations (a setting) hold in every article; an article's come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from vademecum.markdown.quick.starts import starts_with
from vademecum.markdown.reading import Abbreviation, Reading, reading

_DEFINITION = re.compile(r"\*\[(?P<short>[^\[\]\\]+)\]:[ \t]*(?P<long>.*)")


def abbreviations_plugin(md: MarkdownIt) -> None:
    """Add definitions and their uses to a parser."""
    md.block.ruler.before("list", "abbreviation", _definition, {"alt": ["paragraph", "reference", "blockquote"]})
    md.core.ruler.push("abbreviations", _mark_uses)


@starts_with("*")
def _definition(state: StateBlock, start: int, _: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("*[", begin) or state.is_code_block(start):
        return False
    found = _DEFINITION.fullmatch(state.src[begin : state.eMarks[start]].rstrip())
    if found is None or not found["short"].strip():
        return False
    if not silent:
        state.line = start + 1
        _define(found["short"].strip(), found["long"].strip(), start, reading(state.env))
    return True


def _define(short: str, long: str, line: int, note: Reading) -> None:
    known = note.defined
    place = note.at_line(line)
    if not long:
        note.error("MD-14", place, f'the abbreviation "{short}" has no meaning', f"*[{short}]: what it stands for")
    elif short in known and known[short].long != long:
        message = f'the abbreviation "{short}" has two meanings'
        note.error("MD-14", place, message, f"it is defined in line {note.first_line + known[short].line}, too")
    else:
        known.setdefault(short, Abbreviation(long=long, line=line))


def _mark_uses(state: StateCore) -> None:
    note = reading(state.env)
    own = note.defined
    if not own and not note.abbreviations:
        return
    meanings = {**note.abbreviations, **{short: each.long for short, each in own.items()}}
    words = re.compile(
        rf"(?<!\w)(?:{'|'.join(re.escape(each) for each in sorted(meanings, key=len, reverse=True))})(?!\w)"
    )
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = list(_marked(block.children, words, meanings, own))
    for short, each in own.items():
        if not each.used and not _stands_elsewhere(short, note):
            message = f'the abbreviation "{short}" is not used'
            note.warning("MD-15", note.at_line(each.line), message, "remove it, or see how the text spells it")


def _marked(
    children: list[Token], words: re.Pattern[str], meanings: Mapping[str, str], own: Mapping[str, Abbreviation]
) -> Iterator[Token]:
    address = False
    for token in children:
        if token.type == "link_open":
            address = token.info == "auto"
        if token.type != "text" or address or not words.search(token.content):
            yield token
            address = address and token.type != "link_close"
            continue
        end = 0
        for found in words.finditer(token.content):
            if found.start() > end:
                yield _text(token, token.content[end : found.start()])
            if found[0] in own:
                own[found[0]].used = True
            yield Token("abbr_open", "abbr", 1, attrs={"title": meanings[found[0]]}, level=token.level)
            yield _text(token, found[0])
            yield Token("abbr_close", "abbr", -1, level=token.level)
            end = found.end()
        if end < len(token.content):
            yield _text(token, token.content[end:])


def _text(token: Token, content: str) -> Token:
    return Token("text", "", 0, content=content, level=token.level)


def _stands_elsewhere(short: str, note: Reading) -> bool:
    """Return whether the source has the word besides its definition: then it is in the text of other readers."""
    word = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)")
    return any(word.search(line) and not line.lstrip().startswith(f"*[{short}]:") for line in note.lines)
