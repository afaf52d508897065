"""``refs check``: every entry, in the forms of ``build``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.building import run, write

FAULTY = """\
@article{a,
  author = {Smith, Ann},
  title = {A Trial of Many Drugs in Adults},
  journal = {J},
  year = {2001},
  doi = {10.1000}
}
@online{web, title = {Page}, url = {https://example.org/}}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(tmp_path, {"content/a.md": "---\ntitle: A\n---\n", "references.bib": FAULTY})


def test_uncited_entries_are_checked(site: Path) -> None:
    done = run(site, "refs", "check", "--as-of", "2026-11-22")
    assert done.code == 0
    assert [line.partition(";")[0].partition(": nobody")[0] for line in done.lines] == [
        'references.bib:1:1: warning REF-01: "a" (article) lacks a volume, pages, an article number (eid) or a DOI',
        'references.bib:3: warning REF-07: the title of "a" is typed In Title Case, and is printed so',
        'references.bib:6: warning REF-02: "10.1000" in doi of "a" is not a DOI',
        'references.bib:8: warning REF-03: "web" stands on the web and has no urldate',
    ]
    assert done.out == "Checked 2 entries: 4 warnings\n"


def test_strict_and_settings_are_obeyed(site: Path) -> None:
    assert run(site, "refs", "check", "--strict").code == 1
    write(site, {"pyproject.toml": '[tool.vademecum.rules]\n"REF-02" = "error"\n"REF-07" = "off"\n'})
    done = run(site, "refs", "check")
    assert done.code == 1
    assert done.out == "Checked 2 entries: 1 error, 2 warnings\n"


def test_errors_of_notation_fail(site: Path) -> None:
    write(site, {"references.bib": "@article{a,\n  title = {T\n}\n@misc{b, title = {T}}\n"})
    done = run(site, "refs", "check")
    assert done.code == 1
    assert "error BIB-01" in done.err
    assert done.out == "Checked 2 entries: 1 error, 1 warning\n"


def test_problems_as_data(site: Path) -> None:
    done = run(site, "refs", "check", "--format", "json")
    data = json.loads(done.out)
    assert data["version"] == 1
    assert data["summary"] == {"errors": 0, "warnings": 4, "due": 0, "entries": 2}
    assert data["problems"][1] == {
        "rule": "REF-07",
        "level": "warning",
        "message": 'the title of "a" is typed In Title Case, and is printed so',
        "file": "references.bib",
        "line": 3,
        "column": 0,
        "hint": "type it as in PubMed: capitals for its first word and names",
    }
    assert done.err == "Checked 2 entries: 4 warnings\n"


def test_what_time_has_caused_does_not_fail(site: Path) -> None:
    entry = "@online{web, title = {Page}, url = {https://example.org/}, urldate = {2020-01-01}}\n"
    write(site, {"references.bib": entry})
    done = run(site, "refs", "check", "--strict", "--as-of", "2026-11-22")
    assert done.code == 0
    assert "due REF-03" in done.err
    assert done.out == "Checked 1 entry: 1 due\n"


def test_a_sound_bibliography(site: Path) -> None:
    write(site, {"references.bib": "@misc{a, title = {T}}\n"})
    done = run(site, "refs", "check")
    assert (done.code, done.out, done.err) == (0, "Checked 1 entry: nothing to mend\n", "")


def test_a_missing_file_is_usage(site: Path) -> None:
    (site / "references.bib").unlink()
    done = run(site, "refs", "check")
    assert done.code == 2
    assert done.err == "vademecum: there is no references.bib here; the setting bibliography names the files to read\n"


def test_a_file_that_is_not_utf8(site: Path) -> None:
    write(site, {"references.bib": b"@misc{a, title = {\xe9}}\n"})
    done = run(site, "refs", "check")
    assert done.code == 1
    assert "references.bib:1: error BIB-02" in done.err
