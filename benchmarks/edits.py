"""What happens to a site between two builds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks import checks
from benchmarks.model import Article, Corpus, Paragraph, Section, Text
from benchmarks.writers import write_files
from benchmarks.writers.common import Writer

Check = Callable[[], list[str]]
"""Returns what the next output lacks."""


def cold(writer: Writer, corpus: Corpus, site: Path, turn: int) -> Check:  # noqa: ARG001 - all edits look alike
    """Remove what earlier builds left."""
    for name in (writer.output, *writer.caches):
        target = site / name
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
    return list


def no_op(writer: Writer, corpus: Corpus, site: Path, turn: int) -> Check:  # noqa: ARG001 - all edits look alike
    """Change nothing."""
    return list


def one_edit(writer: Writer, corpus: Corpus, site: Path, turn: int) -> Check:
    """Add a sentence to one article."""
    number = len(corpus.articles) // 2
    mark = f"This sentence was added in turn {turn}"
    path, text = writer.article(_longer(corpus.articles[number], mark), corpus)
    write_files(iter([(path, text)]), site)
    return lambda: checks.shows(writer, corpus, site / writer.output, [number], mark)


def _longer(article: Article, sentence: str) -> Article:
    added = Section("Added", 2, (Paragraph(((Text(sentence),),)),))
    return replace(article, sections=(*article.sections, added))


def bib_edit(writer: Writer, corpus: Corpus, site: Path, turn: int) -> Check:
    """Change the title of one source, and with it every page that cites it."""
    cited = sorted({key for article in corpus.articles for key in article.cited_keys()})
    key = cited[len(cited) // 2]
    title = f"Outcomes in turn {turn} of a study"
    sources = {**corpus.sources, key: replace(corpus.sources[key], title=title)}
    write_files(writer.bibliography(replace(corpus, sources=sources)), site)
    citing = [article.number for article in corpus.articles if key in article.cited_keys()]
    return lambda: checks.shows(writer, corpus, site / writer.output, citing, title)


def layout_edit(writer: Writer, corpus: Corpus, site: Path, turn: int) -> Check:
    """Change a word that every page shows."""
    write_files(writer.layout(f"turn {turn}"), site)
    numbers = [0, len(corpus.articles) - 1]
    if writer.name == "mystmd":  # its pages are data, without a layout
        return list
    return lambda: checks.shows(writer, corpus, site / writer.output, numbers, f"turn {turn}")


MODES = {"cold": cold, "no-op": no_op, "one-edit": one_edit, "bib-edit": bib_edit, "layout-edit": layout_edit}
"""Name → what it does before a build."""
