"""The sources that pages cite: each decoded, named and formatted once per process."""

from __future__ import annotations

from dataclasses import dataclass

from vademecum.model.references import Bibliography, Reference
from vademecum.problems import Problem
from vademecum.references.bibliography import reference
from vademecum.references.export import to_bibtex
from vademecum.references.identifiers import links
from vademecum.references.labels import names_in_text, short_label
from vademecum.references.options import StyleOptions
from vademecum.references.styles import style
from vademecum.review.fingerprint import reference_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One cited source, ready to print."""

    reference: Reference
    html: str
    links: tuple[tuple[str, str], ...]
    """(label, URL) of DOI, PubMed, PMC or the work itself."""
    label: str
    names: str
    digest: str
    bibtex: str
    """The entry as ``references.bib`` of an article prints it."""
    problems: tuple[Problem, ...]


class CitedSources:
    """Looks sources up by key; a key must be one of the bibliography's."""

    def __init__(self, bibliography: Bibliography, style_name: str) -> None:
        """Keep what pages are made from."""
        self._bibliography = bibliography
        self._style = style(style_name) or style("vancouver")
        self._found: dict[str, Source] = {}

    def __getitem__(self, key: str) -> Source:
        """Return a source by its key."""
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._read(key)
        return found

    def label(self, key: str) -> str:
        """Return "Strosberg 2017"."""
        return self[key].label

    def names(self, key: str) -> str:
        """Return the authors as a sentence names them."""
        return self[key].names

    def digest(self, key: str) -> str:
        """Return the digest of what is printed of a source."""
        return self[key].digest

    def _read(self, key: str) -> Source:
        work, problems = reference(self._bibliography.entries[key], self._bibliography)
        assert self._style is not None  # noqa: S101 - vancouver is always there
        return Source(
            reference=work,
            html=self._style.format(work, StyleOptions()),
            links=links(work),
            label=short_label(work),
            names=names_in_text(work),
            digest=reference_digest(work),
            bibtex=to_bibtex(work),
            problems=problems,
        )
