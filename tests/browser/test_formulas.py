"""Formulas, labelled figures and tables, and abbreviations in a browser: drawn, reached and without faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Open
from tests.building import article, build, write

pytestmark = pytest.mark.browser

TEXT = r"""
A NET grows, see @fig-a, @tbl-b and @sec-c. The odds are $p/(1-p)$, the interval $\hat{p}\pm 1.96\sqrt{\frac{p}{n}}$.

$$
\begin{aligned} a &= b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v \\
x &= \begin{cases} 1 & \text{if } x \ge 5 \\ 0 & \text{otherwise} \end{cases} \end{aligned}
$$

![A black dot](pic.svg){#fig-a}

| a | b |
|---|---|
| 1 | $x^2$ |

: Numbers of a NET {#tbl-b}

## Section of $x$ {#sec-c}

Text.

*[NET]: neuroendocrine tumour
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>'


@pytest.fixture(scope="module")
def page_at(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    root = tmp_path_factory.mktemp("formulas")
    write(root, {"content/a.md": article(TEXT), "content/pic.svg": PICTURE, "references.bib": ""})
    done = build(root)
    assert done.code == 0, done.err
    return f"{serve(root / 'site')}/a/"


def test_axe_finds_nothing(page_at: str, open_page: Open, faults: Callable[[Page], list[str]]) -> None:
    opened = open_page(page_at)
    assert faults(opened.page) == [], "light"
    opened.page.emulate_media(color_scheme="dark")
    opened.page.set_viewport_size({"width": 320, "height": 640})
    assert faults(opened.page) == [], "dark, 320 px"
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert opened.said == []
    assert opened.failed == []


def test_formulas_are_drawn(page_at: str, open_page: Open) -> None:
    page = open_page(page_at).page
    fraction = page.locator("math mfrac").first
    numerator, denominator = (fraction.locator(":scope > *").nth(index).bounding_box() for index in (0, 1))
    assert numerator is not None
    assert denominator is not None
    assert numerator["y"] + numerator["height"] <= denominator["y"] + 1


def test_a_cross_reference_leads_to_its_table(page_at: str, open_page: Open) -> None:
    page = open_page(page_at).page
    page.get_by_role("link", name="Table 1").click()
    assert page.url.endswith("#tbl-b")
    assert page.locator("table:target caption").inner_text() == "Table 1. Numbers of a NET"
