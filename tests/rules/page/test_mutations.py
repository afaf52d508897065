"""Whatever becomes of a page: what is wrong with it is found, reduced or not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading import Built
from tests.rules.page.test_check import APPROVED, PLAIN, WAITING
from tests.rules.page.test_reduced import messages, of_the_whole
from vademecum.rules.page.expected import Expected
from vademecum.rules.page.grammar import MARK
from vademecum.rules.page.reduced import DATUM, PIECE, WORD

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
)
ENDS = ("<", ">", '"', " ")
EDITS = st.tuples(
    st.sampled_from(["put", "cut", "move"]),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from(ENDS),
    st.booleans(),
    st.sampled_from(PIECES),
)


def place_in(page: str, share: float, end: str, *, behind: bool) -> int:
    """Return where a sign stands that is the first behind some share of a page."""
    return max(page.find(end, int(share * len(page))), 0) + behind


def edited(page: str, edit: tuple[str, float, str, bool, str]) -> str:
    """Return a page with a piece put in, a tag cut out, or one moved to a place further up."""
    way, share, end, behind, piece = edit
    place = place_in(page, share, end, behind=behind)
    if way == "put":
        return f"{page[:place]}{piece}{page[place:]}"
    tag = page[place : page.find(">", place) + 1]
    rest = page[:place] + page[place + len(tag) :]
    return rest if way == "cut" else f"{rest[: place // 2]}{tag}{rest[place // 2 :]}"


@settings(max_examples=400)
@given(expected=st.sampled_from([WAITING, APPROVED, PLAIN]), edits=st.lists(EDITS, min_size=1, max_size=4))
def test_a_page_is_judged_as_if_it_were_read_whole(
    states: Built, expected: Expected, edits: list[tuple[str, float, str, bool, str]]
) -> None:
    page = states.text(expected.url)
    for edit in edits:
        page = edited(page, edit)
    assert messages(page, expected) == of_the_whole(page, expected)
