"""Pages written so that what they are reduced to would look better than they are."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.reading import Built
from tests.rules.page.test_check import APPROVED, WAITING
from tests.rules.page.test_reduced import messages, of_the_whole
from vademecum.rules.page.expected import Expected
from vademecum.rules.page.grammar import MARK
from vademecum.rules.page.reduced import DATUM, WORD

LISTED = "<ul><li>Eve Elsewhere</li></ul>"
CLAIM = '{"a&#34;: 1, &#34;reviewedBy&#34;: &#34;Eve": 1}'
TEXT = "<p>a <em>b</em></p>\n"

DECEIVING: dict[str, tuple[Expected, str, str]] = {
    "reviewers of whom only a list tells": (WAITING, "<h1>", f'<div class="a reviewers">{LISTED}</div><h1>'),
    "a banner of a list": (APPROVED, "<h1>", f'<aside class="a caution" role="note">{LISTED}</aside><h1>'),
    "a tracker of a list": (
        WAITING,
        '<ol class="review-tracker"',
        f'<ol class="review-tracker a"><li>{LISTED}</li></ol><ol class="review-tracker"',
    ),
    "references that are no list of their own": (WAITING, "<h1>", f'<div class="references">{LISTED}</div><h1>'),
    "a mark for a day": (WAITING, 'datetime="2026-10-20"', f'datetime="{MARK}-0"'),
    "a mark for a day, in another way": (WAITING, 'datetime="2026-10-20"', f'datetime="&#118;{MARK[1:]}-0"'),
    "a drawing that claims a review": (
        WAITING,
        '<script type="application/ld+json">',
        f'<svg><script type="application/ld+json">{CLAIM}</script></svg><script type="application/ld+json">',
    ),
    "a link left open, whose copies count for marks": (
        WAITING,
        "<h1>",
        f'<p><a href="./">a</p>b</a><div class="a reviewers">{LISTED}</div><h1>',
    ),
    "a link with an id, copied where what is around it ends": (
        WAITING,
        "<h1>",
        '<ul><li><span><a id="x" href="./">a</span>b</a></li></ul><h1>',
    ),
    "an id with NUL": (WAITING, "<h1>", '<ul id="\0"><li>a</li></ul><p id="\ufffd">b</p><h1>'),
}
"""What it does → what the page has to say, what stands in it, and what is put there."""


@pytest.mark.parametrize("trick", DECEIVING)
def test_a_page_that_deceives_is_seen_through(states: Built, trick: str) -> None:
    expected, old, new = DECEIVING[trick]
    source = states.text(expected.url)
    assert old in source
    source = source.replace(old, new)
    assert messages(source, expected) == of_the_whole(source, expected) != []


PLACES = {
    "one link twice, and a part of its own between": '<nav></nav><a href="x/">a</a>',
    "one link twice, once in single quotes": "<a href='x/'>a</a>",
    "one link twice, once with a reference": '<a href="&#120;/">a</a>',
    "one link twice, in another part": '<nav></nav><p class="audience"><a href="y/"></a><a href="x/">a</a></p>',
}


@pytest.mark.parametrize("places", PLACES)
def test_a_place_counts_once_however_it_is_written(states: Built, places: str) -> None:
    source = states.text(WAITING.url)
    start = source.index('<nav class="audience"')
    switch = f'<nav class="audience"><a href="x/">a</a>{PLACES[places]}</nav>'
    source = source[:start] + switch + source[source.index("</nav>", start) + len("</nav>") :]
    assert messages(source, WAITING) == of_the_whole(source, WAITING) != []


@pytest.mark.parametrize("name", [WORD, "vm", "words", "some-words"])
def test_no_reviewer_is_named_by_a_mark(states: Built, name: str) -> None:
    expected = replace(APPROVED, reviewers=(name,))
    source = states.text(expected.url).replace('<ul class="reviewers"', '<ul class="a reviewers"')
    assert messages(source, expected) == of_the_whole(source, expected) != []


def test_a_text_in_the_midst_of_the_disclaimer_parts_it(states: Built) -> None:
    expected = replace(WAITING, texts=(TEXT,))
    source = states.text(expected.url)
    start = source.index('<section class="disclaimer"')
    said = expected.disclaimer.replace("your", f"{TEXT}your")
    parted = f'<section class="a disclaimer" data-audience="patient">{said}</section>'
    source = source[:start] + parted + source[source.index("</section>", start) + len("</section>") :]
    assert messages(source, expected) == of_the_whole(source, WAITING) != []


def test_a_text_that_would_make_a_tag_of_what_stands_before_it_is_read(states: Built) -> None:
    expected = replace(WAITING, texts=("abc",))
    source = states.text(WAITING.url).replace("</main>", '</main><abc/ href="javascript:a()">')
    assert messages(source, expected) == of_the_whole(source, expected) != []


def test_no_source_is_listed_by_words(states: Built) -> None:
    source = states.text(WAITING.url)
    start = source.index('<li id="ref-omega"')
    source = source[:start] + source[source.index("</li>", start) + len("</li>") :]
    source = source.replace('<span class="reference">', '<span class="reference">An id="ref-omega" ', 1)
    assert messages(source, WAITING) == of_the_whole(source, WAITING) != []


def test_words_that_begin_like_an_id_are_words(states: Built) -> None:
    source = states.text(WAITING.url).replace("<h1>", '<ul><li>An id="omega</li></ul><h1>')
    assert messages(source, WAITING) == of_the_whole(source, WAITING) == []


@pytest.mark.parametrize("data", [DATUM, "[1]", "1" * 5000, "[" * 100_000 + "]" * 100_000, "[1", '"\\ud800"'])
def test_structured_data_are_read_alike(states: Built, data: str) -> None:
    source = states.text(WAITING.url)
    start = source.index('<script type="application/ld+json">') + len('<script type="application/ld+json">')
    source = source[:start] + data + source[source.index("</script>", start) :]
    assert messages(source, WAITING) == of_the_whole(source, WAITING)
