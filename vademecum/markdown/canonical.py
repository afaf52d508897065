"""What a text says, apart from how it is written down: the pieces that an approval is bound to.

White space is folded; ids, class names, keys' names, numbers and markers are left out; words, structure, code, link
targets, languages and what is cited where are in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from markdown_it.token import Token

from vademecum.markdown.citations import Cluster
from vademecum.markdown.rawhtml import COMMENT

_KEPT_ATTRIBUTES = ("lang", "dir")
_SPACE = re.compile(r"\s{2,}|[^\S ]")


def canonical(
    tokens: Sequence[Token],
    footnotes: Mapping[int, Sequence[Token]],
    cited: Callable[[str], str],
    target: Callable[[Token], str],
) -> Iterator[str]:
    """Yield the pieces of a body in order.

    ``cited`` gives the digest of the source behind a key, ``target`` what a link or image points to.
    """
    yield from _blocks(tokens, cited, target)
    for identifier in sorted(footnotes):
        yield "footnote"
        yield from _blocks(footnotes[identifier], cited, target)


def _blocks(tokens: Sequence[Token], cited: Callable[[str], str], target: Callable[[Token], str]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield from _inline(token.children or (), cited, target)
        elif token.type in ("fence", "code_block"):
            yield f"code {token.info.strip()}"
            yield token.content
        elif token.type == "html_block":
            shown = _fold(COMMENT.sub("", token.content))
            if shown:
                yield f"html {shown}"
        elif token.type == "paragraph_open":
            yield "p"
        elif token.nesting < 0:
            if token.type != "paragraph_close":
                yield token.type
        elif token.type != "footnote_anchor":
            yield _structure(token)


def _structure(token: Token) -> str:
    name = token.attrs.get("class", "") if token.type == "box_open" else ""
    start = token.attrs.get("start", "")
    done = (token.meta or {}).get("checked", "")
    align = str(token.attrs.get("style", ""))
    parts = (token.type, token.tag, name, start, done, align, token.content)
    return " ".join(str(part) for part in parts if part != "")


def _inline(children: Sequence[Token], cited: Callable[[str], str], target: Callable[[Token], str]) -> Iterator[str]:
    """Yield text and marks in turn: a space beside a mark counts (``1 **0** mg``), one at the block's ends does not."""
    text: list[str] = []
    idle: list[bool] = []
    first = True
    for token in children:
        if token.type == "text":
            text.append(token.content)
        elif token.type == "html_inline":
            text.append(COMMENT.sub("", token.content))
        elif token.type in ("softbreak", "hardbreak"):
            text.append(" ")
        elif not _is_idle(token, idle):
            yield from _text(text, first=first)
            yield from _mark(token, cited, target)
            text, first = [], False
    yield from _text(text, first=first, last=True)


def _text(parts: Sequence[str], *, first: bool, last: bool = False) -> Iterator[str]:
    said = _SPACE.sub(" ", "".join(parts))
    said = said.lstrip() if first else said
    said = said.rstrip() if last else said
    if said:
        yield f"text {said}"


def _is_idle(token: Token, idle: list[bool]) -> bool:
    """Return whether a token opens or closes a span that only carries an id or a class."""
    if token.type == "span_open":
        idle.append(not any(name in token.attrs for name in _KEPT_ATTRIBUTES))
        return idle[-1]
    return token.type == "span_close" and idle.pop()


def _mark(token: Token, cited: Callable[[str], str], target: Callable[[Token], str]) -> Iterator[str]:
    if token.type == "citation":
        yield from _cluster(token.meta["cluster"], cited)
    elif token.type in ("link_open", "image"):
        yield " ".join((token.type, target(token), _fold(str(token.attrs.get("title", ""))))).rstrip()
        if token.type == "image":
            yield from _inline(token.children or (), cited, target)
    elif token.type == "footnote_ref":
        yield f"footnote-mark {token.meta['id']}"
    else:
        kept = (f"{name}={token.attrs[name]}" for name in _KEPT_ATTRIBUTES if name in token.attrs)
        yield " ".join((token.type, *kept, token.content)).rstrip()


def _cluster(cluster: Cluster, cited: Callable[[str], str]) -> Iterator[str]:
    yield "cite-in-sentence" if cluster.narrative else "cite"
    for item in cluster.items:
        locator = f"{item.locator.label} {item.locator.value}" if item.locator else ""
        yield "|".join((_fold(item.prefix), cited(item.key), locator, _fold(item.suffix)))


def _fold(text: str) -> str:
    return " ".join(text.split())
