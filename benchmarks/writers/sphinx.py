"""Sphinx with MyST and sphinxcontrib-bibtex: footnote citations, so that each page has a list of its own."""

from __future__ import annotations

from benchmarks.model import Article, Citation, Corpus
from benchmarks.writers.common import Files, Writer, bibtex, markdown, names_in_sentence, quoted, relative

_SETTINGS = """\
project = "Benchmark"
extensions = ["myst_parser", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["references.bib"]
bibtex_tooltips = False
html_theme = "basic"
html_theme_options = {"nosidebar": True}
html_copy_source = False
templates_path = ["_templates"]
suppress_warnings = ["myst.header"]
"""
_LAYOUT = '{% extends "!layout.html" %}\n{% block footer %}<p class="mark">MARK</p>{% endblock %}\n'


def _settings(corpus: Corpus) -> Files:
    yield "conf.py", _SETTINGS
    entries = "\n".join(f"{folder}/index" for folder in corpus.folders)
    yield "index.md", f"# Benchmark\n\n```{{toctree}}\n:titlesonly:\n{entries}\n```\n"
    for folder, title in corpus.folders.items():
        yield f"{folder}/index.md", f"# {title}\n\n```{{toctree}}\n:glob:\n:titlesonly:\n\n*\n```\n"


def _article(article: Article, corpus: Corpus) -> tuple[str, str]:
    def cite(citation: Citation) -> str:
        text = f"{{footcite}}`{','.join(mention.key for mention in citation.mentions)}`"
        return f"{names_in_sentence(corpus.sources[citation.mentions[0].key])} {text}" if citation.narrative else text

    text = markdown(article.read_by_first(), corpus, cite, lambda target: relative(article, target, ".md"))
    head = f"---\ndate: {quoted(article.date)}\n---\n\n# {article.title}\n\n"
    return f"{article.folder}/{article.slug}.md", f"{head}{text}\n\n```{{footbibliography}}\n```\n"


def _bibliography(corpus: Corpus) -> Files:
    yield "references.bib", bibtex(corpus.sources)


def _layout(mark: str) -> Files:
    yield "_templates/layout.html", _LAYOUT.replace("MARK", mark)


def _page(article: Article) -> str:
    return f"{article.folder}/{article.slug}.html"


WRITER = Writer(
    name="sphinx",
    settings=_settings,
    article=_article,
    bibliography=_bibliography,
    layout=_layout,
    page=_page,
    output="_build/html",
    caches=("_build",),
)
