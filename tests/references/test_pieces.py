"""A bibliography cut at its entries: each piece read alone is what the whole file says."""

from __future__ import annotations

import pytest

from vademecum.model.references import Bibliography, Pieces
from vademecum.references.bibliography import read_bibliography
from vademecum.references.bibtex.pieces import changed_entries, cut, lines_of, marks_of, pieces_of, read_piece

BIB = """\
About this file.

@article{a,
  title = {One {Two}},
  year = 2001
}
@book{b, title = {Two}, month = mar}

% a note
@misc{c,
  title = "Three"}
"""


def whole(text: str) -> Bibliography:
    bibliography, _ = read_bibliography([("r.bib", text.encode())])
    return bibliography


def pieces(text: str) -> Pieces | None:
    return pieces_of(text.encode(), whole(text).entries)


def test_each_piece_is_what_the_whole_says() -> None:
    found = pieces(BIB)
    assert found is not None
    assert (found.keys, found.lines) == (("a", "b", "c"), (3, 7, 10))
    parts = cut(BIB.encode())
    assert b"\n@".join(parts) == f"\n{BIB}".encode()
    assert (lines_of(parts), marks_of(parts)) == (found.lines, found.marks)
    alone = [read_piece("r.bib", part, line) for part, line in zip(parts[1:], found.lines, strict=True)]
    assert alone == list(whole(BIB).entries.values())


@pytest.mark.parametrize(
    "text",
    [
        f"@string{{x = {{y}}}}\n{BIB}",
        f"@comment{{x}}\n{BIB}",
        f"{BIB}@article{{a, title = {{Again}}}}\n",
        f"{BIB}@inbook{{d, crossref = {{b}}, title = {{Four}}}}\n",
        f"{BIB} @misc{{d, title = {{Four}}}}\n",
        BIB.replace("One {Two}", "One\n@misc{d, title = {Two}}"),
    ],
)
def test_a_file_with_anything_unusual_is_not_cut(text: str) -> None:
    assert pieces(text) is None


@pytest.mark.parametrize(
    "part",
    [
        "misc{a, title = {T}} @misc{b, title = {T}}\n",
        "misc{a, title = {T}}}\n",
        "misc{a, title = {T}, title = {T}}\n",
        "misc{a, title = x}\n",
        "misc{a, xdata = {b}}\n",
        "misc{a, title = {T}\n",
        "misc{a, title = {T\N{COMBINING ACUTE ACCENT}e\N{COMBINING ACUTE ACCENT}}}\n",
        "misc{a,\r\n title = {T}}\n",
        "misc{a, title = {T\0}}\n",
        "comment{a}\n",
        "",
    ],
)
def test_a_piece_with_anything_unusual_is_not_read_alone(part: str) -> None:
    assert read_piece("r.bib", part.encode(), 1) is None


def test_a_piece_that_is_no_text_is_not_read_alone() -> None:
    assert read_piece("r.bib", b"misc{a, title = {T\xff}}", 1) is None


def changed(text: str) -> list[str | None]:
    """Return the keys of what is seen to have changed in the file."""
    held, parts = pieces(BIB), cut(text.encode())
    assert held is not None
    return [each.key if each else None for each in changed_entries("r.bib", parts, marks_of(parts), held)]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (BIB, []),
        (BIB.replace("2001", "2002"), ["a"]),
        (BIB.replace("2001", "2002").replace("Three", "Four"), ["a", "c"]),
        (BIB.replace("Three", "Four").rstrip(), ["c"]),
        (f"{BIB}\n\n", ["c"]),
        (BIB.replace("2001", "2001,"), ["a"]),
        (BIB.replace("2001\n", "2001\n\n"), [None]),
        (BIB.replace("About", "On"), [None]),
        (BIB.replace("@book{b", "@book{d"), [None]),
        (f"{BIB}@misc{{d, title = {{T}}}}\n", [None]),
    ],
)
def test_what_changed_is_found(text: str, seen: list[str | None]) -> None:
    assert changed(text) == seen
