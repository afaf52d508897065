"""What a text says, apart from how it is written down: the pieces that an approval is bound to.

White space is folded; ids, class names, keys' names, numbers and markers are left out; words, structure, code, link
targets, languages and what is cited where are in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markdown_it.token import Token
from msgspec import Struct, field

from vademecum.markdown.clusters import Cluster
from vademecum.markdown.rawhtml import COMMENT
from vademecum.markdown.spaces import spaced

_KEPT_ATTRIBUTES = ("lang", "dir")

_SPANS = frozenset(["span_open", "span_close"])
_TAGS_ALONE = frozenset(["heading_open", "table_open"])
"""Blocks whose attributes and numbers are the engine's, and say nothing."""

Digest = Callable[[str], str]
Target = Callable[[Token], str]


def canonical(
    tokens: Sequence[Token],
    footnotes: Mapping[int, Sequence[Token]],
    cited: Digest,
    target: Target,
    *,
    even: bool = False,
) -> tuple[str, ...]:
    """Return the pieces of a body in order.

    ``cited`` gives the digest of the source behind a key, ``target`` what a link or image points to. ``even``: no text
    holds white space other than spaces and line ends.
    """
    writer = _Writer(cited=cited, target=target, even=even)
    writer.blocks(tokens)
    for identifier in sorted(footnotes):
        writer.pieces.append("footnote")
        writer.blocks(footnotes[identifier])
    return tuple(writer.pieces)


class _Writer(Struct, frozen=True, kw_only=True):
    """Writes pieces down."""

    cited: Digest
    target: Target
    even: bool
    pieces: list[str] = field(default_factory=list)

    def blocks(self, tokens: Sequence[Token]) -> None:
        """Write the pieces of block tokens down."""
        add, even = self.pieces.append, self.even
        for token in tokens:
            kind = token.type
            if kind == "inline":
                children: Sequence[Token] = token.children or ()
                if len(children) != 1 or children[0].type != "text":
                    self._inline(children)
                elif said := spaced(children[0].content, even=even).strip():
                    add(f"text {said}")
            elif kind == "paragraph_open":
                add("p")
            elif token.nesting < 0:
                if kind != "paragraph_close":
                    add(kind)
            elif token.nesting > 0 and not (token.attrs or token.meta or token.content):
                add(f"{kind} {token.tag}" if token.tag else kind)
            else:
                self._block(token)

    def _block(self, token: Token) -> None:
        """Write one down that says more than its kind."""
        add, kind = self.pieces.append, token.type
        if kind in ("fence", "code_block"):
            add(f"code {token.info.strip()}")
            add(token.content)
        elif kind == "html_block":
            self._html(token.content)
        elif kind != "footnote_anchor":
            add(_structure(token))

    def _html(self, source: str) -> None:
        shown = _fold(COMMENT.sub("", source))
        if shown:
            self.pieces.append(f"html {shown}")

    def _inline(self, children: Sequence[Token]) -> None:
        """Write text and marks in turn: a space beside a mark counts (``1 **0** mg``), one at a block's ends does not.

        Spans that only carry an id or a class are passed over.
        """
        text, even = "", self.even
        idle: list[bool] = []
        first = True
        for token in children:
            kind = token.type
            if kind == "text":
                text += token.content
            elif kind in ("softbreak", "hardbreak"):
                text += " "
            elif kind == "html_inline":
                text += COMMENT.sub("", token.content)
            elif kind not in _SPANS or not _is_idle(token, idle):
                said = spaced(text, even=even)
                self._say(said.lstrip() if first else said)
                self._mark(token)
                text, first = "", False
        said = spaced(text, even=even)
        self._say(said.strip() if first else said.rstrip())

    def _say(self, text: str) -> None:
        if text:
            self.pieces.append(f"text {text}")

    def _mark(self, token: Token) -> None:
        kind = token.type
        if not (token.attrs or token.meta or token.content):
            self.pieces.append(kind)
        elif kind == "citation":
            self._cluster(token.meta["cluster"])
        elif kind in ("link_open", "image"):
            title = _fold(str(token.attrs.get("title", "")))
            self.pieces.append(f"{kind} {self.target(token)} {title}".rstrip())
            if kind == "image":
                self._inline(token.children or ())
        elif kind == "abbr_open":
            self.pieces.append(f"abbr_open {_fold(str(token.attrs['title']))}")
        elif kind == "crossref":
            self.pieces.append(f"crossref {token.meta.get('means', '')}".rstrip())
        elif kind == "footnote_ref":
            self.pieces.append(f"footnote-mark {token.meta['id']}")
        elif token.attrs or token.content:
            kept = (f"{name}={token.attrs[name]}" for name in _KEPT_ATTRIBUTES if name in token.attrs)
            self.pieces.append(" ".join((kind, *kept, token.content)).rstrip())
        else:
            self.pieces.append(kind)

    def _cluster(self, cluster: Cluster) -> None:
        add, cited = self.pieces.append, self.cited
        add("cite-in-sentence" if cluster.narrative else "cite")
        for item in cluster.items:
            if item.bare:
                add(f"|{cited(item.key)}||")
            else:
                locator = f"{item.locator.label} {item.locator.value}" if item.locator else ""
                add(f"{_fold(item.prefix)}|{cited(item.key)}|{locator}|{_fold(item.suffix)}")


def _structure(token: Token) -> str:
    if token.type in _TAGS_ALONE:
        return f"{token.type} {token.tag}" if token.tag else token.type
    name = token.attrs.get("class", "") if token.type == "box_open" else ""
    start = token.attrs.get("start", "")
    done = (token.meta or {}).get("checked", "")
    align = str(token.attrs.get("style", ""))
    parts = (token.type, token.tag, name, start, done, align, token.content)
    return " ".join(str(part) for part in parts if part != "")


def _is_idle(token: Token, idle: list[bool]) -> bool:
    """Return whether a token opens or closes a span that only carries an id or a class."""
    if token.type == "span_open":
        idle.append(not any(name in token.attrs for name in _KEPT_ATTRIBUTES))
        return idle[-1]
    return token.type == "span_close" and idle.pop()


def _fold(text: str) -> str:
    return " ".join(text.split())
