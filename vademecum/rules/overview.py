"""What the rules are given of the whole site, once its articles are rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from vademecum.model.articles import Article
from vademecum.model.body import Facts, VariantFacts
from vademecum.model.site import Site


class Overview(Struct, frozen=True, kw_only=True):
    """The site with the facts of its pages."""

    site: Site
    facts: Mapping[str, Facts]
    """Path of a source file → what became of it."""
    layouts: Mapping[str, str]
    """File, from the site's root → text of every layout and script that the site brings itself."""

    @property
    def variants(self) -> Iterator[tuple[Article, VariantFacts]]:
        """Every published variant of every article that is reviewed."""
        for path, facts in self.facts.items():
            article = self.site.articles[path]
            if article.is_article:
                for variant in facts.variants:
                    yield article, variant

    @property
    def approved(self) -> bool:
        """Whether anything is shown as approved."""
        return any(variant.verdict.approved for _, variant in self.variants)
