"""A page that is made from facts, before it is made: what it would show as a digest, and how to make it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from vademecum.model.output import Output
from vademecum.problems import Problem


class SourcesPage(Struct, frozen=True, kw_only=True):
    """One page of the list of all sources: the record keeps it, so that one source can change alone."""

    url: str
    count: int
    """Of all sources that are cited."""
    number: int
    total: int
    cited: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """(key, (title, relative URL from the site's root) of each page that cites it), in the order of the page."""


class Planned(Struct, frozen=True, kw_only=True):
    """A page of a list. One whose key is that of the last build need not be made again."""

    url: str
    path: str
    """In the output."""
    key: Callable[[], str]
    """Gives a digest of everything that it is made from: where nothing is known of the page, only when it is made."""
    make: Callable[[], tuple[Output, tuple[Problem, ...]]]
    sources: SourcesPage | None = None
    """What the page shows, if it is one of the sources."""
