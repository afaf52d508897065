"""One writer a generator: the same articles in its syntax and layout."""

from __future__ import annotations

from pathlib import Path

from benchmarks.model import Corpus
from benchmarks.writers import eleventy, hugo, mkdocs, mystmd, pandoc, pelican, sphinx, vademecum, zola
from benchmarks.writers.common import Files, Writer, site_files

WRITERS = {
    module.WRITER.name: module.WRITER
    for module in (vademecum, hugo, zola, eleventy, mkdocs, pelican, sphinx, pandoc, mystmd)
}
"""Name → writer."""


def write_site(writer: Writer, corpus: Corpus, folder: Path) -> None:
    """Write a corpus as one generator's site; files that are there already are replaced."""
    write_files(site_files(writer, corpus), folder)


def write_files(files: Files, folder: Path) -> None:
    """Write files of text below a folder."""
    for path, text in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
