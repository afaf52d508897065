"""The bibliography: entries as they stand in the ``.bib`` file, and references as a style prints them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from vademecum.problems import Place


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One entry of a ``.bib`` file, still in BibTeX's own notation."""

    key: str
    """The citation key, in Unicode NFC, letter case kept."""
    kind: str
    """The entry type in lower case: ``article``, ``book``, ``online`` ..."""
    fields: Mapping[str, str]
    """Field name in lower case → value after ``#`` and ``@string``, not yet decoded."""
    place: Place
    """Where the entry starts."""
    field_lines: Mapping[str, int] = field(default_factory=dict)
    """Field name → line of its name, counted from the entry's first: entries that are laid out alike share them."""
    digest: str = ""
    """SHA-256 (hex) over kind and fields: changes when, and only when, the entry says something else."""

    def place_of(self, name: str) -> Place:
        """Return where a field stands; the entry's own place when it is inherited or missing."""
        line = self.field_lines.get(name)
        return self.place if line is None else Place(file=self.place.file, line=self.place.line + line)


class Name(Struct, frozen=True, kw_only=True):
    """A person, or an organisation (then only ``literal`` is set)."""

    family: str = ""
    """Family name with its particle ("van Moorselaar")."""
    given: str = ""
    """Given names as written ("Robert Jan", "R J")."""
    suffix: str = ""
    """"Jr", "III" ..."""
    literal: str = ""
    """The name of an organisation or group, as printed."""


class Date(Struct, frozen=True, kw_only=True):
    """A date of which less than the day may be known."""

    year: int
    month: int | None = None
    day: int | None = None


class Reference(Struct, frozen=True, kw_only=True):
    """One cited work, decoded: no LaTeX is left in any field. Text may hold the marks ``<i> <sup> <sub>`` only."""

    key: str
    kind: str
    authors: tuple[Name, ...] = ()
    more_authors: bool = False
    """The author list ends in "and others"."""
    editors: tuple[Name, ...] = ()
    more_editors: bool = False
    title: str = ""
    container: str = ""
    """Journal, book or site that holds the work, unabbreviated as given."""
    container_short: str = ""
    """Its abbreviation in NLM style, where known."""
    issued: Date | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    eid: str = ""
    edition: str = ""
    publisher: str = ""
    place: str = ""
    series: str = ""
    number: str = ""
    language: str = ""
    """BCP 47 tag of the work's language, where known."""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    isbn: str = ""
    url: str = ""
    accessed: Date | None = None
    updated: Date | None = None
    note: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Further decoded fields by their BibLaTeX name (``eventtitle``, ``type``, ``pubstate`` ...)."""
    protected: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """Field name (``title``, ``container``) → spans of it that the author put in braces: never recased."""
    notices: tuple[Notice, ...] = ()
    """Retractions, corrections and expressions of concern about this work."""


class Notice(Struct, frozen=True, kw_only=True):
    """What became of a work after it was published."""

    kind: str
    """``retraction``, ``erratum``, ``concern`` or ``republication``."""
    text: str = ""
    """Where it was said, as the author typed it; empty when ``source`` says it."""
    source: Reference | None = None
    """The notice itself, when it stands in the bibliography (BibLaTeX's ``related``)."""


class StyleFile(Struct, frozen=True, kw_only=True):
    """A style of the Citation Style Language as the site brings it."""

    path: str
    """From the site's root."""
    text: str
    digest: str
    """SHA-256 (hex) of the file: pages are made anew when it changes."""


class Pieces(Struct, frozen=True, kw_only=True):
    """A ``.bib`` file in which nothing unusual stands, cut at its entries: the record keeps it."""

    keys: tuple[str, ...]
    marks: bytes
    """A digest of what stands before the first entry, then of each entry, one behind the other."""
    lines: tuple[int, ...]
    """Where each entry begins."""


class Bibliography(Struct, frozen=True, kw_only=True):
    """Every sound entry of the site's ``.bib`` files, in file order."""

    entries: Mapping[str, Entry]
    files: tuple[str, ...] = ()
    """The files that were read, from the site's root."""
    faulty: Mapping[str, Place] = field(default_factory=dict)
    """Key → place of each entry that is left out because its text is broken; already reported as BIB-01."""
