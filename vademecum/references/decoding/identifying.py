"""Which identifiers an entry holds, wherever an exporter put them; ill-formed ones are told of (REF-02)."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from vademecum.references.decoding.fields import FieldReader
from vademecum.references.decoding.tex import decode_tex
from vademecum.references.identifiers import (
    find_doi,
    find_pmcid,
    find_pmid,
    is_doi,
    is_isbn,
    is_issn,
    isbns,
    issns,
    pmcid_of_field,
    pmid_of_field,
)

_HIDING_PLACES = ("note", "annote", "annotation", "keywords", "extra", "addendum")
_HIDING = frozenset(_HIDING_PLACES)
_ARCHIVES = frozenset(["eprint", "eprinttype", "archiveprefix"])
_PUBMED = frozenset({"pmid", "pubmed", "pubmedid"})
_CENTRAL = frozenset({"pmc", "pmcid", "pubmedcentral"})
_LOOSE = frozenset({"", "url"})


class Identifiers(Struct, frozen=True, kw_only=True):
    """The identifiers of a work."""

    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    isbn: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    """``eprint`` and ``eprinttype`` of another archive (arXiv, medRxiv ...), ``issn``."""


def read_identifiers(fields: FieldReader) -> Identifiers:
    """Return the identifiers; hiding places are looked into only for what has no field of its own."""
    values = fields.values
    archive = eprint = ""
    if fields.has_any(_ARCHIVES):
        archive = fields.plain("eprinttype", "archiveprefix").strip().casefold()
        eprint = _verbatim(values.get("eprint", ""))
    doi = _doi(fields)
    pmid = _checked(fields, "pmid", pmid_of_field) or (pmid_of_field(eprint) if archive in _PUBMED else "")
    pmcid = _checked(fields, "pmcid", pmcid_of_field) or (pmcid_of_field(eprint) if archive in _CENTRAL else "")
    for name in _HIDING_PLACES if fields.has_any(_HIDING) else ():
        hidden = values.get(name, "")
        if "PM" in hidden or "pm" in hidden:
            pmid = pmid or find_pmid(hidden)
            pmcid = pmcid or find_pmcid(hidden)
    extra = {}
    if eprint and archive not in _PUBMED | _CENTRAL | _LOOSE and "://" not in eprint:
        extra = {"eprint": eprint, "eprinttype": archive}
    issn = _issn(fields)
    if issn:
        extra["issn"] = issn
    return Identifiers(doi=doi, pmid=pmid, pmcid=pmcid, isbn=_isbn(fields), extra=extra)


def _verbatim(value: str) -> str:
    """A field that BibLaTeX reads as it stands; exporters escape its signs all the same."""
    return decode_tex(value).text if "\\" in value or "{" in value or "&" in value else value.strip()


def _doi(fields: FieldReader) -> str:
    typed = _verbatim(fields.values.get("doi", ""))
    if typed:
        found = find_doi(typed)
        if found and is_doi(found):
            return found
        what = f'"{typed}" in doi of "{fields.entry.key}" is not a DOI'
        fields.warn("REF-02", "doi", what, "a DOI looks like 10.1056/NEJMoa1607427")
        return ""
    url = fields.values.get("url", "")
    return find_doi(url) if "doi.org/10." in url and "%" not in url else ""


def _checked(fields: FieldReader, name: str, read: Callable[[str], str]) -> str:
    typed = _verbatim(fields.values.get(name, ""))
    found = read(typed) if typed else ""
    if typed and not found:
        fields.warn("REF-02", name, f'"{typed}" in {name} of "{fields.entry.key}" is not a {name.upper()}')
    return found


def _isbn(fields: FieldReader) -> str:
    found = isbns(_verbatim(fields.values["isbn"])) if "isbn" in fields.values else ()
    for isbn in found:
        if not is_isbn(isbn):
            fields.warn("REF-02", "isbn", f'the check digit of ISBN "{isbn}" of "{fields.entry.key}" is wrong')
    return next((isbn.strip() for isbn in found if is_isbn(isbn)), "")


def _issn(fields: FieldReader) -> str:
    found = issns(fields.values.get("issn", "")) if "issn" in fields.values else ()
    for issn in found:
        if not is_issn(issn):
            fields.warn("REF-02", "issn", f'the check digit of ISSN "{issn}" of "{fields.entry.key}" is wrong')
    return next((issn for issn in found if is_issn(issn)), "")
