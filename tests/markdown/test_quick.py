"""The shorter ways give what the stock rules give, on texts made of everything that ends or underlines a paragraph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from vademecum.markdown.quick import quick_plugin

STOCK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
QUICK = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(quick_plugin)

LINE = st.sampled_from(
    [
        *(
            "",
            "",
            "text",
            "  text",
            "     text",
            "\ttext",
            "***",
            "- - -",
            "---",
            "===",
            "= =",
            "-",
            "- item",
            "1. one",
        ),
        *("2. two", "> quote", ">", "# head", "#x", "```", "~~~", "<div>", "<!-- c -->", "[a]: /b", "| a | b |"),
        *("|---|---|", "a | b", "--- | ---", ":-:", "+ plus", "    code", "> - nested", "- > nested", "text  ", "\\"),
    ]
)


@given(st.lists(LINE, max_size=14).map("\n".join))
def test_same_html(text: str) -> None:
    assert QUICK.render(text) == STOCK.render(text)


@given(st.text(st.sampled_from("ab \n\t-=>#*`~|:[]()1.<"), max_size=60))
def test_same_html_of_random_characters(text: str) -> None:
    assert QUICK.render(text) == STOCK.render(text)
