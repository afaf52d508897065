"""What an author names a work by, DOI, PMID, PMCID or an address that holds one, told apart."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from vademecum.references.identifiers import find_doi, find_pmcid, find_pmid, is_doi

_BARE_PMID = re.compile(r"(?:PMID\s*:?\s*)?(\d{1,8})", re.IGNORECASE)
_PUBMED_PATH = re.compile(r"/(?:pubmed/)?(\d{1,8})/?")
_PMC_PATH = re.compile(r"/(PMC\d{1,9})(?:/|$)", re.IGNORECASE)
_PUBMED_HOSTS = frozenset({"pubmed.ncbi.nlm.nih.gov", "www.ncbi.nlm.nih.gov", "ncbi.nlm.nih.gov"})
_RXIV_VERSION = re.compile(r"(10\.(?:1101|64898)/[\d.]+)v\d+.*", re.DOTALL)
_PAGE_OF_A_DOI = re.compile(r"/(?:full|abstract|pdf|epdf|html|fulltext|meta|summary)(?:\.\w+)?/?$", re.IGNORECASE)


class Asked(Struct, frozen=True, kw_only=True):
    """One work as an author names it."""

    by: str
    """``doi``, ``pmid`` or ``pmcid``; empty when nothing of the kind is in the text."""
    value: str = ""


def parse_asked(text: str) -> Asked:
    """Return which work is meant: a bare identifier, one with its name in front, or an address that holds one."""
    text = text.strip()
    if "://" in text:
        return _of_address(text)
    pmid = _BARE_PMID.fullmatch(text)
    if pmid:
        return Asked(by="pmid", value=pmid[1].lstrip("0") or "0")
    return _of_identifier(text)


def _of_identifier(text: str) -> Asked:
    doi = find_doi(text)
    if doi and is_doi(doi):
        return Asked(by="doi", value=doi)
    pmcid = find_pmcid(text)
    if pmcid:
        return Asked(by="pmcid", value=pmcid)
    pmid = find_pmid(text)
    return Asked(by="pmid", value=pmid) if pmid else Asked(by="")


def _of_address(address: str) -> Asked:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return Asked(by="")
    pmc = _PMC_PATH.search(parts.path)
    if pmc:
        return Asked(by="pmcid", value=pmc[1].upper())
    pubmed = _PUBMED_PATH.fullmatch(parts.path)
    if pubmed and host in _PUBMED_HOSTS:
        return Asked(by="pmid", value=pubmed[1])
    path = unquote(parts.path)
    doi = find_doi(path) or find_doi(unquote(parts.query).replace("&", " "))
    if host not in ("doi.org", "dx.doi.org"):
        doi = _RXIV_VERSION.sub(r"\1", _PAGE_OF_A_DOI.sub("", doi))
    return Asked(by="doi", value=doi) if is_doi(doi) else Asked(by="")
