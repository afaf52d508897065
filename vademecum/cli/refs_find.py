"""Which registry is asked what, and how their answers are put together."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from vademecum.network.registries import Registries
from vademecum.problems import EngineError
from vademecum.references.editing.asking import Asked
from vademecum.references.editing.found import Found, enriched
from vademecum.references.editing.from_crossref import from_crossref
from vademecum.references.editing.from_pubmed import found_pmids, from_pubmed
from vademecum.references.identifiers import doi_key

Ask = Callable[[str], bytes | None]
"""Address → answer; None where nothing is known."""


class Finder(Struct, frozen=True, kw_only=True):
    """Asks for one work at a time."""

    ask: Ask
    registries: Registries
    say: Callable[[str], None]
    """Told what could not be asked, although the work was found."""

    def find(self, asked: Asked) -> Found | None:
        """Return the work, None when no registry knows it."""
        if asked.by == "doi":
            return self._by_doi(asked.value)
        if asked.by == "pmid":
            return self._record(asked.value)
        return self._search(f"{asked.value}[pmcid]", "pmcid", asked.value)

    def _by_doi(self, doi: str) -> Found | None:
        """Ask Crossref, and PubMed for what it knows better, or for what Crossref does not know."""
        answer = self.ask(self.registries.work(doi))
        if answer is None:
            return self._search(f"{doi}[doi]", "doi", doi)
        found = from_crossref(answer)
        if doi_key(found.fields.get("doi", "")) == doi_key(doi):  # Crossref forgets letter case
            found = replace(found, fields={**found.fields, "doi": doi})
        if found.kind not in ("article", "online"):
            return found
        try:
            other = self._search(f"{doi}[doi]", "doi", doi)
        except EngineError as fault:
            self.say(f"{doi} has no PMID, abbreviation and language yet, for PubMed could not be asked: {fault}")
            return found
        return enriched(found, other) if other else found

    def _search(self, term: str, name: str, value: str) -> Found | None:
        """Return the one record that answers a search, if it has the identifier that was meant."""
        answer = self.ask(self.registries.search(term))
        pmids = found_pmids(answer) if answer is not None else ()
        found = self._record(pmids[0]) if len(pmids) == 1 else None
        return found if found and doi_key(found.fields.get(name, "")) == doi_key(value) else None

    def _record(self, pmid: str) -> Found | None:
        answer = self.ask(self.registries.record(pmid))
        return from_pubmed(answer) if answer is not None else None
