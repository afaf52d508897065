"""Whatever becomes of a page: what is wrong with it is found, reduced or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.reading import Built
from tests.rules.page.test_check import APPROVED, PLAIN, WAITING
from tests.rules.page.test_reduced import messages, of_the_whole
from vademecum.rules.page.expected import Expected
from vademecum.rules.page.grammar import MARK
from vademecum.rules.page.reduced import DATUM, ITEM, PIECE, WORD

LISTED = "<ul><li>Eve</li></ul>"
PIECES = (
    *("<", ">", '"', "'", "=", "/", "&", "\0", "</", "<!", "<!--", "-->", "<![CDATA[", "]]>", "&#60;"),
    *("<p>", "</p>", "<div>", "</div>", "<li>", "</li>", "<ol>", "</ol>", "</ul>", "<dd>", "</dl>", "<h1>", "<main>"),
    *("</main>", "</body>", "</head>", "</section>", "<table>", "<td>", "<b>", "</b>", "<a>", "</a>", "<button>"),
    *("<svg>", "</svg>", "<math>", "<textarea>", "<title>", "</title>", "<style>", "<plaintext>", "<select>"),
    *("<script>", "</script>", "<template>", "</template>", "<details>", "<dialog>", "<noscript>", "<iframe>"),
    *("<frame>", " hidden", ' hidden=""', ' aria-hidden="true"', " popover", " onclick='a()'", ' style="a"'),
    *("<p title='", '<p title="', '<base href="/">', '<a href="javascript:a()">b</a>', '<img src="//a.example/b">'),
    *('<a href="https://a.example/">b</a>', '<ul class="reviewers"><li>Eve</li></ul>', ' class="caution"'),
    *(WORD, MARK, DATUM, f">{WORD}<", PIECE, f'<meta name="{MARK}">', f' href="{MARK}"'),
    *(' id="vm-main"', "</noscript>", "</select>", "</textarea>", "</a>", "</span>", "</nav>", "<nav></nav>"),
    *(f'<div class="a reviewers">{LISTED}</div>', f'<aside class="a caution" role="note">{LISTED}</aside>'),
    *(f'<ol class="review-tracker a"><li>{LISTED}</li></ol>', f'<div class="references">{LISTED}</div>'),
    *("<a href='./'>b</a>", '<a href="&#46;/">b</a>', '<p><a href="./">a</p>b</a>', f'datetime="{MARK}-0"'),
    '<ul><li><span><a id="x" href="./">a</span>b</a></li></ul>',
    '<script type="application/ld+json">{"a&#34;: 1, &#34;reviewedBy&#34;: &#34;": 1}</script>',
    *("<frameset>", "<image>", "<nobr>", "<xmp>", "<mtext>", "<annotation-xml>", "</p >", "<td />", "<tr>", "<p/>"),
    *(' rel="x"', ' href="./"', ' href="//a.example/"', ' class="policy"', ' class="disclaimer"', ' class="audience"'),
    *(
        ' id="a b"',
        ' id="a&amp;b"',
        ' id="a\x0bb"',
        '<span id="x"></span>',
        "<p>_a</p>",
        "<p>&nbsp;a</p>",
        "<h1>a</h1>",
    ),
    *('<nav class="b" class="audience">', '<p class="disclaimer">', f'<li id="{ITEM}">{PIECE}{WORD}</li>', "</br>"),
    '<li id="ref-x"><span class="reference">a<span id="ref-y"> id="ref-z"</span></span></li>',
)
_TAG = re.compile(r"<(/?)([a-z0-9]+)")
_VOID = ("br", "hr", "img")
_INLINE = "a abbr b bdi br cite code em i img q small span strong sub sup time".split()  # noqa: SIM905 - a list of words
_OF_WORDS = [*_INLINE, "caption", "dt", "h1", "h2", "h3", "h4", "p", "pre", "summary"]
ENDS = ("<", ">", '"', " ")
EDITS = st.tuples(
    st.sampled_from(["put", "cut", "move", "copy", "tear"]),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from(ENDS),
    st.booleans(),
    st.sampled_from(PIECES),
)


def place_in(page: str, share: float, end: str, *, behind: bool) -> int:
    """Return where a sign stands that is the first behind some share of a page."""
    return max(page.find(end, int(share * len(page))), 0) + behind


def edited(page: str, edit: tuple[str, float, str, bool, str]) -> str:
    """Return a page with a piece put in, a tag cut out or moved further up, or a stretch torn out or copied there.

    The stretch is as long as the piece is squared, and ends wherever that is.
    """
    way, share, end, behind, piece = edit
    place = place_in(page, share, end, behind=behind)
    if way == "put":
        return f"{page[:place]}{piece}{page[place:]}"
    until = page.find(">", place) + 1 if way in ("cut", "move") else place + len(piece) ** 2
    taken = page[place:until]
    rest = page if way == "copy" else page[:place] + page[place + len(taken) :]
    return rest if way in ("cut", "tear") else f"{rest[: place // 2]}{taken}{rest[place // 2 :]}"


def is_closed(text: str) -> bool:
    """Return whether a text closes what it opens, with no link in a link, and no block among words, as ours do."""
    opened: list[str] = []
    for end, tag in _TAG.findall(text):
        if end:
            if not opened or opened.pop() != tag:
                return False
        else:
            around = opened[-1] if opened else ""
            if around in _OF_WORDS and tag not in _INLINE:
                return False
            if (tag == "a" and tag in opened) or (tag == "li" and around not in ("ol", "ul")):
                return False
            opened += [tag] if tag not in _VOID else []
    return not opened


def stretches(page: str, share: float, least: int) -> Iterator[str]:
    """Yield the stretches of a page from one of its tags to the ends of others, the shortest first."""
    start = place_in(page, share, "<", behind=False)
    end = page.find(">", start + least)
    while end >= 0:
        yield page[start : end + 1]
        end = page.find(">", end + 1)


@settings(max_examples=400)
@given(expected=st.sampled_from([WAITING, APPROVED, PLAIN]), edits=st.lists(EDITS, min_size=1, max_size=4))
def test_a_page_is_judged_as_if_it_were_read_whole(
    states: Built, expected: Expected, edits: list[tuple[str, float, str, bool, str]]
) -> None:
    page = states.text(expected.url)
    for edit in edits:
        page = edited(page, edit)
    assert messages(page, expected) == of_the_whole(page, expected)


@settings(max_examples=300, derandomize=True)
@given(
    expected=st.sampled_from([WAITING, APPROVED, PLAIN]),
    edits=st.lists(EDITS, max_size=3),
    share=st.floats(0, 1, exclude_max=True),
    least=st.sampled_from([10, 100, 1000, 4000]),
    cited=st.sets(st.sampled_from(["alpha", "delta", "omega", "x"])),
)
def test_whatever_is_said_to_be_a_text(
    states: Built,
    expected: Expected,
    edits: list[tuple[str, float, str, bool, str]],
    share: float,
    least: int,
    cited: set[str],
) -> None:
    """A text may be any stretch of a page that closes what it opens, over the borders of all that a layout prints."""
    page = states.text(expected.url)
    for edit in edits:
        page = edited(page, edit)
    text = next(filter(is_closed, stretches(page, share, least)), "")
    asked = replace(expected, texts=(text,), references=tuple(sorted(cited)))
    assert messages(page, asked) == of_the_whole(page, asked)
