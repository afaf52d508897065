"""Identifiers: found wherever exporters put them, checked, linked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.references.cases import article, decoded
from vademecum.model.references import Reference
from vademecum.references.identifiers import (
    doi_key,
    find_doi,
    find_pmcid,
    find_pmid,
    is_doi,
    is_isbn,
    is_issn,
    isbns,
    issns,
    links,
    pmcid_of_field,
    pmid_of_field,
    web_url,
)


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1056/NEJMoa1607427", "10.1056/NEJMoa1607427"),
        ("https://doi.org/10.1056/NEJMoa1607427", "10.1056/NEJMoa1607427"),
        ("doi: https://doi.org/10.1101/2020.03.12", "10.1101/2020.03.12"),
        ("http://dx.doi.org.ezproxy.example.edu/10.1007/s11111-012-0178-0", "10.1007/s11111-012-0178-0"),
        ("10.1016/j.cell.2011.12.013 [doi]", "10.1016/j.cell.2011.12.013"),
        ("(10.1016/S0140-6736(97)11096-0).", "10.1016/S0140-6736(97)11096-0"),
        ("https://doi.org/10.1080%2F10543406.2022", "10.1080/10543406.2022"),
        (
            "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID>3.0.CO;2-2",
            "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID>3.0.CO;2-2",
        ),
        ("10.1/x", ""),
        ("none", ""),
    ],
)
def test_dois_are_found(text: str, doi: str) -> None:
    assert find_doi(text) == doi
    assert is_doi(doi) is bool(doi)


def test_dois_are_compared_without_case() -> None:
    assert doi_key("10.1056/NEJMoa1") == doi_key("10.1056/nejmOA1")


@pytest.mark.parametrize(
    ("fields", "pmid", "pmcid"),
    [
        ({"pmid": "123", "pmcid": "PMC45"}, "123", "PMC45"),
        ({"pmid": "PMID: 123", "pmcid": "45"}, "123", "PMC45"),
        ({"pmid": "https://pubmed.ncbi.nlm.nih.gov/123/"}, "123", ""),
        ({"eprint": "123", "eprinttype": "PubMed"}, "123", ""),
        ({"eprint": "PMC45", "archiveprefix": "pmc"}, "", "PMC45"),
        ({"note": "PMID: 123; PMCID: PMC45"}, "123", "PMC45"),
        ({"annote": "pmid:123"}, "123", ""),
        ({"keywords": "a, PMID 123, b"}, "123", ""),
        ({"extra": "PMID: 123\nPMCID: PMC45"}, "123", "PMC45"),
        ({"note": "PMC45"}, "", "PMC45"),
        ({"eprint": "2001.1", "eprinttype": "arxiv"}, "", ""),
    ],
)
def test_pubmed_numbers_are_found(fields: dict[str, str], pmid: str, pmcid: str) -> None:
    reference, problems = decoded(article(**fields))
    assert (reference.pmid, reference.pmcid) == (pmid, pmcid)
    assert not problems


def test_bare_functions() -> None:
    assert (find_pmid("x"), find_pmcid("x"), pmid_of_field("12."), pmcid_of_field("x")) == ("", "", "12", "")


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("0-306-40615-2", True),
        ("978-0-306-40615-7", True),
        ("080442957X", True),
        ("978-0-306-40615-8", False),
        ("978030640615X", False),
        ("0306406153", False),
        ("RM-244-2017", False),
        ("ISBN: 0306406152", True),
    ],
)
def test_isbn(text: str, sound: bool) -> None:  # noqa: FBT001
    assert is_isbn(text) is sound


@pytest.mark.parametrize(
    ("text", "sound"),
    [("0028-4793", True), ("2046-4924", True), ("0000-006X", True), ("0028-4794", False), ("1234", False)],
)
def test_issn(text: str, sound: bool) -> None:  # noqa: FBT001
    assert is_issn(text) is sound


def test_fields_that_hold_several() -> None:
    assert isbns("9780470013199, 0306406152; x") == ("9780470013199", " 0306406152")
    assert issns("1471-2458 (Electronic)\n14712458 (Linking)") == ("1471-2458", "1471-2458")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("doi", "not one", 'in doi of "k" is not a DOI'),
        ("pmid", "x", "is not a PMID"),
        ("pmcid", "x", "is not a PMCID"),
        ("isbn", "0306406153", "check digit of ISBN"),
        ("issn", "0028-4794", "check digit of ISSN"),
        ("url", "javascript:alert(1)", "no web address"),
        ("url", "www.example.org/a", "lacks its https://"),
    ],
)
def test_faults_are_told_with_their_line(name: str, text: str, words: str) -> None:
    reference, problems = decoded(article(**{name: text}))
    assert [(problem.rule, problem.line, words in problem.message) for problem in problems] == [("REF-02", 8, True)]
    assert reference.url in ("", "https://www.example.org/a")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "//example.org",
        "http://",
        "mailto:a@b",
        "http://user:pw@h/",
        "",
        "http://[x",
        "feed:http://x",
    ],
)
def test_nothing_but_the_web_becomes_a_link(url: str) -> None:
    assert web_url(url) == ""
    assert links(Reference(key="k", kind="misc", url=url, extra={"howpublished": url})) == ()


def test_links() -> None:
    reference = Reference(key="k", kind="article", doi="10.1002/(S)1<2>#", pmid="1", pmcid="PMC2", url="https://x.org")
    assert links(reference) == (
        ("DOI", "https://doi.org/10.1002/(S)1%3C2%3E%23"),
        ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/1/"),
        ("PMC", "https://pmc.ncbi.nlm.nih.gov/articles/PMC2/"),
    )
    assert links(Reference(key="k", kind="misc", url='https://x.org/"<a b>')) == (
        ("URL", "https://x.org/%22%3Ca%20b%3E"),
    )
    assert links(Reference(key="k", kind="misc", extra={"howpublished": "https://x.org"})) == (
        ("URL", "https://x.org"),
    )
    assert links(Reference(key="k", kind="misc", pmid="x", pmcid="y", doi="z")) == ()


def test_a_doi_in_the_url_is_taken() -> None:
    assert decoded(article(url="https://doi.org/10.1000/182"))[0].doi == "10.1000/182"


def test_the_first_of_several_urls_is_taken() -> None:
    assert decoded(article(url="http://a.org/x https://b.org/y"))[0].url == "http://a.org/x"


def test_escapes_of_exporters_are_undone() -> None:
    reference, problems = decoded(article(url=r"https://x.org/a\_b?c=1\&d=\%20~e--f", doi=r"10.1000/a\_b"))
    assert reference.url == "https://x.org/a_b?c=1&d=%20~e--f"
    assert reference.doi == "10.1000/a_b"
    assert not problems


@given(st.text(max_size=40))
def test_no_text_makes_an_unsafe_link(text: str) -> None:
    for _, url in links(Reference(key="k", kind="misc", doi=text, pmid=text, pmcid=text, url=text)):
        assert url.startswith(("http://", "https://", "HTTP", "Http", "hTTP"))
        assert not set(url) & set("\"<> \n\\'") - {"'"}
