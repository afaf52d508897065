"""Sentence case, headline case, and titles typed In Title Case."""

from __future__ import annotations

import pytest

from tests.references.cases import article, decoded
from vademecum.model.references import Reference
from vademecum.references.styles.lettercase import (
    container_text,
    headline,
    headline_case,
    is_title_case,
    sentence_case,
    title_text,
)
from vademecum.references.styles.options import StyleOptions

SENTENCE = StyleOptions(sentence_case=True)


@pytest.mark.parametrize(
    ("typed", "recased"),
    [
        (
            "The Heat Shock Protein HSP70 Promotes Mouse NK Activity",
            "The heat shock protein HSP70 promotes mouse NK activity",
        ),
        ("A Study of C3 and mRNA: the End? yes", "A study of C3 and mRNA: The end? Yes"),
        ("“We Are Used to This”: A Study", "“We are used to this”: A study"),
        ("Final Data. National Reports", "Final data. National reports"),
        ("Trial of <i>Escherichia Coli</i> in H<sub>2</sub>O", "Trial of <i>escherichia coli</i> in H<sub>2</sub>O"),
    ],
)
def test_sentence_case(typed: str, recased: str) -> None:
    assert sentence_case(typed, ()) == recased


def test_braces_are_honoured() -> None:
    reference, _ = decoded(article(title="A Study of {Hodgkin} and {D}iabetes in {U.S. Adults}"))
    assert title_text(reference, SENTENCE) == "A study of Hodgkin and Diabetes in U.S. Adults"
    assert title_text(reference, StyleOptions()) == "A Study of Hodgkin and Diabetes in U.S. Adults"
    reference, _ = decoded("@inbook{k, title={T}, booktitle={The {BMJ} Book}}")
    assert container_text(reference, SENTENCE) == "The BMJ book"


def test_foreign_titles_stay() -> None:
    reference, _ = decoded(article(title="Das Große Buch", langid="german"))
    assert title_text(reference, SENTENCE) == '<span lang="de">Das Große Buch</span>'
    assert headline(reference, "title", SENTENCE) == '<span lang="de">Das Große Buch</span>'
    assert headline(reference, "container", SENTENCE) == "J"


@pytest.mark.parametrize(
    ("typed", "recased"),
    [
        (
            "the learning healthcare system: a workshop on the end",
            "The Learning Healthcare System: A Workshop on the End",
        ),
        ("state-of-the-art p53 in vitro l'eau x", "State-of-the-Art p53 in Vitro l'eau x"),
        ("genes. and others, mRNA ßx", "Genes. And Others, mRNA ßx"),
    ],
)
def test_headline_case(typed: str, recased: str) -> None:
    assert headline_case(typed, ()) == recased


def test_programs_keep_their_name() -> None:
    assert headline_case("netmeta: network meta-analysis", (), program=True) == "netmeta: Network Meta-Analysis"
    assert headline_case("netmeta: network meta-analysis", ()) == "Netmeta: Network Meta-Analysis"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Clinical Profile of Angioedema Associated With Enzyme Inhibition", True),
        ("Clinical profile of angioedema associated with enzyme inhibition", False),
        ("Short Title", False),
        ("A {Study} of {Great} {Things} {Done} {Well}", False),
    ],
)
def test_title_case_is_noticed(title: str, expected: bool) -> None:  # noqa: FBT001
    assert is_title_case(decoded(article(title=title))[0]) is expected


def test_foreign_titles_are_never_title_case() -> None:
    assert not is_title_case(Reference(key="k", kind="book", title="Große Männer Lesen Viele Bücher", language="de"))
