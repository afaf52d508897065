"""A bibliography cut at its entries: each piece read alone is what the whole file says."""

from __future__ import annotations

import pytest

from vademecum.model.references import Bibliography, Pieces
from vademecum.references.bibliography import read_bibliography
from vademecum.references.bibtex.pieces import cut, lines_of, mark, pieces_of, read_piece

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
    return pieces_of(text, whole(text).entries)


def test_each_piece_is_what_the_whole_says() -> None:
    found = pieces(BIB)
    assert found is not None
    assert (found.keys, found.lines) == (("a", "b", "c"), (3, 7, 10))
    parts = cut(BIB)
    assert "".join(parts) == BIB
    assert (lines_of(parts), tuple(mark(part) for part in parts)) == (found.lines, found.marks)
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
        "@misc{a, title = {T}}\n@misc{b, title = {T}}\n",
        "@misc{a, title = {T}}}\n",
        "@misc{a, title = {T}, title = {T}}\n",
        "@misc{a, title = x}\n",
        "@misc{a, xdata = {b}}\n",
        "@misc{a, title = {T}\n",
        "@comment{a}\n",
        "",
    ],
)
def test_a_piece_with_anything_unusual_is_not_read_alone(part: str) -> None:
    assert read_piece("r.bib", part, 1) is None
