"""Citations as nearly all are written: a group of words, keys and pages, or a source named in the sentence."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from vademecum.markdown.clusters import Cluster, Item, bare_item, cluster
from vademecum.markdown.keys import KEY, LABEL_START
from vademecum.markdown.locators import split_locator
from vademecum.markdown.quick.forms import Form
from vademecum.markdown.quick.tokens import inline_token
from vademecum.markdown.reading import reading

_PAGE = r"pp?\. [0-9]++(?:[-–][0-9]++)?"
_PAGES = rf"(?:, {_PAGE})?"
_WORD = r"[^\W_]++[.,]?"
_SOURCE = rf"(?>(?:{_WORD} )*)@(?!{LABEL_START}){KEY}{_PAGES}"
"""A source in a group, behind words such as "see" or "reviewed in"."""


def _read_group(found: re.Match[str], __: MarkdownIt, env: EnvType) -> list[tuple[int, Item]] | None:
    """Return the items of a group of keys and pages, each with its offset; None when one of them is not known."""
    note = reading(env)
    if not note.reviewed:
        return None
    at = found.start() + 1
    items: list[tuple[int, Item]] = []
    for written in found[0][1:-1].split("; "):
        prefix, _, source = written.partition("@")
        name, comma, pages = source.partition(",")
        key = name if name.isascii() else unicodedata.normalize("NFC", name)
        if key not in note.first_cited and key not in note.keys:
            return None
        if comma or prefix:
            locator = split_locator(f",{pages}")[0] if comma else None
            item = Item(key=key, prefix=prefix.rstrip(), locator=locator)
        else:
            item = bare_item(key)
        items.append((at + len(prefix), item))
        at += len(written) + 2
    return items


def _write_group(found: re.Match[str], items: Any, env: EnvType, tokens: list[Token]) -> None:
    note, src = reading(env), found.string
    for at, item in items:
        note.cite(item.key, src, at)
    _push(cluster(src, found.start(), tuple([item for _, item in items]), note), tokens)


def _push(cited: Cluster, tokens: list[Token]) -> None:
    token = inline_token("citation", "", 0, 0)
    token.meta = {"cluster": cited}
    tokens.append(token)


GROUP = Form(
    name="citation",
    pattern=rf"\[{_SOURCE}(?>(?:; {_SOURCE})*)\](?![\[(])",
    read=_read_group,
    write=_write_group,
)
"""A group of words, keys and pages, as nearly all are written: no key is a label's, and nothing that changes its
meaning follows."""


def _read_mention(found: re.Match[str], _: MarkdownIt, env: EnvType) -> Item | None:
    """Return the item of a source that a sentence names; None when it is not known."""
    note = reading(env)
    name, bracket, pages = found["mention"][1:].partition(" [")
    key = unicodedata.normalize("NFC", name)
    if not (note.reviewed and key in note.keys):
        return None
    return Item(key=key, locator=split_locator(f", {pages[:-1]}")[0]) if bracket else bare_item(key)


def _write_mention(found: re.Match[str], item: Item, env: EnvType, tokens: list[Token]) -> None:
    note, src, at = reading(env), found.string, found.start()
    note.cite(item.key, src, at)
    _push(cluster(src, at, (item,), note, narrative=True), tokens)


MENTIONED = Form(
    name="mention",
    pattern=rf"(?<![\w@/.])@(?!{LABEL_START}){KEY}(?: \[{_PAGE}\](?![\[({{])|(?! ?\[))",
    read=_read_mention,
    write=_write_mention,
)
"""A source named in the sentence, with its pages in brackets or with nothing in any."""
