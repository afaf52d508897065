"""Problems as JUnit's XML, which every CI service shows as a list of tests: errors fail, the rest is skipped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from lxml import etree

from vademecum.problems import Level, Problem, printable
from vademecum.report.text import problem_line


def as_junit(problems: Sequence[Problem]) -> str:
    """Return one suite for each file with problems; a site without any is one test that passed.

    Neither a time nor a host name is told, so that the same site gives the same bytes.
    """
    root = etree.Element("testsuites", _counts("vademecum", problems))
    for file, group in groupby(problems, key=lambda problem: problem.file):
        found = list(group)
        name = printable(file or "site")
        suite = etree.SubElement(root, "testsuite", _counts(name, found))
        for problem in found:
            _case(suite, name, problem)
    if not problems:
        suite = etree.SubElement(root, "testsuite", _counts("site", problems))
        etree.SubElement(suite, "testcase", name="no problems", classname="site", time="0")
    return etree.tostring(root, encoding="unicode", pretty_print=True).rstrip()


def _counts(name: str, problems: Sequence[Problem]) -> dict[str, str]:
    failures = sum(problem.level is Level.ERROR for problem in problems)
    return {
        "name": name,
        "tests": str(len(problems) or 1),
        "failures": str(failures),
        "errors": "0",
        "skipped": str(len(problems) - failures),
        "time": "0",
    }


def _case(suite: etree._Element, name: str, problem: Problem) -> None:
    place = "".join(f":{part}" for part in (problem.line, problem.column) if part)
    case = etree.SubElement(
        suite,
        "testcase",
        name=f"{problem.rule}{place} {printable(problem.message)}",
        classname=name,
        file=name,
        line=str(problem.line),
        time="0",
    )
    failed = problem.level is Level.ERROR
    message = f"{problem.level.value}: {printable(problem.message)}"
    told = etree.SubElement(case, "failure" if failed else "skipped", message=message)
    if failed:
        told.set("type", problem.rule)
    told.text = problem_line(problem)
