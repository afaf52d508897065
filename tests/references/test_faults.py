"""Broken and unusual notation: what is kept, and what an author is told with line and column."""

from __future__ import annotations

from time import process_time

import pytest

from tests.references.cases import decoded, read_cases
from vademecum.references.bibliography import read_bibliography


@pytest.mark.parametrize(
    ("bib", "expected"), [pytest.param(*case[1:], id=case[0]) for case in read_cases("faults.txt", 2)]
)
def test_every_fault_is_told_and_no_neighbour_lost(bib: str, expected: str) -> None:
    bibliography, problems = read_bibliography([("a.bib", bib.encode())])
    kept = " ".join(bibliography.entries)
    faulty = f" ; faulty: {' '.join(bibliography.faulty)}" if bibliography.faulty else ""
    told = [f"{each.line}:{each.column} {each.level} {each.rule} {each.message}" for each in problems]
    assert "\n".join([kept + faulty, *told]) == expected


def test_values_are_joined_and_spaces_folded() -> None:
    bib = '@string{nejm = "N Engl"}\n@misc{k, a = {x\n\t  y}, '
    bib += 'b = nejm # " J" # {ournal}, c = jan # "~7", d = 12, e = SEPT}'
    bibliography, problems = read_bibliography([("a.bib", bib.encode())])
    assert not problems
    entry = bibliography.entries["k"]
    assert entry.fields == {"a": "x y", "b": "N Engl Journal", "c": "jan~7", "d": "12", "e": "sep"}
    assert entry.field_lines == {"a": 0, "b": 1, "c": 1, "d": 1, "e": 1}
    assert (entry.place_of("a").line, entry.place_of("b").line, entry.place_of("z").line) == (2, 3, 2)


def test_abbreviations_of_one_file_serve_the_next() -> None:
    files = [("a.bib", b'@string{x = "X"}'), ("b.bib", b"@misc{k, title = x}")]
    bibliography, problems = read_bibliography(files)
    assert not problems
    assert bibliography.entries["k"].fields == {"title": "X"}
    assert bibliography.files == ("a.bib", "b.bib")


def test_a_key_that_stands_in_two_files_names_both() -> None:
    _, (problem,) = read_bibliography([("a.bib", b"@misc{k, title={A}}"), ("b.bib", b"\n@misc{k, title={B}}")])
    assert problem.place.file == "b.bib"
    assert "a.bib:1 and b.bib:2" in problem.message


@pytest.mark.parametrize("spelling", ["\ufeff@misc{a, title={é}}", "@misc{a, title={e\u0301}}"])
def test_byte_order_mark_and_normal_form(spelling: str) -> None:
    bibliography, problems = read_bibliography([("a.bib", spelling.encode())])
    assert not problems
    assert bibliography.entries["a"].fields["title"] == "é"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_give_the_same_lines(line_end: str) -> None:
    bib = line_end.join(["@misc{a,", "title={A}", "}", "", "@misc{a, title={B}}", "@misc{b, title={\xff", "}"])
    _, problems = read_bibliography([("a.bib", bib.encode()), ("c.bib", bib.encode("latin-1"))])
    assert [(problem.rule, problem.line) for problem in problems] == [("REF-02", 5), ("BIB-01", 6), ("BIB-02", 6)]


def test_other_encodings_are_named_not_guessed() -> None:
    latin = "@misc{a, title={\xfc}}".encode("latin-1")
    assert read_bibliography([("a.bib", latin)], encoding="latin-1")[0].entries["a"].fields["title"] == "ü"
    for data, encoding, words in (
        (latin, "utf-8", "byte 0xfc"),
        ("@misc{a}".encode("utf-16"), "utf-8", "UTF-16"),
        (b"@misc{a}", "klingon", "not known"),
    ):
        bibliography, (problem,) = read_bibliography([("a.bib", data)], encoding=encoding)
        assert not bibliography.entries
        assert problem.rule == "BIB-02"
        assert words in problem.message


def test_a_lost_journal_is_an_error_where_it_is_cited() -> None:
    _, problems = decoded("@article{k, author={A, B}, title={T}, journal=nejm, year=2001, volume=1, pages=1}")
    told = [(problem.rule, problem.level.value) for problem in problems]
    assert told == [("BIB-04", "warning"), ("REF-01", "warning"), ("BIB-04", "error")]


def test_an_entry_inside_a_value_is_a_brace_not_closed() -> None:
    bibliography, problems = read_bibliography([("a.bib", b"@misc{a, note={x\n@misc{b, title={B}}\n}}")])
    assert (list(bibliography.entries), list(bibliography.faulty)) == (["b"], ["a"])
    assert "not closed" in problems[0].message


def test_half_an_entry_in_a_comment_line_is_an_entry_not_closed() -> None:
    _, (problem,) = read_bibliography([("a.bib", b"%@misc{a, title={A}")])
    assert "is missing" in problem.message


def test_ten_thousand_entries_take_a_moment() -> None:
    fields = (
        "author = {Smith, Ann and Jones, Bob}, title = {A {Study} of X}, journal = {J}, year = 2001, pages = {1--2}"
    )
    bib = "\n".join(f"@article{{key{index},\n{fields.replace(', ', chr(10))}\n}}" for index in range(10_000))
    bib = bib.replace("}\n", "},\n").replace("},\n@", "}\n@").replace("2001\n", "2001,\n")
    start = process_time()
    bibliography, problems = read_bibliography([("a.bib", bib.encode())])
    assert process_time() - start < 2.5
    assert len(bibliography.entries) == 10_000
    assert not problems


@pytest.mark.parametrize(
    "unit", ["@a{", "@comment{\n", "{", "}", "%@a{\n", "@a{b,c={", '@a{b,c="', "@a{b,c=d#", ",a={"]
)
def test_hostile_repetition_is_read_in_good_time(unit: str) -> None:
    start = process_time()
    read_bibliography([("a.bib", (unit * 4000).encode())])
    assert process_time() - start < 4


def test_a_web_page_with_at_signs_is_no_bibliography() -> None:
    _, problems = read_bibliography([("a.bib", b"<html><style>@media x {a}</style>me@example.org</html>")])
    assert "the file holds text but not one entry" in {problem.message for problem in problems}
