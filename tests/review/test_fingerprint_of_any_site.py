"""Whole small sites, made up: what they say has one fingerprint, however it is written down, and any edit another."""

from __future__ import annotations

import json
import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields, replace

from tests.building import write
from tests.reading import AS_OF, COMMON, PIXEL, fingerprints
from vademecum.pipeline import Options

WORD = st.one_of(
    st.sampled_from(["mg", "not", "12.5", "80", "µg", "naïve", "Ω", "5-7", "the", "dose", "H2O", "1,000"]),
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=7),
)
WORDS = st.lists(WORD, min_size=2, max_size=6).map(tuple)
Words = tuple[str, ...]


class Source(Struct, frozen=True, kw_only=True):
    """What is printed of one source."""

    family: str
    title: Words
    year: int
    volume: int


class Said(Struct, frozen=True, kw_only=True):
    """Everything that one variant tells its readers."""

    title: Words
    description: Words
    paragraphs: tuple[Words, ...]
    sources: tuple[Source, Source]
    alt: Words
    picture: bytes
    disclaimer: Words
    emergency: int


SOURCE = st.builds(
    Source,
    family=st.text("abcdefghijklmnop", min_size=3, max_size=8).map(str.capitalize),
    title=WORDS,
    year=st.integers(1950, 2025),
    volume=st.integers(1, 400),
)
SITE = st.builds(
    Said,
    title=WORDS,
    description=WORDS,
    paragraphs=st.lists(WORDS, min_size=2, max_size=4).map(tuple),
    sources=st.tuples(SOURCE, SOURCE),
    alt=WORDS,
    picture=st.binary(max_size=4).map(lambda more: PIXEL + more),
    disclaimer=WORDS,
    emergency=st.integers(100, 999),
)


