"""A page that is made from facts, before it is made: what it would show as a digest, and how to make it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vademecum.model.output import Output
from vademecum.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A page of a list. One whose key is that of the last build need not be made again."""

    url: str
    path: str
    """In the output."""
    key: str
    """Digest of everything that it is made from."""
    make: Callable[[], tuple[Output, tuple[Problem, ...]]]
