"""Problems as GitHub's workflow commands: one a line, and nothing that a message holds ends one early."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.building import article, run, write
from tests.report.problems import SAMPLES
from vademecum.problems import Level, Place, Problem, due, error, warning
from vademecum.report.github import SHOWN, workflow_commands

COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-z]+=[^,:]*,?)*)::(.*)")


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Read a command as the runner does: split first, then unescape."""
    found = COMMAND.fullmatch(line)
    assert found, line
    properties = dict(pair.split("=", 1) for pair in found[2].split(","))
    return found[1], {name: unescape(value) for name, value in properties.items()}, unescape(found[3])


def unescape(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_a_command_as_it_is_written() -> None:
    problem = error("CIT-01", Place(file="content/a,b.md", line=14, column=23), "100 % lost", "look: here")
    assert list(workflow_commands([problem])) == [
        "::error file=content/a%2Cb.md,line=14,col=23,title=CIT-01::100 %25 lost; look: here"
    ]


def test_places_and_levels() -> None:
    commands = [read(line) for line in workflow_commands(SAMPLES, "docs/")]
    assert [level for level, _, _ in commands] == ["warning", "notice", "warning", "error", "error"]
    assert [properties.get("file") for _, properties, _ in commands] == [
        None,
        *["docs/content/a.md"] * 2,
        *["docs/content/b, 50 %:ä/[c].md"] * 2,
    ]
    assert [properties.get("line") for _, properties, _ in commands] == [None, None, "3", "14", "14"]
    assert [properties.get("col") for _, properties, _ in commands] == [None, None, None, "23", "23"]


@given(st.text(), st.text(), st.text())
def test_nothing_ends_a_command_early(file: str, message: str, hint: str) -> None:
    (line,) = workflow_commands([warning("MD-06", Place(file=file), message, hint)])
    assert "\n" not in line
    _, properties, _ = read(line)
    assert set(properties) <= {"file", "title"}


def many(level: Level, count: int) -> list[Problem]:
    make = {Level.ERROR: error, Level.WARNING: warning, Level.DUE: due}[level]
    return [make("X-01", Place(file="a.md", line=line), "m") for line in range(1, count + 1)]


def test_more_than_github_shows_are_counted_first() -> None:
    assert len(list(workflow_commands(many(Level.ERROR, SHOWN)))) == SHOWN
    first, *others = workflow_commands([*many(Level.ERROR, SHOWN + 1), *many(Level.DUE, 2)])
    assert first.startswith("::notice title=Vademecum::11 error, 2 due: GitHub shows 10 of each kind here")
    assert len(others) == SHOWN + 3


def test_on_standard_output_alone(tmp_path: Path) -> None:
    site = write(tmp_path, {"content/a.md": article("An [unknown](none.md) link.\n")})
    done = run(site, "check", "--format", "github")
    assert done.code == 1
    commands = [read(line) for line in done.out.splitlines()]
    assert ("error", "14") in [(level, properties.get("col")) for level, properties, _ in commands]
    assert done.err.startswith("Checked: 1 error")


def test_a_clean_site_says_nothing(tmp_path: Path) -> None:
    site = write(tmp_path, {"content/a.md": article(date="2025-01-01")})
    done = run(site, "check", "--format", "github", "--base-url", "https://example.org/")
    assert (done.code, done.out) == (0, "")
