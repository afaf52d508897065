"""The registry of styles, languages and kinds of work."""

from __future__ import annotations

import pytest

from vademecum.model.references import Reference
from vademecum.references.decoding.languages import is_foreign, language_name, language_tag
from vademecum.references.styles.named import style, style_names
from vademecum.references.works import Work, work_of


def test_styles_by_name() -> None:
    assert style_names() == ("vancouver", "ama")
    vancouver, ama = style("Vancouver"), style("ama")
    assert vancouver is not None
    assert ama is not None
    assert style("nlm") is vancouver
    assert style("apa") is None
    assert (vancouver.range_dash, vancouver.superscript, ama.range_dash, ama.superscript) == ("–", False, "-", True)


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("english", "en"),
        ("eng", "en"),
        ("American", "en-US"),
        ("en-AU", "en-AU"),
        ("en_gb", "en-GB"),
        ("ngerman", "de"),
        ("magyar", "hu"),
        ("brazil", "pt-BR"),
        ("pinyin", "zh"),
        ("Norwegian", "no"),
        ("de-1996", "de"),
        ("klingon", ""),
        ("", ""),
    ],
)
def test_languages(typed: str, tag: str) -> None:
    assert language_tag(typed) == tag


def test_names_of_languages() -> None:
    assert (language_name("pt-BR"), language_name("tlh")) == ("Portuguese", "")
    assert [is_foreign(tag) for tag in ("", "en", "en-GB", "de")] == [False, False, False, True]


def test_kinds_of_work() -> None:
    assert work_of(Reference(key="k", kind="article", extra={"entrysubtype": "magazine"})) is Work.MAGAZINE
    assert work_of(Reference(key="k", kind="misc", extra={"type": "Preprint"})) is Work.PREPRINT
    assert work_of(Reference(key="k", kind="article", extra={"x": "y"})) is Work.ARTICLE
    assert work_of(Reference(key="k", kind="sculpture")) is Work.OTHER
