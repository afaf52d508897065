"""What the writers share: Markdown, BibTeX and CSL-JSON, and what a writer has to bring."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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
    Section,
    Source,
    Table,
)

Files = Iterator[tuple[str, str]]
"""(path, text)."""

Cite = Callable[[Citation], str]
LinkTo = Callable[[Article], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """How one generator wants a corpus: its files by what they are, so that a benchmark can edit each kind."""

    name: str
    settings: Callable[[Corpus], Files]
    """Settings and plain pages: written once."""
    article: Callable[[Article, Corpus], tuple[str, str]]
    bibliography: Callable[[Corpus], Files]
    layout: Callable[[str], Files]
    """Layouts; every page shows the given mark."""
    page: Callable[[Article], str]
    """Path of an article's page in the output."""
    output: str
    caches: tuple[str, ...] = ()
    """What a cold build must not find."""


def site_files(writer: Writer, corpus: Corpus) -> Files:
    """Yield every file of a site."""
    yield from writer.settings(corpus)
    yield from writer.layout("first")
    yield from writer.bibliography(corpus)
    for article in corpus.articles:
        yield writer.article(article, corpus)


# ---- Markdown ---------------------------------------------------------------------------------------------------


def markdown(sections: Iterator[Section], corpus: Corpus, cite: Cite, link_to: LinkTo) -> str:
    """Return sections as Markdown: CommonMark and GFM tables."""
    return "\n\n".join(part for section in sections for part in section_parts(section, corpus, cite, link_to))


def section_parts(section: Section, corpus: Corpus, cite: Cite, link_to: LinkTo) -> Iterator[str]:
    """Yield the heading and each block of a section."""
    if section.heading:
        yield f"{'#' * section.level} {section.heading}"
    for block in section.blocks:
        yield _block(block, corpus, cite, link_to)


def _block(block: Block, corpus: Corpus, cite: Cite, link_to: LinkTo) -> str:
    def sentence(inlines: tuple[Inline, ...]) -> str:
        return "".join(_inline(inline, corpus, cite, link_to) for inline in inlines)

    match block:
        case Paragraph(sentences):
            return " ".join(f"{sentence(inlines)}." for inlines in sentences)
        case Listing(items, numbered):
            marks = (f"{number}." if numbered else "-" for number in range(1, len(items) + 1))
            return "\n".join(f"{mark} {sentence(item)}" for mark, item in zip(marks, items, strict=True))
        case Table(head, rows):
            lines = [head, tuple("---" for _ in head), *rows]
            return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _inline(inline: Inline, corpus: Corpus, cite: Cite, link_to: LinkTo) -> str:
    match inline:
        case Emphasis(words, strong):
            mark = "**" if strong else "*"
            return f"{mark}{words}{mark}"
        case Citation(_, narrative):
            return cite(inline) if narrative else f" {cite(inline)}"
        case Link(words, target):
            return f"[{words}]({link_to(corpus.articles[target])})"
        case _:
            return inline.words


def relative(source: Article, target: Article, suffix: str) -> str:
    """Return the way from one article's file to another's."""
    name = f"{target.slug}{suffix}"
    return name if source.folder == target.folder else f"../{target.folder}/{name}"


def pandoc_citation(citation: Citation) -> str:
    """Return a citation in pandoc's syntax."""
    if citation.narrative:
        only = citation.mentions[0]
        return f"@{only.key}{f' [{_pages(only.page)}]' if only.page else ''}"
    return f"[{'; '.join(_pandoc_mention(mention) for mention in citation.mentions)}]"


def _pandoc_mention(mention: Mention) -> str:
    prefix = f"{mention.prefix} " if mention.prefix else ""
    return f"{prefix}@{mention.key}{f', {_pages(mention.page)}' if mention.page else ''}"


def _pages(page: str) -> str:
    return f"{'pp.' if '-' in page else 'p.'} {page}"


def locator(mention: Mention) -> str:
    """Return the pages of a mention as printed; empty if it has none."""
    return _pages(mention.page) if mention.page else ""


def names_in_sentence(source: Source) -> str:
    """Return the authors as a sentence names them, for generators that cannot."""
    return f"{source.authors[0][0]} et al."


def yaml_list(values: tuple[str, ...]) -> str:
    """Return a YAML list on one line."""
    return f"[{', '.join(json.dumps(value, ensure_ascii=False) for value in values)}]"


def quoted(text: str) -> str:
    """Return text in quotes, for YAML, TOML and JSON alike."""
    return json.dumps(text, ensure_ascii=False)


# ---- sources ----------------------------------------------------------------------------------------------------

_TEX = {
    "å": r"{\aa}", "Å": r"{\AA}", "ö": r"{\"o}", "Ö": r"{\"O}", "ä": r"{\"a}", "ü": r"{\"u}", "é": r"{\'e}",
    "è": r"{\`e}", "á": r"{\'a}", "í": r"{\'\i}", "ó": r"{\'o}", "ú": r"{\'u}", "ñ": r"{\~n}", "ã": r"{\~a}",
    "ø": r"{\o}", "č": r"{\v c}", "ć": r"{\'c}", "š": r"{\v s}", "Š": r"{\v S}", "ř": r"{\v r}", "ž": r"{\v z}",
    "Ç": r"{\c C}",
}  # fmt: skip
_ACRONYM = re.compile(r"\b[A-Z]{2,}(?:-[A-Z0-9]+)?\b")


def bibtex(sources: Mapping[str, Source]) -> str:
    """Return sources as one ``.bib`` file."""
    return "\n".join(_entry(source) for source in sources.values())


def _entry(source: Source) -> str:
    authors = " and ".join(f"{family}, {given}" for family, given in source.authors)
    if source.tex:
        authors = "".join(_TEX.get(letter, letter) for letter in authors)
    fields = {
        "author": authors,
        "title": _ACRONYM.sub(r"{\g<0>}", source.title),
        "journal": source.journal,
        "shortjournal": source.journal_short,
        "year": source.year,
        "volume": source.volume,
        "number": source.issue,
        "pages": f"{source.pages[0]}--{source.pages[1]}",
        "doi": source.doi,
        "pmid": source.pmid,
    }
    lines = "".join(f"  {name:<12}= {{{value}}},\n" for name, value in fields.items())
    return f"@article{{{source.key},\n{lines}}}\n"


def csl(source: Source) -> dict[str, Any]:
    """Return a source in the form of CSL-JSON."""
    return {
        "id": source.key,
        "type": "article-journal",
        "author": [{"family": family, "given": given} for family, given in source.authors],
        "title": source.title,
        "container-title": source.journal,
        "container-title-short": source.journal_short,
        "issued": {"date-parts": [[source.year]]},
        "volume": str(source.volume),
        "issue": str(source.issue),
        "page": f"{source.pages[0]}-{source.pages[1]}",
        "DOI": source.doi,
        "PMID": source.pmid,
    }


def csl_json(sources: Mapping[str, Source]) -> str:
    """Return sources as CSL-JSON by key, for templates that look them up."""
    return json.dumps({key: csl(source) for key, source in sources.items()}, ensure_ascii=False, indent=1)
