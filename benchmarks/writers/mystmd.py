"""mystmd: pages as JSON, which its theme would show; the theme itself cannot be had without GitHub."""

from __future__ import annotations

from benchmarks.model import Article, Corpus
from benchmarks.writers.common import Files, Writer, bibtex, markdown, pandoc_citation, quoted, relative, yaml_list

_SETTINGS = """\
version: 1
project:
  title: Benchmark
  bibliography: [references.bib]
site:
  template: ./theme
  title: Benchmark
"""
_TEMPLATE = 'title: none\nmyst: v1\nbuild: {start: "true"}\n'


def _settings(_: Corpus) -> Files:
    yield "theme/template.yml", _TEMPLATE
    yield "theme/package.json", '{"name": "none", "version": "1.0.0"}\n'
    yield "index.md", "# Benchmark\n\nMade-up articles.\n"


def _article(article: Article, corpus: Corpus) -> tuple[str, str]:
    def link_to(target: Article) -> str:
        return relative(article, target, ".md")

    head = f"---\ntitle: {quoted(article.title)}\ndate: {article.date}\ntags: {yaml_list(article.tags)}\n---\n\n"
    text = markdown(article.read_by_first(), corpus, pandoc_citation, link_to)
    return f"{article.folder}/{article.slug}.md", f"{head}{text}\n"


def _bibliography(corpus: Corpus) -> Files:
    yield "references.bib", bibtex(corpus.sources)


def _layout(mark: str) -> Files:
    yield "myst.yml", f"{_SETTINGS}  actions: [{{title: {mark}, url: https://benchmark.example/}}]\n"


def _page(article: Article) -> str:
    return f"content/{article.slug}.json"


WRITER = Writer(
    name="mystmd",
    settings=_settings,
    article=_article,
    bibliography=_bibliography,
    layout=_layout,
    page=_page,
    output="_build/site",
    caches=("_build",),
)
