"""Hugo with a citation shortcode of one's own: CSL-JSON as data, minimal layouts, no theme.

Hugo has no citations. This is what its users write by hand: numbers in the order of first mention, a list of
references formatted once for each source (a cached partial), unknown keys as errors. It leaves out what Vademecum
does besides: ranges, ways back from the list, checks of links and of the HTML, contents, review.
"""

from __future__ import annotations

from benchmarks.model import Article, Citation, Corpus, Mention
from benchmarks.writers.common import Files, Writer, csl_json, locator, markdown, quoted, yaml_list

_SETTINGS = """\
baseURL = "https://benchmark.example/"
locale = "en"
title = "Benchmark"
[taxonomies]
tag = "tags"
[pagination]
disableAliases = true
pagerSize = 50
[outputs]
home = ["html", "rss"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]
[services.rss]
limit = 50
"""
_BASE = """\
<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ block "title" . }}{{ .Title }} – {{ site.Title }}{{ end }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
</head>
<body>
<header><a href="/">{{ site.Title }}</a></header>
<main>
{{ block "main" . }}{{ end }}
</main>
<footer><p class="mark">MARK</p></footer>
</body>
</html>
"""
_SINGLE = """\
{{ define "main" }}
<article>
<h1>{{ .Title }}</h1>
<p class="summary">{{ .Description }}</p>
<p class="status">{{ .Params.status }}</p>
<p class="dates"><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>,
<time datetime="{{ .Lastmod.Format "2006-01-02" }}">{{ .Lastmod.Format "2 January 2006" }}</time></p>
<ul class="authors">{{ range .Params.authors }}{{ with index hugo.Data.people . }}<li>{{ .name }}, {{ .credentials }}</li>{{ end }}{{ end }}</ul>
{{ .Content }}
{{ with .Store.Get "keys" }}
<section role="doc-bibliography">
<h2>References</h2>
<ol class="references">
{{ range . }}<li id="ref-{{ . }}">{{ partialCached "reference.html" . . }}</li>
{{ end }}</ol>
</section>
{{ end }}
<ul class="tags">{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ul>
</article>
{{ end }}
"""  # noqa: E501 - a template
_LIST = """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ .Content }}
{{ $pages := .Pages }}{{ if .IsHome }}{{ $pages = site.RegularPages }}{{ end }}
{{ $paginator := .Paginate $pages 50 }}
<ul>
{{ range $paginator.Pages }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>
<p>{{ .Description }}</p><p>{{ .Params.status }} {{ .Lastmod.Format "2 January 2006" }}</p></li>
{{ end }}</ul>
{{ if $paginator.HasPrev }}<a href="{{ $paginator.Prev.URL }}">Previous</a>{{ end }}
{{ if $paginator.HasNext }}<a href="{{ $paginator.Next.URL }}">Next</a>{{ end }}
{{ end }}
"""
_CITE = """\
{{- $store := .Page.Store -}}
{{- $page := .Page -}}
{{- $position := .Position -}}
{{- $narrative := .Get 0 | eq "@" -}}
{{- $mentions := .Params -}}
{{- if $narrative -}}{{- $mentions = after 1 .Params -}}{{- end -}}
{{- $parts := slice -}}
{{- range $mentions -}}
  {{- $part := split . "|" -}}
  {{- $key := index $part 0 -}}
  {{- $source := index hugo.Data.references $key -}}
  {{- if not $source -}}{{- errorf "no entry %q: %s" $key $position -}}{{- end -}}
  {{- $numbers := $store.Get "numbers" | default dict -}}
  {{- $number := index $numbers $key -}}
  {{- if not $number -}}
    {{- $number = add (len $numbers) 1 -}}
    {{- $store.SetInMap "numbers" $key $number -}}
    {{- $store.Add "keys" (slice $key) -}}
  {{- end -}}
  {{- $pages := "" -}}{{- with index $part 1 -}}{{- $pages = printf ", %s" . -}}{{- end -}}
  {{- $before := "" -}}{{- with index $part 2 -}}{{- $before = printf "%s " . -}}{{- end -}}
  {{- $link := printf "%s<a class=\\"citation\\" role=\\"doc-biblioref\\" href=\\"#ref-%s\\">%d</a>%s" -}}
  {{- $parts = $parts | append (printf $link $before $key $number $pages) -}}
  {{- if $narrative -}}{{- (index $source.author 0).family }} et al. {{ end -}}
{{- end -}}
<span class="citations">[{{ delimit $parts ", " | safeHTML }}]</span>
{{- /* no line end */ -}}
"""
_REFERENCE = """\
{{- with index hugo.Data.references . -}}
{{- $names := slice -}}
{{- range first 6 .author -}}
  {{- $initials := "" -}}
  {{- range split .given " " -}}{{- $initials = printf "%s%s" $initials (substr . 0 1) -}}{{- end -}}
  {{- $names = $names | append (printf "%s %s" .family $initials) -}}
{{- end -}}
<span class="reference">{{ delimit $names ", " }}{{ if gt (len .author) 6 }}, et al{{ end }}. {{ .title }}. {{ index . "container-title-short" }}. {{ index .issued "date-parts" 0 0 }};{{ .volume }}({{ .issue }}):{{ .page }}.</span>
<a href="https://doi.org/{{ .DOI }}">doi:{{ .DOI }}</a> <a href="https://pubmed.ncbi.nlm.nih.gov/{{ .PMID }}/">PubMed</a>
{{- end -}}
"""  # noqa: E501 - a template


