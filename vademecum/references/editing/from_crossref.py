"""Crossref's answer about one DOI (JSON, ``/works/DOI``) → an entry.

The form is described at api.crossref.org. Publishers fill it in as they like, so nothing in it is taken for granted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from vademecum.problems import EngineError
from vademecum.references.decoding.names import PARTICLES
from vademecum.references.editing.found import Found, filled, iso_date, langid
from vademecum.references.editing.texwriting import group, name_list, pages, person, tex, tex_of_markup
from vademecum.references.journals import without_stops

_KINDS = {
    "journal-article": "article", "posted-content": "online", "book": "book", "monograph": "book",
    "edited-book": "book", "reference-book": "book", "book-series": "book", "book-set": "book",
    "book-chapter": "incollection", "book-section": "incollection", "book-part": "incollection",
    "book-track": "incollection", "reference-entry": "inreference", "proceedings": "proceedings",
    "proceedings-article": "inproceedings", "report": "report", "report-component": "report",
    "report-series": "report", "standard": "report", "dissertation": "thesis", "dataset": "dataset",
    "database": "dataset",
}  # fmt: skip
_PARTS = frozenset({"incollection", "inreference", "inproceedings"})
_UPDATES = {
    "retraction": "retraction", "partial_retraction": "retraction", "withdrawal": "retraction",
    "removal": "retraction", "correction": "erratum", "corrigendum": "erratum", "erratum": "erratum",
    "expression_of_concern": "concern",
}  # fmt: skip
_SAID = {
    "retraction": "has been retracted",
    "erratum": "has been corrected",
    "concern": "has an expression of concern",
}
_BANNER = re.compile(r"^\s*\W{0,3}(?:retracted(?: article)?|withdrawn)\s*[:.\]]\s*", re.IGNORECASE)
_ARTICLE_NUMBER = re.compile(r"(?:[a-z]+\d[\w.]*|\d+\.e\d+)", re.IGNORECASE)


def from_crossref(data: bytes) -> Found:
    """Return the work; an answer that is none of Crossref's is an `EngineError`."""
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError) as fault:
        raise EngineError("Crossref's answer cannot be read: it is no JSON") from fault
    message = answer.get("message") if isinstance(answer, dict) else None
    if not isinstance(message, dict) or not isinstance(message.get("DOI"), str):
        raise EngineError("Crossref's answer cannot be read: it describes no work")
    work = _Work(message)
    notices = dict(_notices(work))
    fields = _fields(work) | {kind: tex(place) for kind, place in notices.items()}
    title = _BANNER.sub("", fields["title"])
    if "retraction" in notices and title:
        fields["title"] = title[:1].upper() + title[1:]
    return Found(kind=work.kind, fields=filled(fields), remarks=tuple(_remarks(work, notices)))


class _Work:
    """Reads one work's values, each in the type that it should have."""

    def __init__(self, message: Mapping[str, Any]) -> None:
        self.message = message
        kind = _KINDS.get(self.text("type"), "misc")
        self.kind = "online" if kind == "misc" and self.text("URL") else kind

    def texts(self, name: str) -> list[str]:
        value = self.message.get(name)
        listed = value if isinstance(value, list) else [value]
        return [str(text) for text in listed if isinstance(text, str | int) and str(text).strip()]

    def text(self, name: str) -> str:
        return next(iter(self.texts(name)), "")

    def records(self, name: str) -> list[Mapping[str, Any]]:
        value = self.message.get(name)
        listed = value if isinstance(value, list) else [value]
        return [record for record in listed if isinstance(record, dict)]

    def date(self, *names: str) -> str:
        dates = (_date(record) for name in names for record in self.records(name))
        return next((date for date in dates if date), "")

    def people(self, name: str) -> str:
        return name_list(_person(record) for record in self.records(name))


def _date(record: Mapping[str, Any]) -> str:
    parts = record.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return iso_date(*parts[0][:3]) if parts[0] else ""
    stamp = str(record.get("date-time", ""))[:10]
    return iso_date(*stamp.split("-")[:3])


def _person(record: Mapping[str, Any]) -> str:
    family, given, suffix, name, prefix = (
        str(record.get(part) or "") for part in ("family", "given", "suffix", "name", "prefix")
    )
    if not family:
        return group(name or given)
    if prefix.strip().casefold() in PARTICLES:
        family = f"{prefix.strip()} {family}"
    return person(family, given, suffix)


def _fields(work: _Work) -> dict[str, str]:
    return {
        "author": work.people("author"),
        "editor": work.people("editor"),
        "translator": work.people("translator"),
        **_titles(work),
        **_container(work),
        "date": _published(work),
        "volume": tex(work.text("volume")),
        "number": tex(work.text("issue")),
        **_extent(work),
        "edition": tex(work.text("edition-number")),
        **_publication(work),
        **_state(work),
        "langid": langid(work.text("language")),
        "doi": work.text("DOI").strip(),
        "isbn": _isbn(work),
    }


