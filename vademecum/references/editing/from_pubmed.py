"""PubMed's answer about one PMID (XML of E-utilities' ``efetch``) → an entry.

The elements are described in NLM's "MEDLINE PubMed XML Element Descriptions". The parser expands no entity and asks no
network, whatever the document type names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import etree

from vademecum.problems import EngineError
from vademecum.references.editing.found import Found, filled, iso_date, langid
from vademecum.references.editing.texwriting import (
    formula_markup,
    group,
    local_name,
    name_list,
    pages,
    person,
    tex,
    tex_of_markup,
)
from vademecum.references.journals import without_stops

_NOTICES = {
    "RetractionIn": "retraction", "PartialRetractionIn": "retraction", "ErratumIn": "erratum",
    "ExpressionOfConcernIn": "concern", "CorrectedandRepublishedIn": "republication",
    "RetractedandRepublishedIn": "republication", "RepublishedIn": "republication",
}  # fmt: skip
_SAID = {
    "retraction": "has been retracted",
    "concern": "has an expression of concern",
    "erratum": "has been corrected",
    "republication": "has been corrected and republished",
}
_MARKS = {"i": "i", "em": "i", "italic": "i", "sup": "sup", "sub": "sub", "inf": "sub"}
_SEASON_OR_RANGE = re.compile(r"(\d{4})(?:\s+([A-Z][a-z]{2,})\b)?")
_ARTICLE_NUMBER = re.compile(r"[A-Za-z]+\d[\w.]*|\d+\.e\d+")
_BRACKETED = re.compile(r"\[(.*)\]", re.DOTALL)

Element = etree._Element  # noqa: SLF001 - lxml names the type of its elements so


def from_pubmed(data: bytes) -> Found | None:
    """Return the first work of the answer, None when it holds none; what is no answer of PubMed's is an error."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise EngineError("PubMed's answer cannot be read: it is no XML") from fault
    if local_name(root) not in ("PubmedArticleSet", "eFetchResult"):
        raise EngineError(f"PubMed's answer cannot be read: it is <{local_name(root)}>, not a set of articles")
    article, book = root.find("PubmedArticle"), root.find("PubmedBookArticle")
    if article is not None:
        return _article(article)
    return _chapter(book) if book is not None else None


def found_pmids(data: bytes) -> tuple[str, ...]:
    """Return the PMIDs of an answer of ``esearch`` (JSON)."""
    try:
        result = json.loads(data)["esearchresult"]["idlist"]
    except (ValueError, RecursionError, LookupError, TypeError) as fault:
        raise EngineError("PubMed's answer cannot be read: it holds no list of PMIDs") from fault
    return tuple(str(pmid) for pmid in result if str(pmid).isdecimal()) if isinstance(result, list) else ()


def _article(record: Element) -> Found:
    journal = _text(record, ".//Journal/Title")
    preprint = "Preprint" in _texts(record, ".//PublicationType")
    fields = {
        "author": _people(record.find(".//Article/AuthorList")),
        **_titles(record),
        "journaltitle": tex(journal.partition(" : ")[0] if preprint else journal),
        "shortjournal": _short(record, journal),
        "date": _date(record.find(".//JournalIssue/PubDate")) or _date(record.find(".//ArticleDate")),
        "volume": tex(_text(record, ".//JournalIssue/Volume")),
        "number": tex(_text(record, ".//JournalIssue/Issue")),
        **_extent(record),
        "pubstate": "aheadofprint" if _text(record, ".//PublicationStatus") == "aheadofprint" else "",
        "langid": langid(_text(record, ".//Article/Language")),
        **_identifiers(record, ".//PubmedData/ArticleIdList/ArticleId"),
    }
    if not fields["doi"]:
        fields["doi"] = _text(record, ".//Article/ELocationID[@EIdType='doi']")
    notices = dict(_notices(record))
    if preprint:
        fields |= {"eprinttype": fields["shortjournal"] or fields["journaltitle"], "pubstate": "preprint"}
        fields |= dict.fromkeys(("journaltitle", "shortjournal", "volume", "number", "pages"), "")
    return Found(
        kind="online" if preprint else "article",
        fields=filled(fields | {kind: tex(place) for kind, place in notices.items()}),
        remarks=tuple(_remarks(record, notices)),
    )


def _chapter(record: Element) -> Found:
    book = ".//BookDocument/Book/"
    editors, authors = record.find(".//Book/AuthorList[@Type='editors']"), record.find(".//BookDocument/AuthorList")
    title, booktitle = _markup(record.find(".//BookDocument/ArticleTitle")), _markup(record.find(f"{book}BookTitle"))
    ids = _identifiers(record, ".//BookDocument/ArticleIdList/ArticleId")
    shelf = _text(record, ".//ArticleId[@IdType='bookaccession']")
    whole_authors = record.find(".//Book/AuthorList[@Type='authors']")
    fields = {
        "author": _people(authors if authors is not None else whole_authors),
        "editor": _people(editors),
        "title": _without_stop(title or booktitle),
        "booktitle": _without_stop(booktitle) if title else "",
        "date": _date(record.find(".//ContributionDate")) or _date(record.find(f"{book}PubDate")),
        "updated": _date(record.find(".//DateRevised")),
        "publisher": tex(_text(record, f"{book}Publisher/PublisherName")),
        "location": tex(_text(record, f"{book}Publisher/PublisherLocation")),
        "isbn": _text(record, f"{book}Isbn"),
        "langid": langid(_text(record, ".//BookDocument/Language")),
        "url": f"https://www.ncbi.nlm.nih.gov/books/{shelf}/" if re.fullmatch(r"NBK\d+", shelf) else "",
        **ids,
    }
    return Found(kind="incollection" if title else "book", fields=filled(fields))


