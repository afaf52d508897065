"""The shorter ways give what the stock parser gives, token for token, with our extensions and without."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline

from vademecum.markdown import parser as parsers
from vademecum.markdown.body import Citing, compose
from vademecum.markdown.links import Targets
from vademecum.markdown.quick import forms, links, quick_plugin, starts
from vademecum.markdown.reading import Reading, new_env
from vademecum.markdown.render import Renderer, renderer
from vademecum.markdown.typeset import Manner
from vademecum.problems import Place, Problem

FIXTURES = Path(__file__).parent.parent / "fixtures"
SITES = Path(__file__).parent.parent.parent / "content"

LINES = st.sampled_from(
    [
        *("", "", "text", "  text", "     text", "\ttext", "text  ", "\\", "äöü — 5 µg", "www.example.org here"),
        *("***", "- - -", "---", "===", "= =", "-", "# head", "#x", "## h ##", "####### h", "###### ", "# "),
        *("- item", "- of words", "+ plus", "5- x", ". x", "* star", "3) three", "- ä", "-  two", "- *em*", "- a | b"),
        *("+ plus", "* [x] done", "- [ ] task", "1. one", "2. two", "10) ten", "\t- tab", "    - deep"),
        *("> quote", ">", ">\t tab", "> - nested", "- > nested", "```", "~~~", "    code", "    more"),
        *("<div>", "<!-- c -->", "[a]: /b", "[a]: <b> 'x", "y'", "[^1]: note", ": def", "~ def", "  : def"),
        *("| a | b |", "|---|---|", "a | b", "--- | ---", ":-:", "  | :-- | --: |", "a \\| b | c", "| a |", "|"),
        *("::: note", ":::", "::: for patient", ":::: for clinician", "::::", "| [@a] | *b* |"),
        *("text [@a; @b, p. 3] end", "@a says @{b} [p. 3]", "@zz", "*em* **st** [l](u.md#x)", "[t]{for=patient} [u]"),
        *("![i](i.png){width=3}", "x^2^ H~2~O ~~s~~", "`c` `` d ``", "<https://a.b> http://x.y/z a@b.de xmpp:a@b.de"),
        *("^[inline *n*] [^1] [^2]", "&amp; &#65; &x;", "\\* \\a", "<b>h</b>", "[a] [b][a] [c](<d e> 'f')"),
    ]
)
PIECES = st.sampled_from(
    [
        *("a", "b ", "text ", "\n", "\n\n", "  \n", "\\\n", "*", "**", "_", "__", "~", "~~", "^", "`", "``", "[", "]"),
        *("(", ")", "![", "<", ">", "&amp;", "&", "\\", "@a", "[@a]", "[@a; @b]", "-@b", "@{a b}", "@*", "{", "}"),
        *(
            "< 5",
            "p <",
            "! ",
            "&",
            "http://a.de/x",
            "https://",
            "www.a.de",
            "www.",
            "mailto:a@b.de",
            "xmpp:a@b.de",
            ":",
            "://",
            "{#x .y}",
        ),
        *("]{", "](", "u.md", "#f", '"t"', "'", "|", "\n| a | b |\n|--|:-:|\n", "^[", "[^1]", "\n[^1]: n\n"),
        *(
            "\n: d\n",
            "\n> ",
            "\n- ",
            "\n1. ",
            "\n   ",
            "\n    ",
            "\t",
            "=",
            "\n===\n",
            "\n---\n",
            "#",
            "!",
            "ä",
            "\xa0",
        ),
        *("[a]", "\n[a]: /u 'w'\n", "<b>", "<!-- x -->", "\r\n", "\0", "1"),
        *(
            "$",
            "$x$",
            "$$",
            "\n$$\n",
            "@fig-x",
            "[-@tbl-x; see @sec-y]",
            "\n*[ab]: c\n",
            "ab",
            "{#fig-x}",
            "\n: c {#tbl-x}\n",
        ),
    ]
)


@pytest.fixture(scope="module", autouse=True)
def stock() -> Iterator[None]:
    """Make parsers that fall back to the stock rules, as with a version that nobody has compared."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(starts, "VERSIONS", frozenset[str]())
        STOCK[:] = [parsers.parser.__wrapped__(), parsers.plain_parser.__wrapped__()]
    QUICK[:] = [parsers.parser.__wrapped__(), parsers.plain_parser.__wrapped__()]
    yield
    STOCK.clear()
    QUICK.clear()


STOCK: list[MarkdownIt] = []
QUICK: list[MarkdownIt] = []


