"""What holds for every input, sense or nonsense."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.references.cases import decoded
from vademecum.model.references import Reference
from vademecum.references.bibliography import read_bibliography, reference
from vademecum.references.decoding.tex import decode_tex
from vademecum.references.export import to_bibtex, to_csl, to_ris
from vademecum.references.styles import ama, vancouver
from vademecum.references.styles.options import StyleOptions

FIRST = "@article{good1, author={Good, Ann}, title={First {good}}, journal={J}, year=2001}"
LAST = "@article{good2, author={Good, Bob}, title={Last good}, journal={J}, year=2002}"
NOTATION = st.lists(
    st.sampled_from(
        [
            "@article{",
            "@",
            "@string{",
            "@comment{",
            "@preamble(",
            "{",
            "}",
            "(",
            ")",
            '"',
            ",",
            "=",
            "#",
            "%",
            "\n",
            " ",
            "a",
            "title",
            "é",
            "2001",
            "key,",
            "title = {",
            "\\",
            "and",
        ]
    ),
    max_size=30,
).map("".join)
TEX = st.lists(
    st.sampled_from(
        [
            "\\",
            "{",
            "}",
            "$",
            "^",
            "_",
            "~",
            "a",
            "é",
            " ",
            "\\'",
            "\\emph",
            "\\textbf{",
            "--",
            "`",
            "''",
            "<i>",
            "</i>",
            "<",
            ">",
            "<sup",
            "&",
            "lt;",
            "%",
            "\\foo ",
            "\\frac",
            "\\href{",
            "\\(",
            "\\it ",
            "\u200b",
            "łess",
            "\\c",
            "[",
            "]",
            "\\$",
        ]
    ),
    max_size=30,
).map("".join)
TAG = re.compile(r"<(/?)(i|sup|sub)>")
ESCAPED_BY_AUTHOR = re.compile(r"\\[{}\\]")


@given(NOTATION)
def test_sound_neighbours_survive_any_notation(junk: str) -> None:
    bibliography, problems = read_bibliography([("a.bib", f"{FIRST}\n\n{junk}\n\n{LAST}\n".encode())])
    assert {"good1", "good2"} <= set(bibliography.entries)
    assert bibliography.entries["good2"].fields["title"] == "Last good"
    assert all(problem.line > 0 for problem in problems)
    for entry in bibliography.entries.values():
        reference(entry, bibliography)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    bibliography, problems = read_bibliography([("a.bib", data)])
    assert bibliography.entries or problems


@given(TEX)
def test_no_residue_is_left_of_tex(typed: str) -> None:
    text = decode_tex(typed).text
    if not ESCAPED_BY_AUTHOR.search(typed.replace("\u200b", "")):
        assert not set("{}\\") & set(text)
    assert "\u200b" not in text
    assert well_formed(text)


@given(
    st.sampled_from(["article", "book", "incollection", "online", "report", "phdthesis", "unpublished", "x"]),
    st.lists(TEX, min_size=9, max_size=9),
)
def test_html_is_well_formed_and_safe(kind: str, texts: list[str]) -> None:
    names = ("author", "title", "journal", "booktitle", "volume", "pages", "publisher", "note", "url")
    fields = "".join(f"{name} = {{{balanced(text)}}},\n" for name, text in zip(names, texts, strict=True))
    found, _ = decoded(f"@{kind}{{k,\n{fields}year = 2001}}")
    for style in (vancouver, ama):
        for options in (StyleOptions(), StyleOptions(sentence_case=True)):
            assert is_safe(style.format_reference(found, options))
    to_ris(found), to_csl(found)
    again, _ = decoded(to_bibtex(found))
    assert isinstance(again, Reference)


def balanced(text: str) -> str:
    """Return the text without the braces that would end the field early."""
    while True:
        shorter = re.sub(r"\{([^{}]*)\}", r"\1", text)
        if shorter == text:
            return re.sub(r"[{}]", "", text)
        text = shorter


def well_formed(text: str) -> bool:
    open_marks: list[str] = []
    for match in TAG.finditer(text):
        if not match[1]:
            open_marks.append(match[2])
        elif not open_marks or open_marks.pop() != match[2]:
            return False
    return not open_marks


def is_safe(html: str) -> bool:
    rest = TAG.sub("", html)
    return well_formed(html) and not set("<>") & set(rest) and not re.search(r"&(?!amp;|lt;|gt;)", rest)
