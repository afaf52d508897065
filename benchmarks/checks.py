"""Whether an output is what was asked for: a fast generator that leaves something out has not won."""

from __future__ import annotations

import os
import re
from pathlib import Path

from benchmarks.model import Corpus
from benchmarks.writers.common import Writer

_DOI = re.compile(r"10\.5555/vm\.\d{4}\.\d{5}")
_SHOWN = 3


def faults(writer: Writer, corpus: Corpus, output: Path) -> list[str]:
    """Return what is wrong: pages that are missing, and references that are missing or too many."""
    found = []
    for article in corpus.articles:
        page = writer.page(article)
        try:
            text = (output / page).read_text(encoding="utf-8")
        except FileNotFoundError:
            found.append(f"{page} is missing")
            continue
        listed = set(_DOI.findall(text))
        asked = {corpus.sources[key].doi for key in article.cited_keys()}
        if listed != asked:
            found.append(f"{page} lists {len(listed)} sources, not its {len(asked)}")
        if len(found) > _SHOWN:
            break
    return found


def shows(writer: Writer, corpus: Corpus, output: Path, numbers: list[int], mark: str) -> list[str]:
    """Return which of some articles' pages lack a text that an edit has put there."""
    pages = [writer.page(corpus.articles[number]) for number in numbers]
    lacking = [page for page in pages if mark not in (output / page).read_text(encoding="utf-8")]
    return [f'{page} lacks "{mark}"' for page in lacking[:_SHOWN]]


def size(output: Path) -> tuple[int, int]:
    """Return the number of files and of bytes."""
    files = total = 0
    for folder, _, names in os.walk(output):
        files += len(names)
        total += sum(Path(folder, name).stat().st_size for name in names)
    return files, total
