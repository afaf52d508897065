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
from vademecum.pages.composing import listed_words
from vademecum.problems import Level

SHARED = Path(__file__).resolve().parents[3] / "shared" / "citations" / "clusters.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(SHARED.read_text(encoding="utf-8")) if SHARED.exists() else []

MANNERS = {
    "brackets": Manner(),
    "superscript": Manner(marker="superscript"),
    "ama": Manner(marker="superscript", dash="-", tight=True, after_stops=True),
}
FIRST = "[@a] [@b] [@c] [@d] [@e] [@f] [@g] [@h]\n\n"
"""What "after" means in the sample: a … h are cited once already."""

KEYS_IN_FILE_ORDER = (
    *"abcdefgh",
    "smith2020a",
    "key_with-dash.2",
    "doi:10.1000/x",
    "Müller:2019",
    "x+y",
    "123",
    "a.b.",
    "A",
)

NARRATIVE = {"C43": "smith2020a", "C64": "a"}
"""Cases that print a citation in the sentence as its number alone, as pandoc does: "T [1]. Next." This contradicts the
file's own C22 to C24, the contract (authors and number) and AMA 3.6, where the sentence names the authors: they are
held to what C22 prints."""

ERRORS = {
    "C26": (("T .", "T .", "T ."), '1:4: no entry "nokey" in references.bib'),
    "C27": (("T [1,2].", "T^1,2^.", "T.^1,2^"), '1:8: no entry "nokey" in references.bib'),
    "C46": (("T [1].", "T^1^.", "T.^1^"), '1:4: no entry "a.b" in references.bib'),
    "C62": (("T .", "T .", "T ."), "1:4: @* is allowed in nocite only"),
}
"""Cases whose result is an error: what is printed in each manner (nothing in the faulty key's place), and the error."""


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
    for formula in element.iter("math"):
        formula.text = f"`{formula.get('alttext')}`"
        for child in list(formula):
            formula.remove(child)
    for code in element.xpath(".//code[not(parent::pre)]"):
        code.text = f"`{code.text}`"
    return " ".join("".join(element.itertext()).split())


def expected(case: dict[str, Any], manner: str) -> str:
    """Return what a case should print: AMA's manner also moves a number behind the stop."""
    wanted = case["expect"]
    text: str = wanted.get(manner) or wanted["superscript"]
    if text == "same as sup" or text.startswith("last group"):
        text = wanted["superscript"]
    if case["id"] in NARRATIVE:
        names = f"{{names of {NARRATIVE[case['id']]}}}"
        text = text.replace("[1]", f"{names} [1]") if manner == "brackets" else text.replace("^1^", f" {names}^1^")
    if manner == "ama":
        text = re.sub(r"((?:\^[^^]+\^ ?)*\^[^^]+\^)([.,])", r"\2\1", text).replace("–", "-")
    return text


@pytest.mark.skipif(not CASES, reason="the shared sample of citations is not here")
@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize(
    "case", [case for case in CASES if isinstance(case["expect"]["brackets"], str)], ids=lambda case: str(case["id"])
)
def test_case(case: dict[str, Any], manner: str, body: Callable[..., Body]) -> None:
    """Every case but C37, which has one result for each audience: see the next test."""
    text, nocite = without_front_matter(case["input"])
    composed = body((FIRST if case.get("after") else "") + text, manner=MANNERS[manner], nocite=nocite)
    found = notation(composed)
    if case.get("after"):
        found = found.split(" ¶ ", 1)[1]
    if case["id"] in ERRORS:
        printed, problem = ERRORS[case["id"]]
        assert found == printed[list(MANNERS).index(manner)]
        errors = [each for each in composed.problems if each.level is Level.ERROR]
        assert [f"{each.line}:{each.column}: {each.message}" for each in errors] == [problem]
    else:
        assert found == expected(case, manner)
    assert [cited.key for cited in composed.cited] == case.get("reference_order", [])


def without_front_matter(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a case's body, and the keys of its ``nocite``."""
    if not text.startswith("---\n"):
        return text, ()
    head, body = text.removeprefix("---\n").split("\n---\n", 1)
    words = listed_words([yaml.safe_load(head)["nocite"]])
    return body, KEYS_IN_FILE_ORDER if words == ["*"] else tuple(words)


@pytest.mark.skipif(not CASES, reason="the shared sample of citations is not here")
@pytest.mark.parametrize("audience", ["clinician", "patient"])
def test_each_audience_has_its_own_numbers(audience: str, body: Callable[..., Body]) -> None:
    case = next(case for case in CASES if case["id"] == "C37")
    for manner in ("brackets", "superscript"):
        found = notation(body(case["input"], audience=audience, manner=MANNERS[manner]))
        assert found == case["expect"][manner][audience]
