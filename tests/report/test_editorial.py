"""The editorial report: every text stands where an editor looks for it, and nothing of it stands in the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from tests.building import article as plain_article
from tests.building import run, snapshot, write
from tests.reading import AS_OF, article, built, states_site, text_of

CLAIM = "In this group 35% of patients died within a year, which is a claim without a source.\n\nSee [@alpha].\n"
WAIVERS = (
    "[{rule: CIT-06, reason: Counted on our ward., by: rita, until: 2026-12-31}, "
    "{rule: REF-03, reason: An old one., by: ravi, until: 2026-01-31}]"
)
FILES = {
    **states_site(),
    "content/claims.md": article(CLAIM, date="2026-01-01"),
    "content/waived.md": article(CLAIM, date="2026-01-01", audiences="clinician", waivers=WAIVERS),
    "content/draft.md": article(title="Not ready", draft="true", audiences="clinician"),
    "content/_audiences/patient.md": "---\nlabel: Patient or caregiver\nreading-grade: 6\n---\nAsk your doctor.\n",
}

Rows = dict[str, list[list[str]]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a text in every state."""
    folder = tmp_path_factory.mktemp("editorial")
    built(folder, FILES)
    return folder


def report_of(site: Path, target: Path, *options: str) -> HtmlElement:
    """Return the report as a tree."""
    run(site, "check", "--as-of", str(AS_OF), "--editorial-report", str(target), *options)
    return html.document_fromstring(target.read_bytes())


@pytest.fixture(scope="module")
def page(site: Path, tmp_path_factory: pytest.TempPathFactory) -> HtmlElement:
    """Its report."""
    return report_of(site, tmp_path_factory.mktemp("report") / "editorial.html")


@pytest.fixture(scope="module")
def rows(page: HtmlElement) -> Rows:
    """The rows of each table."""
    return {
        section.xpath("string(h2/text())").strip(): [
            [text_of(cell) for cell in row.iter("td")] for row in section.xpath(".//tbody/tr")
        ]
        for section in page.iter("section")
    }


def test_figures_count_every_text(page: HtmlElement) -> None:
    figures = {
        text_of(each.find("dt")): int(text_of(each.find("dd"))) for each in page.xpath('//dl[@class="figures"]/div')
    }
    states = {name: figures[name] for name in figures if name not in ("Texts", "Errors", "Warnings")}
    assert sum(states.values()) == figures["Texts"] == 19
    assert states["Edited since approval"] == 3
    assert states["Review overdue"] == 2
    assert states["Withdrawn"] == 2
    assert figures["Errors"] == 0


def test_what_is_due_stands_first(rows: Rows) -> None:
    assert next(iter(rows)) == "Due now"
    due = rows["Due now"]
    assert [row[0] for row in due] == sorted(row[0] for row in due)
    overdue = [row for row in due if row[3].startswith("Review overdue")]
    assert [row[2] for row in overdue] == ["Clinician", "Patient or caregiver"]
    assert {row[0] for row in overdue} == {"2026-01-10"}
    assert overdue[0][3].endswith("last reviewed 2024-01-10 by Rita Reviewer")
    assert [row[3] for row in due if "Waiver" in row[3]] == ["Waiver of REF-03 has ended An old one."]


def test_what_will_be_due(rows: Rows, site: Path, tmp_path: Path) -> None:
    assert [row[3] for row in rows["Due in the next 90 days"]] == ["Waiver of CIT-06 ends Counted on our ward."]
    later = report_of(site, tmp_path / "later.html", "--as-of", "2028-09-01")
    texts = [text_of(row) for row in later.xpath('//section[contains(h2, "90 days")]//tbody/tr')]
    assert len(texts) == 3
    assert all(text.startswith("2028-11-01") and text.endswith("Next review") for text in texts)


def test_what_waits_stands_with_its_day_and_drafts_are_told(rows: Rows) -> None:
    waiting = {(row[1], row[2]): row for row in rows["Waiting for review"]}
    state = waiting["State submitted clinicianword content/states/submitted.md", "Clinician"]
    assert (state[0], state[3]) == ("2026-10-20", "Submitted")
    assert waiting["Not ready (draft) content/draft.md", "Clinician"][0] == ""
    assert rows["Waiting for review"][-1][0] == ""
    assert not any("State approved" in name for name, _ in waiting)


def test_edited_texts_name_who_approved_and_when(rows: Rows) -> None:
    assert {(row[0], row[3]) for row in rows["Edited since approval"]} == {("2026-11-01", "Rita Reviewer")}
    assert len(rows["Edited since approval"]) == 3


