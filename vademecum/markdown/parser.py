"""The Markdown parser: CommonMark, the tables, strikethrough, task lists and autolinks of GFM, and our own syntax."""

from __future__ import annotations

from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from vademecum.markdown.abbreviations import abbreviations_plugin
from vademecum.markdown.captions import captions_plugin
from vademecum.markdown.citations import citations_plugin
from vademecum.markdown.crossrefs import crossrefs_plugin
from vademecum.markdown.fences import fences_plugin
from vademecum.markdown.footnotes import footnotes_plugin
from vademecum.markdown.math.formulas import formulas_plugin
from vademecum.markdown.quick import quick_plugin
from vademecum.markdown.quick.inlines import QuickInline
from vademecum.markdown.quick.starts import starts_with
from vademecum.markdown.quick.tokens import inline_token
from vademecum.markdown.reading import Reading, new_env, reading
from vademecum.markdown.spans import spans_plugin, trailing_attributes
from vademecum.turns import Steps

PLUGINS = (
    deflist_plugin,
    footnote_plugin,
    footnotes_plugin,
    superscript_plugin,
    sub_plugin,
    gfm_autolink_plugin,
    spans_plugin,
    citations_plugin,
    crossrefs_plugin,
    fences_plugin,
    captions_plugin,
    formulas_plugin,
    abbreviations_plugin,
    quick_plugin,
)
"""Each adds one syntax; the order is the order of the rules.

A rule, inline or block, says above its function with ``@starts_with("$")`` (`markdown.quick.starts`) on which
characters it can start, so that it is asked about no others. One that does not say so works as well, but every text
is then read at the stock parser's pace; a test names it.
"""

MAX_NESTING = 60


@cache
def parser() -> MarkdownIt:
    """Return this process's parser."""
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "tasklists": True})
    md.enable(["table", "strikethrough"])
    for plugin in PLUGINS:
        md.use(plugin)
    md.core.ruler.at("inline", _inline)
    _keep_text(md, "gfm_autolink_protocol", "xmpp")
    md.validateLink = _any_link  # type: ignore[method-assign]
    return md


@cache
def plain_parser() -> MarkdownIt:
    """Return a parser for CommonMark alone, without any of our extensions: the same engine at the same speed."""
    md = MarkdownIt("commonmark")
    md.use(quick_plugin)
    return md


def parsing(text: str, current: Reading) -> Steps[list[Token]]:
    """Read the block tokens of a body for the audience of ``current``, which collects what is wrong; a rule a step."""
    md = parser()
    state = StateCore(text, md, new_env(current))
    for rule in md.core.ruler.getRules(""):
        rule(state)
        yield
    return state.tokens


def parse_inline(text: str, current: Reading) -> list[Token]:
    """Return the inline tokens of a piece of text, such as the prefix of a citation."""
    tokens: list[Token] = []
    md = parser()
    md.inline.parse(text, md, new_env(current), tokens)
    return tokens


def _keep_text(md: MarkdownIt, name: str, protocol: str) -> None:
    """Let a rule leave the addresses of one protocol text: no link of an author may lead there."""
    stock = next(rule for rule in md.inline.ruler.getRules() if getattr(rule, "__name__", "") == "_protocol_rule")

    @starts_with(":", within=("://", "mailto:"))
    def rule(state: StateInline, silent: bool) -> bool:
        return not state.pending.endswith(protocol) and stock(state, silent)

    md.inline.ruler.at(name, rule)


def _any_link(url: str) -> bool:
    """Let every link through: ``markdown.links`` judges them by what is allowed, and can say where they stand."""
    return bool(url) or True


def _inline(state: StateCore) -> None:
    """Parse the inline text of each block, with the block at hand for messages; headings lose their attributes."""
    note = reading(state.env)
    md: Any = state.md
    quick = md.inline if isinstance(md.inline, QuickInline) else None
    marks = quick.marks(state.src) if quick else None
    opening: Token | None = None
    for token in state.tokens:
        if token.type == "inline":
            if opening is not None and opening.type == "heading_open":
                line = token.map[0] if token.map else 0
                token.content, attributes = trailing_attributes(token.content, note, line)
                opening.attrs.update(attributes)
                token.meta = {"heading": True}
            if token.children is None:
                token.children = []
            if quick is None or marks is None:
                note.block = token
                md.inline.parse(token.content, md, state.env, token.children)
            elif marks.are_in(token.content):
                note.block = token
                quick.read(token.content, md, state.env, token.children, marks.words)
            elif token.content:
                token.children.append(inline_token("text", "", 0, 0, token.content))
        opening = token
    note.block = None
