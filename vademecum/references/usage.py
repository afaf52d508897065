"""Who cites what, from the facts of a run over all articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from vademecum.model.body import Facts
from vademecum.model.references import Bibliography
from vademecum.model.site import Site
from vademecum.references.bibtex.inheritance import parent_keys, related_keys


class Citing(Struct, frozen=True, kw_only=True):
    """An article that has a source in its list of references."""

    path: str
    title: str
    url: str
    """Of its first variant that does."""
    audiences: tuple[str, ...]
    """The variants that do."""


def citing_articles(facts: Mapping[str, Facts]) -> dict[str, tuple[Citing, ...]]:
    """Return key → the articles whose lists hold it, cited in the text or named in ``nocite``, in path order."""
    found: dict[str, list[Citing]] = {}
    for path, fact in facts.items():
        for key in dict.fromkeys(key for variant in fact.variants for key in variant.cited):
            variants = [variant for variant in fact.variants if key in variant.cited]
            citing = Citing(
                path=path,
                title=variants[0].title,
                url=variants[0].url,
                audiences=tuple(variant.audience for variant in variants),
            )
            found.setdefault(key, []).append(citing)
    return {key: tuple(articles) for key, articles in found.items()}


def further_reading(site: Site) -> dict[str, tuple[str, ...]]:
    """Return key → the articles that name it under ``further-reading``."""
    found: dict[str, list[str]] = {}
    for path, article in site.articles.items():
        for key in article.meta.further_reading:
            found.setdefault(key, []).append(path)
    return {key: tuple(paths) for key, paths in found.items()}


def unused_keys(bibliography: Bibliography, used: Iterable[str]) -> tuple[str, ...]:
    """Return the keys that no article uses and no other entry inherits from or names as related, in file order."""
    known = set(used)
    for entry in bibliography.entries.values():
        known.update(parent_keys(entry.fields))
        known.update(related_keys(entry.fields))
    return tuple(key for key in bibliography.entries if key not in known)
