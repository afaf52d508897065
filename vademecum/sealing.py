"""What is kept of an article once its pages are made: in memory what lists are made from, the rest as a row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from sys import intern

from msgspec import Struct
from msgspec.structs import replace

from vademecum.disk.record_values import packed
from vademecum.fresh import Present
from vademecum.model.articles import Article, without_matter
from vademecum.model.body import Facts, VariantFacts
from vademecum.model.rows import Made
from vademecum.problems import Problem


class Sealed(Struct, frozen=True, kw_only=True):
    """What comes back of an article that was rendered, or that stands."""

    facts: Facts
    """What other pages may be made from."""
    outputs: tuple[tuple[str, str], ...]
    """(path in the output, SHA-256 of its bytes) of every file made from it."""
    problems: tuple[Problem, ...]
    changes_on: date | None
    """The first day on which time alone may make any of this different; None: never."""
    sources: tuple[str, ...]
    """Keys of the entries that were looked up for it."""
    row: bytes | None = None
    """All of it, for the record."""


def seal(facts: Facts, articles: Mapping[str, Article], present: Present) -> Sealed:
    """Return what is kept of an article that was rendered just now."""
    return sealed(facts, packed(made_of(facts, articles[facts.path], present)))


def made_of(facts: Facts, article: Article, present: Present) -> Made:
    """Return what the record holds of an article that was rendered just now."""
    values = present.values(facts.needs, article)
    return Made(facts=facts, values=values, day=present.today, article=without_matter(article))


def sealed(facts: Facts, row: bytes | None = None) -> Sealed:
    """Return what is kept of an article, with what the record does not hold yet."""
    return Sealed(
        facts=facts.seen,
        outputs=facts.outputs,
        problems=facts.problems,
        changes_on=facts.changes_on,
        sources=tuple([key for kind, key in facts.needs if kind == "entry"]),
        row=row,
    )


def sharing(facts: Facts, articles: Mapping[str, Article]) -> Facts:
    """Return facts whose texts are those that the site holds already: there may be many thousands of them."""
    own = {each.url: each for each in articles[facts.path].variants}

    def shared(each: VariantFacts) -> VariantFacts:
        variant = own[each.url]
        return replace(
            each,
            audience=variant.audience,
            url=variant.url,
            title=variant.title if variant.title == each.title else each.title,
            description=variant.description,
            verdict=each.verdict.outcome,
            anchors=tuple(map(intern, each.anchors)),
            cited=tuple(map(intern, each.cited)),
            links=tuple([replace(link, target=articles[link.target].path) for link in each.links]),
        )

    return replace(facts, path=articles[facts.path].path, variants=tuple(map(shared, facts.variants)))
