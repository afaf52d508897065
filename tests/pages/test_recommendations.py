"""Recommendations of the front matter on their page: graded in words, sourced by number, part of what is approved."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml.html import HtmlElement

from tests.building import write
from tests.reading import AS_OF, COMMON, article, built
from vademecum.pipeline import Options, build, survey
from vademecum.problems import Level

ADVICE = """
  - text: We recommend *octreotide* [@gamma, p. 3].
    strength: strong
    certainty: very low
    refs: [alpha]
    year: 2017
    reason: It is safe.
  - {text: We suggest rest, strength: conditional, certainty: moderate, refs: [delta], for: [patient]}"""


def words(element: HtmlElement) -> str:
    """Return the text of an element, white space folded."""
    return " ".join(element.text_content().split())


def section(page: HtmlElement) -> HtmlElement:
    """Return the part of a page that holds the recommendations."""
    (found,) = page.find_class("recommendations")
    return found


def test_they_stand_before_the_text_and_are_numbered_before_it(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/a.md": article("A fact [@omega; @alpha].\n", recommendations=ADVICE)})
    page = site.page("/a/")
    (item,) = section(page).iter("li")
    assert words(item) == (
        "We recommend octreotide [1 (p 3)]. [2] Strong recommendation ⊕◯◯◯ Very low certainty of evidence 2017 "
        "Why it is strong all the same: It is safe."
    )
    assert [each.get("data-key") for each in page.find_class("references")[0]] == ["gamma", "alpha", "omega"]
    assert words(page.find_class("prose")[0]).endswith("A fact [2,3].")
    assert [each.get("aria-hidden") for each in section(page).iter("span") if "⊕" in (each.text or "")] == ["true"]


def test_each_audience_gets_its_own(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/a.md": article(recommendations=ADVICE)})
    second = list(section(site.page("/a/patient/")).iter("li"))[1]
    assert words(second) == "We suggest rest [3] Conditional recommendation ⊕⊕⊕◯ Moderate certainty of evidence"


def test_without_any_there_is_no_such_part(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/a.md": article()})
    assert site.page("/a/").find_class("recommendations") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("*octreotide*", "*lanreotide*"),
        ("strength: strong", "strength: conditional"),
        ("certainty: very low", "certainty: low"),
        ("refs: [alpha]", "refs: [omega]"),
        ("year: 2017", "year: 2018"),
        ("reason: It is safe.", "reason: It is cheap."),
    ],
)
def test_an_approval_holds_for_all_that_they_say(old: str, new: str, tmp_path: Path) -> None:
    marks = []
    for advice in (ADVICE, ADVICE.replace(old, new)):
        write(tmp_path, {**COMMON, "content/a.md": article(recommendations=advice)})
        _, facts, _ = survey(tmp_path, Options(today=AS_OF))
        marks.append(facts["content/a.md"].variants[0].fingerprint)
    assert marks[0] != marks[1]


@pytest.mark.parametrize(
    ("advice", "rule", "level"),
    [
        ("{text: Rest, refs: [unknown]}", "CIT-01", Level.ERROR),
        ("{text: 'Rest [@unknown]'}", "CIT-01", Level.ERROR),
        ("{text: Rest, for: [nurse]}", "AUD-05", Level.ERROR),
        ("{text: Rest, strength: weak}", "FRM-03", Level.ERROR),
        ("{strength: strong}", "FRM-05", Level.ERROR),
        ("{text: Rest, because: we say so}", "FRM-04", Level.WARNING),
        ("{text: We suggest rest, strength: strong}", "EVD-01", Level.WARNING),
        ("{text: Rest}", "EVD-02", Level.WARNING),
    ],
)
def test_a_fault_is_told_where_it_stands(advice: str, rule: str, level: Level, tmp_path: Path) -> None:
    text = article(recommendations=f"\n  - {advice}")
    write(tmp_path, {**COMMON, "content/a.md": text})
    found = [each for each in build(tmp_path, Options(today=AS_OF, write=False)).problems if each.rule == rule]
    assert {(each.line, each.level) for each in found} == {(5, level)}
