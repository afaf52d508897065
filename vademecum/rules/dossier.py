"""What the rules are given of an article: everything that its own pages are made from, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from vademecum.model.articles import Article, FrontMatter
from vademecum.model.composed import Composed
from vademecum.model.references import Reference
from vademecum.model.site import Site
from vademecum.problems import Place
from vademecum.today import Today


class Dossier(Struct, frozen=True, kw_only=True):
    """One article with its texts, judged but not laid out."""

    article: Article
    texts: tuple[Composed, ...]
    """One for each audience, also those that ``publish = "approved"`` leaves out."""
    references: Mapping[str, Reference]
    """Key → the source, for every source that a text cites."""
    site: Site
    """For its settings, people and audiences. What stands in other articles is not looked at."""
    today: Today
    """The day of the build: days are compared through it only, so that it knows when an answer changes."""
    bodies: Mapping[str, str] = field(default_factory=dict)
    """Path → Markdown of each file that the texts were read from."""

    @property
    def meta(self) -> FrontMatter:
        """The front matter."""
        return self.article.meta

    @property
    def approved(self) -> bool:
        """Whether any variant is shown as approved."""
        return any(text.verdict.approved for text in self.texts)

    def at(self, *fields: str) -> Place:
        """Return where the first of these fields stands that the author wrote; else where the title stands."""
        given = next((name for name in (*fields, "title") if name in self.meta.places), "")
        return self.meta.place(given, self.article.path)
