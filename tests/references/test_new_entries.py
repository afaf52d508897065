"""What goes into a ``.bib`` file: written as the file writes, under a key as the file makes them, once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.model.references import Date, Name, Reference
from vademecum.problems import Place
from vademecum.references.bibliography import read_bibliography, reference
from vademecum.references.decoding.tex import decode_tex
from vademecum.references.editing.adding import appended, asked_of, described, known_entry, read_entries, write_entry
from vademecum.references.editing.asking import Asked, parse_asked
from vademecum.references.editing.found import Found
from vademecum.references.editing.habits import Habits, delimited, entry_text, in_dialect, line_end, read_habits
from vademecum.references.editing.newkeys import Pattern, make_key, read_pattern
from vademecum.references.editing.texwriting import pages, tex, tex_of_markup

FOUND = Found(
    kind="article",
    fields={
        "author": "Strosberg, Jonathan",
        "title": "Phase 3 trial",
        "journaltitle": "NEJM",
        "date": "2017-01-12",
        "pages": "125--135",
        "doi": "10.1056/NEJMoa1607427",
    },
)

LAYOUTS = {
    "tabs, no space": "@article{a,\n\tauthor={X, Y},\n\ttitle={T},\n\tjournal={J},\n\tyear={2001},\n\tdoi={1}\n}\n",
    "endnote": '@Article{a,\n   Author="X, Y",\n   Title="T",\n   Journal="J",\n   Year="2001",\n   Month="May"\n}\n',
    "upper": "@ARTICLE{a,\n  AUTHOR = {X, Y},\n  TITLE = {T},\n  JOURNALTITLE = {J},\n  DATE = {2001},\n}\n",
    "zotero": "@article{a,\n\ttitle = {T},\n\tauthor = {X, Y},\n\tjournal = {J},\n\tmonth = jan,\n\tyear = {2001}}\n",
    "one column": (
        "@article{a,\n  author       = {X, Y},\n  year         = {2001},\n}\n\n"
        "@book{b,\n  title        = {T},\n  author       = {X, Y},\n}\n"
    ),
    "aligned by entry": "@article{a,\n author  = {X, Y},\n journal = {J},\n date    = {2001}\n}\n",
}

WRITTEN = {
    "tabs, no space": (
        "@article{a1,\n\tauthor={Strosberg, Jonathan},\n\ttitle={Phase 3 trial},\n\tjournal={NEJM},\n\tyear={2017},\n"
        "\tpages={125--135},\n\tdoi={10.1056/NEJMoa1607427}\n}"
    ),
    "endnote": (
        '@Article{a1,\n   Author="Strosberg, Jonathan",\n   Title="Phase 3 trial",\n   Journal="NEJM",\n'
        '   Year="2017",\n   Month=jan,\n   Pages="125--135",\n   Doi="10.1056/NEJMoa1607427"\n}'
    ),
    "upper": (
        "@ARTICLE{a1,\n  AUTHOR = {Strosberg, Jonathan},\n  TITLE = {Phase 3 trial},\n  JOURNALTITLE = {NEJM},\n"
        "  DATE = {2017-01-12},\n  PAGES = {125--135},\n  DOI = {10.1056/NEJMoa1607427},\n}"
    ),
    "zotero": (
        "@article{a1,\n\tauthor = {Strosberg, Jonathan},\n\ttitle = {Phase 3 trial},\n\tjournal = {NEJM},\n"
        "\tyear = {2017},\n\tmonth = jan,\n\tpages = {125--135},\n\tdoi = {10.1056/NEJMoa1607427}}"
    ),
    "one column": (
        "@article{a1,\n  author       = {Strosberg, Jonathan},\n  title        = {Phase 3 trial},\n"
        "  journaltitle = {NEJM},\n  year         = {2017},\n  pages        = {125--135},\n"
        "  doi          = {10.1056/NEJMoa1607427},\n}"
    ),
    "aligned by entry": (
        "@article{a1,\n author  = {Strosberg, Jonathan},\n title   = {Phase 3 trial},\n journal = {NEJM},\n"
        " date    = {2017-01-12},\n pages   = {125--135},\n doi     = {10.1056/NEJMoa1607427}\n}"
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_new_entry_looks_like_the_others(layout: str) -> None:
    text = write_entry(FOUND, "a1", "a.bib", read_habits(LAYOUTS[layout]), Pattern(), ()).text
    assert text == WRITTEN[layout]
    assert read_habits(f"{LAYOUTS[layout]}\n{text}\n") == read_habits(LAYOUTS[layout])


def test_a_file_without_entries_gets_the_tidy_layout() -> None:
    assert read_habits("") == read_habits("% nothing yet\n@string{a = {b}}\n@comment{x}\n") == Habits()


def test_places_are_named_as_in_the_file() -> None:
    fields = {"location": "Geneva", "publisher": "WHO"}
    habits = read_habits("@book{a,\n  address = {X},\n  title = {T}\n}\n")
    assert in_dialect("book", fields, habits) == {"address": "{Geneva}", "publisher": "{WHO}"}
    assert in_dialect("book", fields, Habits()) == {"location": "{Geneva}", "publisher": "{WHO}"}


def test_what_stands_on_the_web_keeps_its_day() -> None:
    habits = Habits(date="year", months=True)
    assert in_dialect("article", {"date": "2020-06-22"}, habits) == {"year": "{2020}", "month": "jun"}
    assert in_dialect("article", {"date": "2020"}, habits) == {"year": "{2020}"}
    assert in_dialect("online", {"date": "2020-06-22"}, habits) == {"date": "{2020-06-22}"}


def test_a_quotation_mark_needs_braces() -> None:
    assert delimited('a "b"', Habits(quotes=True)) == '{a "b"}'
    assert delimited("a", Habits(quotes=True)) == '"a"'


def test_an_entry_without_fields_is_no_comment() -> None:
    assert entry_text("misc", "a", (), Habits()) == "@misc{a,\n}"


# ---- keys -------------------------------------------------------------------------------------------------------


def work(
    family: str = "Strosberg", year: int | None = 2017, title: str = "The phase-3 trial", **more: str
) -> Reference:
    names = (Name(family=family),) if family else ()
    literal = more.get("literal", "")
    return Reference(
        key="",
        kind="article",
        authors=(Name(literal=literal),) if literal else names,
        title=title,
        issued=Date(year=year) if year else None,
    )


@pytest.mark.parametrize(
    ("reference", "key"),
    [
        (work(), "strosberg2017phase3"),
        (work("Åkerström"), "akerstrom2017phase3"),
        (work("van der Zwan"), "vanderzwan2017phase3"),
        (work("Strauß"), "strauss2017phase3"),
        (work("李"), "anon2017phase3"),
        (work("", literal="World Health Organization"), "who2017phase3"),
        (work("", literal="The RECOVERY Collaborative Group"), "rcg2017phase3"),
        (work("", literal="NICE"), "nice2017phase3"),
        (work(""), "anon2017phase3"),
        (work(year=None), "strosbergphase3"),
        (work(title=""), "strosberg2017"),
        (work(title="A 3 of <sup>177</sup>Lu-Dotatate"), "strosberg2017177ludotatate"),
        (work(title="Ileal-lymphoid-nodular hyperplasia"), "strosberg2017ileal"),
        (work(title="Long-term results"), "strosberg2017longterm"),
        (work(title="Über die Wirkung"), "strosberg2017uber"),
    ],
)
def test_a_key_is_name_year_and_word(reference: Reference, key: str) -> None:
    assert make_key(reference, Pattern(), ()) == key


def test_a_key_is_given_once() -> None:
    assert make_key(work(), Pattern(), ["Strosberg2017phase3"]) == "strosberg2017phase3a"
    taken = ["strosberg2017phase3", *(f"strosberg2017phase3{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")]
    assert make_key(work(), Pattern(), taken) == "strosberg2017phase3-2"


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ([], "strosberg2017phase3"),
        (["smith2001"], "strosberg2017"),
        (["smith2001a", "smith2001b"], "strosberg2017"),
        (["Smith2001"], "Strosberg2017"),
        (["smith_2001"], "strosberg_2017"),
        (["Smith:2001"], "Strosberg:2017"),
        (["smith_2001_trial"], "strosberg_2017_phase3"),
        (["smith2001trial", "x", "y", "z"], "strosberg2017phase3"),
        (["smith2001trial", "smith2001"], "strosberg2017phase3"),
        (["doi:10.1000/1"], "strosberg2017phase3"),
    ],
)
def test_a_key_is_made_as_the_others_are(keys: list[str], key: str) -> None:
    known = [(each, work("Smith", 2001)) for each in keys]
    assert make_key(work(), read_pattern(known), keys) == key


# ---- what is asked for ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "by", "value"),
    [
        ("10.1056/NEJMoa1607427", "doi", "10.1056/NEJMoa1607427"),
        ("doi:10.1056/NEJMoa1607427", "doi", "10.1056/NEJMoa1607427"),
        ("https://doi.org/10.1056/NEJMoa1607427", "doi", "10.1056/NEJMoa1607427"),
        ("https://dx.doi.org/10.1016%2FS0140-6736%2897%2911096-0", "doi", "10.1016/S0140-6736(97)11096-0"),
        ("https://www.nejm.org/doi/full/10.1056/NEJMoa1607427?query=x", "doi", "10.1056/NEJMoa1607427"),
        ("https://onlinelibrary.wiley.com/doi/10.1002/pst.1726/abstract", "doi", "10.1002/pst.1726"),
        ("https://www.medrxiv.org/content/10.1101/2020.06.22.20137273v1.full", "doi", "10.1101/2020.06.22.20137273"),
        ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000308", "doi", None),
        (" 28076709 ", "pmid", "28076709"),
        ("0028076709", "", ""),
        ("PMID: 28076709", "pmid", "28076709"),
        ("https://pubmed.ncbi.nlm.nih.gov/28076709/", "pmid", "28076709"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/28076709", "pmid", "28076709"),
        ("PMC5895095", "pmcid", "PMC5895095"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC5895095/", "pmcid", "PMC5895095"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5895095", "pmcid", "PMC5895095"),
        ("https://example.org/28076709", "", ""),
        ("https://[x/10.1000/1", "", ""),
        ("ftp://", "", ""),
        ("smith2001", "", ""),
        ("10.1056", "", ""),
        ("", "", ""),
    ],
)
def test_what_an_author_asks_for(text: str, by: str, value: str | None) -> None:
    asked = parse_asked(text)
    assert asked.by == by
    assert asked.value == (value if value is not None else "10.1371/journal.pone.0000308")


@given(st.text())
def test_any_text_can_be_asked_for(text: str) -> None:
    asked = parse_asked(text)
    assert bool(asked.by) == bool(asked.value)


BIB = (
    "@article{a, title={T}, doi={https://doi.org/10.1000/ABC}}\n"
    "@article{b, title={T}, note={PMID: 00123}, pmcid={77}}\n"
    "@article{a, title={T}, pmid={9}}\n"
)


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (Asked(by="doi", value="10.1000/abc"), 1),
        (Asked(by="pmid", value="123"), 2),
        (Asked(by="pmcid", value="PMC77"), 2),
        (Asked(by="pmid", value="9"), 3),
        (Asked(by="pmid", value="77"), 0),
        (Asked(by="doi", value="10.1000/abcd"), 0),
    ],
)
def test_an_entry_that_is_there_is_found(asked: Asked, line: int) -> None:
    files = [("a.bib", BIB.encode())]
    bibliography, _ = read_bibliography(files)
    entry = known_entry(asked, described(read_entries(files), bibliography))
    assert (entry.place if entry else None) == (Place(file="a.bib", line=line, column=1) if line else None)


def test_the_identifiers_of_what_was_found() -> None:
    assert asked_of(FOUND) == (Asked(by="doi", value="10.1056/NEJMoa1607427"),)


# ---- bytes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"@misc{a,\n}\n"),
        (b"\n", b"\n@misc{a,\n}\n"),
        (b"@misc{b,}", b"@misc{b,}\n\n@misc{a,\n}\n"),
        (b"@misc{b,}\n", b"@misc{b,}\n\n@misc{a,\n}\n"),
        (b"@misc{b,}\n\n", b"@misc{b,}\n\n@misc{a,\n}\n"),
        (b"@misc{b,}\r\n", b"@misc{b,}\r\n\r\n@misc{a,\r\n}\r\n"),
        (b"\xef\xbb\xbf% \xe9\n", b"\xef\xbb\xbf% \xe9\n\n@misc{a,\n}\n"),
    ],
)
def test_what_is_there_stays_and_line_ends_are_the_files(before: bytes, after: bytes) -> None:
    assert appended(before, ["@misc{a,\n}"]) == after


def test_several_entries_have_a_blank_line_between() -> None:
    assert appended(b"", ["@misc{a,\n}", "@misc{b,\n}"]) == b"@misc{a,\n}\n\n@misc{b,\n}\n"


def test_most_lines_decide() -> None:
    assert [line_end(data) for data in (b"", b"a\r\nb\r\nc\n", b"a\rb\r", b"a\nb\r")] == ["\n", "\r\n", "\r", "\n"]


# ---- TeX --------------------------------------------------------------------------------------------------------


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Mn", "Me"])))
def test_plain_text_comes_back(text: str) -> None:
    expected = " ".join(part for part in text.split(" ") if part)
    if any(sign in expected for sign in "&<`‘'"):
        return
    assert decode_tex(tex(text)).text == expected


@given(st.text())
def test_written_text_is_balanced(text: str) -> None:
    for written in (tex(text), tex_of_markup(text)):
        entry = f"@misc{{k, title = {{{written}}}}}"
        bibliography, problems = read_bibliography([("a.bib", entry.encode("utf-8", "replace"))])
        assert problems == ()
        assert not [p for p in reference(bibliography.entries["k"], bibliography)[1] if p.rule == "BIB-04"]


def test_pages_of_many_forms() -> None:
    assert [pages(text) for text in ("", "-5", "5-", "1265-74", "e1-e9", "vii-xi", "1, 3-5; 9")] == [
        *("", "5", "5", "1265--1274", "e1--e9", "vii--xi", "1, 3--5, 9")
    ]
