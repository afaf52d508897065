"""A corpus of made-up medical articles, the same bytes on every machine.

``python benchmarks/corpus.py --articles 100 --layout vademecum DIR`` writes one as a site.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

if not __package__:  # started as a script
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from benchmarks import prose
from benchmarks.dice import Dice
from benchmarks.model import (
    Article,
    Block,
    Citation,
    Corpus,
    Emphasis,
    Inline,
    Link,
    Listing,
    Mention,
    Paragraph,
    Person,
    Section,
    Sentence,
    Source,
    Table,
    Text,
)

SEED = 20_260_601
_ARTICLES, _SOURCES, _PEOPLE = 1, 2, 3
_FOLDERS = tuple(prose.FOLDERS)
_AUTHORS_A_SOURCE = 6
_REPEATED = 21
"""Of a hundred mentions, so many name a source again: 9.3 different ones in 11.5."""


def make_corpus(size: int, *, two_audiences: int = 0, seed: int = SEED) -> Corpus:
    """Return a corpus of ``size`` articles and as many sources; so many of a hundred articles have two audiences."""
    sources = _sources(size, seed)
    people = tuple(_person(number, Dice(seed, _PEOPLE, number)) for number in range(12))
    names = [_address(number, Dice(seed, _ARTICLES, number)) for number in range(size)]
    keys = tuple(sources)
    articles = tuple(_Writer(number, names, keys, seed).article(two_audiences) for number in range(size))
    return Corpus(articles=articles, sources=sources, people=people, folders=prose.FOLDERS)


# ---- sources ----------------------------------------------------------------------------------------------------


def _sources(count: int, seed: int) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for number in range(count):
        source = _source(number, Dice(seed, _SOURCES, number))
        letters = iter("abcdefghijklmnopqrstuvwxyz")
        key = source.key
        while key in sources:
            letter = next(letters, None)
            key = f"{source.key}{letter}" if letter else f"{source.key}-{number}"
        sources[key] = replace(source, key=key)
    return sources


def _source(number: int, dice: Dice) -> Source:
    authors = [(dice.pick(prose.FAMILIES), dice.pick(prose.GIVEN)) for _ in range(_AUTHORS_A_SOURCE)]
    accents = dice.chance(10)
    if accents:
        authors[dice.below(_AUTHORS_A_SOURCE)] = (dice.pick(prose.ACCENTED), dice.pick(prose.GIVEN))
    year = dice.between(1995, 2025)
    title = prose.fill(dice.pick(prose.SOURCE_TITLES), dice)
    title = title[0].upper() + title[1:]
    first = dice.between(1, 2400)
    journal = dice.pick(tuple(prose.JOURNALS))
    words = [word.lower() for word in title.split() if word.isalpha() and word.isascii() and len(word) > 4]
    return Source(
        key=f"{_plain(authors[0][0])}{year}{words[0] if words else 'study'}",
        authors=tuple(authors),
        title=title,
        journal=journal,
        journal_short=prose.JOURNALS[journal],
        year=year,
        volume=dice.between(3, 398),
        issue=dice.between(1, 12),
        pages=(first, first + dice.between(3, 14)),
        doi=f"10.5555/vm.{year}.{number:05d}",
        pmid=str(90_000_000 + number),
        tex=accents and dice.chance(50),
    )


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.lower().replace("ø", "o"))
    return "".join(letter for letter in decomposed if letter.isascii() and letter.isalpha())


def _person(number: int, dice: Dice) -> Person:
    family = prose.FAMILIES[number * 5]
    return Person(
        id=f"{_plain(family)}-{number}",
        name=f"{dice.pick(prose.GIVEN)} {family}",
        credentials=dice.pick(("MD", "MD, PhD", "MSc", "PharmD", "MBBS")),
        affiliation="Example Hospital (fictional)",
    )


# ---- articles ---------------------------------------------------------------------------------------------------


def _address(number: int, dice: Dice) -> tuple[str, str, str]:
    """Return folder, file name and title of an article, which others link to."""
    title = prose.fill(dice.pick(prose.TITLES), dice)
    title = title[0].upper() + title[1:]
    words = [word for word in "".join(c if c.isalnum() else " " for c in title.lower()).split() if len(word) > 3]
    return dice.pick(_FOLDERS), f"{'-'.join(words[:4])[:40].rstrip('-')}-{number:05d}", title


class _Writer:
    """Writes one article: sections of sentences up to a number of words, then citations, emphasis and links."""

    def __init__(self, number: int, names: list[tuple[str, str, str]], keys: tuple[str, ...], seed: int) -> None:
        self.number = number
        self.names = names
        self.keys = keys
        self.dice = Dice(seed, _ARTICLES, number, 1)
        self.words = 0

    def article(self, two_audiences: int) -> Article:
        dice = self.dice
        folder, slug, title = self.names[self.number]
        year, month = dice.between(2019, 2025), dice.between(1, 12)
        both = dice.chance(two_audiences)
        sections = self._sections()
        if both:
            sections = self._for_two(sections)
        return Article(
            number=self.number,
            folder=folder,
            slug=slug,
            title=title,
            description=f"{self._sentence(prose.PLAIN)}.",
            status=dice.pick(("submitted", "under-review", "under-review")),
            date=f"{year}-{month:02d}-{dice.between(1, 28):02d}",
            updated=f"{year}-{dice.between(month, 12):02d}-28",
            authors=tuple(_person_id(number) for number in dice.some(range(12), dice.between(1, 3))),
            tags=tuple(dice.some(prose.TAGS, dice.between(1, 4))),
            sections=tuple(sections),
            audiences=("clinician", "patient") if both else (),
        )

    def _sections(self) -> list[Section]:
        dice = self.dice
        goal = 640 + dice.below(170) + dice.below(170)
        headings = dice.some(prose.HEADINGS, dice.between(5, 7))
        subheadings = dice.some(prose.SUBHEADINGS, 2)
        table, bullets = self._table(), self._list(numbered=False)
        steps = self._list(numbered=True) if dice.chance(50) else None
        self.words += sum(len(heading.split()) for heading in (*headings, *subheadings))
        count = len(headings) + len(subheadings) + 1
        texts: list[list[list[str]]] = [[[]] for _ in range(count)]
        place = 0
        while self.words < goal:
            paragraphs = texts[place % count]
            if len(paragraphs[-1]) >= 5 or (paragraphs[-1] and dice.chance(12)):
                paragraphs.append([])
            paragraphs[-1].append(self._counted(prose.CLAIMS if dice.chance(55) else prose.PLAIN))
            place += dice.chance(45)
        marked = self._marked(texts)
        names = [("", 2)] + [(heading, 2) for heading in headings]
        for position, subheading in zip((3, 5), subheadings, strict=True):
            names.insert(position, (subheading, 3))
        blocks: list[list[Block]] = [[Paragraph(tuple(part)) for part in parts] for parts in marked]
        blocks[dice.between(1, count - 1)].append(table)
        blocks[dice.between(1, count - 1)].append(bullets)
        if steps:
            blocks[dice.between(1, count - 1)].append(steps)
        return [
            Section(heading, level, tuple(parts))
            for (heading, level), parts in zip(names, blocks, strict=True)
            if parts
        ]

    def _marked(self, texts: list[list[list[str]]]) -> list[list[list[Sentence]]]:
        """Put citations, links and emphasis into sentences."""
        dice = self.dice
        places = [(i, j, k) for i, parts in enumerate(texts) for j, part in enumerate(parts) for k in range(len(part))]
        citations = self._citations()
        chosen = sorted(dice.some(places, len(citations) + 8))
        cited = set(dice.some(range(len(chosen)), len(citations)))
        done: dict[tuple[int, int, int], Sentence] = {}
        others = 0
        for order, place in enumerate(chosen):
            words = texts[place[0]][place[1]][place[2]]
            if order in cited:
                done[place] = self._citing(words, citations.pop(0))
            elif others < 3:
                others += 1
                done[place] = self._linking() if len(self.names) > 1 else (Text(words),)
            else:
                done[place] = self._emphasising(words)
        return [
            [
                [done.get((i, j, k), (Text(words),)) for k, words in enumerate(part)]
                for j, part in enumerate(parts)
                if part
            ]
            for i, parts in enumerate(texts)
        ]

    def _citations(self) -> list[Citation]:
        dice = self.dice
        used: list[str] = []
        mentions: list[str] = []
        for _ in range(dice.between(8, 15)):
            if used and dice.chance(_REPEATED):
                mentions.append(dice.pick(used))
                continue
            key = dice.pick(self.keys)
            while key in used and len(used) < len(self.keys):
                key = dice.pick(self.keys)
            if key not in used:
                used.append(key)
            mentions.append(key)
        found: list[Citation] = []
        while mentions:
            size = dice.pick((1, 1, 1, 1, 1, 1, 1, 2, 2, 3))
            group = tuple(self._mention(key) for key in dict.fromkeys(mentions[:size]))
            group = group if len(group) == len(mentions[:size]) else (group[0],)
            mentions = mentions[len(group) :]
            found.append(Citation(group, narrative=len(group) == 1 and not group[0].prefix and dice.chance(10)))
        return found

    def _mention(self, key: str) -> Mention:
        dice = self.dice
        first = dice.between(2, 400)
        page = f"{first}-{first + dice.between(1, 6)}" if dice.chance(50) else str(first)
        prefix = dice.pick(("see", "but see", "reviewed in")) if dice.chance(4) else ""
        return Mention(key, prefix, page if dice.chance(12) else "")

    def _citing(self, words: str, citation: Citation) -> Sentence:
        if citation.narrative:
            rest = prose.fill(self.dice.pick(prose.NARRATIVE), self.dice)
            return (citation, Text(f" {rest}"))
        return (Text(words), citation)

    def _linking(self) -> Sentence:
        before, after = self.dice.pick(prose.LINKED)
        target = (self.number + 1 + self.dice.below(len(self.names) - 1)) % len(self.names)
        title = self.names[target][2].rstrip("?")
        link = Link(title[0].lower() + title[1:], target)
        after = prose.fill(after, self.dice)
        return (Text(before), link, Text(after)) if after else (Text(before), link)

    def _emphasising(self, words: str) -> Sentence:
        parts = words.split(" ")
        start = self.dice.below(max(1, len(parts) - 3))
        marked = " ".join(parts[start : start + 2]).strip(",;:")
        before, found, after = words.partition(marked)
        inlines: list[Inline] = [Text(before), Emphasis(found, self.dice.chance(40)), Text(after)]
        return tuple(inline for inline in inlines if isinstance(inline, Emphasis) or inline != Text(""))

    def _sentence(self, templates: tuple[str, ...]) -> str:
        text = prose.fill(self.dice.pick(templates), self.dice)
        return text[0].upper() + text[1:]

    def _counted(self, templates: tuple[str, ...]) -> str:
        text = self._sentence(templates)
        self.words += len(text.split())
        return text

    def _list(self, *, numbered: bool) -> Listing:
        items = tuple((Text(self._counted(prose.SHORT)),) for _ in range(self.dice.between(3, 5)))
        return Listing(items, numbered)

    def _table(self) -> Table:
        dice = self.dice
        head = dice.pick(prose.TABLE_HEADS)
        rows = tuple(tuple(self._cell(name) for name in head) for _ in range(dice.between(3, 6)))
        self.words += sum(len(cell.split()) for row in (head, *rows) for cell in row)
        return Table(head, rows)

    def _cell(self, name: str) -> str:
        dice = self.dice
        if name == "Step":
            return dice.pick(prose.DRUG_CLASSES)
        if name == "Typical dose":
            often = dice.pick(("once daily", "twice daily", "every 8 hours", "weekly"))
            return f"{dice.between(5, 500)} mg {often}"
        if name == "Main adverse effects":
            return dice.pick(prose.EFFECTS)
        if name == "Evidence":
            return dice.pick(prose.EVIDENCE)
        return dice.pick(prose.WORDS["test" if name == "Monitoring" else "treatment"])

    def _for_two(self, sections: list[Section]) -> list[Section]:
        """Give the middle to clinicians, and a section of plain language to patients."""
        last = len(sections) - 1
        middle = [replace(section, audience="clinician") for section in sections[2:last]]
        sentences = [(Text(self._sentence(prose.LAY)),) for _ in range(self.dice.between(5, 9))]
        lay = Section("What this means for you", 2, (Paragraph(tuple(sentences)),), "patient")
        return [*sections[:2], *middle, lay, *sections[last:]]


def _person_id(number: int) -> str:
    return f"{_plain(prose.FAMILIES[number * 5])}-{number}"


# ---- command ----------------------------------------------------------------------------------------------------


def main() -> None:
    """Write a corpus as one generator wants it."""
    from benchmarks.writers import WRITERS, write_site  # noqa: PLC0415 - writers read this corpus

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write the site")
    parser.add_argument("--articles", type=int, default=100, help="how many (default: 100)")
    parser.add_argument("--audiences", type=int, default=0, metavar="PERCENT", help="articles with two audiences")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--layout", choices=sorted(WRITERS), default="vademecum", help="whose site (vademecum)")
    asked = parser.parse_args()
    corpus = make_corpus(asked.articles, two_audiences=asked.audiences, seed=asked.seed)
    write_site(WRITERS[asked.layout], corpus, asked.folder)
    words = sum(article.words() for article in corpus.articles) // len(corpus.articles)
    keys = sum(len(article.cited_keys()) for article in corpus.articles) / len(corpus.articles)
    print(f"{asked.articles} articles of {words} words and {keys:.1f} sources each in {asked.folder}")


if __name__ == "__main__":
    main()
