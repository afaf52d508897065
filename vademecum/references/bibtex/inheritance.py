"""``crossref`` and ``xdata``: which entries an entry inherits from, and what.

Rules: the BibLaTeX manual, appendix B (a parent's title becomes the child's booktitle or journaltitle) and
section 3.13.6 (xdata). BibTeX's plain inheritance is covered by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from vademecum.model.references import Entry
from vademecum.problems import Problem, warning

_NEVER = frozenset(
    {
        "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label", "options", "presort",
        "related", "relatedoptions", "relatedstring", "relatedtype", "shorthand", "sortkey", "key",
    }
)  # fmt: skip
_OF_THE_PARENT = frozenset({"doi", "eid", "eprint", "eprinttype", "pages", "pagetotal", "pmcid", "pmid"})
_AS_BOOK = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_AS_MAIN = {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
_AS_JOURNAL = {"title": "journaltitle", "subtitle": "journalsubtitle", "shorttitle": "shortjournal"}
_PARTS = frozenset({"inbook", "incollection", "inproceedings", "conference", "inreference", "bookinbook", "suppbook"})
_MULTIVOLUME = frozenset({"mvbook", "mvcollection", "mvproceedings", "mvreference"})


def parent_keys(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys that an entry inherits from, in the order in which they win."""
    xdata = (key.strip() for key in fields.get("xdata", "").split(","))
    return tuple(key for key in (*xdata, fields.get("crossref", "").strip()) if key)


def inherited(entry: Entry, entries: Mapping[str, Entry]) -> Mapping[str, str]:
    """Return the entry's fields and, where it has none of its own, its parents'; a circle ends where it closes."""
    if "crossref" not in entry.fields and "xdata" not in entry.fields:
        return entry.fields
    fields = dict(entry.fields)
    for parent in _ancestors(entry, entries):
        names = _renamed(entry.kind, parent.kind)
        never = _NEVER if parent.kind == "xdata" else _NEVER | _OF_THE_PARENT
        for name, value in parent.fields.items():
            if name not in never:
                fields.setdefault(names.get(name, name), value)
    return fields


def family_digest(entry: Entry, entries: Mapping[str, Entry]) -> str:
    """Return a digest over the entry and all that it inherits from, or names as related."""
    related = [entries[key] for key in related_keys(entry.fields) if key in entries]
    texts = [entry.digest, *(other.digest for other in (*_ancestors(entry, entries), *related))]
    return sha256("\n".join(texts).encode()).hexdigest()


def related_keys(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of BibLaTeX's ``related`` field."""
    return tuple(key.strip() for key in fields.get("related", "").split(",") if key.strip())


def parent_problems(entry: Entry, entries: Mapping[str, Entry]) -> Iterator[Problem]:
    """Yield a BIB-05 warning for every parent that is unknown, and for a circle."""
    for name in ("crossref", "xdata", "related"):
        for key in (part.strip() for part in entry.fields.get(name, "").split(",")):
            if key and key not in entries:
                yield warning("BIB-05", entry.place_of(name), f'{name} of "{entry.key}" names an unknown entry "{key}"')
    if any(parent.key == entry.key for parent in _parents_of_parents(entry, entries)):
        yield warning("BIB-05", entry.place, f'"{entry.key}" inherits from itself')


def _parents_of_parents(entry: Entry, entries: Mapping[str, Entry]) -> Iterator[Entry]:
    for ancestor in (entry, *_ancestors(entry, entries)):
        yield from (entries[key] for key in parent_keys(ancestor.fields) if key in entries)


def _ancestors(entry: Entry, entries: Mapping[str, Entry]) -> tuple[Entry, ...]:
    found: dict[str, Entry] = {}
    waiting = [entry]
    while waiting:
        for key in parent_keys(waiting.pop(0).fields):
            if key in entries and key != entry.key and key not in found:
                found[key] = entries[key]
                waiting.append(entries[key])
    return tuple(found.values())


def _renamed(child: str, parent: str) -> Mapping[str, str]:
    if parent == "xdata":
        return {}
    if parent == "periodical" or (child == "article" and parent != "article"):
        return _AS_JOURNAL
    if parent in _MULTIVOLUME:
        return _AS_MAIN
    return _AS_BOOK if child in _PARTS else {}
