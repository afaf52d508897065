"""What Crossref and PubMed answer → entries: each fixture is an answer, the entry, and what its author is told.

The answers are short ones, written for these tests in the form of real ones, about real works.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.references.cases import FIXTURES
from vademecum.model.references import Bibliography
from vademecum.problems import EngineError
from vademecum.references.bibliography import read_bibliography, reference
from vademecum.references.editing.adding import write_entry
from vademecum.references.editing.found import Found, enriched, iso_date, langid
from vademecum.references.editing.from_crossref import from_crossref
from vademecum.references.editing.from_pubmed import found_pmids, from_pubmed
from vademecum.references.editing.habits import Habits
from vademecum.references.editing.newkeys import Pattern

CROSSREF, PUBMED = FIXTURES.parent / "crossref", FIXTURES.parent / "pubmed"


def told(found: Found, key: str) -> str:
    written = write_entry(found, key, "a.bib", Habits(), Pattern(), ())
    return "\n".join([written.text, *written.remarks, ""])


def read(path: Path) -> Found:
    data = path.read_bytes()
    found = from_crossref(data) if path.suffix == ".json" else from_pubmed(data)
    assert found is not None
    return found


def crossref(**values: Any) -> Found:
    message = {"DOI": "10.1000/1", "type": "journal-article", **values}
    return from_crossref(json.dumps({"status": "ok", "message": message}).encode())


def pubmed(article: str, rest: str = "", data: str = "") -> Found:
    citation = f"<MedlineCitation><PMID>1</PMID><Article>{article}</Article>{rest}</MedlineCitation>"
    found = from_pubmed(
        f"<PubmedArticleSet><PubmedArticle>{citation}{data}</PubmedArticle></PubmedArticleSet>".encode()
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    "path",
    sorted([*CROSSREF.glob("*.json"), *PUBMED.glob("*.xml")]),
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_an_answer_becomes_an_entry(path: Path) -> None:
    text = told(read(path), path.stem)
    assert text == path.with_suffix(".bib").read_text("utf-8")
    entry = text.partition("\n}\n")[0] + "\n}\n"
    bibliography, problems = read_bibliography([("a.bib", entry.encode())])
    assert problems == ()
    assert dict(bibliography.entries[path.stem].fields) == dict(read(path).fields)


def test_what_pubmed_knows_better_is_added() -> None:
    found = enriched(read(CROSSREF / "netter.json"), read(PUBMED / "netter.xml"))
    assert found.fields["pmid"] == "28076709"
    assert found.fields["pmcid"] == "PMC5895095"
    assert found.fields["journaltitle"] == "New England Journal of Medicine"
    assert found.fields["title"].startswith(r"Phase 3 Trial of \textsuperscript{177}Lu-Dotatate")


def test_pubmeds_notices_replace_crossrefs() -> None:
    found = enriched(read(CROSSREF / "wakefield.json"), read(PUBMED / "wakefield.xml"))
    assert found.fields["retraction"].startswith("Lancet. 2010 Feb 6;375(9713):445")
    assert [remark.split(":")[0] for remark in found.remarks] == ["has been retracted", "has been corrected"]


def test_pubmed_fills_in_where_the_article_stands() -> None:
    found = enriched(crossref(title=["T"]), read(PUBMED / "netter.xml"))
    assert {name: found.fields[name] for name in ("volume", "number", "pages")} == {
        "volume": "376",
        "number": "2",
        "pages": "125--135",
    }
    assert "pubstate" not in found.fields
    found = enriched(crossref(page="n71"), read(PUBMED / "netter.xml"))
    assert (found.fields["eid"], found.fields["volume"], "pages" in found.fields) == ("n71", "376", False)


def test_a_preprint_is_told_of_once() -> None:
    found = enriched(read(CROSSREF / "preprint.json"), read(PUBMED / "preprint.xml"))
    assert found.remarks == ("is a preprint; the journal's version is doi:10.1056/NEJMoa2021436: cite that one",)
    assert found.fields["pmid"] == "32511633"


def test_a_foreign_title_gets_its_translation() -> None:
    found = enriched(read(CROSSREF / "declaracion.json"), read(PUBMED / "declaracion.xml"))
    assert found.fields["title"].startswith("Declaración PRISMA: una propuesta")
    assert found.fields["translatedtitle"].startswith("PRISMA declaration: a proposal")
    assert found.fields["shortjournal"] == "Med Clin (Barc)"


# ---- Crossref ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        ("journal-article", "article"),
        ("book", "book"),
        ("monograph", "book"),
        ("edited-book", "book"),
        ("book-section", "incollection"),
        ("reference-entry", "inreference"),
        ("proceedings-article", "inproceedings"),
        ("report", "report"),
        ("dissertation", "thesis"),
        ("dataset", "dataset"),
        ("peer-review", "misc"),
        ("something-new", "misc"),
    ],
)
def test_each_type_has_an_entry_type(kind: str, entry: str) -> None:
    assert crossref(type=kind, title=["T"]).kind == entry


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ({"family": "Lei", "given": "Johan van der"}, "van der Lei, Johan"),
        ({"family": "van der Lei", "given": "Johan"}, "van der Lei, Johan"),
        ({"family": "Lei", "given": "Johan", "prefix": "van der"}, "Lei, Johan"),
        ({"family": "Beethoven", "given": "Ludwig", "prefix": "van"}, "van Beethoven, Ludwig"),
        ({"family": "Curie", "given": "Marie", "prefix": "Dr"}, "Curie, Marie"),
        ({"family": "Downey", "given": "Robert", "suffix": "Jr"}, "Downey, Jr, Robert"),
        ({"name": "ACCORD Study Group; and others"}, "{ACCORD Study Group; and others}"),
        ({"family": "Diabetes Prevention Program Research Group"}, "{Diabetes Prevention Program Research Group}"),
        ({"family": "Aristotle"}, "Aristotle"),
        ({"family": "Smith & Sons", "given": "A_b"}, r"Smith \& Sons, A\_b"),
        ({"family": "Black and White", "given": "Z"}, "{Black and White}, Z"),
        ({"family": "Last, First"}, "{Last, First}"),
        ({"given": "Only"}, "{Only}"),
        ({}, ""),
        ({"family": None, "name": None}, ""),
    ],
)
def test_a_name_is_written_as_bibtex_reads_it(record: dict[str, str], name: str) -> None:
    assert crossref(author=[record]).fields.get("author", "") == name


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"title": ["The <i>BRCA1</i> gene"]}, r"The \emph{BRCA1} gene"),
        ({"title": ["CO<sub>2</sub> at 5 &lt; 6 &amp;amp; 7%"]}, r"CO\textsubscript{2} at 5 < 6 \& 7\%"),
        ({"title": ["<scp>DNA</scp> and <jats:italic>E. coli</jats:italic>"]}, r"DNA and \emph{E. coli}"),
        (
            {
                "title": "On <mml:math xmlns:mml='http://www.w3.org/1998/Math/MathML'><mml:msup><mml:mi>x</mml:mi>"
                "<mml:mn>2</mml:mn></mml:msup><mml:mo>&lt;</mml:mo><mml:mn>1</mml:mn></mml:math> again"
            },
            r"On x\textsuperscript{2}<1 again",
        ),
        ({"title": ["A {brace} and 10$ \\ here~^"]}, None),
        ({"title": ["Title:"], "subtitle": ["and more"]}, "Title: and more"),
        ({"title": ["Is it?"], "subtitle": ["Yes"]}, "Is it? Yes"),
        ({"title": ["All: of it"], "subtitle": ["of it"]}, "All: of it"),
        ({"title": [], "original-title": ["Nur dies"], "language": "de"}, "Nur dies"),
        ({"title": ["Health"], "original-title": ["Gesundheit"], "language": "de"}, "Gesundheit"),
        ({"title": "not a list"}, "not a list"),
        ({"title": [None, 7]}, "7"),
    ],
)
def test_a_title_keeps_what_it_says(values: dict[str, Any], title: str | None) -> None:
    found = crossref(**values)
    if title is None:
        entry = f"@misc{{k, title = {{{found.fields['title']}}}}}"
        bibliography, _ = read_bibliography([("a.bib", entry.encode())])
        work, problems = reference(bibliography.entries["k"], bibliography)
        assert (work.title, problems) == (values["title"][0], ())
    else:
        assert found.fields["title"] == title


@pytest.mark.parametrize(
    ("values", "date"),
    [
        ({"published-print": {"date-parts": [[2019, 5]]}, "published-online": {"date-parts": [[2018]]}}, "2019-05"),
        ({"published-online": {"date-parts": [[2018, 12, 3]]}}, "2018-12-03"),
        ({"issued": {"date-parts": [[None]]}}, ""),
        ({"issued": {"date-parts": [[2019, 13, 1]]}}, "2019"),
        ({"issued": {"date-parts": [[2019, 2, 30]]}}, "2019-02"),
        ({"issued": {"date-parts": []}}, ""),
        ({"issued": {"date-time": "2019-02-03T00:00:00Z"}}, "2019-02-03"),
        ({"issued": "2019"}, ""),
    ],
)
def test_the_date_is_that_of_the_issue(values: dict[str, Any], date: str) -> None:
    assert crossref(**values).fields.get("date", "") == date


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"page": "125-35"}, {"pages": "125--135"}),
        ({"page": "125–135"}, {"pages": "125--135"}),
        ({"page": "S143-S158"}, {"pages": "S143--S158"}),
        ({"page": "12"}, {"pages": "12"}),
        ({"page": "12-12"}, {"pages": "12"}),
        ({"page": "1-3, 7-9"}, {"pages": "1--3, 7--9"}),
        ({"page": "e0123456"}, {"eid": "e0123456"}),
        ({"page": "CD000012.pub2"}, {"eid": "CD000012.pub2"}),
        ({"article-number": "2319", "page": "2319"}, {"eid": "2319"}),
        ({"article-number": "2319"}, {"eid": "2319"}),
    ],
)
def test_pages_and_article_numbers(values: dict[str, str], place: dict[str, str]) -> None:
    fields = crossref(**values).fields
    assert {name: fields[name] for name in ("pages", "eid") if name in fields} == place


def test_an_article_without_a_place_is_ahead_of_print() -> None:
    assert crossref(title=["T"]).fields["pubstate"] == "aheadofprint"
    assert "pubstate" not in crossref(title=["T"], volume="3").fields


def test_a_chapter_of_a_series_names_both() -> None:
    fields = crossref(type="book-chapter", **{"container-title": ["The series", "The book"]}).fields
    assert (fields["booktitle"], fields["series"]) == ("The book", "The series")


def test_a_report_and_a_thesis_name_their_institution() -> None:
    for kind in ("report", "dissertation"):
        fields = crossref(type=kind, institution=[{"name": "WHO"}], publisher="Someone", degree=["PhD"]).fields
        assert (fields["institution"], fields["type"]) == ("WHO", "PhD")
        assert "publisher" not in fields


def test_a_title_that_says_retracted_is_told_of() -> None:
    found = crossref(title=["RETRACTED: A study"])
    assert found.fields["title"] == "RETRACTED: A study"
    assert found.remarks[0].startswith("is called retracted or withdrawn in its title")


def test_notices_are_told_apart() -> None:
    updates = [
        {"type": "correction", "DOI": "10.1000/c1"},
        {"type": "corrigendum", "DOI": "10.1000/c_2", "updated": {"date-parts": [[2020]]}},
        {"type": "expression-of-concern"},
        {"type": "new_version", "DOI": "10.1000/v2"},
        {"type": None},
    ]
    fields = crossref(**{"updated-by": updates}).fields
    assert fields["erratum"] == r"doi:10.1000/c1; doi:10.1000/c\_2, 2020"
    assert fields["concern"] == "a place that Crossref leaves out"
    assert "retraction" not in fields


def test_a_notice_about_another_work_is_told_of() -> None:
    remarks = crossref(**{"update-to": [{"DOI": "10.1000/9", "type": "retraction", "label": "Retraction"}]}).remarks
    assert remarks == ("is itself a notice (Retraction) about doi:10.1000/9",)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html>no</html>",
        b"[]",
        b"null",
        b'{"message": []}',
        b'{"message": {"title": ["no DOI"]}}',
        b'{"message": {"DOI": 7}}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_no_answer_of_crossref_is_one_sentence(data: bytes) -> None:
    with pytest.raises(EngineError, match=r"^Crossref's answer cannot be read"):
        from_crossref(data)


@pytest.mark.parametrize("junk", [None, 7, "x", [], {}, [None], [[]], [{}], {"a": None}, [["x"]], True])
@pytest.mark.parametrize(
    "name",
    [
        *("title", "author", "editor", "issued", "published-print", "container-title", "page", "institution", "event"),
        *("updated-by", "update-to", "relation", "ISBN", "isbn-type", "language", "type", "volume", "article-number"),
    ],
)
def test_no_value_is_taken_for_granted(name: str, junk: Any) -> None:
    crossref(**{"title": ["T"], name: junk})
    crossref(**{"title": ["T"], "type": "book-chapter", name: junk})


# ---- PubMed -----------------------------------------------------------------------------------------------------


def test_a_formula_in_a_title_is_read() -> None:
    title = (
        "<ArticleTitle>A <b>bold</b> <mml:math xmlns:mml='http://www.w3.org/1998/Math/MathML'><mml:msub>"
        "<mml:mi>H</mml:mi><mml:mn>0</mml:mn></mml:msub></mml:math> &amp; x &lt; y.</ArticleTitle>"
    )
    assert pubmed(title).fields["title"] == r"A bold H\textsubscript{0} \& x < y"


def test_entities_are_not_expanded() -> None:
    bomb = (
        '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
        "<ArticleTitle>A &c; &f; title</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )
    found = from_pubmed(bomb.encode())
    assert found is not None
    assert found.fields["title"] == "A title"


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("<Year>2012</Year><Month>Mar</Month>", "2012-03"),
        ("<Year>2012</Year><Season>Spring</Season>", "2012"),
        ("<MedlineDate>2012 Mar-Apr</MedlineDate>", "2012-03"),
        ("<MedlineDate>2012-2013</MedlineDate>", "2012"),
        ("<MedlineDate>Spring</MedlineDate>", ""),
    ],
)
def test_dates_of_all_forms(date: str, iso: str) -> None:
    article = f"<Journal><JournalIssue><PubDate>{date}</PubDate></JournalIssue></Journal>"
    assert pubmed(article).fields.get("date", "") == iso


def test_pages_without_a_medline_form() -> None:
    pages = "<Pagination><StartPage>125</StartPage><EndPage>135</EndPage></Pagination>"
    assert pubmed(pages).fields["pages"] == "125--135"
    assert pubmed("<Pagination><MedlinePgn>j5787</MedlinePgn></Pagination>").fields["eid"] == "j5787"


def test_names_of_all_forms() -> None:
    authors = (
        "<Author><LastName>Lei</LastName><Initials>JA</Initials><Suffix>3rd</Suffix></Author>"
        "<Author><LastName>van 't Veer</LastName><ForeName>Mars</ForeName></Author>"
        "<Author><CollectiveName>PROMID. Electronic address: a@example.org</CollectiveName></Author>"
    )
    fields = pubmed(f"<AuthorList>{authors}</AuthorList>").fields
    assert fields["author"] == "Lei, 3rd, J A and van 't Veer, Mars and {PROMID}"


def test_a_foreign_title_without_its_own_words_stays_in_brackets() -> None:
    fields = pubmed("<ArticleTitle>[A study].</ArticleTitle><Language>ger</Language>").fields
    assert (fields["title"], fields["langid"]) == ("[A study]", "german")


def test_what_is_ahead_of_print_says_so() -> None:
    data = "<PubmedData><PublicationStatus>aheadofprint</PublicationStatus></PubmedData>"
    assert pubmed("", data=data).fields["pubstate"] == "aheadofprint"


def test_a_retraction_without_a_place_and_a_notice_are_told_of() -> None:
    kinds = "<PublicationType>Retracted Publication</PublicationType>"
    assert pubmed(kinds).remarks == ("has been retracted; PubMed does not say where",)
    kinds = "<PublicationType>Retraction of Publication</PublicationType>"
    assert pubmed(kinds).remarks == ("is itself a notice (retraction of publication)",)


def test_an_empty_answer_holds_no_work() -> None:
    assert from_pubmed(b"<PubmedArticleSet></PubmedArticleSet>") is None
    assert from_pubmed(b"<eFetchResult><ERROR>ID list is empty</ERROR></eFetchResult>") is None


@pytest.mark.parametrize("data", [b"", b"garbage", b"<html><body/></html>", b"<a>", b"\xff\xfe\x00", b'{"a": 1}'])
def test_what_is_no_answer_of_pubmed_is_one_sentence(data: bytes) -> None:
    with pytest.raises(EngineError, match=r"^PubMed's answer cannot be read"):
        from_pubmed(data)


def test_the_pmids_of_a_search() -> None:
    assert found_pmids(b'{"esearchresult": {"count": "1", "idlist": ["28076709"]}}') == ("28076709",)
    assert found_pmids(b'{"esearchresult": {"idlist": []}}') == ()
    assert found_pmids(b'{"esearchresult": {"idlist": ["x", "1"]}}') == ("1",)
    assert found_pmids(b'{"esearchresult": {"idlist": "1"}}') == ()
    for data in (b"", b"[]", b"{}", b'{"esearchresult": null}'):
        with pytest.raises(EngineError):
            found_pmids(data)


# ---- the small parts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        ((2017, 1, 12), "2017-01-12"),
        (("2017", "Jan", "12"), "2017-01-12"),
        (("2017", "", "12"), "2017"),
        ((2017, 0), "2017"),
        ((17,), ""),
        ((None,), ""),
        (("2017", "Sept", "31"), "2017-09"),
    ],
)
def test_a_date_says_as_much_as_is_known(parts: tuple[object, ...], date: str) -> None:
    assert iso_date(*parts) == date


def test_languages_are_babels() -> None:
    assert [langid(code) for code in ("en", "eng", "nor", "de", "fr-CA", "xx", "")] == [
        *("", "", "norsk", "german", "french", "", "")
    ]


def test_a_reference_of_what_was_found_can_be_cited() -> None:
    found = read(PUBMED / "netter.xml")
    text = write_entry(found, "", "a.bib", Habits(), Pattern(), ["strosberg2017phase"])
    assert text.entry.key == "strosberg2017phasea"
    assert reference(text.entry, Bibliography(entries={}))[1] == ()
