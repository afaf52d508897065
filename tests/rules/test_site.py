"""Links between articles: each leads to a page that is there, for the same readers, and to an anchor that it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import write
from tests.reading import AS_OF, COMMON, article
from vademecum.pipeline import Options, build
from vademecum.problems import Level

OTHER = """\
## For all {#all}

[a place]{#place}

::: for clinician
## Only clinicians {#clinic}
:::

::: for patient
## Only patients {#home}
:::
"""


def problems(folder: Path, link: str, *, audiences: str = "clinician, patient", other: str = OTHER) -> list[str]:
    files = {
        "content/gi/a.md": article(f"Text.\n\nSee [it]({link}).\n", audiences=audiences),
        "content/gi/b.md": article(other),
        "content/gi/index.md": "---\ntitle: Stomach\nlayout: page\n---\n## Here {#here}\n",
        "content/gi/draft.md": article(draft="true"),
    }
    report = build(write(folder, {**COMMON, **files}), Options(today=AS_OF))
    found = [problem for problem in report.problems if problem.level is Level.ERROR]
    assert report.failed == bool(found)
    assert {(problem.file, problem.line) for problem in found} <= {("content/gi/a.md", 8)}
    return [f"{problem.rule} {problem.column}" for problem in found]


@pytest.mark.parametrize(
    "link", ["b.md", "./b.md", "/gi/b.md", "../gi/b.md", "b.md#all", "b.md#place", "index.md#here"]
)
def test_a_link_to_what_is_there(link: str, tmp_path: Path) -> None:
    assert problems(tmp_path, link) == []


@pytest.mark.parametrize(
    ("link", "rule"),
    [
        ("c.md", "LNK-01 10"),
        ("../b.md", "LNK-01 10"),
        ("b.html", "LNK-01 10"),
        ("draft.md", "LNK-01 10"),
        ("b.md#al", "LNK-04 10"),
        ("b.md#ALL", "LNK-04 10"),
        ("#nowhere", "LNK-04 10"),
        ("index.md#nowhere", "LNK-04 10"),
    ],
)
def test_a_link_to_what_is_not_there(link: str, rule: str, tmp_path: Path) -> None:
    assert problems(tmp_path, link) == [rule]


def test_an_anchor_of_the_other_variant_is_not_there(tmp_path: Path) -> None:
    assert problems(tmp_path / "1", "b.md#clinic") == ["LNK-04 10"]
    assert problems(tmp_path / "2", "b.md#home") == ["LNK-04 10"]


def test_a_link_leads_to_the_variant_for_the_same_readers(tmp_path: Path) -> None:
    assert problems(tmp_path / "1", "b.md#clinic", audiences="clinician") == []
    assert problems(tmp_path / "2", "b.md#home", audiences="patient") == []


def test_a_link_to_an_article_without_that_variant_leads_to_its_first(tmp_path: Path) -> None:
    assert problems(tmp_path / "1", "b.md#clinic", audiences="student") == []
    assert problems(tmp_path / "2", "b.md#home", audiences="student") == ["LNK-04 10"]


def test_a_wrong_anchor_is_told_with_the_nearest(tmp_path: Path) -> None:
    problems(tmp_path, "b.md#plac")
    report = build(tmp_path, Options(today=AS_OF))
    (problem,) = (problem for problem in report.problems if problem.level is Level.ERROR)
    assert problem.message == 'content/gi/b.md has no heading or id "plac"'
    assert problem.hint == 'did you mean "place"?'
