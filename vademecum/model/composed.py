"""A variant whose text is known and judged: what pages are laid out from, and what rules look at."""

from __future__ import annotations

from msgspec import Struct

from vademecum.model.articles import Variant
from vademecum.model.body import Body
from vademecum.model.review import State, Verdict, Wording


class Composed(Struct, frozen=True, kw_only=True):
    """A variant whose text is known and judged, but not laid out."""

    variant: Variant
    body: Body
    fingerprint: str
    wording: Wording
    """What that is the fingerprint of."""
    verdict: Verdict

    @property
    def title(self) -> str:
        """The title as shown."""
        withdrawn = self.verdict.state is State.WITHDRAWN
        return f"Withdrawn: {self.variant.title}" if withdrawn else self.variant.title
