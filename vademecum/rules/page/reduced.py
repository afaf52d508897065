"""A page reduced to what can matter, so that what many pages have alike is looked at once.

What is left out are pieces that the grammar tells to be inert (`grammar`), and what is put in their place are marks.
Running text, addresses within the site and days become marks too, where the check asks no more of them than that they
are there.

Why a page may be judged by what it is reduced to: a parser that has come to a mark is in a certain state. If the mark
stands, in the tree of the reduced page, as what it was put in for (an element, an attribute's value, running text),
that state is the one in which the piece that it stands for begins; and from there on each piece leaves the parser, by
its grammar, as its mark does. So the tree of the page is the tree of the reduced page with the pieces put back.
Whether every mark stands so is looked at in `placed`. A piece may hold what a page must not lack: then more faults are
found than there are, and the page is looked at whole. It cannot hold what would be a fault: its grammar knows nothing
of the kind. Ids alone can, and they are kept.

Pieces are looked for in parts of a page, and where it is parted is no matter: the parts are put together again as they
stood, and it is the tree of the whole in which every mark is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from markupsafe import escape
from msgspec import Struct
from msgspec.structs import replace

from vademecum.rules.page.active import is_json
from vademecum.rules.page.expected import Expected
from vademecum.rules.page.grammar import DATA, KEPT, MARK, NEAR, OURS, PARTS, SILENT, TEXT, WORDS, lists, references
from vademecum.rules.page.parts import CLAIMS
from vademecum.urls import encode_id

WORD = OURS[1]
"""Running text that stands for another."""
DATUM = '["vm-some-data"]'
"""Structured data that stand for others."""
PIECE = f'<vm-piece class="{MARK}"><form><br></form></vm-piece>'
"""What stands for a piece: an element that a parser leaves where it is, and one that it shuts at once while a table is
open, wherever that stands."""
ITEM = f"ref-{encode_id(MARK)}"
"""The id of an item that stands for all of a list of references."""
_ITEM = f'<li id="{ITEM}">{PIECE}{WORD}</li>'
_SILENT = f'<meta name="{MARK}">\n'
_BEGINNING = '<li id="ref-'


class Reduced(Struct, frozen=True, kw_only=True):
    """What a page is reduced to."""

    page: str
    expected: Expected
    """What it has to say, in marks where the page holds marks."""
    ids: tuple[str, ...]
    """The ids that stand in what was left out."""


def is_marked(source: str, expected: Expected) -> bool:
    """Return whether a page, or what is asked of it, holds marks already."""
    notes = [note for _, note in expected.lay_authors]
    said = "".join([expected.contact, expected.disclaimer, expected.ai, *expected.reviewers, *notes])
    return any(letter in source or letter in said for letter in OURS)


def reduce_page(source: str, expected: Expected, *, words: bool = True) -> Reduced:
    """Return what a page is reduced to; without ``words``, no text, list, day or address becomes a mark."""
    ids: list[str] = []
    head, data, behind, end = _head(source, expected)
    body, references = _without_pieces(source, end, expected, ids)
    if words:
        head, behind, body = _in_words(head), _in_words(behind), _in_body(body, expected, ids)
    page, times = f"{head}{data}{behind}{body}", expected.times
    if words and times:
        page, times = _without_days(page, times)
    asked = replace(expected, url="", texts=(), references=references, times=times)
    return Reduced(page=page, expected=asked, ids=tuple(ids))


def _head(source: str, expected: Expected) -> tuple[str, str, str, int]:
    """Return what becomes of a head before its structured data, of these, and of what is behind them; and its end.

    They are looked for first, as they are the longest part of most heads.
    """
    start = source.find(DATA) + len(DATA)
    stop = source.find("<", start) if start >= len(DATA) else -1
    end = source.find("</head>", stop) if stop >= 0 else -1
    if end < 0:
        start, stop, end = 0, 0, max(source.find("</head>"), 0)
    data = source[start:stop]
    if data and source.startswith("</script>", stop) and _is_spared(data, expected):
        data = DATUM
    return SILENT.sub(_SILENT, source[:start]), data, SILENT.sub(_SILENT, source[stop:end]), end


def _is_spared(data: str, expected: Expected) -> bool:
    """Return whether structured data are JSON, and claim no review that does not hold."""
    return is_json(data) and (expected.status == "approved" or not any(claim in data for claim in CLAIMS))


def _without_pieces(page: str, start: int, expected: Expected, ids: list[str]) -> tuple[str, tuple[str, ...]]:
    """Leave out texts and references from ``start`` on; return what is left and the keys to be looked for in it.

    They are looked for one behind the other, as our layouts have them: what stands elsewhere stays, which costs time
    alone. Of the references one item is left, if all that are cited are among those that it stands for.
    """
    left: list[str] = []
    for text in expected.texts:
        place = _find(page, text, start) if text.startswith("<") else -1  # as its mark does
        if place >= 0 and TEXT.fullmatch(text):
            _keep_ids(text, ids)
            left += page[start:place], PIECE
            start = place + len(text)
    cited = expected.references
    found = references().match(page, place) if cited and (place := page.find(_BEGINNING, start)) >= 0 else None
    if found is not None:
        listed = [item[: item.index('"')] for item in found[0].split(_BEGINNING)[1:]]
        if {encode_id(key) for key in cited} <= {*listed}:
            ids += [f"ref-{key}" for key in listed]
            left += page[start:place], _ITEM
            start, cited = found.end(), (MARK,)
    return "".join([*left, page[start:]]), cited


def _find(page: str, text: str, start: int) -> int:
    """Return where a text stands unchanged; its beginning is looked for, which is quicker than all of it."""
    beginning = text[:80]
    place = page.find(beginning, start)
    while place >= 0 and not page.startswith(text, place):
        place = page.find(beginning, place + 1)
    return place


def _keep_ids(piece: str, ids: list[str]) -> None:
    """Add the ids in a piece, and what looks like one in its words."""
    ids.extend([rest.partition('"')[0] for rest in piece.split(' id="')[1:]])


def _in_body(body: str, expected: Expected, ids: list[str]) -> str:
    """Leave out lists, and put marks for text and addresses, but in parts of which more is asked."""
    told = tuple(str(escape(text)) for text in (expected.ai, *(note for _, note in expected.lay_authors)) if text)
    whole = (*told, f'"{expected.contact}"') if expected.contact else told
    reviewed = bool(expected.audience)
    before, begin, rest = body.partition("<main")
    within, end, behind = rest.rpartition("</main>")
    if not begin or not end:
        return _in_part(body, told, whole, ids, reviewed=reviewed)
    before, ids_before = _around(before, told, whole, reviewed=reviewed)
    behind, ids_behind = _around(behind, told, whole, reviewed=reviewed)
    ids += ids_before
    ids += ids_behind
    return f"{before}{begin}{_in_part(within, told, whole, ids, reviewed=reviewed)}{end}{behind}"


@lru_cache(maxsize=64)
def _around(part: str, told: tuple[str, ...], whole: tuple[str, ...], *, reviewed: bool) -> tuple[str, tuple[str, ...]]:
    """Return what becomes of what stands around the main part, as it does on many pages, and the ids left out of it."""
    ids: list[str] = []
    return _in_part(part, told, whole, ids, reviewed=reviewed, number=False), tuple(ids)


def _in_part(
    part: str, told: tuple[str, ...], whole: tuple[str, ...], ids: list[str], *, reviewed: bool, number: bool = True
) -> str:
    """Reduce a part of a body; lists that hold one of the texts of ``whole`` stay.

    No part is asked for, and so none is kept, in a page that is not ``reviewed``. ``number``: where it is asked how
    many places links lead to, their addresses become marks too, a mark for each.
    """

    def leave_out(found: re.Match[str]) -> str:
        piece = found[0]
        for text in whole:
            if text in piece:
                return piece
        if reviewed and ' class="' in piece and PARTS.search(piece):
            return piece
        if ' id="' in piece:
            _keep_ids(piece, ids)
        return PIECE

    parts = KEPT.split(part) if reviewed else [part]
    del parts[2::3]
    parts[::2] = [_in_words(lists().sub(leave_out, free), told) for free in parts[::2]]
    if number:
        numbered = _numbered()
        parts[1::2] = [NEAR.sub(numbered, kept) for kept in parts[1::2]]
    return "".join(parts)


def _in_words(part: str, told: Sequence[str] = ()) -> str:
    """Put marks for running text, but what is told word for word, and for addresses within the site."""
    if told:
        part = WORDS.sub(lambda found: found[0] if any(text in found[0] for text in told) else f">{WORD}<", part)
    else:
        part = WORDS.sub(f">{WORD}<", part)
    return NEAR.sub(_near, part)


def _near(found: re.Match[str]) -> str:
    return f' {found[1]}="{MARK}"'


def _numbered() -> Callable[[re.Match[str]], str]:
    """Return what puts a mark of its own for each address."""
    known: dict[str, str] = {}
    return lambda found: f' {found[1]}="{known.setdefault(found[0], f"{MARK}-{len(known)}")}"'


def _without_days(page: str, times: tuple[tuple[str, str], ...]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Put marks for days that a page must show: one for each."""
    marks = {day: f"{MARK}-{number}" for number, (_, day) in enumerate(times)}
    for day, mark in marks.items():
        page = page.replace(f'datetime="{day}"', f'datetime="{mark}"')
    return page, tuple((name, marks[day]) for name, day in times)
