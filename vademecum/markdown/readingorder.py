"""The order in which a reader meets the citations of a text: footnotes at their mark, floats at their first mention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token

from vademecum.markdown.quick.tokens import is_plain

Cited = tuple[list[Token], int]
"""The tokens among which a citation stands, and its place among them."""


def citations_as_read(
    body: Sequence[Token], footnotes: Mapping[int, Sequence[Token]], floats: Mapping[str, Sequence[Token]]
) -> Iterator[Cited]:
    """Yield every citation once. ``floats`` are those that the text mentions, by label; others are read in their place.

    Citations in an alternative text are dropped: a picture's ``alt`` holds no links.
    """
    reader = _Reader(footnotes, floats)
    yield from reader.read(body)
    for identifier in footnotes:
        yield from reader.read_footnote(identifier)
    for label in floats:
        yield from reader.read_float(label)


class _Reader:
    __slots__ = ("floats", "footnotes", "owners", "seen")

    def __init__(self, footnotes: Mapping[int, Sequence[Token]], floats: Mapping[str, Sequence[Token]]) -> None:
        self.footnotes = footnotes
        self.floats = floats
        self.owners = {id(token): label for label, tokens in floats.items() for token in tokens}
        self.seen: set[int | str] = set()

    def read(self, tokens: Sequence[Token], label: str = "") -> Iterator[Cited]:
        """Read blocks; those of another float than the one of this label are passed over."""
        owners = self.owners
        for block in tokens:
            children = block.children
            if not children or is_plain(children) or (owners and owners.get(id(block), label) != label):
                continue
            for index, token in enumerate(children):
                kind = token.type
                if kind == "citation":
                    yield children, index
                elif kind == "footnote_ref":
                    yield from self.read_footnote(token.meta["id"])
                elif kind == "crossref":
                    yield from self.read_float(token.meta["label"])
                elif kind == "image" and token.children:
                    token.children = [child for child in token.children if child.type != "citation"]

    def read_footnote(self, identifier: int) -> Iterator[Cited]:
        """Read a footnote, the first time."""
        if identifier not in self.seen:
            self.seen.add(identifier)
            yield from self.read(self.footnotes.get(identifier, ()))

    def read_float(self, label: str) -> Iterator[Cited]:
        """Read a figure or table, the first time."""
        if label not in self.seen and label in self.floats:
            self.seen.add(label)
            yield from self.read(self.floats[label], label)
