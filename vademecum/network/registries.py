"""Where the registries of medical literature answer, and how each is asked."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode, urlsplit

from msgspec import Struct

from vademecum.problems import UsageError

CROSSREF_VARIABLE, PUBMED_VARIABLE = "VADEMECUM_CROSSREF", "VADEMECUM_PUBMED"

_CROSSREF = "https://api.crossref.org"
_PUBMED = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"


class Registries(Struct, frozen=True, kw_only=True):
    """The addresses of both, without a slash at the end."""

    crossref: str
    pubmed: str
    contact: str = ""
    """The site's mail address: both registries ask for one."""

    def work(self, doi: str) -> str:
        """Return the address of what Crossref knows of a DOI."""
        mailto = f"?{urlencode({'mailto': self.contact})}" if self.contact else ""
        return f"{self.crossref}/works/{quote(doi, safe='')}{mailto}"

    def record(self, pmid: str) -> str:
        """Return the address of PubMed's record of a PMID."""
        return self._pubmed("efetch.fcgi", id=pmid, retmode="xml")

    def search(self, term: str) -> str:
        """Return the address of the PMIDs that answer a search."""
        return self._pubmed("esearch.fcgi", term=term, retmode="json", retmax="2")

    def _pubmed(self, program: str, **values: str) -> str:
        values = {"db": "pubmed", **values, "tool": "vademecum"}
        if self.contact:
            values["email"] = self.contact
        return f"{self.pubmed}/{program}?{urlencode(values)}"


def registries(environment: Mapping[str, str], contact: str) -> Registries:
    """Return the registries: the public ones, or those that the environment names (mirrors, tests)."""
    return Registries(
        crossref=_base(environment, CROSSREF_VARIABLE, _CROSSREF),
        pubmed=_base(environment, PUBMED_VARIABLE, _PUBMED),
        contact=contact,
    )


def _base(environment: Mapping[str, str], variable: str, public: str) -> str:
    given = environment.get(variable, "").strip().rstrip("/")
    if not given:
        return public
    try:
        parts = urlsplit(given)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        sound = False
    if not sound:
        raise UsageError(f'{variable} is "{given}", not an address such as {public}')
    return given
