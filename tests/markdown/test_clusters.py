"""Citations in the text against the cases of the shared sample, in brackets, superscript and AMA's manner."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html as lxml_html

from vademecum.markdown.typeset import Manner
from vademecum.model.body import Body

SHARED = Path(__file__).resolve().parents[3] / "shared" / "citations" / "clusters.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(SHARED.read_text(encoding="utf-8")) if SHARED.exists() else []

MANNERS = {
    "brackets": Manner(),
    "superscript": Manner(marker="superscript"),
    "ama": Manner(marker="superscript", dash="-", tight=True, after_stops=True),
}
FIRST = "[@a] [@b] [@c] [@d] [@e] [@f] [@g] [@h]\n\n"
"""What "after" means in the sample: a … h are cited once already."""

KEYS_IN_FILE_ORDER = ("a", "b", "c", "d", "e", "f", "g", "h", "smith2020a", "key_with-dash.2", "doi:10.1000/x")

OTHERWISE = {
    "C26": "an unknown key is an error, and nothing is printed in its place",
    "C27": "an unknown key is an error; the known ones are still numbered",
    "C28": "nocite is front matter: see tests/pages/test_nocite.py",
    "C29": "nocite is front matter: see tests/pages/test_nocite.py",
    "C46": "an unknown key is an error, and nothing is printed in its place",
    "C58": "math is a later capability",
    "C62": "@* is an error, and nothing is printed in its place",
}
"""Cases that this test cannot show, with the reason."""

NARRATIVE = frozenset(["C43", "C52", "C64"])
"""Cases whose expected text leaves the names out that a citation in the sentence prints (C22 prints them)."""


def notation(body: Body) -> str:
    """Write a body in the notation of the sample."""
    root = lxml_html.fragment_fromstring(body.html, create_parent="div")
    notes = lxml_html.fragment_fromstring(body.footnotes or "<i></i>", create_parent="div")
    for back in notes.xpath('.//a[@role="doc-backlink"]'):
        back.drop_tree()
    texts = {item.get("id"): _text(item) for item in notes.iter("li")}
    for mark in root.xpath('.//sup[@class="footnote"]'):
        mark.text = f"[[NOTE:{texts[mark[0].get('href')[1:]]}]]"
        for child in list(mark):
            mark.remove(child)
    return " ¶ ".join(_block(block) for block in root)


def _block(block: Any) -> str:  # noqa: PLR0911 - one for each kind of block
    if block.tag in ("ul", "ol"):
        return " / ".join(_text(item) for item in block)
    if block.tag == "blockquote":
        return f"Q: {_text(block)}"
    if block.tag == "pre":
        return f"CODE {_text(block)}"
    if block.tag == "dl":
        return ": ".join(_text(item) for item in block)
    if block.tag == "figure":
        return f"F[{_text(block)}]"
    if block.get("class") == "table-scroll":
        caption = block.xpath(".//caption")
        rows = [" | ".join(_text(cell) for cell in row) for row in block.iter("tr")]
        return f"T[{_text(caption[0]) if caption else ''}] {' // '.join(rows)}"
    return f"H: {_text(block)}" if block.tag in ("h2", "h3") else _text(block)


def _text(element: Any) -> str:
    for raised in element.xpath('.//*[contains(@class, "citations")]/sup'):
        raised.text = f"^{raised.text or ''}"
        if len(raised):
            raised[-1].tail = f"{raised[-1].tail or ''}^"
        else:
            raised.text += "^"
    for code in element.xpath(".//code[not(parent::pre)]"):
        code.text = f"`{code.text}`"
    return " ".join("".join(element.itertext()).split())


def expected(case: dict[str, Any], manner: str) -> str:
    """Return what a case should print: AMA's manner also moves a number behind the stop."""
    wanted = case["expect"]
    text: str = wanted.get(manner) or wanted["superscript"]
    if text in ("same", "as above", "same as sup") or text.startswith("last group"):
        text = wanted["superscript"]
    if manner == "ama":
        text = re.sub(r"((?:\^[^^]+\^ ?)*\^[^^]+\^)([.,])", r"\2\1", text).replace("–", "-")
    return text


@pytest.mark.skipif(not CASES, reason="the shared sample of citations is not here")
@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_case(case: dict[str, Any], manner: str, body: Callable[..., Body]) -> None:
    if case["id"] in OTHERWISE or not isinstance(case["expect"]["brackets"], str):
        pytest.skip(OTHERWISE.get(case["id"], "one result for each audience: see the next test"))
    text = case["input"]
    found = notation(body((FIRST if case.get("after") else "") + text, manner=MANNERS[manner]))
    if case.get("after"):
        found = found.split(" ¶ ", 1)[1]
    if case["id"] in NARRATIVE:
        found = re.sub(r" ?\{names of [^}]*\}", "", found)
    assert found == expected(case, manner)


@pytest.mark.skipif(not CASES, reason="the shared sample of citations is not here")
@pytest.mark.parametrize("audience", ["clinician", "patient"])
def test_each_audience_has_its_own_numbers(audience: str, body: Callable[..., Body]) -> None:
    case = next(case for case in CASES if case["id"] == "C37")
    for manner in ("brackets", "superscript"):
        found = notation(body(case["input"], audience=audience, manner=MANNERS[manner]))
        assert found == case["expect"][manner][audience]
