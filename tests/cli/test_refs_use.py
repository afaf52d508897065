"""``refs list``, ``unused`` and ``duplicates`` on small sites."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.building import article, contents, run, write

BIB = """\
@article{alpha, author = {Alpha, Ada}, title = {First trial}, journal = {Lancet}, year = {2019}, volume = {1},
  pages = {1--9}, doi = {10.1000/alpha}}
@article{beta, author = {Beta, Bo}, title = {Second trial}, journal = {BMJ}, year = {2020}, volume = {2},
  pages = {1--9}, crossref = {parent}}
@misc{listed, title = {Listed only}, year = {2001}}
@misc{further, title = {Further reading}, year = {2001}}
@misc{idle, title = {Nobody needs this one}, year = {2001}}
@xdata{store, publisher = {P}}
@book{inherits, author = {X, Y}, title = {B}, year = {2001}, xdata = {store}}
@proceedings{parent, title = {P}, year = {2001}}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(
        tmp_path,
        {
            "pyproject.toml": '[tool.vademecum]\nbase-url = "https://example.org/"\npublish = "approved"\n',
            "references.bib": BIB,
            "content/_audiences/clinician.md": "---\nlabel: Clinician\n---\nText.\n",
            "content/_audiences/patient.md": "---\nlabel: Patient\n---\nText.\n",
            "content/a.md": article(
                "Both [@alpha].\n\n::: for clinician\nMore [@beta].\n:::\n",
                audiences="[clinician, patient]",
                nocite="'@listed'",
                further_reading="[further]",
            ),
            "content/gi/draft.md": article("A draft [@alpha].\n", draft="true"),
        },
    )


def test_a_list_counts_articles(site: Path) -> None:
    done = run(site, "refs", "list")
    assert done.code == 0
    assert done.out.splitlines() == [
        "alpha     Alpha 2019                  2 articles",
        "beta      Beta 2020                   1 article",
        "listed    Listed only 2001            1 article",
        "further   Further reading 2001        not cited",
        "idle      Nobody needs this one 2001  not cited",
        "store     store                       not cited",
        "inherits  X 2001                      not cited",
        "parent    P 2001                      not cited",
    ]
    assert done.err == ""


def test_a_list_names_articles_and_variants(site: Path) -> None:
    done = run(site, "refs", "list", "--cited-by")
    assert done.out.splitlines()[:5] == [
        "alpha     Alpha 2019                  2 articles",
        "    content/a.md (clinician, patient)",
        "    content/gi/draft.md (everyone)",
        "beta      Beta 2020                   1 article",
        "    content/a.md (clinician)",
    ]
    assert "    content/a.md (further reading)" in done.out


def test_a_long_name_leaves_room(site: Path) -> None:
    name = "National Institute for Health and Care Excellence Guideline Group"
    write(site, {"references.bib": f"@misc{{a, author = {{{{{name}}}}}, title = {{T}}, year = {{2001}}}}\n"})
    done = run(site, "refs", "list")
    assert done.out == "a  National Institute for Health and Care Excellence Guid… 2001  not cited\n"


def test_a_key_is_listed_with_its_articles(site: Path) -> None:
    done = run(site, "refs", "list", "beta", "beta")
    assert done.out == "beta  Beta 2020  1 article\n    content/a.md (clinician)\n"


def test_an_unknown_key_gets_a_suggestion(site: Path) -> None:
    done = run(site, "refs", "list", "alpah", "beta")
    assert done.code == 1
    assert done.out == ""
    assert done.err == 'vademecum: no entry "alpah" in the bibliography; did you mean "alpha"?\n'


def test_a_list_as_data(site: Path) -> None:
    done = run(site, "refs", "list", "--format", "json", "beta", "further")
    assert done.err == ""
    assert json.loads(done.out) == {
        "version": 1,
        "sources": [
            {
                "key": "beta",
                "label": "Beta 2020",
                "file": "references.bib",
                "line": 3,
                "articles": 1,
                "cited_by": [{"path": "content/a.md", "title": "A title", "url": "/a/", "audiences": ["clinician"]}],
                "further_reading": [],
            },
            {
                "key": "further",
                "label": "Further reading 2001",
                "file": "references.bib",
                "line": 6,
                "articles": 0,
                "cited_by": [],
                "further_reading": ["content/a.md"],
            },
        ],
    }


