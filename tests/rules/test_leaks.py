"""What one audience alone may read is found wherever it comes out on the page of another."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest

from tests.rules.laying import said
from vademecum.problems import Problem
from vademecum.rules.example_site import ARTICLE, REVIEWED, article
from vademecum.rules.rule import Example

THEIRS = "Start with 30 mg as a long-acting depot injection every month [@strosberg2017], and check the label twice."
BODY = f"""\
Both of you read this sentence on the same page.

::: for clinician
{THEIRS}

- a dose of two hundred millicuries for each infusion
:::

::: for patient
Ask your team about it.
:::
"""
DISCLAIMER = '<section class="disclaimer" data-audience="{{ article.disclaimer.audience }}">%s</section>\n'


def leaks(layout: str, tmp_path: Path, *, body: str = BODY, front: str = REVIEWED) -> list[Problem]:
    """Return what is said of leaks when a layout prints something after the disclaimer."""
    files: dict[str, str | bytes] = {
        ARTICLE: article(f"audiences: [clinician, patient]\n{front}", body),
        "layouts/parts/disclaimer.html": DISCLAIMER % "{{ article.disclaimer.html }}" + layout,
    }
    return [problem for problem in said(Example(files=files), tmp_path) if problem.rule == "AUD-07"]


@pytest.mark.parametrize(
    "layout",
    [
        "<p>Start with 30 mg as a long-acting depot injection every month.</p>",
        "<p>Start with 30 <b>mg</b> as a month<sup>[1]</sup>, and check the label twice.</p>",
        '<p title="Start with 30 mg as a long-acting depot injection">Dose</p>',
        f'<script type="application/json">{json.dumps({"text": THEIRS})}</script>',
        f"<p>{escape('A dose: a dose of two hundred millicuries for each infusion')}</p>",
    ],
)
def test_a_leak_is_found_in_every_form(layout: str, tmp_path: Path) -> None:
    (problem,) = leaks(layout, tmp_path)
    assert problem.file == "layouts/article.html"
    assert problem.message.startswith("/a/patient/: the page for patient holds what only clinician may read: ")


@pytest.mark.parametrize(
    "layout",
    [
        "",
        "<p>Both of you read this sentence on the same page.</p>",
        "<p>{{ article.body }}</p>",
        "<p>Start with 30 mg.</p>",
    ],
)
def test_what_both_may_read_is_no_leak(layout: str, tmp_path: Path) -> None:
    assert leaks(layout.replace("article.body", "article.title"), tmp_path) == []


@pytest.mark.parametrize(
    "field", ["further-reading: [strosberg2017]", "funding: A fund for research into midgut tumors of adults"]
)
def test_words_that_the_page_shows_anyway_are_no_leak(field: str, tmp_path: Path) -> None:
    told = "Phase 3 trial of 177Lu-Dotatate for midgut neuroendocrine tumors" if "reading" in field else field[9:]
    body = BODY.replace(THEIRS, f"{told}.").replace("[@strosberg2017]", "")
    front = "\n".join(line for line in REVIEWED.splitlines() if not line.startswith("funding")) + f"\n{field}\n"
    assert leaks("", tmp_path, body=body, front=front) == []


def test_another_variants_description_is_no_metadata_of_this_one(tmp_path: Path) -> None:
    front = REVIEWED.replace("status", "description: How often the depot is given and what to watch\nstatus")
    maps = "{clinician: {description: For those who give the depot injection themselves}, patient: {title: Yours}}"
    layout = '<p lang="en">For those who give the depot injection themselves</p>'
    files: dict[str, str | bytes] = {
        ARTICLE: article(f"audiences: {maps}\n{front}", BODY),
        "layouts/parts/disclaimer.html": DISCLAIMER % "{{ article.disclaimer.html }}" + layout,
    }
    found = [problem for problem in said(Example(files=files), tmp_path) if problem.rule == "AUD-07"]
    assert ["patient holds" in problem.message for problem in found].count(True) == 1


def test_an_article_of_one_variant_has_nothing_to_leak(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        ARTICLE: article(f"audiences: [clinician]\n{REVIEWED}", BODY.replace("::: for patient", "::: for clinician")),
        "layouts/parts/disclaimer.html": DISCLAIMER % "{{ article.disclaimer.html }}" + f"<p>{THEIRS}</p>",
    }
    assert [problem for problem in said(Example(files=files), tmp_path) if problem.rule == "AUD-07"] == []
