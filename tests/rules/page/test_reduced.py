"""What a page is reduced to hides nothing: the page is judged as if it had been read whole."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.reading import Built
from tests.rules.page.test_check import APPROVED, BODY, PLAIN, WAITING
from vademecum.rules.page.check import check_page, faults, is_sound
from vademecum.rules.page.expected import Expected
from vademecum.rules.page.grammar import MARK
from vademecum.rules.page.grammar import TEXT as INERT
from vademecum.rules.page.reduced import reduce_page
from vademecum.rules.page.tree import read_page

TEXT = (
    '<p id="a-b" lang="fr">a <em>b</em> &lt;i&gt; <a href="../x/#a:b">c</a> <a href="https://a.example/?a=b&amp;c" '
    'rel="noopener noreferrer">d</a></p>\n'
    '<div class="table-scroll" role="region" tabindex="0" aria-label="Table 1">\n<table>\n<tbody>\n<tr>\n'
    '<td class="align-left">1</td>\n</tr>\n</tbody>\n</table>\n</div>\n'
    '<p><img src="../a.png" alt="" loading="lazy"><img src="a.png" alt="" /><a href="a/">b</a></p>\n<hr />\n'
)


def page_with(states: Built, expected: Expected, text: str, around: tuple[str, str] = ("", "")) -> str:
    return states.text(expected.url).replace("<h1>", f"{around[0]}{text}{around[1]}<h1>", 1)


def messages(source: str, expected: Expected) -> list[str]:
    return [problem.message.removeprefix(f"{expected.url}: ") for problem in check_page(source, expected)]


def of_the_whole(source: str, expected: Expected) -> list[str]:
    """Return what is wrong with a page that is read as it is."""
    return [message for _, message in faults(read_page(source, expected.contact), source, expected)]


@pytest.mark.parametrize("expected", [WAITING, APPROVED, PLAIN], ids=["waiting", "approved", "plain"])
def test_a_page_as_it_is_made_is_known_by_what_it_is_reduced_to(states: Built, expected: Expected) -> None:
    source = states.text(expected.url)
    found = reduce_page(source, expected)
    less = reduce_page(source, expected, words=False)
    assert len(found.page) < len(less.page) < len(source)
    assert is_sound(found)
    assert is_sound(less)


@pytest.mark.parametrize("expected", [WAITING, APPROVED, PLAIN], ids=["waiting", "approved", "plain"])
def test_what_the_renderer_writes_is_spared(states: Built, expected: Expected) -> None:
    source = page_with(states, expected, TEXT)
    found = reduce_page(source, replace(expected, texts=(TEXT, "", "<p>not in the page</p>")), words=False)
    assert found.ids[0] == "a-b"
    assert found.page.count("<tr>") == source.count("<tr>") - 1
    assert is_sound(found)
    assert check_page(source, replace(expected, texts=(TEXT,))) == ()


def test_a_text_that_the_layout_altered_is_read(states: Built) -> None:
    source = page_with(states, PLAIN, TEXT.replace("<em>", "<em >"))
    assert TEXT.replace("<em>", "<em >") in reduce_page(source, replace(PLAIN, texts=(TEXT,)), words=False).page


def test_parts_are_kept_in_reviewed_pages_alone(states: Built) -> None:
    part = '<nav class="audience">\n<ul>\n<li class="caution"><a href="./">a</a></li>\n</ul>\n</nav>\n'
    plain = reduce_page(page_with(states, PLAIN, part), PLAIN)
    assert "caution" not in plain.page
    assert is_sound(plain)
    assert part.replace("./", f"{MARK}-0") in reduce_page(page_with(states, WAITING, part), WAITING).page


@pytest.mark.parametrize("piece", BODY)
def test_what_is_active_is_never_spared(states: Built, piece: str) -> None:
    text = f"<p>a</p>{piece}"
    source = page_with(states, WAITING, text)
    assert not INERT.fullmatch(text)
    assert messages(source, replace(WAITING, texts=(text,))) == of_the_whole(source, WAITING) != []


@pytest.mark.parametrize(
    "piece",
    [
        "<p onclick=a()>a</p>",
        "<p title='a' style='b'>a</p>",
        '<img src="//evil.example/a.png" alt="">',
        '<img src="/\\evil.example/a.png" alt="">',
        '<a href="java&#115;cript:alert(1)">a</a>',
        '<a href="javascript&colon;alert(1)">a</a>',
        '<a href="\x01javascript&colon;alert(1)">a</a>',
        '<img src=" //evil.example/a.png" alt="">',
        '<img src="&#47;/evil.example/a.png" alt="">',
        '<p\nonclick="a()">a</p>',
        '<p title="a"onclick="b()">a</p>',
        "<p><!-- a --></p>",
        "<![CDATA[a]]>",
        "</p >",
        '<h1 class="a">a</h1>',
        "<main>a</main>",
        "<p",
        "a < b",
        '<a href="https://a.example/">b</a>',
        '<a rel="noopener noreferrer" href="https://a.example/">b</a>',
        '<a rel="x" href="https://a.example/" rel="noopener noreferrer">b</a>',
        '<p class="caution">a</p>',
        '<ul class="a reviewers b">c</ul>',
        '<p class="cauti&#111;n">a</p>',
    ],
)
def test_what_is_written_in_another_way_is_read(piece: str) -> None:
    assert not INERT.fullmatch(piece)


WRONG_PLACES = {
    "a comment": ("<!--", "-->"),
    "an attribute": ('<p title="', '">'),
    "a paragraph": ("<p>", "</p>"),
    "a script": ('<script type="application/json">', "</script>"),
    "a title": ("<title>", "</title>"),
    "a text area": ("<textarea>", "</textarea>"),
    "a table": ("<table>", "</table>"),
    "an open table": ("<table><div>", "</div>"),
    "an open cell": ("<table><tr><td>", ""),
    "a form": ("<form>", "</form>"),
    "a button": ("<button>", "</button>"),
    "a choice": ("<select>", "</select>"),
    "something bold": ("<b>", ""),
    "a drawing": ("<svg>", "</svg>"),
    "a link": ('<a href="./">', "</a>"),
    "a template": ("<template>", "</template>"),
}


@pytest.mark.parametrize("place", WRONG_PLACES)
def test_a_text_in_a_place_that_it_would_change_is_read_there(states: Built, place: str) -> None:
    text = '<p>a" onclick=b() <em>c</em></p>\n<p id="vm-main">d</p>\n'
    source = page_with(states, WAITING, text, WRONG_PLACES[place])
    assert messages(source, replace(WAITING, texts=(text,))) == of_the_whole(source, WAITING)
    harmless = "<p>a</p>\n<table><tr><td>b</td></tr></table>\n"
    source = page_with(states, WAITING, harmless, WRONG_PLACES[place])
    assert messages(source, replace(WAITING, texts=(harmless,))) == of_the_whole(source, WAITING)


def test_structured_data_are_left_out_of_the_head_alone(states: Built) -> None:
    source = states.text(WAITING.url)
    before, begin, rest = source.partition('<script type="application/ld+json">')
    data, end, behind = rest.partition("</script>")
    assert data
    assert data not in reduce_page(source, WAITING).page
    moved = f"{before}{behind.replace('</body>', f'{begin}{data}{end}</body>')}"
    found = reduce_page(moved, WAITING, words=False)
    assert data in found.page
    assert f'<meta name="{MARK}">' in found.page
    assert is_sound(found)


@pytest.mark.parametrize("data", ["", "{", '{"a": "</p>"}', '{"a": "<!--"}', '"lastReviewed"', '"a</script>'])
def test_structured_data_that_are_none_or_claim_too_much_are_read(states: Built, data: str) -> None:
    before, begin, rest = states.text(WAITING.url).partition('<script type="application/ld+json">')
    source = f"{before}{begin}{data}{rest[rest.index('</script>') :]}"
    assert f"{begin}{data}</script>" in reduce_page(source, WAITING).page
    assert messages(source, WAITING) == of_the_whole(source, WAITING)


def test_an_id_in_a_text_and_in_the_layout_is_found(states: Built) -> None:
    text = '<p id="vm-main">a</p>\n'
    found = check_page(page_with(states, WAITING, text), replace(WAITING, texts=(text,)))
    assert [problem.message for problem in found] == [f'{WAITING.url}: the id "vm-main" stands 2 times']


def test_a_text_that_stands_twice_has_its_ids_twice(states: Built) -> None:
    source = page_with(states, WAITING, TEXT + TEXT)
    found = check_page(source, replace(WAITING, texts=(TEXT,)))
    assert [problem.message for problem in found] == [f'{WAITING.url}: the id "a-b" stands 2 times']


def test_a_required_part_may_stand_in_a_text(states: Built) -> None:
    text = f'<p>{WAITING.ai} <a href="{WAITING.contact}">Write to us</a></p>\n'
    source = states.text(WAITING.url).replace(WAITING.ai, "").replace(f'href="{WAITING.contact}"', 'href="./"')
    source = source.replace("</article>", f"{text}</article>")
    assert text not in reduce_page(source, replace(WAITING, texts=(text,)), words=False).page
    assert check_page(source, replace(WAITING, texts=(text,))) == ()
    assert check_page(source.replace(text, ""), WAITING) != ()


ITEM = '<li id="ref-a" data-key="a" value="1"><span class="reference">{}</span>{}</li>'


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("Writer A. <i>Title</i>. 2020;1(2):3–4.", ""),
        (
            "Writer A.",
            '\n<span class="b">\n<a href="https://doi.org/10.1/a&amp;b" rel="noopener noreferrer">DOI</a></span>',
        ),
        ("Writer A.", '<span class="backlinks"><a role="doc-backlink" href="#cite-a-1" aria-label="Back">↑</a></span>'),
    ],
)
def test_a_reference_of_words_is_spared(words: str, rest: str) -> None:
    item = ITEM.format(words, rest)
    found = reduce_page(f"<ol>{item}\n{item.replace('ref-a', 'ref-b')}\n</ol>", replace(PLAIN, references=("b", "a")))
    assert found.ids == ("ref-a", "ref-b")
    assert found.expected.references == (MARK,)
    assert found.page.count("<li") == 1
    assert "Writer" not in found.page


def test_references_of_which_one_is_missing_are_read() -> None:
    source = f"<ol>{ITEM.format('Writer A.', '')}\n</ol>"
    expected = replace(PLAIN, references=("a", "b"))
    found = reduce_page(source, expected, words=False)
    assert (found.ids, found.expected.references) == ((), ("a", "b"))


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("", ""),
        (" – ", ""),
        ("<i></i>", ""),
        ("a", '<span class="reviewers">b</span>'),
        ("a", '<i aria-hidden="true">b'),
        ("a", "<i hidden>b"),
        ("a", '<a href="javascript:b()">b</a>'),
        ("a", '<a href="./" onclick="b()">b</a>'),
        ("a", '<img src="a.png" alt="">'),
        ("a", "<details>b"),
        ("a", "<!-- b -->"),
        ("a", '<a href="https://a.example/">b</a>'),
        ("a", '<a rel="x" href="https://a.example/" rel="noopener noreferrer">b</a>'),
        ("a", "<b>b"),
        ("&#32;", ""),
        ("a", "<ol><li>b"),
        ("a", '<span id="b">c</span>'),
    ],
)
def test_a_reference_of_more_than_words_is_read(words: str, rest: str) -> None:
    item = ITEM.format(words, rest)
    assert item in reduce_page(f"<ol>{item}\n</ol>", replace(PLAIN, references=("a",)), words=False).page


@pytest.mark.parametrize("place", WRONG_PLACES)
def test_a_reference_in_a_wrong_place_is_read_there(states: Built, place: str) -> None:
    around = WRONG_PLACES[place]
    for text in ('a" onclick="b()', "a"):
        item = ITEM.format(text, "")
        source = states.text(WAITING.url).replace("<li id=", f"{around[0]}{item}{around[1]}<li id=", 1)
        assert messages(source, WAITING) == of_the_whole(source, WAITING)
