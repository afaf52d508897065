"""Pelican with pelican-cite, its simple theme, no feeds but one."""

from __future__ import annotations

from benchmarks.model import Article, Citation, Corpus
from benchmarks.writers.common import Files, Writer, bibtex, markdown, names_in_sentence

_SETTINGS = """\
SITENAME = "Benchmark"
SITEURL = "https://benchmark.example"
TIMEZONE = "UTC"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
PLUGINS = ["pelican_cite"]
PUBLICATIONS_SRC = "references.bib"
ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
DEFAULT_PAGINATION = 50
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 50
CATEGORY_FEED_ATOM = None
AUTHOR_SAVE_AS = ""
"""
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{% block title %}{{ SITENAME }}{% endblock %}</title></head>
<body>
<main>
{% block main %}{% endblock %}
</main>
<footer><p class="mark">MARK</p></footer>
</body>
</html>
"""
_ARTICLE = """\
{% extends "base.html" %}
{% block title %}{{ article.title }}{% endblock %}
{% block main %}<h1>{{ article.title }}</h1>
{{ article.content }}
{% if article.bibliography %}{{ article.bibliography.rendered }}{% endif %}
{% endblock %}
"""
_LIST = """\
{% extends "base.html" %}
{% block main %}<ul>
{% for article in (articles_page.object_list if articles_page else articles) %}
<li><a href="/{{ article.url }}">{{ article.title }}</a></li>
{% endfor %}</ul>{% endblock %}
"""
_NAMES = ("index", "category", "tag", "archives", "author", "categories", "tags", "authors", "page")


def _settings(_: Corpus) -> Files:
    yield "pelicanconf.py", _SETTINGS


def _article(article: Article, corpus: Corpus) -> tuple[str, str]:
    def cite(citation: Citation) -> str:
        text = " ".join(f"[@{mention.key}]" for mention in citation.mentions)
        return f"{names_in_sentence(corpus.sources[citation.mentions[0].key])} {text}" if citation.narrative else text

    def link_to(target: Article) -> str:
        return f"{{filename}}/{target.folder}/{target.slug}.md"

    head = (
        f"Title: {article.title}\nDate: {article.date}\nModified: {article.updated}\nCategory: {article.folder}\n"
        f"Tags: {', '.join(article.tags)}\nSlug: {article.slug}\nSummary: {article.description}\n\n"
    )
    text = markdown(article.read_by_first(), corpus, cite, link_to)
    return f"content/{article.folder}/{article.slug}.md", f"{head}{text}\n"


def _bibliography(corpus: Corpus) -> Files:
    yield "references.bib", bibtex(corpus.sources)


def _layout(mark: str) -> Files:
    yield "theme/templates/base.html", _PAGE.replace("MARK", mark)
    yield "theme/templates/article.html", _ARTICLE
    for name in _NAMES:
        yield f"theme/templates/{name}.html", _LIST
    yield "theme/static/style.css", "main { max-width: 40em; }\n"


def _page(article: Article) -> str:
    return f"{article.folder}/{article.slug}/index.html"


WRITER = Writer(
    name="pelican",
    settings=_settings,
    article=_article,
    bibliography=_bibliography,
    layout=_layout,
    page=_page,
    output="output",
    caches=("cache", "__pycache__"),
)
