"""What a corpus consists of, before any generator's syntax: articles, their blocks, and sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A journal article that can be cited."""

    key: str
    authors: tuple[tuple[str, str], ...]
    """(family, given)."""
    title: str
    journal: str
    journal_short: str
    """As the NLM abbreviates it."""
    year: int
    volume: int
    issue: int
    pages: tuple[int, int]
    doi: str
    pmid: str
    tex: bool
    """Letters beyond ASCII are typed as TeX commands in the ``.bib`` file."""


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words; no character in them is special in any Markdown."""

    words: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words set off, once or twice as strongly."""

    words: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """One source inside a citation."""

    key: str
    prefix: str = ""
    page: str = ""
    """``12`` or ``12-14``."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Sources cited at one place."""

    mentions: tuple[Mention, ...]
    narrative: bool = False
    """The sentence names the authors of the one source."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another article."""

    words: str
    target: int
    """Its place among the articles."""


Inline = Text | Emphasis | Citation | Link
Sentence = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences, each with its full stop."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of short items."""

    items: tuple[Sentence, ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A head and rows of plain text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Listing | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, empty for the introduction, and what stands under it."""

    heading: str
    level: int
    blocks: tuple[Block, ...]
    audience: str = ""
    """Empty: for all readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article."""

    number: int
    folder: str
    slug: str
    title: str
    description: str
    status: str
    date: str
    updated: str
    authors: tuple[str, ...]
    """Ids of people."""
    tags: tuple[str, ...]
    sections: tuple[Section, ...]
    audiences: tuple[str, ...] = ()

    def citations(self) -> Iterator[Citation]:
        """Yield the citations in reading order, those for all and for the first audience only."""
        for sentence in self.sentences():
            for inline in sentence:
                if isinstance(inline, Citation):
                    yield inline

    def sentences(self) -> Iterator[Sentence]:
        """Yield what the first audience reads, tables left out."""
        for section in self.read_by_first():
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield from block.sentences
                elif isinstance(block, Listing):
                    yield from block.items

    def read_by_first(self) -> Iterator[Section]:
        """Yield the sections that the first audience reads: generators without audiences get these."""
        for section in self.sections:
            if section.audience in ("", *self.audiences[:1]):
                yield section

    def cited_keys(self) -> tuple[str, ...]:
        """Return the cited keys in the order of first mention."""
        return tuple(dict.fromkeys(mention.key for cited in self.citations() for mention in cited.mentions))

    def words(self) -> int:
        """Return the number of words of the body, headings and table included."""
        count = sum(len(words_of(inline).split()) for sentence in self.sentences() for inline in sentence)
        for section in self.read_by_first():
            count += len(section.heading.split())
            for block in section.blocks:
                if isinstance(block, Table):
                    count += sum(len(cell.split()) for row in (block.head, *block.rows) for cell in row)
        return count


def words_of(inline: Inline) -> str:
    """Return the words of a piece of a sentence; a citation has none."""
    return "" if isinstance(inline, Citation) else inline.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who writes or reviews; invented."""

    id: str
    name: str
    credentials: str
    affiliation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """All that a site is made from."""

    articles: tuple[Article, ...]
    sources: Mapping[str, Source]
    people: tuple[Person, ...]
    folders: Mapping[str, str]
    """Name → title."""
