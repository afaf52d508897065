"""DOI, PMID, PMCID, ISBN and ISSN: found in what authors type, checked, and turned into links."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

from vademecum.model.references import Reference
from vademecum.patterns import late

_DOI = late(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_SYNTAX = late(r"10\.\d{4,9}(?:\.\d+)*/[^\s<>\"{}\\^`|]+")
_PMID = late(r"\bPMID\s*:?\s*(\d{1,9})\b", re.IGNORECASE)
_PMCID = late(r"\bPMC(?:ID)?\s*:?\s*(?:PMC)?(\d{1,9})\b", re.IGNORECASE)
_DIGITS = late(r"\d{1,9}")
_PUBMED_URL = late(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,9})")
_ISBN = late(r"(?:97[89])?\d{9}[\dX]")
_BETWEEN_ISBNS = late(r"[,;/]|\s{2,}|(?<=[\dXx])\s+(?=97[89])")
_DIGIT = late(r"\d")
_ISSN = late(r"\b(\d{4})-?(\d{3}[\dXx])\b")
_UNSAFE = late(r"[\x00-\x20\x7f-\x9f\"<>\\^`{|}\u2028\u2029]")
_ISBN10_LENGTH = 10


def find_doi(text: str) -> str:
    """Return the DOI in a text (bare, with ``doi:``, in a URL of any resolver), as typed; empty if there is none.

    Syntax: the DOI Handbook, section 2.2, and Crossref's advice on patterns.
    """
    match = _DOI.search(text)
    if not match and "%2f" in text.lower():
        match = _DOI.search(unquote(text))
    if not match:
        return ""
    found = unquote(match[0]) if "%" in match[0] and "://" in text else match[0]
    found = found.rstrip(".,;:'\"")
    while found.endswith((")", "]", "}", ">")) and not _is_balanced(found):
        found = found[:-1].rstrip(".,;")
    return found


def _is_balanced(text: str) -> bool:
    return all(text.count(opening) >= text.count(closing) for opening, closing in ("()", "[]", "{}", "<>"))


def is_doi(text: str) -> bool:
    """Return whether a text is one DOI and nothing else."""
    return bool(_DOI_SYNTAX.fullmatch(text)) or bool(_DOI.fullmatch(text) and "<" in text)


def doi_key(doi: str) -> str:
    """Return what two DOIs are compared by: they differ in more than letter case."""
    return doi.lower()


def find_pmid(text: str) -> str:
    """Return the number behind "PMID:" in a text."""
    match = _PMID.search(text)
    return match[1] if match else ""


def find_pmcid(text: str) -> str:
    """Return the PMCID in a text, as ``PMC`` and digits."""
    match = _PMCID.search(text)
    return f"PMC{match[1]}" if match else ""


def pmid_of_field(text: str) -> str:
    """Return the digits of a ``pmid`` field: bare, with "PMID:", or as a PubMed URL."""
    stripped = text.strip().removesuffix(".")
    if _DIGITS.fullmatch(stripped):
        return stripped
    match = _PUBMED_URL.search(text)
    return match[1] if match else find_pmid(text)


def pmcid_of_field(text: str) -> str:
    """Return the PMCID of a ``pmcid`` field, with or without its letters."""
    stripped = text.strip()
    return f"PMC{stripped}" if _DIGITS.fullmatch(stripped) else find_pmcid(text)


def is_isbn(text: str) -> bool:
    """Return whether an ISBN-10 or ISBN-13 has the right check digit (ISO 2108)."""
    digits = re.sub(r"[\s\u2010-\u2015-]", "", text).upper().removeprefix("ISBN").lstrip(":")
    if not _ISBN.fullmatch(digits):
        return False
    if len(digits) == _ISBN10_LENGTH:
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0
    if "X" in digits:
        return False
    return sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits)) % 10 == 0


def isbns(text: str) -> tuple[str, ...]:
    """Return the ISBNs of a field, which may hold several."""
    return tuple(part for part in _BETWEEN_ISBNS.split(text) if _DIGIT.search(part))


def issns(text: str) -> tuple[str, ...]:
    """Return what looks like an ISSN in a field, which may hold several and words about them."""
    return tuple(f"{match[1]}-{match[2].upper()}" for match in _ISSN.finditer(text))


def is_issn(text: str) -> bool:
    """Return whether an ISSN has the right check digit (ISO 3297)."""
    match = _ISSN.fullmatch(text.strip())
    if not match:
        return False
    digits = match[1] + match[2].upper()
    return sum((8 - index) * (10 if digit == "X" else int(digit)) for index, digit in enumerate(digits)) % 11 == 0


def web_url(text: str) -> str:
    """Return a URL that may become a link: http or https with a host; anything else gives an empty text.

    A ``.bib`` file comes from anywhere: ``javascript:``, ``data:`` and their like never pass.
    """
    url = text.strip()
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return ""
    return _UNSAFE.sub(lambda match: quote(match[0]), url)


def links(reference: Reference) -> tuple[tuple[str, str], ...]:
    """Return (label, URL) of the places where the work is found: DOI, PubMed, PMC, or its own URL if there is none."""
    found = []
    if reference.doi and is_doi(reference.doi):
        found.append(("DOI", f"https://doi.org/{quote(reference.doi, safe='/:;().,-_~!*@+$&=')}"))
    if reference.pmid.isdecimal():
        found.append(("PubMed", f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"))
    if reference.pmcid and _PMCID.fullmatch(reference.pmcid):
        found.append(("PMC", f"https://pmc.ncbi.nlm.nih.gov/articles/{reference.pmcid}/"))
    if not found:
        url = web_url(reference.url) or web_url(reference.extra.get("howpublished", ""))
        if url:
            found.append(("URL", url))
    return tuple(found)
