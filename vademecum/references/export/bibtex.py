"""A reference as clean BibTeX: what is printed and identifies the work, nothing private of the author's file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vademecum.model.references import Date, Name, Reference
from vademecum.references.bibtex.macros import MONTHS
from vademecum.references.marks import plain
from vademecum.references.works import SERIAL, work_of

_TEX_SIGNS = re.compile(r"[\\{}$&%#_~^]")
_SAFE_KEY = re.compile(r"[\s,{}=\"#%\\']")
_KEPT = (
    "type",
    "chapter",
    "pagetotal",
    "version",
    "eventtitle",
    "venue",
    "pubstate",
    "translatedtitle",
    "howpublished",
)
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_MARKS = {"<i>": r"\emph{", "<sup>": r"\textsuperscript{", "<sub>": r"\textsubscript{"}


def to_bibtex(reference: Reference) -> str:
    """Return one entry in UTF-8 BibTeX, fields in a fixed order, ending in a newline."""
    key = _SAFE_KEY.sub("_", reference.key) or "reference"
    lines = [f"  {name} = {value}," for name, value in _fields(reference)]
    return "\n".join([f"@{reference.kind}{{{key},", *lines, "}"]) + "\n"


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    serial = work_of(reference) in SERIAL
    texts = {
        "author": _people(reference.authors, more=reference.more_authors),
        "editor": _people(reference.editors, more=reference.more_editors),
        "title": _title(reference, "title"),
        "journal" if serial or reference.kind == "misc" else "booktitle": _title(reference, "container"),
        "shortjournal": _escaped(reference.container_short),
        **_dates(reference),
        "volume": _escaped(reference.volume),
        "number": _escaped(reference.issue or reference.number),
        "pages": _escaped(reference.pages.replace("-", "--")),
        "eid": _escaped(reference.eid),
        "edition": _escaped(reference.edition),
        "series": _escaped(reference.series),
        "publisher": _escaped(reference.publisher),
        "address": _escaped(reference.place),
        **{name: _escaped(reference.extra.get(name, "")) for name in _KEPT},
        "langid": reference.language,
        "doi": reference.doi,
        "pmid": reference.pmid,
        "pmcid": reference.pmcid,
        "isbn": reference.isbn,
        "issn": reference.extra.get("issn", ""),
        "url": _verbatim(reference.url),
        "urldate": _iso(reference.accessed),
    }
    for name, text in texts.items():
        if text:
            yield name, text if name == "month" else f"{{{text}}}"


def _dates(reference: Reference) -> dict[str, str]:
    issued = reference.issued
    if issued is None:
        return {"year": _escaped(reference.extra.get("year", ""))}
    end = reference.extra.get("enddate", "")
    if end:
        return {"date": f"{_iso(issued)}/{end}"}
    month = MONTHS[issued.month - 1] if issued.month else ""
    return {"year": f"{issued.year:04d}", "month": month, "day": str(issued.day) if issued.day else ""}


def _people(names: tuple[Name, ...], *, more: bool) -> str:
    written = [_person(name) for name in names]
    return " and ".join([*written, "others"] if more else written)


def _person(name: Name) -> str:
    if name.literal:
        return f"{{{_escaped(name.literal)}}}"
    parts = (_escaped(name.family), _escaped(name.suffix), _escaped(name.given))
    return ", ".join(part.replace(",", "{,}") for part in parts if part)


def _title(reference: Reference, field: str) -> str:
    """Return a title with its marks as TeX and the author's protected words in braces again."""
    title = reference.title if field == "title" else reference.container
    pieces, end = [], 0
    for start, stop in reference.protected.get(field, ()):
        pieces += [_marked(title[end:start]), "{", _marked(title[start:stop]), "}"]
        end = stop
    text = "".join([*pieces, _marked(title[end:])])
    return text if text.count("{") == text.count("}") else _escaped(plain(title))


def _marked(text: str) -> str:
    text = _escaped(text)
    if "<" not in text:
        return text
    for mark, command in _MARKS.items():
        text = text.replace(mark, command).replace(mark.replace("<", "</"), "}")
    return text


def _escaped(text: str) -> str:
    if not _TEX_SIGNS.search(text):
        return text
    return _TEX_SIGNS.sub(lambda match: _ESCAPES.get(match[0], f"\\{match[0]}"), text)


def _verbatim(url: str) -> str:
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _iso(date: Date | None) -> str:
    if date is None:
        return ""
    parts = [f"{date.year:04d}"]
    if date.month:
        parts.append(f"{date.month:02d}")
    if date.month and date.day:
        parts.append(f"{date.day:02d}")
    return "-".join(parts)