def test_wording_comes_from_the_facts(rows: Rows) -> None:
    claims = {row[0]: row[2:] for row in rows["Claims without a source"]}
    assert claims["A title content/claims.md"] == ["1", "1"]
    ages = {row[0]: row[2:] for row in rows["Age of sources"]}
    assert ages["A title content/claims.md"] == ["1", "2019", "2019", "100 %"]
    assert ages["State approved clinicianword content/states/approved.md"] == ["4", "2020", "2022", "50 %"]
    assert {row[1] for row in rows["Reading grades"]} == {"Patient or caregiver"}
    assert {row[4] for row in rows["Reading grades"]} == {"6"}
    assert all((float(row[2]) > 6) == (row[5] == "above") for row in rows["Reading grades"])


def test_waivers_and_withdrawals(rows: Rows) -> None:
    ended, holding = rows["Waivers"]
    assert ended == ["2026-01-31 ended", "REF-03", "A title content/waived.md", "Ravi Reader", "An old one.", ""]
    assert (holding[0], holding[5]) == ("2026-12-31", "1")
    assert rows["Withdrawn"] == [
        ["2026-10-20", "State withdrawn content/states/withdrawn.md", "Rita Reviewer", "the trial was retracted"]
    ]


def test_every_broken_rule_says_what_should_hold_and_where(rows: Rows) -> None:
    rules = {row[0]: row for row in rows["Rule by rule"]}
    assert list(rules) == sorted(rules)
    assert "content/states/overdue.md:" in rules["DAT-05"][1]
    assert rules["DAT-05"][2:] == ["", "", "2"]
    assert rules["REV-03"][3] == "3"


def test_it_says_which_policy_judged(page: HtmlElement, site: Path, tmp_path: Path) -> None:
    def policy(tree: HtmlElement) -> dict[str, str]:
        pairs = tree.xpath('//dl[@class="policy"]/div')
        return {text_of(pair.find("dt")): text_of(pair.find("dd")) for pair in pairs}

    said = policy(page)
    assert said["A review holds for"] == "3 years at most"
    assert said["Sources looked up in"] == "no retraction list"
    assert said["Reading grades asked for"] == "Patient or caregiver 6"
    assert said["Warnings"] == "do not stop a build"
    assert policy(report_of(site, tmp_path / "strict.html", "--strict"))["Warnings"] == "count as errors"


def test_it_holds_all_it_needs_and_no_script(page: HtmlElement) -> None:
    for name in ("script", "link", "img", "iframe", "a", "form"):
        assert list(page.iter(name)) == []
    assert not {name for element in page.iter() for name in element.attrib if name in ("src", "href", "style")}
    assert "url(" not in "".join(style.text or "" for style in page.iter("style"))
    assert page.xpath('//meta[@name="robots"]/@content') == ["noindex"]


def test_the_same_site_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    report_of(site, tmp_path / "one.html")
    report_of(site, tmp_path / "two.html", "--jobs", "2")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_words_stay_words(tmp_path: Path) -> None:
    nasty = "</td><script>alert(1)</script> & 'x'"
    title = "'" + nasty.replace("'", "''") + "'"
    site = write(tmp_path / "site", {"content/a.md": plain_article(title=title, date="2026-01-01")})
    page = report_of(site, tmp_path / "report.html")
    assert list(page.iter("script")) == []
    assert nasty in text_of(page.xpath('//section[contains(h2, "Waiting")]')[0])


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("file", ["site/editorial.html", "site/a/../deep/editorial.html"])
def test_it_never_stands_in_the_site(command: str, file: str, tmp_path: Path) -> None:
    site = write(tmp_path, {"content/a.md": plain_article(date="2026-01-01")})
    before = snapshot(site)
    done = run(site, command, "--editorial-report", file)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"vademecum: the editorial report {file} would stand inside the site; choose another place\n"
    assert snapshot(site) == before


def test_an_output_of_the_command_line_counts(tmp_path: Path) -> None:
    site = write(tmp_path, {"content/a.md": plain_article(date="2026-01-01")})
    done = run(site, "build", "--output", "public", "--editorial-report", "public/editorial.html")
    assert done.code == 2
    done = run(site, "build", "--output", "public", "--editorial-report", "site.html")
    assert done.code == 0, done.err
    assert (site / "site.html").is_file()


def test_a_site_with_errors_has_a_report_as_well(tmp_path: Path) -> None:
    site = write(tmp_path, {"content/a.md": plain_article("An [unknown](none.md) link.\n")})
    done = run(site, "build", "--editorial-report", "editorial.html")
    assert done.code == 1
    page = html.document_fromstring((site / "editorial.html").read_bytes())
    assert "LNK-01" in text_of(page.xpath('//section[contains(h2, "Rule by rule")]')[0])


def test_settings_that_are_wrong_have_none(tmp_path: Path) -> None:
    site = write(tmp_path, {"content/a.md": plain_article(), "pyproject.toml": "[tool.vademecum]\ntitel = 1\n"})
    assert run(site, "check", "--editorial-report", "editorial.html").code == 2
    assert not (site / "editorial.html").exists()