def _titles(work: _Work) -> dict[str, str]:
    title, subtitle = work.text("title"), work.text("subtitle")
    if subtitle and subtitle.casefold() not in title.casefold():
        title = (
            f"{title.rstrip(' :')}: {subtitle}" if not title.rstrip().endswith(("?", "!")) else f"{title} {subtitle}"
        )
    original = work.text("original-title")
    if original and title and original.casefold() != title.casefold() and langid(work.text("language")):
        return {"title": tex_of_markup(original), "translatedtitle": tex_of_markup(title)}
    return {"title": tex_of_markup(title or original)}


def _container(work: _Work) -> dict[str, str]:
    containers = [tex_of_markup(text) for text in work.texts("container-title")]
    if not containers:
        return {}
    if work.kind in _PARTS:
        return {"booktitle": containers[-1], "series": containers[0] if len(containers) > 1 else ""}
    if work.kind == "article":
        short = without_stops(tex(work.text("short-container-title")))
        return {"journaltitle": containers[0], "shortjournal": short if short != containers[0] else ""}
    return {"series": containers[0]} if work.kind in ("book", "proceedings", "report") else {}


def _published(work: _Work) -> str:
    """Return the date of the issue, which citations of journals give; else that of the first appearance."""
    first = ("posted",) if work.text("type") == "posted-content" else ("published-print",)
    return work.date(*first, "published-online", "published", "issued")


def _extent(work: _Work) -> dict[str, str]:
    page, number = work.text("page"), work.text("article-number")
    if not number and _ARTICLE_NUMBER.fullmatch(page):
        return {"eid": tex(page)}
    return {"pages": pages(page) if page != number else "", "eid": tex(number)}


def _publication(work: _Work) -> dict[str, str]:
    institution = next((str(record.get("name") or "") for record in work.records("institution")), "")
    publisher, place = tex(work.text("publisher")), tex(work.text("publisher-location"))
    if work.kind in ("report", "thesis"):
        body = tex(institution) or publisher
        return {"institution": body, "location": place, "type": tex(work.text("degree"))}
    if work.kind in ("article", "online"):
        return {}
    event = next(iter(work.records("event")), {})
    return {
        "publisher": publisher,
        "location": place,
        "eventtitle": tex(str(event.get("name") or "")),
        "venue": tex(str(event.get("location") or "")),
    }


def _state(work: _Work) -> dict[str, str]:
    if work.text("type") == "posted-content":
        servers = (str(record.get("name") or "") for record in work.records("institution"))
        server = next((name for name in servers if name), "") or work.text("group-title") or work.text("publisher")
        preprint = work.text("subtype") in ("", "preprint")
        return {"eprinttype": tex(server), "pubstate": "preprint"} if preprint else {"organization": tex(server)}
    placed = any(work.text(name) for name in ("volume", "issue", "page", "article-number"))
    return {"pubstate": "aheadofprint"} if work.kind == "article" and not placed else {}


def _isbn(work: _Work) -> str:
    """Return one ISBN: the printed book's, else the first."""
    typed = [record for record in work.records("isbn-type") if isinstance(record.get("value"), str)]
    printed = [str(record["value"]) for record in typed if record.get("type") == "print"]
    found = (printed or work.texts("ISBN") or [""])[0] if work.kind != "article" else ""
    return found.rpartition("/")[2].strip()


def _notices(work: _Work) -> Iterator[tuple[str, str]]:
    told: dict[str, list[str]] = {}
    for record in work.records("updated-by"):
        kind = _UPDATES.get(str(record.get("type") or "").lower().replace("-", "_").replace(" ", "_"), "")
        doi, updated = str(record.get("DOI") or ""), record.get("updated")
        if kind:
            date = _date(updated) if isinstance(updated, dict) else ""
            told.setdefault(kind, []).append(", ".join(part for part in (doi and f"doi:{doi}", date) if part))
    for kind, places in told.items():
        first = {place.partition(",")[0].lower(): place for place in reversed(places)}
        yield (
            kind,
            "; ".join(place for place in reversed(first.values()) if place) or "a place that Crossref leaves out",
        )


def _remarks(work: _Work, notices: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{said}: {notices[kind]}" for kind, said in _SAID.items() if kind in notices)
    if "retraction" not in notices and _BANNER.match(work.text("title")):
        yield "is called retracted or withdrawn in its title, and Crossref knows no notice: look at the journal's page"
    for record in work.records("update-to"):
        yield f"is itself a notice ({record.get('label') or record.get('type')}) about doi:{record.get('DOI')}"
    relation = work.message.get("relation")
    journals = relation.get("is-preprint-of") if isinstance(relation, dict) else None
    for record in journals if isinstance(journals, list) else []:
        if isinstance(record, dict) and record.get("id"):
            yield f"is a preprint; the journal's version is doi:{record['id']}: cite that one"