def _settings(corpus: Corpus) -> Files:
    yield "hugo.toml", _SETTINGS
    yield "content/_index.md", "---\ntitle: Benchmark\n---\n\nMade-up articles.\n"
    yield (
        "data/people.yml",
        "".join(
            f"{person.id}: {{name: {quoted(person.name)}, credentials: {quoted(person.credentials)}}}\n"
            for person in corpus.people
        ),
    )
    for folder, title in corpus.folders.items():
        yield f"content/{folder}/_index.md", f"---\ntitle: {title}\n---\n\nArticles on {title.lower()}.\n"


def _article(article: Article, corpus: Corpus) -> tuple[str, str]:
    head = (
        f"---\ntitle: {quoted(article.title)}\ndescription: {quoted(article.description)}\nstatus: {article.status}\n"
        f"date: {article.date}\nlastmod: {article.updated}\nauthors: {yaml_list(article.authors)}\n"
        f"tags: {yaml_list(article.tags)}\n---\n\n"
    )
    text = markdown(article.read_by_first(), corpus, _cite, _link)
    return f"content/{article.folder}/{article.slug}.md", f"{head}{text}\n"


def _cite(citation: Citation) -> str:
    words = " ".join(f'"{_mention(mention)}"' for mention in citation.mentions)
    narrative = '"@" ' if citation.narrative else ""
    return f"{{{{< cite {narrative}{words} >}}}}"


def _mention(mention: Mention) -> str:
    return f"{mention.key}|{locator(mention)}|{mention.prefix}"


def _link(target: Article) -> str:
    return f'{{{{< relref "/{target.folder}/{target.slug}.md" >}}}}'


def _bibliography(corpus: Corpus) -> Files:
    yield "data/references.json", csl_json(corpus.sources)


def _layout(mark: str) -> Files:
    yield "layouts/baseof.html", _BASE.replace("MARK", mark)
    yield "layouts/single.html", _SINGLE
    yield "layouts/list.html", _LIST
    yield "layouts/_shortcodes/cite.html", _CITE
    yield "layouts/_partials/reference.html", _REFERENCE


def _page(article: Article) -> str:
    return f"{article.folder}/{article.slug}/index.html"


WRITER = Writer(
    name="hugo",
    settings=_settings,
    article=_article,
    bibliography=_bibliography,
    layout=_layout,
    page=_page,
    output="public",
    caches=("resources", ".hugo_cache", ".hugo_build.lock"),
)
