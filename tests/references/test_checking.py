"""What ``refs check`` tells of entries, beyond what reading and decoding them tells."""

from __future__ import annotations

from datetime import date

import pytest

from vademecum.problems import Problem
from vademecum.references.bibliography import read_bibliography
from vademecum.references.checking import entry_problems
from vademecum.today import Today

TODAY = date(2026, 11, 22)


def problems(text: str) -> list[Problem]:
    bibliography, _ = read_bibliography([("a.bib", text.encode())])
    return list(entry_problems(bibliography, Today(TODAY)))


def said(text: str) -> list[str]:
    return [f"{problem.line} {problem.level} {problem.rule}" for problem in problems(text)]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("@online{a,\ntitle={T},\nurl={https://e.org/}\n}", ["3 warning REF-03"]),
        ("@online{a,\ntitle={T},\nurl={https://e.org/},\nurldate={2026-01-02}\n}", []),
        ("@online{a,\ntitle={T},\nurl={https://e.org/},\nurldate={2024-11-02}\n}", []),
        ("@online{a,\ntitle={T},\nurl={https://e.org/},\nurldate={2024-10}\n}", ["4 due REF-03"]),
        ("@online{a,\ntitle={T},\nurl={https://e.org/},\nnote={Accessed May 1, 2024}\n}", ["1 due REF-03"]),
        ("@online{a,\ntitle={T},\nurl={https://e.org/},\ndoi={10.1000/1}\n}", []),
        ("@online{a,\ntitle={T}\n}", ["1 warning REF-01", "1 warning REF-03"]),
        ("@report{a,\ntitle={T}, institution={I}, year={2001},\nurl={https://e.org/}\n}", ["3 warning REF-03"]),
        (
            "@article{a,\ntitle={T}, journal={J}, year={2001}, volume={1}, pages={2},\nurl={https://e.org/},\npmid={1}}",
            [],
        ),
        ("@misc{a,\ntitle={T}}", []),
    ],
)
def test_a_web_source_says_when_it_was_read(entry: str, expected: list[str]) -> None:
    assert said(entry) == expected


def test_the_missing_day_is_told_once() -> None:
    (first, second) = problems("@online{a,\ntitle={T}\n}")
    assert "urldate" not in first.message
    assert "urldate" in second.message
    assert second.hint.endswith("urldate = {YYYY-MM-DD}")


def test_title_case_is_told_of() -> None:
    base = "author={A, B}, journal={J}, year={2001}, volume={1}, pages={2}"
    assert said(f"@article{{a, {base},\ntitle={{A Trial of Many Drugs in Adults}}}}") == ["2 warning REF-07"]
    assert said(f"@article{{a, {base},\ntitle={{A trial of many drugs in Adults}}}}") == []
    assert said(f"@article{{a, {base},\ntitle={{Eine Studie Mit Vielen Mitteln Hier}}, langid={{german}}}}") == []


def test_a_store_of_fields_is_no_work() -> None:
    assert said("@xdata{a, publisher={P}}") == []
    assert said("@xdata{a,\nauthor={A and }}") == ["2 warning BIB-03"]


def test_what_decoding_tells_is_told() -> None:
    text = (
        "@book{a,\nauthor={A, B},\ntitle={\\foo{T}},\npublisher={P},\nyear={2001},\nisbn={9780470013198},\n"
        "doi={nonsense}\n}"
    )
    assert sorted(said(text)) == ["3 warning BIB-04", "6 warning REF-02", "7 warning REF-02"]
