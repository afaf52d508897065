"""The report of links that a site's own job has checked."""

import pytest

from vademecum.rules.families.upkeep import addresses_elsewhere
from vademecum.rules.linkreport import read_link_report


@pytest.mark.parametrize(
    ("status", "dead"),
    [
        ("404", True),
        ("410", True),
        ("timeout", True),
        ("dead", True),
        ("200", False),
        ("301", False),
        ("403", False),
        ("429", False),
        ("500", False),
        ("ok", False),
        ("OK", False),
        ("", False),
    ],
)
def test_what_is_dead(status: str, dead: bool) -> None:  # noqa: FBT001 - a table's column
    found, problems = read_link_report(f"url,status,checked\nhttps://a.example/,{status},2026-05-01\n", "links.csv")
    assert problems == ()
    assert found == ({"https://a.example/": status} if dead else {})


@pytest.mark.parametrize("text", ["", "address,state\nhttps://a.example/,404\n"])
def test_another_table_is_refused(text: str) -> None:
    found, (problem,) = read_link_report(text, "links.csv")
    assert found == {}
    assert (problem.rule, problem.file, problem.line) == ("CFG-03", "links.csv", 1)


def test_addresses_are_read_as_a_browser_reads_them() -> None:
    html = (
        '<a href="https://a.example/?b=1&amp;c=2">x</a><a href="../b/">y</a><a href="https://a.example/?b=1&amp;c=2">'
    )
    assert addresses_elsewhere(html) == ("https://a.example/?b=1&c=2",)
