"""What a rule is: one sentence about what should hold, where it comes from, an example of each side, and its check.

A rule of the engine is documented here whoever finds its violations. `Rule` itself is for those that another room
finds on its way (a YAML field of the wrong kind, an unknown citation key); its subclasses hold the check, by what it
looks at. A check is a pure function that yields a `Finding` for each violation: it opens no file, asks no clock and
compares days only through ``dossier.today``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from msgspec import Struct, field

from vademecum.model.composed import Composed
from vademecum.problems import Level, Place
from vademecum.rules.dossier import Dossier
from vademecum.rules.overview import Overview


class Example(Struct, frozen=True, kw_only=True):
    """A few files laid over the example site of ``rules.example_site``: the rule's documentation and its test.

    ``{fingerprint}`` in a file stands for the fingerprint of the article's only text, ``{fingerprint patient}`` for
    that of one variant of it.
    """

    files: Mapping[str, str | bytes]
    """Path from the site's root → content."""
    file: str = ""
    """Where the violation is reported; empty on the side that is right."""
    line: int = 0
    """Its line; 0 when the report is about the whole file."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Path of a symbolic link → where it leads."""
    as_of: date | None = None
    """The day of the build, where the example depends on it."""


class Finding(Struct, frozen=True, kw_only=True):
    """One violation; the rule that found it gives its id and, unless said here, its level."""

    place: Place
    message: str
    """One sentence: what is wrong, and with what."""
    hint: str = ""
    """What to do about it."""
    level: Level | None = None


class Rule(Struct, frozen=True, kw_only=True):
    """A rule that another room finds broken while it reads or lays out."""

    id: str
    """``FAMILY-NN``."""
    level: Level
    says: str
    """One sentence: what should hold."""
    source: str
    """Where it comes from: a standard, a law, the house."""
    remedy: str = ""
    """What to do about a violation, where its own message cannot say it all."""
    wrong: Example
    right: Example
    once_approved: Level | None = None
    """The level for what is shown as approved: a page that waits may be incomplete."""
    locked: bool = False
    """It protects readers: no setting and no waiver can lower it."""
    precision: str = ""
    """For a heuristic: how often it was right, and on what this was measured."""

    @property
    def family(self) -> str:
        """The letters of its id."""
        return self.id.partition("-")[0]


class ArticleRule(Rule, frozen=True, kw_only=True):
    """A rule about an article as a whole: its front matter, its records, what its variants owe each other."""

    check: Callable[[Dossier], Iterable[Finding]]


class TextRule(Rule, frozen=True, kw_only=True):
    """A rule about the text of one variant."""

    check: Callable[[Composed, Dossier], Iterable[Finding]]
    plain_pages: bool = False
    """It looks at pages that are not reviewed as well."""


class SiteRule(Rule, frozen=True, kw_only=True):
    """A rule about what only the whole site shows."""

    check: Callable[[Overview], Iterable[Finding]]