def test_a_list_as_a_table(site: Path) -> None:
    rows = list(csv.reader(io.StringIO(run(site, "refs", "list", "--format", "csv").out)))
    assert rows[:4] == [
        ["key", "label", "articles", "path", "audiences"],
        ["alpha", "Alpha 2019", "2", "content/a.md", "clinician patient"],
        ["alpha", "Alpha 2019", "2", "content/gi/draft.md", "everyone"],
        ["beta", "Beta 2020", "1", "content/a.md", "clinician"],
    ]
    assert ["idle", "Nobody needs this one 2001", "0", "", ""] in rows


def test_unused_entries_are_named_with_their_lines(site: Path) -> None:
    done = run(site, "refs", "unused")
    assert done.code == 0
    assert done.out == (
        "references.bib:7: idle (Nobody needs this one 2001)\n"
        "references.bib:9: inherits (X 2001)\n"
        "2 of 8 entries are used nowhere\n"
    )


def test_all_used_is_said(site: Path) -> None:
    write(site, {"content/b.md": article("All.\n", nocite="'@*'")})
    assert run(site, "refs", "unused").out == "All 8 entries are used\n"


def test_nothing_is_written(site: Path) -> None:
    before = contents(site)
    for command in ("list", "unused", "duplicates", "check"):
        run(site, "refs", command)
    run(site, "refs", "format", "--check")
    assert contents(site) == before


def test_an_error_in_an_article_is_told_of_and_the_rest_counted(site: Path) -> None:
    write(site, {"content/c.md": "---\ntitle: [\n---\n[@idle]\n"})
    done = run(site, "refs", "unused")
    assert done.code == 0
    assert "idle" in done.out
    assert done.err == (
        "vademecum: one error stands in the way, so citations may be missing here: see vademecum check\n"
    )


def test_a_broken_layout_lets_nothing_be_known(site: Path) -> None:
    write(site, {"layouts/article.html": "{% if %}"})
    for command in ("list", "unused", "duplicates"):
        done = run(site, "refs", command)
        assert done.code == 1
        assert done.out == ""
        assert "layouts/article.html:1: error LAY-" in done.err


def test_wrong_settings_are_usage(site: Path) -> None:
    write(site, {"pyproject.toml": "[tool.vademecum]\ntitel = 'x'\n"})
    done = run(site, "refs", "list")
    assert done.code == 2
    assert done.err.startswith("vademecum: pyproject.toml:2: ")


def test_no_site_is_usage(tmp_path: Path) -> None:
    assert run(tmp_path, "refs", "list").code == 2


# ---- duplicates -------------------------------------------------------------------------------------------------


def test_no_duplicates(site: Path) -> None:
    done = run(site, "refs", "duplicates")
    assert (done.code, done.out) == (0, "Works with more than one entry: none\n")


def test_duplicates_by_identifier_fail_and_say_what_to_keep(site: Path) -> None:
    twins = (
        "@article{twin, author = {Alpha, A}, title = {First}, journal = {Lancet}, year = {2019},\n"
        "  doi = {https://doi.org/10.1000/ALPHA}}\n@misc{twin, doi = {10.1000/alpha}}\n"
    )
    write(site, {"references.bib": twins + BIB, "content/b.md": article("Text [@twin].\n")})
    done = run(site, "refs", "duplicates")
    assert done.code == 1
    assert done.out.splitlines() == [
        "Same DOI 10.1000/alpha:",
        '  references.bib:1: twin (cited by 1 article): delete, after changing "twin" to "alpha" in content/b.md',
        '  references.bib:3: twin (cited by 1 article): delete, after changing "twin" to "alpha" in content/b.md',
        "  references.bib:4: alpha (cited by 2 articles): keep",
        "Works with more than one entry: 1 by identifier",
    ]


def test_duplicates_by_title_are_a_question(site: Path) -> None:
    twin = "@article{twin, author = {Alpha, A}, title = {{First} trial.}, journal = {X}, date = {2019-04}}\n"
    write(site, {"references.bib": BIB + twin})
    done = run(site, "refs", "duplicates")
    assert done.code == 0
    assert done.out.splitlines() == [
        "Same title, year and first author, perhaps one work:",
        "  references.bib:1: alpha (cited by 2 articles)",
        "  references.bib:11: twin (not cited)",
        "Works with more than one entry: 1 by title, year and first author",
    ]
