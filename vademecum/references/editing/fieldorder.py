"""The order in which tidy entries list their fields, by type of entry."""

from __future__ import annotations

from collections.abc import Iterable

_PEOPLE = "author editor editora editorb editorc translator"
_TITLE = "title subtitle titleaddon shorttitle translatedtitle origtitle type"
_JOURNAL = "journal journaltitle journalsubtitle shortjournal shortjournaltitle"
_DATE = "date year month day"
_BOOK = "chapter booktitle booksubtitle booktitleaddon maintitle eventtitle eventtitleaddon venue eventdate"
_WITHIN = "volume number issue"
_EXTENT = "pages eid pagetotal"
_SERIES = "series edition volumes part"
_BODY = "publisher organization institution school howpublished location address"
_STATE = "version pubstate language langid"
_IDENTIFIERS = "doi pmid pmcid isbn issn eprint eprinttype archiveprefix eprintclass primaryclass url urldate updated"
_FATE = "retraction erratum concern republication related relatedtype crossref xdata note addendum"
_PRIVATE = "keywords abstract annotation annote file"

_SERIAL = (_PEOPLE, _TITLE, _JOURNAL, _DATE, "series", _WITHIN, _EXTENT, _BODY)
_PART = ("author", _TITLE, _BOOK, _PEOPLE, _SERIES, _WITHIN, _BODY, _DATE, _EXTENT)
_WHOLE = (_PEOPLE, _TITLE, _BOOK, _SERIES, _WITHIN, _BODY, _DATE, _EXTENT)
_REPORT = (_PEOPLE, _TITLE, _WITHIN, _SERIES, _BODY, _DATE, _EXTENT)
_WEB = (_PEOPLE, _TITLE, _JOURNAL, _BODY, _DATE, _WITHIN, _EXTENT)
_ORDERS = {
    **dict.fromkeys(("article", "periodical", "suppperiodical", "review"), _SERIAL),
    **dict.fromkeys(("inbook", "incollection", "inproceedings", "conference", "inreference", "bookinbook"), _PART),
    **dict.fromkeys(("report", "techreport", "thesis", "phdthesis", "mastersthesis", "standard", "manual"), _REPORT),
    **dict.fromkeys(("online", "electronic", "www", "misc", "dataset", "software", "preprint"), _WEB),
}


def in_order(kind: str, names: Iterable[str]) -> list[str]:
    """Return the names of an entry's fields in their order; those that nobody knows keep theirs, before the private."""
    known = [*" ".join((*_ORDERS.get(kind, _WHOLE), _STATE, _IDENTIFIERS, _FATE)).split()]
    places = {name: place for place, name in reversed(list(enumerate(known)))}
    private = {name: place for place, name in enumerate(_PRIVATE.split())}

    def place(name: str) -> tuple[int, int]:
        if name in private:
            return 2, private[name]
        return (0, places[name]) if name in places else (1, 0)

    return sorted(names, key=place)
