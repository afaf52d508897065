"""What a layout is given. Layouts print these values and decide nothing; every URL in them is ready to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from msgspec import Struct, field


class Link(Struct, frozen=True, kw_only=True):
    """A place to go, with its name."""

    label: str
    url: str


class Lasting(Struct, frozen=True, kw_only=True):
    """What stays as it is on many pages: a part of a layout that prints nothing else is rendered once for it."""

    printed: dict[str, str] = field(default_factory=dict)
    """What such parts have made of it (`pages.compiling`)."""


class SiteView(Lasting, frozen=True, kw_only=True):
    """What every page shows."""

    title: str
    description: str
    organisation: str
    contact: str
    """A URL (``mailto:`` or ``https:``); may be empty."""
    logo: str
    """URL of an image; may be empty."""
    home: str
    nav: tuple[Link, ...]
    policies: tuple[Link, ...]
    """Editorial policy, corrections, AI use ...: those that the site has."""
    editorial_policy: str
    """URL; may be empty."""
    feed: str
    """URL; empty without ``base-url``."""
    references: str
    """URL of the page of every cited source; empty when nothing is cited."""
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    icon: str
    """URL of ``favicon.svg`` or ``favicon.ico``; may be empty."""
    example: bool
    """People of this site are invented examples."""


class PageView(Struct, frozen=True, kw_only=True):
    """What the document's head and frame need."""

    kind: str
    """``article``, ``page``, ``home``, ``section``, ``tag``, ``references`` or ``not-found``."""
    title: str
    description: str
    lang: str
    dir: str
    """``ltr`` or ``rtl``."""
    url: str
    """Absolute path on the site."""
    root: str
    """Relative path from this page to the site's root: empty, or ends in ``/``."""
    canonical: str
    """Absolute URL; empty without ``base-url``."""
    robots: str
    """Content of the robots tag; empty when everything is allowed."""
    audience: str
    """Value of ``data-audience``; empty on pages that have none."""
    status: str
    """Value of ``data-status``; empty on pages that are not reviewed."""
    json_ld: Markup
    """Structured data, escaped for a script element; may be empty."""
    meta: tuple[tuple[str, str], ...]
    """Further (name or property, content) pairs for the head."""


class PersonView(Struct, frozen=True, kw_only=True):
    """A person as printed."""

    name: str
    credentials: str
    affiliation: str
    orcid: str
    """URL; may be empty."""
    note: str
    """"example person" or "not a clinician"; may be empty. Printed beside the name."""
    conflicts: str
    """The statement as a sentence; may be empty."""


class ReviewerView(Struct, frozen=True, kw_only=True):
    """Who approved what, and when."""

    person: PersonView
    scope: str
    """"Clinical review", "Plain-language review" ..."""
    on: dt.date


class StepView(Struct, frozen=True, kw_only=True):
    """One step of the review tracker."""

    label: str
    current: bool
    done: bool


class CautionView(Struct, frozen=True, kw_only=True):
    """The banner of a text that is not approved."""

    title: str
    text: str
    changes: str
    """URL of the page that shows what changed since the approval; empty unless the text was edited since."""


class ReviewView(Struct, frozen=True, kw_only=True):
    """The verdict on this variant, in words."""

    state: str
    """``submitted``, ``under-review``, ``approved``, ``edited``, ``overdue`` or ``withdrawn``."""
    label: str
    """"Under review" ..."""
    steps: tuple[StepView, ...]
    caution: CautionView | None
    """None when, and only when, the variant is approved."""
    reviewers: tuple[ReviewerView, ...]
    """Those whose approval holds; empty otherwise."""
    declared: tuple[PersonView, ...]
    """Those of them who say something of conflicts of interest, each once."""
    board: str
    """The advisory board sentence; only what the data supports."""
    reviewed: dt.date | None
    next_review: dt.date | None
    record: str
    """URL of this article's ``review.json``."""


class VariantLink(Struct, frozen=True, kw_only=True):
    """One choice of the audience switch."""

    audience: str
    label: str
    description: str
    url: str
    current: bool
    state: str
    status: str
    """The variant's verdict in words."""
    due: dt.date | None
    """Until when an approval holds; None for one that is not approved."""


class TocEntry(Struct, frozen=True, kw_only=True):
    """A heading of the table of contents with those below it."""

    id: str
    text: str
    children: tuple[TocEntry, ...] = ()


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


class DisclaimerView(Struct, frozen=True, kw_only=True):
    """The disclaimer of this page's audience."""

    audience: str
    label: str
    html: Markup
    emergency_number: str


class CiteView(Struct, frozen=True, kw_only=True):
    """How to cite this page."""

    vancouver: Markup
    ama: Markup
    bibtex: str
    ris: str
    csl: str
    """CSL-JSON."""


