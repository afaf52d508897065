"""Sources, as lists print them."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from vademecum.pages.views.frame import Lasting, Link


class Backlink(Struct, frozen=True, kw_only=True):
    """A link from a reference to one place that cites it."""

    href: str
    label: str
    """Printed: ``a``, ``b`` ... or an arrow when there is one place only."""
    name: str
    """Accessible name: "Back to use 2 of reference 3"."""


class NoticeView(Struct, frozen=True, kw_only=True):
    """What became of a source after it was published, for the list of references."""

    kind: str
    """``retraction``, ``replacement``, ``concern``, ``correction``, ``reinstatement`` or ``superseded``."""
    label: str
    """"Retracted" ..."""
    day: str
    """``2010-02-06``, or as much of it as is known; empty when nothing is."""
    spoken: str
    """The same, as a sentence says it."""
    links: tuple[Link, ...]
    """To the notice and to a new version; may be empty."""


class CitedView(Lasting, frozen=True, kw_only=True):
    """What every list prints of a source."""

    html: Markup
    """The formatted reference alone."""
    links: tuple[Link, ...]
    """DOI, PubMed, PMC or the work's own address."""
    notices: tuple[NoticeView, ...] = ()
    """Retractions and the like, the gravest first; empty for most."""


class ReferenceView(Struct, frozen=True, kw_only=True):
    """One source of the list."""

    id: str
    key: str
    number: int
    source: CitedView
    backlinks: tuple[Backlink, ...] = ()

    @property
    def html(self) -> Markup:
        """The source's, as are links and notices."""
        return self.source.html

    @property
    def links(self) -> tuple[Link, ...]:
        """See above."""
        return self.source.links

    @property
    def notices(self) -> tuple[NoticeView, ...]:
        """See above."""
        return self.source.notices


class SourceView(Struct, frozen=True, kw_only=True):
    """One cited source on the page of all references."""

    id: str
    key: str
    source: CitedView
    cited_by: tuple[Link, ...]

    @property
    def html(self) -> Markup:
        """The source's, as are links and notices."""
        return self.source.html

    @property
    def links(self) -> tuple[Link, ...]:
        """See above."""
        return self.source.links

    @property
    def notices(self) -> tuple[NoticeView, ...]:
        """See above."""
        return self.source.notices


class SourceListView(Struct, frozen=True, kw_only=True):
    """The page of all references, or one page of it."""

    sources: tuple[SourceView, ...]
    count: int
    number: int
    total: int
    previous: str
    next: str
