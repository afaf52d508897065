"""Problems as JUnit's XML: counted as readers count, and the same bytes for the same site."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.building import article, run, write
from tests.report.problems import SAMPLES
from vademecum.problems import Level, Place, error
from vademecum.report.junit import as_junit


def suites(text: str) -> list[etree._Element]:
    root = etree.fromstring(text)
    assert root.tag == "testsuites"
    for suite in (root, *root):
        cases = list(suite.iter("testcase"))
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(len(list(suite.iter("failure"))))
        assert suite.get("skipped") == str(len(list(suite.iter("skipped"))))
        assert suite.get("errors") == "0"
    return list(root)


def test_a_file_is_a_suite_and_a_problem_a_test() -> None:
    found = suites(as_junit(SAMPLES))
    assert [suite.get("name") for suite in found] == ["site", "content/a.md", "content/b, 50 %:ä/[c].md"]
    first = found[2][0]
    assert first.get("classname") == "content/b, 50 %:ä/[c].md"
    assert first.get("line") == "14"
    assert [suite.get("failures") for suite in found] == ["0", "0", "2"]


def test_an_error_fails_and_the_rest_is_skipped() -> None:
    cases = [case for suite in suites(as_junit(SAMPLES)) for case in suite]
    told = {case.get("name", "").split(":")[0].split(" ")[0]: case[0].tag for case in cases}
    assert told == {"CFG-04": "skipped", "DAT-05": "skipped", "MD-06": "skipped", "CIT-01": "failure"}
    (failure,) = [case[0] for case in cases if "strosbrg2017" in case.get("name", "")]
    assert failure.get("type") == "CIT-01"
    assert (failure.text or "").endswith('did you mean "strosberg2017"?')


def test_tests_of_a_suite_have_names_of_their_own() -> None:
    for suite in suites(as_junit(SAMPLES)):
        names = [case.get("name") for case in suite]
        assert len(set(names)) == len(names)


def test_a_clean_site_is_a_test_that_passed() -> None:
    (suite,) = suites(as_junit(()))
    (case,) = suite
    assert (case.get("name"), len(case)) == ("no problems", 0)


@given(st.text(), st.text())
def test_whatever_a_message_holds_it_is_xml(message: str, file: str) -> None:
    suites(as_junit([error("X-01", Place(file=file), message)]))


def test_in_a_file(tmp_path: Path) -> None:
    site = write(tmp_path, {"content/a.md": article("An [unknown](none.md) link.\n")})
    done = run(site, "check", "--format", "junit", "--report", "junit.xml")
    assert (done.code, done.out) == (1, "")
    *lines, summary = done.lines
    assert any(f": {Level.ERROR.value} LNK-01: " in line for line in lines)
    assert summary.startswith("Checked: 1 error")
    first = (site / "junit.xml").read_text()
    suites(first)
    run(site, "check", "--format", "junit", "--report", "junit.xml")
    assert (site / "junit.xml").read_text() == first
