"""Lists of articles."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from vademecum.pages.views.article import PlainView, VariantLink
from vademecum.pages.views.frame import Link


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
