"""Eleventy with a citation shortcode of one's own over CSL-JSON, as for Hugo."""

from __future__ import annotations

from benchmarks.model import Article, Citation, Corpus, Mention
from benchmarks.writers.common import Files, Writer, csl_json, locator, markdown, quoted, relative, yaml_list

_SETTINGS = """\
const references = require("./references.json");

const format = (source) => {
  const names = source.author.map(({ family, given }) => `${family} ${given.split(" ").map((n) => n[0]).join("")}`);
  return `${names.slice(0, 6).join(", ")}. ${source.title}. ${source["container-title-short"]}. ` +
    `${source.issued["date-parts"][0][0]};${source.volume}(${source.issue}):${source.page}. ` +
    `<a href="https://doi.org/${source.DOI}">doi:${source.DOI}</a>`;
};
const formatted = new Map();
const reference = (key) => {
  if (!formatted.has(key)) formatted.set(key, format(references[key]));
  return formatted.get(key);
};
const cited = new Map();

module.exports = (config) => {
  config.addShortcode("cite", function (...mentions) {
    const narrative = mentions[0] === "@";
    if (narrative) mentions.shift();
    const path = this.page.inputPath;
    if (!cited.has(path)) cited.set(path, []);
    const keys = cited.get(path);
    let names = "";
    const links = mentions.map((mention) => {
      const [key, pages, prefix] = mention.split("|");
      if (!references[key]) throw new Error(`no entry ${key}`);
      if (narrative) names = `${references[key].author[0].family} et al. `;
      if (!keys.includes(key)) keys.push(key);
      const number = keys.indexOf(key) + 1;
      return `${prefix ? prefix + " " : ""}<a class="citation" href="#ref-${key}">${number}</a>${pages ? ", " + pages : ""}`;
    });
    return `${names}<span class="citations">[${links.join(", ")}]</span>`;
  });
  config.addShortcode("references", function () {
    const items = (cited.get(this.page.inputPath) || []).map((key) => `<li id="ref-${key}">${reference(key)}</li>`);
    return `<ol class="references">\\n${items.join("\\n")}\\n</ol>`;
  });
  config.setQuietMode(true);
  return { dir: { input: "content", output: "_site", includes: "../layouts" }, markdownTemplateEngine: "njk" };
};
"""  # noqa: E501 - JavaScript
_LAYOUT = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ title }}</title></head>
<body>
<main><h1>{{ title }}</h1>
{{ content | safe }}
{% references %}
</main>
<footer><p class="mark">MARK</p></footer>
</body>
</html>
"""


def _settings(_: Corpus) -> Files:
    yield ".eleventy.js", _SETTINGS


def _article(article: Article, corpus: Corpus) -> tuple[str, str]:
    def link_to(target: Article) -> str:
        return f"../{relative(article, target, '/')}"

    head = (
        f"---\nlayout: article.njk\ntitle: {quoted(article.title)}\ndate: {article.date}\n"
        f"topics: {yaml_list(article.tags)}\n---\n\n"
    )
    text = markdown(article.read_by_first(), corpus, _cite, link_to)
    return f"content/{article.folder}/{article.slug}.md", f"{head}{text}\n"


def _cite(citation: Citation) -> str:
    words = ", ".join(f'"{_mention(mention)}"' for mention in citation.mentions)
    narrative = '"@", ' if citation.narrative else ""
    return f"{{% cite {narrative}{words} %}}"


def _mention(mention: Mention) -> str:
    return f"{mention.key}|{locator(mention)}|{mention.prefix}"


def _bibliography(corpus: Corpus) -> Files:
    yield "references.json", csl_json(corpus.sources)


def _layout(mark: str) -> Files:
    yield "layouts/article.njk", _LAYOUT.replace("MARK", mark)


def _page(article: Article) -> str:
    return f"{article.folder}/{article.slug}/index.html"


WRITER = Writer(
    name="eleventy",
    settings=_settings,
    article=_article,
    bibliography=_bibliography,
    layout=_layout,
    page=_page,
    output="_site",
)
