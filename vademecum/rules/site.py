"""What only the whole site shows: links between articles, checked from facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vademecum.model.articles import Article, page_for
from vademecum.model.body import Facts, LinkFact
from vademecum.problems import Place, Problem, did_you_mean, error


def check_links(articles: Mapping[str, Article], facts: Mapping[str, Facts]) -> Iterator[Problem]:
    """Yield an error for each link to a page that is not there, or to an anchor that it lacks."""
    for path, fact in facts.items():
        sources = {variant.url: variant.body.path for variant in articles[path].variants}
        for variant in fact.variants:
            for link in variant.links:
                url = page_for(articles[link.target], variant.audience)
                problem = _check(link, url, facts.get(link.target), sources[variant.url])
                if problem is not None:
                    yield problem


def _check(link: LinkFact, url: str, target: Facts | None, source: str) -> Problem | None:
    place = Place(file=source, line=link.line, column=link.column)
    variant = next((each for each in target.variants if each.url == url), None) if target else None
    if variant is None:
        message = f"{link.target} is not published"
        return error("LNK-01", place, message, "remove the link, or publish the article")
    if link.anchor and link.anchor not in variant.anchors:
        message = f'{link.target} has no heading or id "{link.anchor}"'
        return error("LNK-04", place, message, did_you_mean(link.anchor, variant.anchors))
    return None
