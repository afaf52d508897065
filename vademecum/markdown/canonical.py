"""What a text says, apart from how it is written down: the pieces that an approval is bound to, and plain text.

White space is folded; ids, class names, keys' names, numbers and markers are left out; words, structure, code, link
targets, languages and what is cited where are in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from markdown_it.token import Token

from vademecum.markdown.citations import Cluster
from vademecum.markdown.rawhtml import COMMENT

_KEPT_ATTRIBUTES = ("lang", "dir")


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
            yield _fold(COMMENT.sub("", token.content))
        elif token.nesting >= 0 and token.type not in ("footnote_anchor", "paragraph_open"):
            yield _structure(token)
        elif token.type in (
            "paragraph_open",
            "list_item_close",
            "box_close",
            "table_close",
            "blockquote_close",
        ):
            yield f"{token.tag or token.type}."


def _structure(token: Token) -> str:
    name = token.attrs.get("class", "") if token.type == "box_open" else ""
    start = token.attrs.get("start", "")
    done = (token.meta or {}).get("checked", "")
    align = str(token.attrs.get("style", ""))
    return " ".join(str(part) for part in (token.type, token.tag, name, start, done, align) if part != "")


def _inline(children: Sequence[Token], cited: Callable[[str], str], target: Callable[[Token], str]) -> Iterator[str]:
    text: list[str] = []
    for token in children:
        if token.type == "text":
            text.append(token.content)
        elif token.type == "html_inline":
            text.append(COMMENT.sub("", token.content))
        elif token.type in ("softbreak", "hardbreak"):
            text.append(" ")
        else:
            if text:
                yield _fold("".join(text))
                text = []
            yield from _mark(token, cited, target)
    if text:
        yield _fold("".join(text))


def _mark(token: Token, cited: Callable[[str], str], target: Callable[[Token], str]) -> Iterator[str]:
    if token.type == "citation":
        yield from _cluster(token.meta["cluster"], cited)
    elif token.type == "code_inline":
        yield f"code {token.content}"
    elif token.type in ("link_open", "image"):
        yield f"{token.type} {target(token)}"
        if token.type == "image":
            yield from _inline(token.children or (), cited, target)
    elif token.type == "footnote_ref":
        yield "footnote-mark"
    elif token.nesting or token.type == "footnote_anchor":
        kept = " ".join(f"{name}={token.attrs[name]}" for name in _KEPT_ATTRIBUTES if name in token.attrs)
        yield f"{token.type} {kept}".rstrip()


def _cluster(cluster: Cluster, cited: Callable[[str], str]) -> Iterator[str]:
    yield "cite-in-sentence" if cluster.narrative else "cite"
    for item in cluster.items:
        locator = f"{item.locator.label} {item.locator.value}" if item.locator else ""
        yield "|".join((_fold(item.prefix), cited(item.key), locator, _fold(item.suffix)))


def _fold(text: str) -> str:
    return " ".join(text.split())


def visible_text(tokens: Sequence[Token]) -> str:
    """Return the words of block tokens, for search and counting: a space between blocks, no citations."""
    parts: list[str] = []
    for token in tokens:
        if token.type == "inline":
            for child in token.children or ():
                if child.type in ("text", "code_inline"):
                    parts.append(child.content)
                elif child.type in ("softbreak", "hardbreak"):
                    parts.append(" ")
                elif child.type == "image":
                    parts.append(child.content)
            parts.append("\n")
        elif token.type in ("fence", "code_block"):
            parts.append(f"{token.content}\n")
    return "".join(parts)
