"""What the rules about wording look at, beside their examples: where they report, and when they keep silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import said
from vademecum.rules.example_site import ARTICLE, REVIEWED, SETTINGS, article
from vademecum.rules.rule import Example

_PATIENT = f"audiences: [patient]\n{REVIEWED}"
_BOTH = f"audiences: [clinician, patient]\n{REVIEWED}"


def found(tmp_path: Path, body: str, *, front: str = REVIEWED, settings: str = SETTINGS) -> list[str]:
    """Return ``line:column rule`` of every problem, lines counted in the body."""
    example = Example(files={ARTICLE: article(front, body), "pyproject.toml": settings})
    first = 3 + front.count("\n")
    return [f"{each.line - first}:{each.column} {each.rule}" for each in said(example, tmp_path)]


@pytest.mark.parametrize(
    "body",
    [
        "| Group [@strosberg2017] | Died |\n|---|---|\n| A | 12% |\n",
        "| Group | Died |\n|---|---|\n| A [@strosberg2017] | 12% |\n",
        "| Group | Died |\n|---|---|\n| A | 12% |\n\n: Deaths [@strosberg2017]\n",
        "Deaths were few [@strosberg2017]:\n\n- 12% in one group\n- 5% in the other\n",
        "Deaths were few [@strosberg2017]:\n\n| Group | Died |\n|---|---|\n| A | 12% |\n",
        "It was 12%.[^1]\n\n[^1]: See @strosberg2017.\n",
        "## Does it lower the risk by 12%?\n\nSee below.\n",
        "::: warning 12% of what?\nAsk.\n:::\n",
        "    about 12%\n",
        "Give 100% oxygen.\n",
    ],
)
def test_a_claim_with_a_source_is_left_alone(body: str, tmp_path: Path) -> None:
    assert found(tmp_path, body) == []


def test_a_claim_is_reported_where_it_stands(tmp_path: Path) -> None:
    table = "| A | B |\n|---|---|\n| one | 5 mg twice |\n"
    body = f"First line,\nthen *about* 12% of them.\n\n{table}\nDone in 3% [@strosberg2017].\n"
    assert found(tmp_path, body) == ["2:14 CIT-06", "6:9 CIT-06"]


@pytest.mark.parametrize("lang", ["de", "fr-CA"])
def test_only_english_is_read(lang: str, tmp_path: Path) -> None:
    body = "It raises the risk by 12%. You should take 5 mg of an MRA.\n"
    assert found(tmp_path, body, front=f"lang: {lang}\n{_PATIENT}") == []
    assert {each.split()[1] for each in found(tmp_path, body, front=f"lang: en-GB\n{_PATIENT}")} == {
        "CIT-06",
        "DSC-03",
        "RDB-02",
        "RDB-03",
    }


def test_plain_words_are_asked_for_by_the_audience(tmp_path: Path) -> None:
    body = "You should take an MRA. It halves the risk of a clot [@strosberg2017].\n"
    assert {each.split()[1] for each in found(tmp_path, body, front=_PATIENT)} == {"DSC-03", "RDB-02", "RDB-03"}
    assert found(tmp_path, body, front=_PATIENT.replace("patient", "clinician")) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("::: for patient\nAbout 12 weeks.\n:::\n::: for clinician\nTwelve weeks, 3 months.\n:::\n", []),
        ("::: for patient\nAbout 12 weeks.\n:::\n::: for clinician\nTwo weeks.\n:::\n", ["2:7 AUD-02"]),
        ("::: for clinician\n::: danger\nKidneys.\n:::\n:::\n\nText.\n", ["1:0 AUD-02"]),
        ("::: danger\nKidneys.\n:::\n", []),
    ],
)
def test_variants_say_the_same(body: str, expected: list[str], tmp_path: Path) -> None:
    body = body.replace(
        "::: for clinician\n::: danger\nKidneys.\n:::\n:::", ":::: for clinician\n::: danger\nKidneys.\n:::\n::::"
    )
    assert found(tmp_path, body, front=_BOTH) == expected


def test_raised_numbers_are_looked_at_where_numbers_are_raised(tmp_path: Path) -> None:
    body = "It grew to 5 mm [@strosberg2017]. Of 12[@strosberg2017] none died [@strosberg2017].\n"
    raised = SETTINGS.replace("[tool.vademecum]\n", '[tool.vademecum]\ncitation-marker = "superscript"\n')
    assert found(tmp_path, body) == []
    assert found(tmp_path, body, settings=raised) == ["1:12 CIT-07", "1:38 CIT-07"]


@pytest.mark.parametrize(
    ("front", "line"), [("title: A\ndescription: See [@strosberg2017]\n", 3), ("title: What of [@strosberg2017]\n", 2)]
)
def test_titles_and_descriptions_hold_no_citation(front: str, line: int, tmp_path: Path) -> None:
    example = Example(files={ARTICLE: f"---\n{front}---\nText.\n"})
    assert [(each.rule, each.line) for each in said(example, tmp_path) if each.rule == "CIT-05"] == [("CIT-05", line)]
