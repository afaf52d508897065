"""The whole site as front matter, settings and file names tell it, before any body is opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from vademecum.config import Config
from vademecum.model.articles import Article, Audience, Person, Review
from vademecum.model.references import Bibliography, StyleFile
from vademecum.model.retractions import Retractions


class Asset(Struct, frozen=True, kw_only=True):
    """A file that is copied as it is."""

    source: str
    """From the site's root; empty for a file of the engine."""
    url: str
    """Absolute path on the site."""
    size: int = 0
    digest: str = ""


class Listing(Struct, frozen=True, kw_only=True):
    """A list of articles: the home page, a folder or a tag. Its pages are made from facts."""

    kind: str
    """``home``, ``section`` or ``tag``."""
    title: str
    url: str
    articles: tuple[str, ...]
    """Paths of the articles, newest first."""
    index: str = ""
    """Path of the ``index.md`` that introduces it; may be empty."""


class Site(Struct, frozen=True, kw_only=True):
    """Everything that pages may refer to. Built once by ``assemble``, then never changed."""

    config: Config
    today: date
    """The day of the build in UTC, on which verdicts depend."""
    articles: Mapping[str, Article]
    """Path → article, in path order; drafts and unpublished ones are not among them."""
    withheld: frozenset[str] = frozenset()
    """Paths of those drafts and unpublished articles."""
    people: Mapping[str, Person]
    proven: frozenset[Review] = frozenset()
    """The records whose signature was made with a key of the person whom they name."""
    audiences: Mapping[str, Audience]
    """In the order in which a reader is offered them."""
    approved: Mapping[str, str] = field(default_factory=dict)
    """Path of the text of an approval that is kept → SHA-256 (hex) of the file."""
    bibliography: Bibliography
    mentioned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Source file → keys that it seems to cite: worth decoding once, before the work is shared out."""
    journals: Mapping[str, str] = field(default_factory=dict)
    """The site's own table: journal title, in a form for comparing, → abbreviation."""
    retractions: Retractions | None = None
    """What the retraction list says of the bibliography; None when the settings name none."""
    style_file: StyleFile | None = None
    """The CSL style that the settings name."""
    dead_links: Mapping[str, str] = field(default_factory=dict)
    """Address elsewhere → what the site's report of links says is wrong with it."""
    listings: tuple[Listing, ...]
    assets: Mapping[str, Asset]
    """Source path → asset, for links to files."""
    aliases: Mapping[str, str]
    """Old URL → the URL that answers now."""
    changes_on: date | None = None
    """The first day on which time alone changes what is wrong with the site as a whole; None: never."""