def read(md: MarkdownIt, text: str) -> tuple[list[dict[str, Any]], list[Problem], dict[str, Place]]:
    """Return what a parser makes of a text, and what it notes down."""
    note = reading_of(text)
    return [dict(token.as_dict()) for token in md.parse(text, new_env(note))], note.problems, note.first_cited


def reading_of(text: str) -> Reading:
    return Reading(
        file="a.md",
        lines=text.split("\n"),
        first_line=1,
        audience="clinician",
        own_audiences=("clinician", "patient"),
        audiences=("clinician", "patient", "student"),
        keys=frozenset("abcdefgh"),
    )


def same(text: str) -> None:
    for quick, slow in zip(QUICK, STOCK, strict=True):
        assert read(quick, text) == read(slow, text)


def texts() -> Iterator[object]:
    """Every text that the tests, the manual and the example site have."""
    examples = json.loads((FIXTURES / "commonmark" / "examples-0.31.2.json").read_text(encoding="utf-8"))
    yield pytest.param([example["markdown"] for example in examples], id="CommonMark")
    for file in sorted((FIXTURES / "markdown").glob("*.md")):
        yield pytest.param(file.read_text(encoding="utf-8").split("\n.\n"), id=file.name)
    yield pytest.param([">d\n>\n>", "a\n\n", "**a**", "x **a** *b*c", "[a](b)[](c)"], id="once wrong")
    yield pytest.param(
        ["*see http://a.b now* [x www.a.de](u)", "a [@zz]\nb", "[@zz]**a** [@zz]b", "[t](u) [@zz]\n[@a]"], id="forms"
    )
    lists = "- a\n- b [@a]\n\nwords\n\n1. c\n2. d"
    boxes = [f"{':' * deep} note\n" for deep in range(70, 2, -1)]
    nested = [f"{''.join(boxes[-deep:])}{lists}\n:::\ntext" for deep in (1, 2, 56, 57, 58, 59, 60)]
    yield pytest.param([*nested, f"> {lists}", f"- x\n\n  ::: tip\n  - y\n  :::\n{lists}"], id="lists in boxes")
    yield pytest.param([file.read_text(encoding="utf-8") for file in sorted(SITES.rglob("*.md"))], id="content")


@pytest.mark.parametrize("found", list(texts()))
def test_texts_at_hand(found: list[str]) -> None:
    assert found
    for text in found:
        same(text)


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_lines(text: str) -> None:
    same(text)


@given(st.lists(PIECES, max_size=22).map("".join))
def test_pieces(text: str) -> None:
    same(text)


@given(st.text(st.sampled_from("ab \n\t-=>#*`~|:[]()1.<\\^_@{}!&"), max_size=60))
def test_characters(text: str) -> None:
    same(text)


GROUPS = st.sampled_from(
    [
        *("[@a]", "[@a; @b]", "[@a; @a]", "[@zz]", "[@a;@b]", "[ @c ]", "[@a.b]", "[@a.]", "[@A-1:x; @d]", "[@a; @*]"),
        *(
            "[@fig-x; @a]",
            "[@a; @Sec-1]",
            "[@e\u0301]",
            "[@a, p. 3]",
            "[@a, pp. 3–45; @b, p. 1-2]",
            "[@a, p. 3f]",
            "[@b, pp. 3-",
            "[@a; @b",
            "(x)",
            "{#i}",
            "[see @b]",
            "@{a} ",
            "\n",
        ),
        *(" ", "; ", "@a", "]", "[", "# ", "[t](u) ", "text ", "-"),
        *(
            "[see @a]",
            "[reviewed in @b, p. 3; but see, e.g. @c]",
            "[see @a; also]",
            "[but see @zz]",
            "[see -@a]",
            "[p @fig-x]",
        ),
        *("@a [p. 3]", "@b [pp. 3–5", "@c ", "@zz ", "@a.b.", "@Tbl-x", " [p. 4]", " [@b]", "/", "see ", "\xa0"),
    ]
)


@given(st.lists(GROUPS, max_size=8).map("".join))
def test_ordinary_groups_of_citations(text: str) -> None:
    """What is read in one step is what the careful way reads."""
    with pytest.MonkeyPatch.context() as patch:
        found = read(QUICK[0], text)
        patch.setattr(forms.Forms, "parse", lambda *_: False)
        patch.setattr(forms.Forms, "at", lambda *_: None)
        assert read(QUICK[0], text) == found


