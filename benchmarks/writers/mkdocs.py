"""MkDocs with mkdocs-bibtex, and a theme of one small template without navigation."""

from __future__ import annotations

from benchmarks.model import Article, Citation, Corpus
from benchmarks.writers.common import (
    Files,
    Writer,
    bibtex,
    markdown,
    names_in_sentence,
    pandoc_citation,
    quoted,
    relative,
    yaml_list,
)

_SETTINGS = """\
site_name: Benchmark
site_url: https://benchmark.example/
theme: {name: null, custom_dir: theme}
plugins:
  - bibtex: {bib_file: references.bib}
markdown_extensions: [footnotes]
"""
_LAYOUT = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ page.title }}</title></head>
<body>
<main><h1>{{ page.title }}</h1>
{{ page.content }}
</main>
<footer><p class="mark">MARK</p></footer>
</body>
</html>
"""


def _settings(corpus: Corpus) -> Files:
    yield "mkdocs.yml", _SETTINGS
    links = "\n".join(f"- [{article.title}]({article.folder}/{article.slug}.md)" for article in corpus.articles[-50:])
    yield "docs/index.md", f"# Benchmark\n\n{links}\n"


def _article(article: Article, corpus: Corpus) -> tuple[str, str]:
    def cite(citation: Citation) -> str:
        named = ""
        if citation.narrative:
            named = f"{names_in_sentence(corpus.sources[citation.mentions[0].key])} "
        return named + pandoc_citation(Citation(citation.mentions))

    text = markdown(article.read_by_first(), corpus, cite, lambda target: relative(article, target, ".md"))
    head = f"---\ntitle: {quoted(article.title)}\ndate: {article.date}\ntags: {yaml_list(article.tags)}\n---\n\n"
    return f"docs/{article.folder}/{article.slug}.md", f"{head}{text}\n\n\\bibliography\n"


def _bibliography(corpus: Corpus) -> Files:
    yield "references.bib", bibtex(corpus.sources)


def _layout(mark: str) -> Files:
    yield "theme/main.html", _LAYOUT.replace("MARK", mark)


def _page(article: Article) -> str:
    return f"{article.folder}/{article.slug}/index.html"


WRITER = Writer(
    name="mkdocs",
    settings=_settings,
    article=_article,
    bibliography=_bibliography,
    layout=_layout,
    page=_page,
    output="site",
)
