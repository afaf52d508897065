"""pandoc --citeproc for each article, run by make."""

from __future__ import annotations

from benchmarks.model import Article, Corpus
from benchmarks.writers.common import Files, Writer, bibtex, markdown, pandoc_citation, quoted, relative, yaml_list

_MAKEFILE = """\
PAGES := $(patsubst content/%.md,site/%.html,$(wildcard content/*/*.md))
all: $(PAGES)
site/%.html: content/%.md references.bib template.html
\t@mkdir -p $(@D)
\t@$(PANDOC) --citeproc --bibliography references.bib --template template.html -o $@ $<
"""
_LAYOUT = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>$title$</title></head>
<body>
<main><h1>$title$</h1>
$body$
</main>
<footer><p class="mark">MARK</p></footer>
</body>
</html>
"""


def _settings(_: Corpus) -> Files:
    yield "Makefile", _MAKEFILE


def _article(article: Article, corpus: Corpus) -> tuple[str, str]:
    def link_to(target: Article) -> str:
        return relative(article, target, ".html")

    head = f"---\ntitle: {quoted(article.title)}\ndate: {article.date}\ntags: {yaml_list(article.tags)}\n---\n\n"
    text = markdown(article.read_by_first(), corpus, pandoc_citation, link_to)
    return f"content/{article.folder}/{article.slug}.md", f"{head}{text}\n"


def _bibliography(corpus: Corpus) -> Files:
    yield "references.bib", bibtex(corpus.sources)


def _layout(mark: str) -> Files:
    yield "template.html", _LAYOUT.replace("MARK", mark)


def _page(article: Article) -> str:
    return f"{article.folder}/{article.slug}.html"


WRITER = Writer(
    name="pandoc",
    settings=_settings,
    article=_article,
    bibliography=_bibliography,
    layout=_layout,
    page=_page,
    output="site",
)
