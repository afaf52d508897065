"""What only the whole site shows: links between articles, checked from facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vademecum.model.articles import Article, page_for
from vademecum.model.body import Facts, LinkFact, VariantFacts
from vademecum.problems import Place, Problem, did_you_mean, error


def check_links(articles: Mapping[str, Article], facts: Mapping[str, Facts]) -> Iterator[Problem]:
    """Yield an error for each link to a page that is not there, or to an anchor that it lacks."""
    pages = {each.url: each for fact in facts.values() for each in fact.variants}
    for path, fact in facts.items():
        for variant in fact.variants:
            for link in variant.links:
                there = pages.get(page_for(articles[link.target], variant.audience))
                if there is None or (link.anchor and link.anchor not in there.anchors):
                    sources = {each.url: each.body.path for each in articles[path].variants}
                    yield _problem(link, there, sources[variant.url])


def _problem(link: LinkFact, target: VariantFacts | None, source: str) -> Problem:
    place = Place(file=source, line=link.line, column=link.column)
    if target is None:
        message = f"{link.target} is not published"
        return error("LNK-01", place, message, "remove the link, or publish the article")
    message = f'{link.target} has no heading or id "{link.anchor}"'
    return error("LNK-04", place, message, did_you_mean(link.anchor, target.anchors))
