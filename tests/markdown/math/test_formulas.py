"""What is a formula and what is money, and where a faulty one is told of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from vademecum.model.body import Body, PassageKind


def formulas(body: Body) -> list[tuple[str, str]]:
    root = html.fragment_fromstring(body.html, create_parent="div")
    return [(each.get("alttext", ""), each.get("display", "line")) for each in root.iter("math")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The odds $p/(1-p)$ rise.", [("p/(1-p)", "line")]),
        ("$5 and $10", []),
        ("US$20,000 and $30,000", []),
        (r"\$5 and \$10", []),
        ("$ x$ and $x $", []),
        ("a$x$b", [("x", "line")]),
        ("$x$2", []),
        (r"$\text{5\$}$", [(r"\text{5\$}", "line")]),
        ("$a\nb$", [("a b", "line")]),
        ("$$x^2$$", [("x^2", "block")]),
        ("Before $$x^2$$ after", [("x^2", "block")]),
        ("$$\n  x\n  y\n$$", [("x y", "block")]),
        ("Text\n$$\n- x\n+ y\n$$\ntext", [("- x + y", "block")]),
        ("> $$\n> x\n> $$\n\n- $$\n  y\n  $$", [("x", "block"), ("y", "block")]),
        ("$$ x\n\ny $$", []),
        ("$$ $$", []),
        ("$$x", []),
        ("    $$x$$", []),
        ("`$x$` \n\n```\n$$x$$\n```", []),
        ("| a |\n|---|\n| $x$ |", [("x", "line")]),
        ("# On $x$", [("x", "line")]),
        ("[a $x$ b](https://example.org/)", [("x", "line")]),
        ("Note.[^1]\n\n[^1]: $x$", []),
    ],
)
def test_what_is_a_formula(text: str, found: list[tuple[str, str]], body: Callable[..., Body]) -> None:
    assert formulas(body(text)) == found


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        (r"The odds $\frac{1}{2$ rise.", 1, 20, 'Expected closing token "}"'),
        ("Two lines\nand $a \\foo$.", 2, 8, r'Unknown command "\foo"'),
        ("$$\nx\n\\foo\n$$", 3, 1, r'Unknown command "\foo"'),
        ("- a\n\n  $$ \\foo $$", 3, 6, r'Unknown command "\foo"'),
        (r"$\color{red}x$", 1, 2, 'it sets "color"'),
        (r"$\cancel{x}$", 1, 2, "it needs <menclose>"),
        (r"$\newcommand{\x}{y}\x$", 1, 20, "Too many expansions"),
    ],
)
def test_faulty_formulas_are_errors_where_they_stand(
    text: str, line: int, column: int, says: str, body: Callable[..., Body]
) -> None:
    (problem,) = body(text).problems
    assert (problem.rule, problem.line, problem.column) == ("MD-11", line, column)
    assert says in problem.message


def test_prices_that_make_a_formula_are_told_of(body: Callable[..., Body]) -> None:
    (problem,) = body("From $300 a month to 500$ in some places.").problems
    assert (problem.rule, problem.line, problem.column) == ("MD-12", 1, 6)
    assert not body("Rates $a b$, $n = 12$, $p < 0.05$ and $x$.").problems


def test_an_approval_covers_the_source_of_a_formula(body: Callable[..., Body]) -> None:
    said = body("The odds $p / q$ rise.\n\n$$ p /\n q $$").canonical
    assert said == ("p", "text The odds ", "formula p / q", "text  rise.", "formula_block math p / q")
    assert said != body("The odds $p / r$ rise.\n\n$$ p / q $$").canonical
    assert said != body("The odds `p / q` rise.\n\n$$ p / q $$").canonical


def test_formulas_are_found_by_search_and_by_rules(body: Callable[..., Body]) -> None:
    found = body("The odds $p/q$ rise.\n\n$$p/q$$\n\n## On $x$").passages
    assert [(each.kind, each.text) for each in found] == [
        (PassageKind.PARAGRAPH, "The odds p/q rise."),
        (PassageKind.FORMULA, "p/q"),
        (PassageKind.HEADING, "On x"),
    ]
    assert body("## On $x$").headings[0].text == "On x"
