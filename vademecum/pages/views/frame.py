"""What every page shows around what it is about."""

from __future__ import annotations

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
