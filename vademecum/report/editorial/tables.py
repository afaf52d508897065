"""What the editorial report is made of: texts to look at, and tables to print."""

from __future__ import annotations

from msgspec import Struct

from vademecum.model.articles import Article
from vademecum.model.body import VariantFacts
from vademecum.model.review import State
from vademecum.problems import Problem

Cell = str | tuple[str, ...]
"""A text, or several lines of which the first one counts most."""


class Table(Struct, frozen=True, kw_only=True):
    """One section of the report."""

    title: str
    says: str
    """One sentence: what is listed."""
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[str] = frozenset()
    """The columns that hold numbers."""


class Text(Struct, frozen=True, kw_only=True):
    """One variant of one reviewed article."""

    article: Article
    facts: VariantFacts
    readers: str

    @property
    def name(self) -> Cell:
        """Title and file."""
        draft = " (draft)" if self.article.meta.draft else ""
        return (f"{self.facts.title}{draft}", self.article.path)

    @property
    def state(self) -> State:
        """What its page says."""
        return self.facts.verdict.state


def place(problem: Problem) -> str:
    """Return where a problem stands."""
    return ":".join(str(part) for part in (problem.file or "the site", problem.line, problem.column) if part)
