"""A variant whose text is known and judged: what pages are laid out from, and what rules look at."""

from __future__ import annotations

from dataclasses import dataclass

from vademecum.model.articles import Variant
from vademecum.model.body import Body
from vademecum.model.review import State, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A variant whose text is known and judged, but not laid out."""

    variant: Variant
    body: Body
    fingerprint: str
    disclaimer: str
    """The audience's, in Markdown: part of what is approved."""
    verdict: Verdict

    @property
    def title(self) -> str:
        """The title as shown."""
        withdrawn = self.verdict.state is State.WITHDRAWN
        return f"Withdrawn: {self.variant.title}" if withdrawn else self.variant.title