class RecommendationView(Struct, frozen=True, kw_only=True):
    """A recommendation and its grade; words.html says the grade in words."""

    html: Markup
    strength: str
    """``strong``, ``conditional`` or empty."""
    certainty: str
    """``high``, ``moderate``, ``low``, ``very-low`` or empty."""
    symbols: str
    """The certainty as GRADE draws it; never alone."""
    year: str
    reason: str


class CorrectionView(Struct, frozen=True, kw_only=True):
    """What was put right after publication."""

    date: dt.date | None
    text: str


class CodeView(Struct, frozen=True, kw_only=True):
    """What the article is about, in a medical classification."""

    system: str
    value: str
    label: str


class ArticleView(Struct, frozen=True, kw_only=True):
    """One variant of one article."""

    title: str
    summary: str
    key_points: tuple[str, ...]
    """They stand first."""
    recommendations: tuple[RecommendationView, ...]
    """They stand before the body."""
    body: Markup
    footnotes: Markup
    toc: tuple[TocEntry, ...]
    references: tuple[ReferenceView, ...]
    further_reading: tuple[ReferenceView, ...]
    breadcrumbs: tuple[Link, ...]
    tags: tuple[Link, ...]
    authors: tuple[PersonView, ...]
    declared: tuple[PersonView, ...]
    """Those of them who say something of conflicts of interest."""
    date: dt.date | None
    updated: dt.date | None
    literature_through: str
    funding: str
    jurisdiction: tuple[str, ...]
    """Countries for which the text holds; empty when it is not bound to any."""
    codes: tuple[CodeView, ...]
    media: tuple[str, ...]
    """A line for each picture or film of which credit, licence or review are known."""
    corrections: tuple[CorrectionView, ...]
    """The newest first."""
    ai: str
    """A sentence on the use of AI; empty when nothing is declared."""
    ai_used: bool
    """The text was written by or with AI."""
    variants: tuple[VariantLink, ...]
    """Empty when the article has one variant."""
    review: ReviewView
    disclaimer: DisclaimerView
    follow_up: Link | None
    report_error: Link | None
    references_file: str
    """URL of this article's ``references.bib``; empty when nothing is cited."""
    cite: CiteView | None
    """How to cite this page; None without ``base-url``."""
    extra: Mapping[str, Any]
    """The front matter's ``extra``: text, tuples and maps of text, for a site's own layouts."""
    bibliography_title: str
    """"References"."""


class ChangePartView(Struct, frozen=True, kw_only=True):
    """A stretch of a changed passage."""

    kind: str
    """``same``, ``removed`` or ``added``."""
    text: str


class ChangeView(Struct, frozen=True, kw_only=True):
    """One passage that says something else now."""

    where: str
    numbers: tuple[tuple[str, str], ...]
    """(before, now) of the numbers in it; one of them may be empty."""
    parts: tuple[ChangePartView, ...]


class ChangeGroupView(Struct, frozen=True, kw_only=True):
    """The changes of one weight."""

    weight: str
    """``numbers``, ``words`` or ``rest``."""
    changes: tuple[ChangeView, ...]


class ChangesView(Struct, frozen=True, kw_only=True):
    """What changed in one variant since it was approved."""

    title: str
    """Of the variant, as it is now."""
    url: str
    """Of the variant's page."""
    caution: CautionView
    compared: str
    """Whose approval the text is compared with, or why it cannot be."""
    comparable: bool
    groups: tuple[ChangeGroupView, ...]
    """Those that hold any, the gravest first; empty when there is nothing to compare."""
    disclaimer: DisclaimerView


class PlainView(Struct, frozen=True, kw_only=True):
    """A plain page, or the introduction of a list."""

    title: str
    summary: str
    body: Markup
    footnotes: Markup
    toc: tuple[TocEntry, ...]
    updated: dt.date | None
    extra: Mapping[str, Any]
    """The front matter's ``extra``."""


class CardView(Struct, frozen=True, kw_only=True):
    """One article in a list."""

    title: str
    summary: str
    url: str
    state: str
    status: str
    """The default variant's verdict in words."""
    due: dt.date | None
    """Until when its approval holds; None for one that is not approved."""
    date: dt.date | None
    updated: dt.date | None
    section: str
    variants: tuple[VariantLink, ...]
    """Empty when the article has one variant."""


class GroupView(Struct, frozen=True, kw_only=True):
    """A folder or a tag with the number of its articles, for the home page."""

    label: str
    url: str
    summary: str
    count: int


class ListView(Struct, frozen=True, kw_only=True):
    """One page of a list of articles."""

    heading: str
    intro: PlainView | None
    cards: tuple[CardView, ...]
    number: int
    """Of this page, from 1."""
    total: int
    """Number of pages."""
    previous: str
    """URL; may be empty."""
    next: str
    """URL; may be empty."""
    sections: tuple[GroupView, ...]
    tags: tuple[GroupView, ...]
    breadcrumbs: tuple[Link, ...]


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
