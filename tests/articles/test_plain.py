"""The quick reader of plain YAML: what it reads is what PyYAML reads, at the same places."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.articles.test_document import LOADERS
from vademecum.articles import document
from vademecum.articles.document import parse_yaml
from vademecum.articles.nodes import Node
from vademecum.articles.plain import read_plain
from vademecum.articles.split import split_front_matter
from vademecum.model.articles import Source
from vademecum.problems import Problem

ROOT = Path(__file__).parents[2]
FILES = sorted(path for folder in ("content", "docs/content", "tests") for path in (ROOT / folder).rglob("*.md"))


def mostly(usual: list[str], odd: list[str]) -> st.SearchStrategy[str]:
    """Give one of the usual, and now and then one of the odd: of odd parts alone no document is plain."""
    return st.sampled_from([*usual * (1 + 12 * len(odd) // len(usual)), *odd])


def bracketed(inner: st.SearchStrategy[str], ends: list[str]) -> st.SearchStrategy[str]:
    """Give a list or a map on one line; its ends are joined by an ellipsis."""
    commas = mostly([", ", ",", " , "], ["", ", , "])
    joined = st.builds(str.join, commas, st.lists(inner, min_size=1, max_size=3))
    return st.builds(lambda end, text: end.replace("…", text), st.sampled_from(ends), joined)


keys = mostly(["a", "b-c", "title", "Z_9", "on"], ["é", '"a"', "- a", "? a", "a b", "a:b"])
colons = mostly([": ", ":  "], [":", " : "])
words = st.one_of(
    mostly(
        ["a", "a b", "Z9é", "null", "2026-11-25", "010", "1e3", "a-b", "a's", "a\U0001f600", "a, b", "²"],
        ["", "~", "a: b", "a:b", "a:", "a #b", "a#b", "- a", "-a", "&a", "*a", "?a", "a?", "@a", "''", "a\n  b", "{}"],
    ),
    st.text(st.sampled_from("aZ9é\U0001f600-_.'\"&*!|>%@`~()=+ "), max_size=4).map("a{}b".format),
)
texts = st.one_of(words, words.map('"{}"'.format), words.map("'{}'".format))
values = st.recursive(
    texts,
    lambda inner: st.one_of(
        bracketed(inner, [*["[…]", "[ … ]"] * 4, "[…}", "[…,]", "{…}"]),
        bracketed(st.builds("{}{}{}".format, keys, colons, inner), [*["{…}", "{ … }"] * 4, "{…]", "{…,}", "[…]"]),
    ),
    max_leaves=6,
)
blocks = st.builds(
    lambda indent, entries: "".join(f"\n{indent}- {entry}" for entry in entries),
    st.sampled_from(["", " ", "  "]),
    st.lists(values, min_size=1, max_size=3),
)
pairs = st.builds("{}{}{}{}\n".format, keys, colons, values | blocks, mostly(["", " "], ["\n"]))
documents = st.lists(pairs, min_size=1, max_size=2).map("".join)


def as_pyyaml_reads(text: str, loader: object = LOADERS[1]) -> tuple[Node | None, tuple[Problem, ...]]:
    """Read a document without the quick reader."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "read_plain", lambda *_: None)
        patch.setattr(document, "_LOADER", loader)
        return parse_yaml(text, "a.md", 2)


@pytest.mark.parametrize(
    "text",
    [
        "title: Heart failure\n",
        "title:   Heart failure  \n",
        'title: "Heart failure: what next?"\ndate: 2026-11-25\n',
        "title: 'A \"word\"'\nempty: ''\n",
        "tags: [heart, \"a, b\", 'c: d']\n",
        "ai: {used: generated, responsible: a-reviewer}\n",
        'codes: [{system: ICD-10, value: "C7A.012"}, [x, [y]]]\n',
        "authors:\n  - a-writer\n  - b-writer\nrisk: low\n",
        "authors:\n- a-writer\n",
        'reviews:  \n  - {by: a, on: 2026-11-25, fingerprint: "1:00"}\n',
        "a: x \U0001f600 y\nb: [é\U0001f600, b]\n",
    ],
)
@pytest.mark.parametrize("loader", LOADERS)
def test_what_is_plain_is_read_as_pyyaml_reads_it(text: str, loader: object) -> None:
    assert read_plain(text, 2) is not None
    assert (read_plain(text, 2), ()) == as_pyyaml_reads(text, loader)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title: x",
        "title:\n",
        "title: ''''\n",
        'title: "a\\tb"\n',
        "title: a # comment\n",
        "title: a: b\n",
        "title: a\n  b\n",
        "title: |\n  a\n",
        "title: &a b\n",
        "title: !!str b\n",
        "title: ~\n",
        "title: a\n\nb: c\n",
        "title: a\ntitle: b\n",
        "a: {b: c, b: d}\n",
        "a: []\n",
        "a: [b, ]\n",
        "a: [b]]\n",
        "a: [b}\n",
        "a: [b,\n  c]\n",
        "a: [b?c]\n",
        "a:b\n",
        "a: {b:c}\n",
        "a:\n  - b\n - c\n",
        "a:\n  - b: c\n",
        "a:\n  b: c\n",
        "a: - b\n",
        "a: " + "[" * 30 + "b" + "]" * 30 + "\n",
        "a: b\n" * 10_000,
    ],
)
def test_what_is_not_plain_is_left_to_pyyaml(text: str) -> None:
    assert read_plain(text, 2) is None


@given(documents)
def test_what_is_read_at_all_is_read_as_pyyaml_reads_it(text: str) -> None:
    for loader in LOADERS:
        read = read_plain(text, 2)
        assert read is None or (read, ()) == as_pyyaml_reads(text, loader)


@given(st.text(st.sampled_from("ab: -[]{}'\"?#&\n,"), max_size=20).map("a: {}\n".format))
def test_no_mark_of_yaml_is_missed(text: str) -> None:
    for loader in LOADERS:
        read = read_plain(text, 2)
        assert read is None or (read, ()) == as_pyyaml_reads(text, loader)


def test_every_front_matter_of_this_repository() -> None:
    read = []
    for path in FILES:
        split, _ = split_front_matter(Source(path="a.md", text=path.read_text("utf-8", "replace"), digest=""))
        if split is not None and split.yaml:
            assert parse_yaml(split.yaml, "a.md", 2) == as_pyyaml_reads(split.yaml)
            read.append(read_plain(split.yaml, 2) is not None)
    assert sum(read) > len(read) / 2