FORMS = st.sampled_from(
    [
        *("a", "b c", " ", "\n", "(", ")", ".", ",", "'", "–", "*", "**", "_", "*em*", "**st**", "__x__", "[t](u.md)"),
        *("[@a]", "[@b, p. 3]", "[@zz]", "@a", "http://a.b", "<", "< 5", "!", "&", "{#i}", "~2~", "[a]", "\\*"),
        *("**b.**", "*c,*", "__d:__", "*e?*", "*(f)*", "*50%*", "**g*.", "~2+~", "~", "~~", "^13^", "^", "^-1^"),
        *("`c`", "`` d", "` e `", "` `", "`*f*`", "`", "[see @a]", "@b [p. 3]", "@a ", "\\`", "-", "1"),
    ]
)


@given(st.lists(FORMS, max_size=12).map("".join))
def test_forms_among_others(text: str) -> None:
    same(text)


@example("https://xn--bcher-kva.example/")
@given(st.text(st.sampled_from("ab1.:/#?&%-_~@AÄ\\ (x"), max_size=20).map(lambda text: f"http{text}"))
def test_addresses(text: str) -> None:
    stock = MarkdownIt("commonmark")
    for url in (text, text[4:], f"https://{text}", f"../{text[4:]}"):
        assert links.normalize(url) == stock.normalizeLink(url)
        assert links.normalize_text(url) == stock.normalizeLinkText(url)


def test_the_quick_parser_is_quick_and_the_stock_one_is_not() -> None:
    for quick, slow in zip(QUICK, STOCK, strict=True):
        assert (type(slow.block), type(slow.inline)) == (ParserBlock, ParserInline)
        assert type(quick.block) is not ParserBlock
        assert type(quick.inline) is not ParserInline


def test_every_rule_of_ours_says_where_it_starts() -> None:
    """One that does not is asked everywhere, and the whole inline text is left to the stock parser."""
    md = QUICK[0]
    assert not [rule for rule in md.inline.ruler.getRules()[1:] if starts.start(rule) is None]
    assert not [rule for rule in md.block.ruler.getRules()[:-1] if starts.start(rule) is None]


def test_a_rule_that_nobody_knows_is_asked_everywhere() -> None:
    def smile(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the rules' signature
        if not state.src.startswith(":)", state.pos):
            return False
        if not silent:
            state.push("text", "", 0).content = "☺"
        state.pos += 2
        return True

    quick, slow = MarkdownIt("commonmark").use(quick_plugin), MarkdownIt("commonmark")
    for md in (quick, slow):
        assert md.render("a :) *b* :)") == "<p>a :) <em>b</em> :)</p>\n"
        md.inline.ruler.push("smile", smile)
        assert md.render("a :) *b* :)") == "<p>a ☺ <em>b</em> ☺</p>\n"


def test_a_rule_that_was_replaced_is_not_passed_over() -> None:
    md = MarkdownIt("commonmark")
    md.block.ruler.at("heading", lambda *_: False, {"alt": []})
    assert md.use(quick_plugin).render("# a") == "<p># a</p>\n"


@given(st.lists(LINES | PIECES, max_size=16).map("\n".join))
def test_html(text: str) -> None:
    """The renderer writes what the stock one writes with the same rules."""
    slow = StockRenderer()
    del slow.rules["heading_open"]
    md = QUICK[0]
    tokens = md.parse(text, new_env(reading_of(text)))
    for token in tokens:
        if token.type == "heading_open":
            token.attrs.setdefault("id", "a&b")
    assert renderer().render(tokens, md.options, {}) == slow.render(tokens, md.options, {})


@given(st.lists(LINES | PIECES, max_size=16).map("\n".join))
def test_no_step_writes_into_a_token_that_texts_share(text: str) -> None:
    """What a parser gave at first it still gives once the same text was read, numbered, pointed and rendered."""
    tokens = parsers.parser().parse(text, new_env(reading_of(text)))
    before = [dict(token.as_dict()) for token in tokens]
    composed(text)
    assert [token.as_dict() for token in tokens] == before


def composed(text: str) -> None:
    targets = Targets(folder="content", path="content/a.md", root="../", audience="clinician", articles={}, files={})
    citing = Citing(manner=Manner(), label=str, names=str, digest=str)
    compose(text, reading_of(text), targets, citing)


class StockRenderer(Renderer):
    """Our rules in the hands of the stock renderer."""

    render = RendererHTML.render
    renderInline = RendererHTML.renderInline  # noqa: N815 - markdown-it's name
