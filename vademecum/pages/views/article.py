"""One variant of an article, or a plain page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from vademecum.pages.views.frame import Link
from vademecum.pages.views.review import PersonView, ReviewView
from vademecum.pages.views.sources import ReferenceView


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
