"""TeX → MathML: nothing of a formula is active on a page, and none takes longer than a page may."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from vademecum.markdown.math.bounds import DEEPEST, LONGEST, MOST_UNCLOSED
from vademecum.markdown.math.mathml import FormulaError, to_mathml

ATTRIBUTES = frozenset(
    """
    accent accentunder alttext class display displaystyle form linethickness lspace mathvariant maxsize minsize
    movablelimits rspace scriptlevel stretchy voffset width height depth largeop symmetric
    """.split()  # noqa: SIM905 - a list of words
)

FORMULAS = [
    r"\mathrm{eGFR} = 142 \times \min(S_\mathrm{cr}/\kappa, 1)^{\alpha} \times 0.9938^{\mathrm{age}}",
    r"\operatorname{logit}(p) = \ln\frac{p}{1-p} = \beta_0 + \sum_{i=1}^{n} \beta_i x_i",
    r"\hat{p} \pm 1.96\sqrt{\frac{\hat{p}(1-\hat{p})}{n}}",
    r"I^2 = \max\left(0, \frac{Q - (k-1)}{Q}\right) \times 100\%",
    r"\begin{cases} 1 & \text{if } x \ge 5 \\ 0 & \text{otherwise} \end{cases}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
    r"\begin{align} a &= b \\ c &= d \end{align}",
    r"\left.\frac{\partial f}{\partial x}\right|_{x=0}, \quad x \in [0, 1)",
    r"5\,\mathrm{mg}\cdot\mathrm{kg}^{-1}, \quad 37\,{}^\circ\mathrm{C}, \quad {}^{177}\mathrm{Lu}",
    r"\begin{array}{l|r} a & b \\ \hline c & d \end{array}",
    r"\binom{n}{k}\overline{x}\vec{x}\textbf{a}\mathbb{R}\xrightarrow{k}\underbrace{x}_{y}",
]


@pytest.mark.parametrize("tex", FORMULAS)
@pytest.mark.parametrize("block", [False, True])
def test_what_medicine_writes_can_be_set(tex: str, block: bool) -> None:  # noqa: FBT001 - a parameter of the test
    math = etree.fromstring(to_mathml(tex, block=block))
    assert math.get("alttext") == " ".join(tex.split())
    assert math.get("display") == ("block" if block else None)
    look_over(math)


def look_over(math: etree._Element) -> None:
    for element in math.iter():
        assert set(element.attrib) <= ATTRIBUTES
        assert re.fullmatch("m[a-z]+|b|i|code", str(element.tag))


@pytest.mark.parametrize(
    "tex",
    [
        r"<script>alert(1)</script>",
        r"\text{<img src=x onerror=alert(1)>}",
        r"\text{</math><script>alert(1)</script>}",
        r'\mathrm{" onload="alert(1)}',
        r"a<b>c\&d",
        r"\href{javascript:alert(1)}{x}",
        r"\style{color:red}{x}",
        r"\class{x}{y}",
        r"\includegraphics{http://example.org/x}",
        r"\unicode{x3c}",
        r"\def\x{\x\x}\x",
        r"\text{<![CDATA[ ]]> <!-- -->}",
    ],
)
def test_hostile_formulas_stay_inert(tex: str) -> None:
    try:
        markup = to_mathml(tex, block=False)
    except FormulaError:
        return
    look_over(etree.fromstring(markup))


@pytest.mark.parametrize(
    ("tex", "says"),
    [
        ("x" * (LONGEST + 1), "longer than"),
        ("{" * 100_000, "longer than"),
        ("{" * 2000 + "}" * 2000, "deep"),
        (r"\sqrt" * 900 + "x", "deep"),
        (r"\sqrt\hat{" * 40 + "x" + "}" * 40, "deep"),
        (r"\left(" * 60 + "x" + r"\right)" * 60, "deep"),
        ("x^{" * 60 + "x" + "}" * 60, "deep"),
        ("(" * 40 + "x", "never closed"),
        ("[a+" * 40 + "x", "never closed"),
        (r"\langle a " * 40, "never closed"),
        ("{(}" * 12, "never closed"),
        ("⟨x" * 40, "never closed"),
        ("(" * 40 + "]" * 40, "never closed"),
        (r"\begin{matrix}" + "( & " * 40 + r"\end{matrix}" + ")" * 40, "never closed"),
        (r"\left. ( \middle| " * 20 + r"\right." * 20, "never closed"),
    ],
)
def test_formulas_without_bounds_are_refused_at_once(tex: str, says: str) -> None:
    with pytest.raises(FormulaError, match=says):
        to_mathml(tex, block=False)


def test_bounds_leave_room_for_what_people_write() -> None:
    assert to_mathml("[0, 1) " * MOST_UNCLOSED, block=False)
    assert to_mathml("(" * (DEEPEST - 1) + "x" + ")" * (DEEPEST - 1), block=False)
    assert to_mathml(r"\alpha" * (DEEPEST - 1), block=False)
    assert to_mathml(r"\frac{a}{b}+" * 300 + "c", block=False)


PIECES = st.sampled_from(
    r"""
    ( ) [ ] { } | ^ _ & ' x 1 + < > \{ \} \\ \left( \right) \left. \right| \middle| \langle \rangle \frac \sqrt \hat
    \text{ \mathrm{ \sum \int \min \begin{matrix} \end{matrix} \big( \lvert ⟨ ⌈ \color{red} \alpha \limits \over
    \operatorname{ \binom \tag{1} \label{x} \hline \\[1em] % ~ é &lt; <b> \textbf{
    """.split()  # noqa: SIM905 - a list of words
)


@given(st.lists(PIECES, max_size=60), st.booleans())
def test_any_formula_is_set_or_refused(pieces: list[str], block: bool) -> None:  # noqa: FBT001 - drawn
    try:
        markup = to_mathml(" ".join(pieces), block=block)
    except FormulaError:
        return
    look_over(etree.fromstring(markup))