class Writer:
    """Writes a site down in one of its many ways."""

    def __init__(self, seed: int) -> None:
        """Make every choice after ``seed``."""
        self.choose = random.Random(seed)  # noqa: S311 - a choice of spelling

    def mark(self, said: Said) -> str:
        """Return the fingerprint of a site, written into a folder of its own."""
        with TemporaryDirectory() as folder:
            path, files = self.files(said)
            found = fingerprints(write(Path(folder), files), Options(today=AS_OF))
            return found[path]["clinician"]

    def files(self, said: Said) -> tuple[str, dict[str, str | bytes]]:
        """Return the path of the article, and every file."""
        pick = self.choose.choice
        place = pick(["content", "content/gi", "content/a/b"])
        path, picture = f"{place}/{pick(['a', 'dose', 'x-y'])}.md", f"{pick(['scan', 'hip'])}.png"
        keys = (pick(["one", "Smith2019"]), pick(["two", "b:x"]))
        style = pick(["", 'citation-style = "ama"\n', 'citation-marker = "superscript"\n'])
        files: dict[str, str | bytes] = {
            **COMMON,
            "pyproject.toml": f"{COMMON['pyproject.toml']}{style}",
            "references.bib": self.bibliography(said.sources, keys),
            path: self.article(said, keys, picture),
            f"{place}/{picture}": said.picture,
            "content/_audiences/clinician.md": self.disclaimer(said),
        }
        if pick([True, False]):
            files["layouts/assets/style.css"] = "body { color: red }\n"
        return path, files

    def spaced(self, words: Words) -> str:
        """Return words with white space between them, as a paragraph may hold it."""
        return "".join(f"{word}{self.choose.choice([' ', ' ', '  ', chr(10)])}" for word in words[:-1]) + words[-1]

    def article(self, said: Said, keys: tuple[str, str], picture: str) -> str:
        """Return the article: its fields in any order, its paragraphs broken anywhere."""
        pick = self.choose.choice
        patient = pick(["", ", patient: {title: Other}"])
        lines = [
            f"title: {pick(['Anything', 'Else'])}",
            (
                f"audiences: {{clinician: {{title: {json.dumps(self.line(said.title))}, "
                f"description: {json.dumps(self.line(said.description))}}}{patient}}}"
            ),
            f"tags: [{pick(['bones', 'gut, liver'])}]",
            f"date: {pick(['2026-01-01', '2025-05-05'])}",
            f"status: {pick(['submitted', 'under-review'])}",
            *pick([[], ["updated: 2026-02-02"], ["slug: another-name"], ["toc: false", "authors: [ann]"]]),
        ]
        self.choose.shuffle(lines)
        paragraphs = [
            f"p {self.spaced(words)} [{pick(['', ' '])}@{{{keys[number % 2]}}}]."
            for number, words in enumerate(said.paragraphs)
        ]
        others = pick([[], ["::: for patient\nOnly they read this.\n:::"], ["<!-- a remark -->"]]) if patient else []
        body = [*paragraphs, f"![{self.line(said.alt)}]({pick(['', './'])}{picture})", *others]
        gap = pick(["\n\n", "\n\n\n"])
        return "---\n" + "\n".join(lines) + f"\n---\n{pick(['', chr(10)])}" + gap.join(body) + pick(["", "\n"])

    def line(self, words: Words) -> str:
        """Return words on one line."""
        return self.choose.choice([" ", "  "]).join(words)

    def bibliography(self, sources: tuple[Source, Source], keys: tuple[str, str]) -> str:
        """Return the entries in any order, with fields in any order."""
        entries = []
        for source, key in zip(sources, keys, strict=True):
            parts = [
                f"author = {{{source.family}, Ada}}",
                f"title = {{{self.line(source.title)}}}",
                "journal = {Lancet}",
                f"year = {{{source.year}}}",
                f"volume = {{{source.volume}}}",
                *self.choose.choice([[], ["keywords = {x}"], ["abstract = {Long.}", "file = {a.pdf}"]]),
            ]
            self.choose.shuffle(parts)
            entries.append(f"@article{{{key},\n  {', '.join(parts)}}}")
        self.choose.shuffle(entries)
        return "\n\n".join([*entries, self.choose.choice(["", "@misc{nobody, title = {Not cited}, year = 2020}"])])

    def disclaimer(self, said: Said) -> str:
        """Return the audience's file."""
        lines = [f"label: {self.choose.choice(['Clinician', 'Doctor'])}", f"emergency-number: '{said.emergency}'"]
        self.choose.shuffle(lines)
        return "---\n" + "\n".join(lines) + f"\n---\nd {self.spaced(said.disclaimer)}\n"


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return where in a site something stands that can be edited."""
    if isinstance(value, Said | Source):
        names = [field.name for field in fields(value)]
        return [found for name in names for found in leaves(getattr(value, name), (*path, name))]
    if isinstance(value, tuple):
        return [found for place, each in enumerate(value) for found in leaves(each, (*path, place))]
    return [path]


def edited(value: Any, path: tuple[Any, ...]) -> Any:
    """Return a site with one word, number or file changed."""
    if path:
        name, rest = path[0], path[1:]
        if isinstance(value, tuple):
            return (*value[:name], edited(value[name], rest), *value[name + 1 :])
        return replace(value, **{name: edited(getattr(value, name), rest)})
    if isinstance(value, int):
        return value + 1
    return value + (b"\n" if isinstance(value, bytes) else "x")


@settings(max_examples=25)
@given(said=SITE, one=st.integers(0, 10**6), two=st.integers(0, 10**6))
def test_however_a_site_is_written_it_says_the_same(said: Said, one: int, two: int) -> None:
    """White space, order of fields, file names, folders, tags, dates, keys, style, theme and other readers' text."""
    assert Writer(one).mark(said) == Writer(two).mark(said)


@settings(max_examples=40)
@given(said=SITE, one=st.integers(0, 10**6), two=st.integers(0, 10**6), data=st.data())
def test_any_edit_of_what_it_says_is_another_text(said: Said, one: int, two: int, data: st.DataObject) -> None:
    """Words and numbers of the text, what is printed of a cited source, the bytes of a picture, the disclaimer."""
    other = edited(said, data.draw(st.sampled_from(leaves(said))))
    assert Writer(one).mark(other) != Writer(two).mark(said)
