"""A mark counts only where it stands as what it was put in for; anywhere else the page itself is read."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.reading import Built
from tests.rules.page.test_check import WAITING
from tests.rules.page.test_reduced import messages, of_the_whole
from vademecum.rules.page.grammar import MARK
from vademecum.rules.page.placed import all_placed
from vademecum.rules.page.reduced import DATUM, ITEM, PIECE, WORD

SILENT = f'<meta name="{MARK}">'
DATA = f'<script type="application/ld+json">{DATUM}</script>'
PAGE = (
    f'<!doctype html>\n<html lang="en"><head>{SILENT}<title>{WORD}</title>{SILENT}{DATA}</head><body><main>'
    f'<p><a href="{MARK}">{WORD}</a><img src="{MARK}" alt="">{WORD}<time datetime="{MARK}-0">{WORD}</time></p>'
    f'<section><ol><li id="{ITEM}">{PIECE}x</li></ol></section><div>{PIECE}</div>%s</main></body></html>'
)


def test_marks_that_stand_where_they_were_put() -> None:
    assert all_placed(PAGE.replace("%s", ""))
    assert all_placed(PAGE.replace("%s", f"<aside><details>{PIECE}{PIECE}</details></aside>{WORD}"))
    assert all_placed(PAGE.replace("%s", f"<table><tr><td>{WORD}</td></tr></table>{PIECE}"))
    assert all_placed("")


@pytest.mark.parametrize(
    "wrong",
    [
        *(f"<{tag}>{PIECE}</{tag}>" for tag in "p a b table svg template textarea select form button h2".split()),  # noqa: SIM905 - a list of words
        f"<!-- {PIECE} -->",
        f"<p title='{PIECE}'></p>",
        f"<p {PIECE}",
        f"<table><div>{PIECE}</div>",
        f"<table><tr><td>{PIECE}",
        f"<svg>{PIECE}",
        f'<vm-piece class="{MARK}"></vm-piece>',
        f'<p class="{MARK}"><form><br></form></p>',
        f"<!-- {WORD} -->",
        f'<p title="{WORD}"></p>',
        f"<a {WORD}>",
        f"<script>{WORD}</script>",
        f"<style>{WORD}</style>",
        f"<template>{WORD}</template>",
        f"<p title=' href=\"{MARK}\" '></p>",
        f'<p title=" href="{MARK}"></p>',
        f' href="{MARK}"',
        f'<p title="{MARK}"></p>',
        f'<a href="{MARK}-x">a</a>',
        f'<a href="./" href="{MARK}">a</a>',
        f'<p id="ref-{MARK}">a</p>',
        SILENT,
        f"<p title='{SILENT}'></p>",
        f"<p title='{DATUM}'></p>",
        f"<!-- {DATA} -->",
        f"vm&#45;{MARK[3:]}",
        f"<a href='&#118;{MARK[1:]}'>a</a><!-- {MARK} -->",
        f"{WORD}\0",
        f"&#{ord(WORD)};<!-- {WORD} -->",
    ],
)
def test_marks_anywhere_else(wrong: str) -> None:
    assert not all_placed(PAGE.replace("%s", wrong))


def test_what_silences_a_head_stands_in_no_other_place() -> None:
    page = PAGE.replace("%s", "").replace("<head>", "<head><noscript>")
    assert not all_placed(page.replace("<title>", "</noscript><title>"))


OPENINGS = {
    "running text": '<main title="> a" hidden lang="<"',
    "an address": '<main title=" href="hidden/"',
    "a list": "<main title='<ul><li>a' hidden lang='b</li></ul>'",
    "terms": "<main title='<dl><div><dt>a' hidden lang='b</dt></div></dl>'",
}


@pytest.mark.parametrize("kind", OPENINGS)
def test_nothing_in_a_tag_is_taken_for(states: Built, kind: str) -> None:
    source = states.text(WAITING.url).replace("<main", OPENINGS[kind])
    assert messages(source, WAITING) == of_the_whole(source, WAITING) != []


@pytest.mark.parametrize(
    "opening",
    [
        "<html title='<meta name=\"a\" content=\"b' hidden lang='c\">'",
        "<html title='<script type=\"application/ld+json\">\"a' hidden class='b\"</script>'",
    ],
    ids=["what is silent", "structured data"],
)
def test_nothing_in_the_tag_of_a_head_is_taken_for(states: Built, opening: str) -> None:
    source = states.text(WAITING.url).replace("<html", opening)
    assert messages(source, WAITING) == of_the_whole(source, WAITING) != []


def test_nothing_in_a_tag_is_taken_for_a_reference(states: Built) -> None:
    item = '<li id="ref-a"><span class="reference">a\' hidden lang=\'b</span></li>'
    source = states.text(WAITING.url).replace("<main", f"<main title='{item}'")
    expected = replace(WAITING, references=("a",))
    assert messages(source, expected) == of_the_whole(source, expected) != []


def test_a_text_with_a_table_while_another_is_open(states: Built) -> None:
    """It shuts that table, and ``<main>`` in it, so that the rest of the page stands outside."""
    text = "<p>a</p>\n<table><tr><td>b</td></tr></table>\n"
    source = states.text(WAITING.url).replace("<main", "<table><main").replace("<h1>", f"{text}<h1>")
    assert messages(source, replace(WAITING, texts=(text,))) == of_the_whole(source, WAITING) != []
