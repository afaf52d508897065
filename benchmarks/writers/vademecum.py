"""Vademecum's own layout."""

from __future__ import annotations

from itertools import groupby

from benchmarks.model import Article, Corpus
from benchmarks.writers.common import (
    Files,
    Writer,
    bibtex,
    markdown,
    pandoc_citation,
    quoted,
    relative,
    yaml_list,
)

_SETTINGS = """\
[tool.vademecum]
title = "Benchmark"
description = "Made-up articles, for measuring."
base-url = "https://benchmark.example/"
lang = "en"
organisation = "Benchmark"
contact = "mailto:editor@benchmark.example"
bibliography = ["references.bib"]
{audience}index-pending = true

[tool.vademecum.policies]
editorial = "about/editorial-policy.md"
corrections = "about/editorial-policy.md"
ai = "about/editorial-policy.md"
conflicts = "about/editorial-policy.md"
privacy = "about/editorial-policy.md"
board = "about/editorial-policy.md"

# Numbers in made-up sentences have no source; a real site would mend a dozen lines for each article.
[tool.vademecum.rules]
"CIT-06" = "off"
"""
_POLICY = """\
---
title: Editorial policy
layout: page
---

Articles are written by a program, and nobody reviews them.
"""
_CLINICIAN = """\
---
label: Health professional
description: For doctors, nurses and pharmacists
order: 1
---

Made-up text for health professionals. It supports no judgement.
"""
_PATIENT = """\
---
label: Patient or caregiver
description: In plain language
order: 2
---

Made-up text. Ask your doctor, nurse or pharmacist instead.
"""
_CAUTION = '<p class="mark">{mark}</p>\n'


def _settings(corpus: Corpus) -> Files:
    audiences = any(article.audiences for article in corpus.articles)
    default = 'default-audience = "clinician"\n' if audiences else ""
    yield "pyproject.toml", _SETTINGS.format(audience=default)
    yield "content/index.md", "---\ntitle: Benchmark\nlayout: page\n---\n\nMade-up articles.\n"
    yield "content/about/editorial-policy.md", _POLICY
    yield (
        "content/_people.yml",
        "\n".join(
            f"{person.id}:\n  name: {quoted(person.name)}\n  credentials: {quoted(person.credentials)}\n"
            f"  affiliation: {quoted(person.affiliation)}\n  roles: [author]\n"
            f'  conflicts: {{statement: none, on: "2025-01-10", topics: []}}\n  example: true\n'
            for person in corpus.people
        ),
    )
    for folder, title in corpus.folders.items():
        yield f"content/{folder}/index.md", f"---\ntitle: {title}\nlayout: page\n---\n\nArticles on {title.lower()}.\n"
    if audiences:
        yield "content/_audiences/clinician.md", _CLINICIAN
        yield "content/_audiences/patient.md", _PATIENT
        yield "content/_audiences/everyone.md", _PATIENT.replace("Patient or caregiver", "Everyone").replace("2", "3")


def _article(article: Article, corpus: Corpus) -> tuple[str, str]:
    audiences = f"audiences: [{', '.join(article.audiences)}]\n" if article.audiences else ""
    head = (
        f"---\ntitle: {quoted(article.title)}\ndescription: {quoted(article.description)}\nstatus: {article.status}\n"
        f"{audiences}date: {article.date}\nupdated: {article.updated}\nauthors: [{', '.join(article.authors)}]\n"
        f"funding: none\nai: none\nliterature-through: 2025-12\ntags: {yaml_list(article.tags)}\n---\n\n"
    )

    def link_to(target: Article) -> str:
        return relative(article, target, ".md")

    parts = []
    for audience, sections in groupby(article.sections, key=lambda section: section.audience):
        text = markdown(sections, corpus, pandoc_citation, link_to)
        parts.append(f"::: for {audience}\n{text}\n:::" if audience else text)
    body = "\n\n".join(parts)
    return f"content/{article.folder}/{article.slug}.md", f"{head}{body}\n"


def _bibliography(corpus: Corpus) -> Files:
    yield "references.bib", bibtex(corpus.sources)


def _layout(mark: str) -> Files:
    yield "layouts/parts/footer.html", f"<footer>{_CAUTION.format(mark=mark)}</footer>\n"


def _page(article: Article) -> str:
    return f"{article.folder}/{article.slug}/index.html"


WRITER = Writer(
    name="vademecum",
    settings=_settings,
    article=_article,
    bibliography=_bibliography,
    layout=_layout,
    page=_page,
    output="site",
    caches=(".vademecum", ".site.staging"),
)
