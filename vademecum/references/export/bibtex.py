"""A reference as clean BibTeX: what is printed and identifies the work, nothing private of the author's file."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
Fields = tuple[tuple[str, str], ...]
"""(name, text): what has no text is left out."""
Spans = Sequence[tuple[int, int]]
_MARKS = {"<i>": r"\emph{", "<sup>": r"\textsuperscript{", "<sub>": r"\textsubscript{"}


def to_bibtex(reference: Reference) -> str:
    """Return one entry in UTF-8 BibTeX, fields in a fixed order, ending in a newline."""
    key = _SAFE_KEY.sub("_", reference.key) or "reference"
    lines = [f"  {name} = {{{text}}},\n" for name, text in _written(reference) if text]
    lines += [
        f"  {name} = {text if name == 'month' else f'{{{escaped(text)}}}'},\n"
        for name, text in _texts(reference)
        if text
    ]
    lines += [f"  {name} = {{{text}}},\n" for name, text in _as_they_stand(reference) if text]
    return f"@{reference.kind}{{{key},\n{''.join(lines)}}}\n"


def _written(reference: Reference) -> Fields:
    """Return the fields that hold braces and commands of their own."""
    journal = reference.kind == "misc" or work_of(reference) in SERIAL
    protected = reference.protected
    return (
        ("author", people(reference.authors, more=reference.more_authors)),
        ("editor", people(reference.editors, more=reference.more_editors)),
        ("title", _title(reference.title, protected.get("title", ()))),
        ("journal" if journal else "booktitle", _title(reference.container, protected.get("container", ()))),
    )


def _texts(reference: Reference) -> Fields:
    extra = reference.extra
    return (
        ("shortjournal", reference.container_short),
        *_dates(reference),
        ("volume", reference.volume),
        ("number", reference.issue or reference.number),
        ("pages", reference.pages.replace("-", "--")),
        ("eid", reference.eid),
        ("edition", reference.edition),
        ("series", reference.series),
        ("publisher", reference.publisher),
        ("address", reference.place),
        *((name, extra[name]) for name in _KEPT if name in extra),
    )


def _as_they_stand(reference: Reference) -> Fields:
    return (
        ("langid", reference.language),
        ("doi", reference.doi),
        ("pmid", reference.pmid),
        ("pmcid", reference.pmcid),
        ("isbn", reference.isbn),
        ("issn", reference.extra.get("issn", "")),
        ("url", verbatim(reference.url)),
        ("urldate", _iso(reference.accessed)),
    )


def _dates(reference: Reference) -> Fields:
    issued = reference.issued
    if issued is None:
        return (("year", reference.extra.get("year", "")),)
    end = reference.extra.get("enddate", "")
    if end:
        return (("date", f"{_iso(issued)}/{end}"),)
    month = MONTHS[issued.month - 1] if issued.month else ""
    return ("year", f"{issued.year:04d}"), ("month", month), ("day", str(issued.day) if issued.day else "")


def people(names: tuple[Name, ...], *, more: bool) -> str:
    """Return a list of names as BibTeX writes it."""
    if not names:
        return "others" if more else ""
    two_parts = [f"{name.family}, {name.given}" for name in names if name.given and not name.suffix]
    written = " and ".join(two_parts)
    if len(two_parts) == len(names) == written.count(","):
        written = escaped(written)
    else:  # an organisation, a suffix, a name of one part or with a comma in it
        written = " and ".join([_person(name) for name in names])
    return f"{written} and others" if more else written


def _person(name: Name) -> str:
    if name.literal:
        return f"{{{escaped(name.literal)}}}"
    parts = filter(None, (name.family, name.suffix, name.given))
    return ", ".join([escaped(part).replace(",", "{,}") for part in parts])


def _title(title: str, protected: Spans) -> str:
    """Return a title with its marks as TeX and the author's protected words in braces again."""
    if not protected:
        text = _marked(title)
    else:
        pieces, end = [], 0
        for start, stop in protected:
            pieces += [_marked(title[end:start]), "{", _marked(title[start:stop]), "}"]
            end = stop
        text = "".join([*pieces, _marked(title[end:])])
    return text if text.count("{") == text.count("}") else escaped(plain(title))


def _marked(text: str) -> str:
    text = escaped(text)
    if "<" not in text:
        return text
    for mark, command in _MARKS.items():
        text = text.replace(mark, command).replace(mark.replace("<", "</"), "}")
    return text


def escaped(text: str) -> str:
    """Return a text in which nothing is a command of TeX."""
    if not _TEX_SIGNS.search(text):
        return text
    return _TEX_SIGNS.sub(lambda match: _ESCAPES.get(match[0], f"\\{match[0]}"), text)


def verbatim(url: str) -> str:
    """Return an address as a field of BibTeX holds it."""
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
