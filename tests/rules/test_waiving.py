"""Waivers: a rule is suspended for one article, told all the same, and back after its last day."""

import json
from pathlib import Path

import pytest

from tests.building import Run, article, run, write

PEOPLE = "ann: {name: Ann}\n"
RAW = "A<br>b.\n"
TOLD = "content/a.md:6:2: waived MD-08: raw HTML is shown as text; waived by ann until 2026-12-31: No other way."


def waiver(rule: str = "MD-08", by: str = "ann", reason: str = "No other way.", until: str = "2026-12-31") -> str:
    return f"[{{rule: {rule}, reason: {reason}, by: {by}, until: {until}}}]"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {"content/a.md": article(RAW, waivers=waiver()), "content/b.md": article(RAW)}
    return write(
        tmp_path, {"content/_people.yml": PEOPLE, **files, "pyproject.toml": "[tool.vademecum]\nbase-url = ''\n"}
    )


def check(folder: Path, *options: str) -> Run:
    return run(folder, "check", "--as-of", "2026-11-22", *options)


def said(done: Run) -> list[tuple[str, str]]:
    """Return (file, level and rule) of every line."""
    return [(line.split(":")[0], " ".join(line.split(": ")[1].split()[:2])) for line in done.lines]


def test_only_the_article_is_spared_and_the_report_says_so(site: Path) -> None:
    done = check(site)
    assert said(done) == [("content/b.md", "warning MD-08"), ("content/a.md", "waived MD-08")]
    assert TOLD in done.lines
    assert "1 warning, 1 waived" in done.out


def test_what_is_waived_is_told_although_the_rule_is_off(tmp_path: Path) -> None:
    files = {
        f"content/{name}.md": article("Mortality was 31%.\n", waivers=given)
        for name, given in (("a", waiver("CIT-06")), ("b", "[]"))
    }
    settings = '[tool.vademecum]\nbase-url = \'\'\n[tool.vademecum.rules]\n"CIT-06" = "off"\n'
    site = write(tmp_path, {"content/_people.yml": PEOPLE, **files, "pyproject.toml": settings})
    assert said(check(site)) == [("content/a.md", "waived CIT-06")]


def test_it_holds_under_strict_as_well(site: Path) -> None:
    (site / "content/b.md").unlink()
    assert check(site, "--strict").code == 0
    done = run(site, "build", "--strict", "--as-of", "2026-11-22")
    assert (done.code, done.lines) == (0, [TOLD])


def test_programs_are_told(site: Path) -> None:
    (told,) = json.loads(check(site, "--format", "json").out)["summary"]["waived"]
    assert told == {
        "rule": "MD-08",
        "file": "content/a.md",
        "line": 6,
        "message": "raw HTML is shown as text",
        "reason": "No other way.",
        "by": "ann",
        "until": "2026-12-31",
    }


def test_it_ends_and_is_due(site: Path) -> None:
    (site / "content/b.md").unlink()
    assert said(run(site, "check", "--as-of", "2026-12-31")) == [("content/a.md", "waived MD-08")]
    done = run(site, "check", "--as-of", "2027-01-01")
    assert sorted(said(done)) == [("content/a.md", "due LIF-03"), ("content/a.md", "due MD-08")]
    assert "the waiver of MD-08 ended on 2026-12-31" in done.err
    assert run(site, "check", "--as-of", "2027-01-01", "--strict").code == 0


def test_a_build_that_finds_nothing_to_do_tells_the_same_until_the_waiver_ends(site: Path) -> None:
    (site / "content/b.md").unlink()
    first = run(site, "build", "--as-of", "2026-11-22")
    again = run(site, "build", "--as-of", "2026-12-31")
    assert (first.lines, again.lines) == ([TOLD], [TOLD])
    assert "0 files written" in again.out
    assert "due LIF-03" in run(site, "build", "--as-of", "2027-01-01").err


def test_the_file_of_a_variant_is_the_article_s(tmp_path: Path) -> None:
    files = {
        "content/_audiences/patient.md": "---\nlabel: P\n---\nAsk.\n",
        "content/_people.yml": PEOPLE,
        "content/a.md": article(audiences="[patient]", waivers=waiver()),
        "content/a.patient.md": RAW,
    }
    assert said(check(write(tmp_path, files)))[-1] == ("content/a.patient.md", "waived MD-08")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (waiver(rule="MD-88"), 'there is no rule "MD-88" to waive; did you mean "MD-08"?'),
        (waiver(rule="CIT-01"), "CIT-01 protects readers and cannot be waived"),
        (waiver(rule="LIF-03"), "LIF-03 protects readers and cannot be waived"),
        (waiver(by="anne"), 'no person "anne" in content/_people.yml; did you mean "ann"?'),
    ],
)
def test_one_that_cannot_hold_is_an_error_and_suspends_nothing(given: str, message: str, site: Path) -> None:
    write(site, {"content/a.md": article(RAW, waivers=given)})
    done = check(site)
    assert done.code == 1
    assert any(f"error LIF-03: {message}" in line for line in done.lines)
    assert ("content/a.md", "warning MD-08") in said(done)
