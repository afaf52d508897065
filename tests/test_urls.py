"""Slugs, URLs and the files behind them."""

import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.urls import (
    encode,
    encode_id,
    is_segment,
    output_path,
    relative_root,
    resolve,
    scheme,
    slug,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ileal NET", "ileal-net"),
        ("  two  words\tand_more ", "two-words-and-more"),
        ("COVID-19 – what now?", "covid-19-what-now"),
        ("β-Blockers in Ärzten", "β-blockers-in-ärzten"),
        ("\uff21\uff22 \ufb01 \u00b2", "ab-fi-2"),
        ("e\u0301", "é"),
        ("心臓病", "心臓病"),
        ("हृदय रोग", "हृदय-रोग"),
        ("v1.2", "v1.2"),
        ("a/b—c", "a-b-c"),
        ("--..x..--", "x"),
        ("../..", ""),
        ("<script>", "script"),
        ("100 %", "100"),
        ("\u202ea\u200bb", "ab"),
        ("", ""),
        ("???", ""),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text())
def test_a_slug_is_its_own_slug_and_safe(text: str) -> None:
    made = slug(text)
    assert slug(made) == made
    assert not set(made) & set("/\\<>\"'&?#%: \t\n\0")
    assert not made.startswith(".")
    assert unicodedata.is_normalized("NFC", made)


@given(st.text(st.characters(codec="utf-8")))
def test_encoding_can_be_undone_and_names_no_scheme(text: str) -> None:
    assert unquote(encode(text)) == text
    assert not scheme(encode(text))
    assert not set(encode(text)) & set('<>"\\ \t\n#?%') - {"%"}


@given(st.text(st.characters(codec="utf-8")))
def test_an_id_holds_few_characters(text: str) -> None:
    made = encode_id(text)
    assert unquote(made) == text
    assert made.isascii()
    assert all(character.isalnum() or character in "._:-%" for character in made)


@pytest.mark.parametrize(
    ("url", "path", "root"),
    [
        ("/", "index.html", ""),
        ("/gi/a/", "gi/a/index.html", "../../"),
        ("/feed.xml", "feed.xml", ""),
        ("/gi/a/review.json", "gi/a/review.json", "../../"),
    ],
)
def test_output_paths(url: str, path: str, root: str) -> None:
    assert output_path(url) == path
    assert relative_root(url) == root


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://example.org/", "https"),
        ("HTTPS:x", "https"),
        ("\tjava\nscript:x", "javascript"),
        ("\x01data:x", "data"),
        ("view-source:x", "view-source"),
        ("a.md", ""),
        ("./a:b", ""),
        ("a/b:c", ""),
        ("#a:b", ""),
        ("1a:b", ""),
        (":b", ""),
        ("é:b", ""),
        ("//host/x", ""),
        ("", ""),
    ],
)
def test_schemes(target: str, expected: str) -> None:
    assert scheme(target) == expected


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [
        ("b.md", "content/gi", "content/gi/b.md"),
        ("./b.md", "content", "content/b.md"),
        ("../b.md", "content/gi", "content/b.md"),
        ("../../b.md", "content/gi", "b.md"),
        ("../../../b.md", "content/gi", None),
        ("/b.md", "content/gi", "b.md"),
        ("b//c/.", "", "b/c"),
        ("..", "", None),
    ],
)
def test_resolving(path: str, folder: str, expected: str | None) -> None:
    assert resolve(path, folder) == expected


def test_segments_have_a_length() -> None:
    assert is_segment("a")
    assert is_segment("ä" * 120)
    assert not is_segment("")
    assert not is_segment("ä" * 121)