def _text(record: Element, path: str) -> str:
    return next(iter(_texts(record, path)), "")


def _texts(record: Element, path: str) -> list[str]:
    found = (" ".join("".join(element.itertext()).split()) for element in record.findall(path))
    return [text for text in found if text]


def _markup(element: Element | None) -> str:
    """Return a title in BibTeX's notation, its italics, scripts and formulas kept."""
    return tex_of_markup(_html(element)) if element is not None else ""


def _html(element: Element) -> str:
    pieces = [_safe(element.text)]
    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif local_name(child) == "math":
            pieces.append(formula_markup(child))
        else:
            mark = _MARKS.get(local_name(child), "")
            pieces += [f"<{mark}>", _html(child), f"</{mark}>"] if mark else [_html(child)]
        pieces.append(_safe(child.tail))
    return "".join(pieces)


def _safe(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;")


def _titles(record: Element) -> dict[str, str]:
    """Return the title; PubMed puts the translation of a foreign one in brackets and the title itself elsewhere."""
    title = _without_stop(_markup(record.find(".//Article/ArticleTitle")))
    own = _without_stop(_markup(record.find(".//Article/VernacularTitle")))
    bracketed = _BRACKETED.fullmatch(title)
    if not (own and langid(_text(record, ".//Article/Language"))):
        return {"title": title}
    return {"title": own, "translatedtitle": _without_stop(bracketed[1]) if bracketed else title}


def _without_stop(title: str) -> str:
    return title.removesuffix(".").rstrip() if not title.endswith("..") else title


def _short(record: Element, journal: str) -> str:
    short = without_stops(tex(_text(record, ".//MedlineTA") or _text(record, ".//Journal/ISOAbbreviation")))
    return short if short.casefold() != journal.casefold() else ""


def _people(names: Element | None) -> str:
    if names is None:
        return ""
    listed = [_person(author) for author in names.findall("Author") if author.get("ValidYN") != "N"]
    return name_list(listed, more=names.get("CompleteYN") == "N")


def _person(author: Element) -> str:
    collective = _text(author, "CollectiveName")
    if collective:
        return group(collective)
    given = _text(author, "ForeName") or " ".join(_text(author, "Initials"))
    return person(_text(author, "LastName"), given, _text(author, "Suffix"))


def _date(element: Element | None) -> str:
    if element is None:
        return ""
    year = _text(element, "Year")
    if year:
        return iso_date(year, _text(element, "Month"), _text(element, "Day"))
    match = _SEASON_OR_RANGE.search(_text(element, "MedlineDate"))
    return iso_date(match[1], match[2]) if match else ""


def _extent(record: Element) -> dict[str, str]:
    text = _text(record, ".//Pagination/MedlinePgn") or "-".join(
        _texts(record, ".//Pagination/StartPage") + _texts(record, ".//Pagination/EndPage")
    )
    return {"eid": tex(text)} if _ARTICLE_NUMBER.fullmatch(text) else {"pages": pages(text)}


def _identifiers(record: Element, path: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in record.findall(path):
        found.setdefault(element.get("IdType", ""), (element.text or "").strip())
    pmid = _text(record, "MedlineCitation/PMID") or _text(record, "BookDocument/PMID")
    return {"doi": found.get("doi", ""), "pmid": pmid or found.get("pubmed", ""), "pmcid": found.get("pmc", "")}


def _notices(record: Element) -> Iterator[tuple[str, str]]:
    told: dict[str, list[str]] = {}
    for element in record.findall(".//CommentsCorrections"):
        kind = _NOTICES.get(element.get("RefType", ""), "")
        place = _without_stop(_text(element, "RefSource"))
        if kind and place:
            told.setdefault(kind, []).append(place)
    yield from ((kind, "; ".join(dict.fromkeys(places))) for kind, places in told.items())


def _remarks(record: Element, notices: dict[str, str]) -> Iterator[str]:
    yield from (f"{said}: {notices[kind]}" for kind, said in _SAID.items() if kind in notices)
    kinds = _texts(record, ".//PublicationType")
    if "Retracted Publication" in kinds and "retraction" not in notices:
        yield "has been retracted; PubMed does not say where"
    for kind in ("Retraction of Publication", "Published Erratum"):
        if kind in kinds:
            yield f"is itself a notice ({kind.lower()})"
    for element in record.findall(".//CommentsCorrections[@RefType='UpdateIn']"):
        if "Preprint" in kinds:
            yield f"is a preprint; the journal's version is in {_text(element, 'RefSource')}: cite that one"
