"""A site's own table of journal abbreviations, and what is said of titles that none knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from vademecum.pipeline import Options, Report, build
from vademecum.references.journals import read_table


@pytest.mark.parametrize(
    "text",
    [
        "The Journal of Odd Results,J Odd Results\n",
        "The Journal of Odd Results;J. Odd Results\n",
        "The Journal of Odd Results\tJ Odd Results\n\n",
    ],
)
def test_three_forms_of_a_table(text: str) -> None:
    table, problems = read_table(text, "journals.csv")
    assert list(table.values()) == ["J Odd Results"]
    assert problems == ()


def test_a_line_without_an_abbreviation_is_an_error() -> None:
    _, problems = read_table("A Title,A T\nOther Title\n", "journals.csv")
    assert [(problem.line, problem.rule) for problem in problems] == [(2, "REF-04")]


def site(root: Path, settings: str) -> Report:
    """Build a site that cites one article of a journal with a long title."""
    (root / "content").mkdir()
    (root / "pyproject.toml").write_text(f'[tool.vademecum]\nbase-url = "https://a.example/"\n{settings}')
    (root / "references.bib").write_text(
        "@article{a, author={Ay, B}, title={On a}, journal={Journal of Odd Clinical Results}, year={2001},"
        " volume={1}, pages={1--2}}\n"
    )
    (root / "content" / "x.md").write_text("---\ntitle: X\ndate: 2026-01-01\n---\n\nText [@a].\n")
    return build(root, Options(today=date(2026, 11, 22), jobs=1))


def test_the_build_says_where_a_title_stayed_unabbreviated(tmp_path: Path) -> None:
    report = site(tmp_path, "")
    assert [(problem.rule, problem.file, problem.line) for problem in report.problems] == [
        ("REF-04", "references.bib", 1)
    ]


def test_the_site_s_table_is_used(tmp_path: Path) -> None:
    (tmp_path / "journals.csv").write_text("Journal of odd clinical results,J Odd Clin Results\n")
    report = site(tmp_path, 'journals = {file = "journals.csv"}\n')
    assert report.problems == ()
    assert "<i>" not in (page := (tmp_path / "site" / "x" / "index.html").read_text())
    assert "On a. J Odd Clin Results. 2001;1:1" in page


def test_iso4_shortens_word_by_word(tmp_path: Path) -> None:
    pytest.importorskip("pyiso4", reason="the extra journals is not installed")
    site(tmp_path, "journals = {iso4 = true}\n")
    assert "J Odd Clin Results" in (tmp_path / "site" / "x" / "index.html").read_text()


def test_a_missing_table_is_an_error_in_the_settings(tmp_path: Path) -> None:
    report = site(tmp_path, 'journals = {file = "none.csv"}\n')
    assert report.settings_wrong
    assert "there is no none.csv" in report.problems[0].message
