"""``refs format``: what a file says stays, letter by letter, and a second run changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vademecum.references.bibtex.macros import month_macros
from vademecum.references.bibtex.scanner import Scanner
from vademecum.references.editing.fieldorder import in_order
from vademecum.references.editing.tidying import tidied

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT.parent / "shared" / "citations" / "sample.bib"

MESSY = """\
% A comment stays.

@STRING{nejm = "N Engl J Med"}
@string(bmj={BMJ})

   @Article{ Smith2001 ,
\tYear = 2001, TITLE = "A {\\"o} title,
      over two lines" ,
 Author="Smith, A" # { and } # "Jones, B", journal=nejm,
 odd-field = {kept}, month = mar # "~17",
}@book(jones, title={B (c)}, publisher="P",   file = {x.pdf}, year = "2000")
@comment{ @article{no, title={no}} }
stray text stays  @misc{k,}


@online{web,url={https://example.org/a_b%20c},urldate="2024-01-02",title = {T},}   % and this one
"""

TIDY = """\
% A comment stays.

@STRING{nejm = "N Engl J Med"}
@string(bmj={BMJ})

@article{Smith2001,
  author    = {Smith, A} # { and } # {Jones, B},
  title     = {A {\\"o} title,
      over two lines},
  journal   = nejm,
  year      = {2001},
  month     = mar # {~17},
  odd-field = {kept}
}
@book{jones,
  title     = {B (c)},
  publisher = {P},
  year      = {2000},
  file      = {x.pdf}
}
@comment{ @article{no, title={no}} }
stray text stays  @misc{k,
}


@online{web,
  title   = {T},
  url     = {https://example.org/a_b%20c},
  urldate = {2024-01-02}
}   % and this one
"""


def scanned(text: str) -> tuple[object, ...]:
    scanner = Scanner("a.bib", text, month_macros())
    scanner.scan()
    entries = [(entry.kind, entry.key, dict(entry.fields), entry.digest) for entry in scanner.entries]
    return entries, scanner.macros, sorted((fault.level.value, fault.message) for fault in scanner.faults)


def test_a_messy_file_is_laid_out_anew() -> None:
    done = tidied("a.bib", MESSY)
    assert done.problems == ()
    assert done.text == TIDY
    assert done.changed == ((6, "Smith2001"), (11, "jones"), (13, "k"), (16, "web"))


def test_a_tidy_file_stays_as_it_is() -> None:
    assert tidied("a.bib", TIDY).text == TIDY
    assert tidied("a.bib", TIDY).changed == ()


@pytest.mark.parametrize("text", ["", "\n", "% only a comment\n", "@string{a = {b}}\n", "plain words"])
def test_a_file_without_entries_stays_as_it_is(text: str) -> None:
    assert tidied("a.bib", text).text == text


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("@article{a,\n title = {x\n}\n@misc{b, title = {y}}\n", "BIB-01", 1),
        ("@article{a,\n title = {x}\n year = 2001\n}\n", "BIB-01", 3),
        ("@misc{b, title = {y}}\n\n@article{title = {x}}\n", "BIB-01", 3),
        ("@misc{a key, title = {y}}\n", "BIB-01", 1),
        ("@misc{a,\n % not a comment\n title = {y}}\n", "BIB-01", 2),
        ("<html>an error page</html>\n title = {x},", "BIB-01", 1),
        ("\n% }@article{a,}@article{b,,}", "BIB-01", 2),
    ],
)
def test_a_file_with_faults_is_left_alone(text: str, rule: str, line: int) -> None:
    done = tidied("a.bib", text)
    assert done.text == text
    assert done.changed == ()
    assert (done.problems[0].rule, done.problems[0].line) == (rule, line)


def test_warnings_do_not_stand_in_the_way() -> None:
    text = "me@example.org\n@misc{a, eid = , title = {x}, title = {y}, month = foo}\n"
    done = tidied("a.bib", text)
    assert done.text == ("me@example.org\n@misc{a,\n  title = {x},\n  title = {y},\n  month = foo,\n  eid   =\n}\n")
    assert tidied("a.bib", done.text).text == done.text
    assert scanned(done.text)[0] == scanned(text)[0]


def test_an_entry_behind_a_percent_sign_is_a_comment() -> None:
    text = "% @article{old, title = {x}, year = 2001}\n"
    assert tidied("a.bib", text).text == text


def test_the_example_sites_bibliography_is_tidy() -> None:
    text = (ROOT / "references.bib").read_text("utf-8")
    assert tidied("references.bib", text).text == text


@pytest.mark.skipif(not SAMPLE.exists(), reason="the shared sample is not here")
def test_the_shared_sample_says_the_same() -> None:
    text = SAMPLE.read_text("utf-8")
    done = tidied("sample.bib", text)
    assert done.problems == ()
    assert len(done.changed) > 100
    assert scanned(done.text) == scanned(text)
    assert tidied("sample.bib", done.text).text == done.text
    comments = [line for line in text.split("\n") if line.startswith("%")]
    assert comments == [line for line in done.text.split("\n") if line.startswith("%")]


def test_fields_have_an_order_of_their_own_for_each_type() -> None:
    names = ["year", "note", "zeta", "doi", "abstract", "pages", "title", "alpha", "author", "publisher", "volume"]
    assert in_order("article", names) == [
        *("author", "title", "year", "volume", "pages", "publisher", "doi", "note", "zeta", "alpha", "abstract")
    ]
    assert in_order("book", ["year", "publisher", "title"]) == ["title", "publisher", "year"]
    assert in_order("unknown", ["year", "publisher", "title"]) == ["title", "publisher", "year"]
    assert in_order("incollection", ["editor", "booktitle", "author"]) == ["author", "booktitle", "editor"]


# ---- any file at all --------------------------------------------------------------------------------------------

INNER = st.recursive(
    st.text(st.sampled_from("abé ,;%#@=\\'\n~$&_^-<>()"), max_size=8),
    lambda inner: st.lists(st.one_of(inner, inner.map(lambda text: f"{{{text}}}")), max_size=3).map("".join),
    max_leaves=4,
)
VALUES = st.one_of(
    INNER.map(lambda text: f"{{{text}}}"),
    INNER.map(lambda text: f'"{text}"'),
    st.sampled_from(["2001", "jan", "nejm", '"a" # nejm', "unknown", ""]),
)
NAMES = st.sampled_from(["title", "AUTHOR", "Year", "doi", "journal", "odd-one", "keywords", "x+y", "pages"])
SPACES = st.sampled_from(["", " ", "\n", "\t", "  \n  "])


@st.composite
def entries(draw: st.DrawFn) -> str:
    fields = draw(st.lists(st.tuples(NAMES, SPACES, VALUES, SPACES), max_size=4))
    inside = ",".join(f"{space}{name}{space}={end}{value}{end}" for name, space, value, end in fields)
    kind = draw(st.sampled_from(["article", "Book", "MISC", "string", "comment", "preamble"]))
    key = draw(st.sampled_from(["a", "Smith:2001", "é", "a/b+c", ""]))
    opening, closing = draw(st.sampled_from([("{", "}"), ("(", ")")]))
    return f"@{kind}{opening}{key},{inside}{draw(st.sampled_from(['', ',', ',,']))}{closing}"


FILES = st.lists(
    st.one_of(entries(), st.sampled_from(["\n", "\n\n", " ", "% note\n", "stray ", "}", "a@b.org\n", "\n% "])),
    max_size=6,
).map("".join)


@given(FILES)
@example("% @misc{a,\ntitle = {x}}")
@example("@misc{a, x = {1}}@misc{b,}")
@example("@misc(a, title = {)})")
@example('@misc{a, title = "a {"} b"}')
@example("@misc{a,\n title = {x\n@misc{b,}\n}}")
def test_any_file_says_the_same_and_is_tidy_then(text: str) -> None:
    done = tidied("a.bib", text)
    assert scanned(done.text) == scanned(text)
    again = tidied("a.bib", done.text)
    assert again.text == done.text
    assert again.changed == ()
    assert again.problems == done.problems
