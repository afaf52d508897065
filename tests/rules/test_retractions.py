"""RET-01 to RET-05 on small sites: each rule with what breaks it and what keeps it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.building import write
from tests.reading import AS_OF, COMMON, SETTINGS, Built, approval, approve, article, built, text_of
from vademecum.pipeline import Options, Report, build
from vademecum.problems import Level

HEADER = (
    "Record ID,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,OriginalPaperPubMedID,"
    "RetractionNature,Reason,Notes\n"
)
RETRACTED = "1,6/5/2026 0:00,10.1000/notice,0,10.1000/ALPHA,0,Retraction,Unreliable Data;,\n"
DOUBTED = "2,6/5/2026 0:00,10.1000/concern,0,10.1000/gamma,0,Expression of concern,,\n"
REPLACED = (
    "3,6/5/2026 0:00,10.1000/notice,0,unavailable,11111111,Retraction,Retract and Replace;,now doi:10.1000/alpha2\n"
)
CORRECTED = "4,6/5/2026 0:00,10.1000/erratum,0,10.1000/alpha,0,Correction,,\n"
OUTDATED = "5,6/5/2026 0:00,10.1000/alpha.pub2,0,10.1000/alpha,0,Retraction,Withdrawn as Out of Date;,\n"
REINSTATED = "6,7/5/2026 0:00,10.1000/back,0,10.1000/alpha,0,Reinstatement,,\n"

SETTING = 'retractions = {file = "list.csv", date = "2026-11-01"}\n'
CITING = "First line.\n\nA statement [@gamma; @alpha] and more [@alpha].\n"
DISCUSSED = {"discussed_retractions": "{alpha: a part of the history}"}


def files(listed: str, body: str = CITING, *, setting: str = SETTING, **fields: str) -> dict[str, str]:
    """Return a site with one article and this retraction list."""
    settings = SETTINGS.replace("follow-up", f"{setting}follow-up")
    page = article(body, audiences="clinician", status="under-review", **fields)
    return {**COMMON, "pyproject.toml": settings, "list.csv": HEADER + listed, "content/a.md": page}


def ran(folder: Path, site: Mapping[str, str], today: date = AS_OF) -> Report:
    return build(write(folder, site), Options(today=today, write=False))


def told(report: Report) -> list[tuple[str, str, str]]:
    """Return rule, level and place of everything but what is no matter here."""
    return [
        (problem.rule, problem.level.value, f"{problem.file}:{problem.line}:{problem.column}")
        for problem in report.problems
        if problem.rule.startswith(("RET", "CFG"))
    ]


LINE = 9
"""Of the statement, in an article without further fields."""


# RET-01


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 1), []),
        (date(2026, 12, 1), []),
        (date(2026, 12, 2), [("RET-01", "due")]),
        (date(2029, 1, 1), [("RET-01", "due")]),
        (date(2026, 10, 31), [("RET-01", "error")]),
    ],
)
def test_the_age_of_the_list(tmp_path: Path, today: date, expected: list[tuple[str, str]]) -> None:
    report = ran(tmp_path, files("", "Text.\n"), today)
    found = told(report)
    assert [problem[:2] for problem in found] == expected
    assert all(place.startswith("pyproject.toml:14:") for _, _, place in found)
    assert report.failed == (("RET-01", "error") in expected)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('retractions = {file = "gone.csv", date = "2026-11-01"}\n', "retractions.file: there is no gone.csv"),
        ('retractions = {file = "list.csv"}\n', "retractions.date: the list has no date"),
        ('retractions = {date = "2026-11-01"}\n', "retractions: the setting names no file"),
        ('retractions = {file = "list.csv", date = "1 Nov"}\n', 'retractions.date: "1 Nov" is no date'),
        ("retractions = {}\n", "retractions: the setting names no file"),
    ],
)
def test_a_setting_that_names_no_list(tmp_path: Path, setting: str, said: str) -> None:
    report = ran(tmp_path, files("", setting=setting))
    assert [(p.rule, p.level, p.file, p.message) for p in report.problems if p.level is Level.ERROR] == [
        ("CFG-03", Level.ERROR, "pyproject.toml", said)
    ]
    assert report.settings_wrong


def test_a_faulty_list_fails_the_build_at_its_line(tmp_path: Path) -> None:
    site = files(RETRACTED)
    report = ran(tmp_path, {**site, "list.csv": site["list.csv"].replace("RetractionNature", "Nature")})
    assert told(report) == [("RET-01", "error", "list.csv:1:0")]


def test_without_the_setting_nothing_is_checked_and_nothing_is_claimed(tmp_path: Path) -> None:
    made = built(tmp_path, files(RETRACTED, setting="", **DISCUSSED))
    assert told(made.report) == []
    assert made.report.retractions is None
    assert "retractions" not in made.data("/a/review.json")
    assert "etracted" not in made.text("/a/")


# RET-02


def test_a_retracted_source_supports_nothing(tmp_path: Path) -> None:
    report = ran(tmp_path, files(RETRACTED))
    (problem,) = [problem for problem in report.problems if problem.rule == "RET-02"]
    assert (problem.level, problem.file, problem.line, problem.column) == (Level.ERROR, "content/a.md", LINE, 22)
    assert problem.message == (
        '"alpha" (Alpha 2019) was retracted on 2026-06-05 and cannot support a statement (notice: doi:10.1000/notice)'
    )
    assert "discussed-retractions: {alpha: why}" in problem.hint


@pytest.mark.parametrize(
    ("body", "fields", "place"),
    [
        ("@alpha said so.\n", {}, f"content/a.md:{LINE - 2}:1"),
        ("Text[^1].\n\n[^1]: A note [see @alpha, p. 3].\n", {}, f"content/a.md:{LINE}:19"),
        ("Text.\n", {"nocite": "[alpha]"}, "content/a.md:5:1"),
        ("Text.\n", {"further_reading": "[alpha]"}, "content/a.md:5:1"),
    ],
    ids=["narrative", "footnote", "nocite", "further reading"],
)
def test_wherever_it_is_cited(tmp_path: Path, body: str, fields: dict[str, str], place: str) -> None:
    assert told(ran(tmp_path, files(RETRACTED, body, **fields))) == [("RET-02", "error", place)]


def test_an_article_that_discusses_it_may_cite_it(tmp_path: Path) -> None:
    made = built(tmp_path, files(RETRACTED, **DISCUSSED))
    assert told(made.report) == []
    page = made.page("/a/")
    (mark, second) = page.find_class("source-mark")
    assert (text_of(mark), text_of(second)) == ("(retracted)", "(retracted)")
    assert [text_of(group) for group in page.find_class("citations")] == ["[1,2 (retracted)]", "[2 (retracted)]"]
    assert page.get_element_by_id("cite-alpha-1").get("aria-label") == "Reference 2: Alpha 2019, retracted"
    entry = page.get_element_by_id("ref-alpha")
    (notice,) = entry.find_class("source-notice")
    assert text_of(notice) == "Retracted 5 June 2026 Read the notice"
    assert [link.get("href") for link in notice.iter("a")] == ["https://doi.org/10.1000/notice"]
    (reference,) = entry.find_class("reference")
    assert text_of(reference).endswith("Retraction in: 2026 Jun 5. doi:10.1000/notice.")
    assert made.page("/references/").get_element_by_id("ref-alpha").find_class("source-notice")


def test_a_retracted_source_never_hides_in_a_range(tmp_path: Path) -> None:
    made = built(tmp_path, files(RETRACTED, "Much [@gamma; @alpha; @delta; @omega].\n", **DISCUSSED))
    assert text_of(made.page("/a/").find_class("citations")[0]) == "[1,2 (retracted),3,4]"


@pytest.mark.parametrize(
    ("noted", "body", "expected"),
    [
        ("{alpha: ''}", CITING, ("RET-02", "error")),
        ("{alpha: [a]}", CITING, ("RET-02", "error")),
        ("{alpha: why, gamma: why}", CITING, ("RET-02", "warning")),
        ("{alpha: why, omega: why}", CITING, ("RET-02", "warning")),
        ("{alhpa: why, alpha: why}", CITING, ("RET-02", "warning")),
    ],
    ids=["no note", "no text", "not retracted", "not cited", "no such key"],
)
def test_what_is_noted_is_checked(tmp_path: Path, noted: str, body: str, expected: tuple[str, str]) -> None:
    found = told(ran(tmp_path, files(RETRACTED, body, discussed_retractions=noted)))
    assert found == [(*expected, "content/a.md:5:1")]


def test_a_withdrawn_article_may_keep_what_it_cited(tmp_path: Path) -> None:
    site = files(RETRACTED, withdrawn="{on: 2026-11-01, reason: its main source was retracted}")
    site["content/a.md"] = site["content/a.md"].replace("under-review", "withdrawn")
    made = built(tmp_path, site)
    assert told(made.report) == []
    assert made.page("/a/").find_class("source-mark")


# RET-03


@pytest.mark.parametrize(
    ("listed", "said", "hint", "marked"),
    [
        (
            DOUBTED,
            'an expression of concern about "gamma" (Gamma 2020) was published on 2026-06-05',
            "see whether the statement stands without it; ",
            "[1 (expression of concern),2]",
        ),
        (
            REPLACED,
            '"alpha" (Alpha 2019) was retracted on 2026-06-05 and replaced by a new version',
            "cite the new version, doi:10.1000/alpha2; ",
            "[1,2 (retracted and replaced)]",
        ),
    ],
)
def test_a_doubted_or_replaced_source_is_a_warning(
    tmp_path: Path, listed: str, said: str, hint: str, marked: str
) -> None:
    made = built(tmp_path, files(listed))
    (problem,) = [problem for problem in made.problems if problem.rule == "RET-03"]
    assert (problem.level, problem.message.partition(" (notice: doi:10.1000/")[0]) == (Level.WARNING, said)
    assert problem.hint.startswith(hint)
    assert text_of(made.page("/a/").find_class("citations")[0]) == marked


def test_a_replaced_source_leads_to_its_new_version(tmp_path: Path) -> None:
    entry = built(tmp_path, files(REPLACED)).page("/a/").get_element_by_id("ref-alpha")
    (notice,) = entry.find_class("source-notice")
    assert text_of(notice) == "Retracted and replaced 5 June 2026 Read the notice Read the new version"
    assert [link.get("href") for link in notice.iter("a")][1] == "https://doi.org/10.1000/alpha2"


@pytest.mark.parametrize(
    ("listed", "label", "printed"),
    [
        (CORRECTED, "Corrected 5 June 2026 Read the notice", "Erratum in: 2026 Jun 5. doi:10.1000/erratum."),
        (OUTDATED, "Withdrawn as out of date 5 June 2026 Read the notice", "PubMed PMID: 11111111."),
        (RETRACTED + REINSTATED, "Reinstated 5 July 2026 Read the notice", "PubMed PMID: 11111111."),
    ],
    ids=["correction", "superseded", "reinstatement"],
)
def test_what_is_only_noted(tmp_path: Path, listed: str, label: str, printed: str) -> None:
    made = built(tmp_path, files(listed))
    assert told(made.report) == []
    page = made.page("/a/")
    assert not page.find_class("source-mark")
    entry = page.get_element_by_id("ref-alpha")
    assert [text_of(notice) for notice in entry.find_class("source-notice")] == [label]
    assert text_of(entry.find_class("reference")[0]).endswith(printed)


# RET-05


def reviewed(listed: str, on: str, **fields: str) -> dict[str, str]:
    """Return a site whose article was approved on that day."""
    site = files(listed, reviews=f"[{approval('clinician', on=on)}]", **fields)
    return {**site, "content/a.md": site["content/a.md"].replace("under-review", "approved\nauthors: [ann]")}


def verdict(made: Built) -> tuple[str, list[object]]:
    variant = made.data("/a/review.json")["variants"][0]
    return variant["verdict"], variant.get("recheck", [])


@pytest.mark.parametrize(("listed", "kind"), [(RETRACTED, "retraction"), (REPLACED, "replacement")])
def test_an_approval_before_a_retraction_needs_a_re_check(tmp_path: Path, listed: str, kind: str) -> None:
    made = built(tmp_path, reviewed(listed, "2026-06-04", **DISCUSSED))
    (problem,) = [problem for problem in made.problems if problem.rule == "RET-05"]
    assert (problem.level, problem.file, problem.line) == (Level.WARNING, "content/a.md", 6)
    notice = f"the {kind} of alpha (Alpha 2019), dated 2026-06-05"
    assert problem.message == f"rita approved this on 2026-06-04, before {notice}: it needs a re-check"
    state, recheck = verdict(made)
    assert state == "overdue"
    assert recheck == [{"source": "alpha", "event": kind, "on": "2026-06-05", "doi": "10.1000/notice"}]
    page = made.page("/a/")
    assert page.xpath("string(/html/body/@data-status)") == "overdue"
    assert not page.find_class("reviewers")
    (caution,) = page.find_class("caution")
    assert "A source of this text, Alpha 2019, was retracted" in text_of(caution)
    assert text_of(caution).endswith("on 5 June 2026, after the review. A new review is due.")


def test_an_approval_before_a_concern_needs_a_re_check(tmp_path: Path) -> None:
    made = built(tmp_path, reviewed(DOUBTED, "2026-06-04"))
    assert verdict(made)[0] == "overdue"
    (caution,) = made.page("/a/").find_class("caution")
    assert "Gamma 2020, has been under an expression of concern since 5 June 2026" in text_of(caution)


@pytest.mark.parametrize(
    ("listed", "on"),
    [
        (RETRACTED, "2026-06-05"),
        (RETRACTED, "2026-11-01"),
        (CORRECTED, "2026-06-04"),
        (OUTDATED, "2026-06-04"),
        (RETRACTED + REINSTATED, "2026-06-04"),
        ("", "2026-06-04"),
    ],
    ids=["same day", "later", "correction", "superseded", "reinstated", "nothing"],
)
def test_an_approval_that_stands(tmp_path: Path, listed: str, on: str) -> None:
    made = built(tmp_path, reviewed(listed, on, **(DISCUSSED if listed == RETRACTED else {})))
    assert verdict(made) == ("approved", [])
    assert told(made.report) == []


def test_a_new_list_changes_no_fingerprint(tmp_path: Path) -> None:
    """What the list says is not the author's text: an approval does not count as edited for it."""
    site = write(tmp_path, reviewed("", "2026-06-05", **DISCUSSED))
    approve(site, Options(today=AS_OF))
    before = (site / "content/a.md").read_text("utf-8")
    made = built(tmp_path, {**reviewed(RETRACTED, "2026-06-05", **DISCUSSED), "content/a.md": before})
    assert verdict(made)[0] == "approved"


def test_the_record_pins_the_list(tmp_path: Path) -> None:
    made = built(tmp_path, files(CORRECTED))
    digest = hashlib.sha256((HEADER + CORRECTED).encode()).hexdigest()
    assert made.data("/a/review.json")["retractions"] == {"date": "2026-11-01", "sha256": digest}
    assert made.report.retractions == date(2026, 11, 1)
    assert not made.has("/list.csv")


def test_any_number_of_processes_says_the_same(tmp_path: Path) -> None:
    one = built(tmp_path / "one", files(DOUBTED + REPLACED), jobs=1)
    two = built(tmp_path / "two", files(DOUBTED + REPLACED), jobs=2)
    assert one.files == two.files
    assert one.problems == two.problems
