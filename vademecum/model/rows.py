"""What the record of earlier builds holds, a type for each kind of row."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from vademecum.model.articles import Article
from vademecum.model.body import Facts
from vademecum.problems import Problem


class Made(Struct, frozen=True, kw_only=True):
    """What became of one article, and what each of its needs was then."""

    facts: Facts
    values: tuple[str, ...]
    """In the order of ``facts.needs``."""
    day: date
    """The day of the build: the facts hold from here until ``facts.changes_on``."""
    article: Article
    """What others may know of it, with the digests of its texts."""


class Listed(Struct, frozen=True, kw_only=True):
    """What became of one page of a list."""

    key: str
    """Digest of everything that it was made from."""
    digest: str
    """SHA-256 (hex) of its bytes."""
    problems: tuple[Problem, ...]


class Label(Struct, frozen=True, kw_only=True):
    """How one source stands in the list of all sources."""

    ground: str
    """Digest of what it is printed from."""
    events: str
    """Its key in the retraction list."""
    text: str
    """"Strosberg 2017"."""
    printed: str
    """Digest of what is printed of it."""


class Users(Struct, frozen=True, kw_only=True):
    """Who has to do with one source."""

    articles: tuple[str, ...]
    """Those that looked it up."""
    page: str
    """URL of the page that lists it; may be empty."""
