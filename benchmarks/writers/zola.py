"""Zola without citations, as its users write it: numbers and lists of references kept by hand in each article.

Zola has no citations, and a template cannot number what a text mentions. So this writer does what an author would do:
it counts, and writes the formatted list under the text. Changing a source means changing every article that cites it.
"""

from __future__ import annotations

from html import escape

from benchmarks.model import Article, Citation, Corpus, Mention, Source
from benchmarks.writers.common import Files, Writer, locator, markdown, names_in_sentence, quoted, yaml_list

_SETTINGS = """\
base_url = "https://benchmark.example"
title = "Benchmark"
default_language = "en"
generate_feed = true
feed_limit = 50
taxonomies = [{ name = "tags", paginate_by = 50 }]
"""
_BASE = """\
<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{% block title %}{% endblock %} – {{ config.title }}</title>
<link rel="canonical" href="{{ current_url | default(value='') }}">
</head>
<body>
<header><a href="/">{{ config.title }}</a></header>
<main>
{% block main %}{% endblock %}
</main>
<footer><p class="mark">MARK</p></footer>
</body>
</html>
"""
_PAGE = """\
{% extends "base.html" %}
{% block title %}{{ page.title }}{% endblock %}
{% block main %}
<article>
<h1>{{ page.title }}</h1>
<p class="summary">{{ page.description }}</p>
<p class="status">{{ page.extra.status }}</p>
<p class="dates"><time datetime="{{ page.date }}">{{ page.date | date(format="%e %B %Y") }}</time>,
<time datetime="{{ page.updated }}">{{ page.updated | date(format="%e %B %Y") }}</time></p>
<ul class="authors">{% for name in page.extra.authors %}<li>{{ name }}</li>{% endfor %}</ul>
{{ page.content | safe }}
<ul class="tags">{% for tag in page.taxonomies.tags %}<li><a href="{{ get_taxonomy_url(kind='tags', name=tag) }}">{{ tag }}</a></li>{% endfor %}</ul>
</article>
{% endblock %}
"""  # noqa: E501 - a template
_ENTRIES = """\
<ul>
{% for page in paginator.pages %}<li><a href="{{ page.permalink }}">{{ page.title }}</a>
<p>{{ page.description }}</p><p>{{ page.extra.status }} {{ page.updated | date(format="%e %B %Y") }}</p></li>
{% endfor %}</ul>
{% if paginator.previous %}<a href="{{ paginator.previous }}">Previous</a>{% endif %}
{% if paginator.next %}<a href="{{ paginator.next }}">Next</a>{% endif %}
"""
_LIST = f"""\
{{% extends "base.html" %}}
{{% block title %}}TITLE{{% endblock %}}
{{% block main %}}
<h1>TITLE</h1>
{_ENTRIES}{{% endblock %}}
"""
_HOME = """\
{% extends "base.html" %}
{% block title %}{{ section.title }}{% endblock %}
{% block main %}
<h1>{{ section.title }}</h1>
{{ section.content | safe }}
{% endblock %}
"""
_TAGS = """\
{% extends "base.html" %}
{% block title %}Tags{% endblock %}
{% block main %}
<ul>{% for term in terms %}<li><a href="{{ term.permalink }}">{{ term.name }}</a></li>{% endfor %}</ul>
{% endblock %}
"""
_LISTED_AUTHORS = 6


def _settings(corpus: Corpus) -> Files:
    yield "config.toml", _SETTINGS
    yield "content/_index.md", '+++\ntitle = "Benchmark"\ntemplate = "index.html"\n+++\n\nMade-up articles.\n'
    for folder, title in corpus.folders.items():
        head = f'+++\ntitle = {quoted(title)}\nsort_by = "date"\npaginate_by = 50\ntemplate = "section.html"\n+++\n\n'
        yield f"content/{folder}/_index.md", f"{head}Articles on {title.lower()}.\n"


def _article(article: Article, corpus: Corpus) -> tuple[str, str]:
    people = {person.id: f"{person.name}, {person.credentials}" for person in corpus.people}
    authors = tuple(people[author] for author in article.authors)
    head = (
        f"+++\ntitle = {quoted(article.title)}\ndescription = {quoted(article.description)}\n"
        f"date = {article.date}\nupdated = {article.updated}\n"
        f"[taxonomies]\ntags = {yaml_list(article.tags)}\n"
        f"[extra]\nstatus = {quoted(article.status)}\nauthors = {yaml_list(authors)}\n+++\n\n"
    )
    numbers: dict[str, int] = {}

    def cite(citation: Citation) -> str:
        for mention in citation.mentions:
            numbers.setdefault(mention.key, len(numbers) + 1)
        links = ", ".join(_mention(mention, numbers[mention.key]) for mention in citation.mentions)
        names = names_in_sentence(corpus.sources[citation.mentions[0].key]) if citation.narrative else ""
        return f'{names}{" " if names else ""}<span class="citations">[{links}]</span>'

    text = markdown(article.read_by_first(), corpus, cite, lambda target: f"@/{target.folder}/{target.slug}.md")
    items = "\n".join(f'<li id="ref-{key}">{_reference(corpus.sources[key])}</li>' for key in numbers)
    references = f'## References\n\n<ol class="references">\n{items}\n</ol>\n'
    return f"content/{article.folder}/{article.slug}.md", f"{head}{text}\n\n{references}"


def _mention(mention: Mention, number: int) -> str:
    pages = f", {locator(mention)}" if mention.page else ""
    prefix = f"{mention.prefix} " if mention.prefix else ""
    return f'{prefix}<a class="citation" role="doc-biblioref" href="#ref-{mention.key}">{number}</a>{pages}'


def _reference(source: Source) -> str:
    names = [f"{family} {''.join(name[0] for name in given.split())}" for family, given in source.authors]
    listed = ", ".join(names[:_LISTED_AUTHORS]) + (", et al" if len(names) > _LISTED_AUTHORS else "")
    text = (
        f"{listed}. {source.title}. {source.journal_short}. "
        f"{source.year};{source.volume}({source.issue}):{source.pages[0]}-{source.pages[1]}."
    )
    return (
        f'<span class="reference">{escape(text, quote=False)}</span> '
        f'<a href="https://doi.org/{source.doi}">doi:{source.doi}</a> '
        f'<a href="https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/">PubMed</a>'
    )


def _bibliography(corpus: Corpus) -> Files:
    """Yield every article again: that is where the references stand."""
    for article in corpus.articles:
        yield _article(article, corpus)


def _layout(mark: str) -> Files:
    yield "templates/base.html", _BASE.replace("MARK", mark)
    yield "templates/page.html", _PAGE
    yield "templates/index.html", _HOME
    yield "templates/section.html", _LIST.replace("TITLE", "{{ section.title }}")
    yield "templates/tags/list.html", _TAGS
    yield "templates/tags/single.html", _LIST.replace("TITLE", "{{ term.name }}")


def _page(article: Article) -> str:
    return f"{article.folder}/{article.slug}/index.html"


WRITER = Writer(
    name="zola",
    settings=_settings,
    article=_article,
    bibliography=_bibliography,
    layout=_layout,
    page=_page,
    output="public",
)
