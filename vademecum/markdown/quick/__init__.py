"""The same Markdown in less time: shorter ways through markdown-it-py, which stay out of the way when it changes.

Most of a text is plain: letters that start no syntax, lines that end no paragraph. The stock parser asks every rule at
every place; here a rule is asked only where it can start (`starts`), and the commonest rules have shorter ways that
leave all that is unusual to the stock ones. What comes out is the same, token for token: the tests compare both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt, rules_block, rules_core

from vademecum.markdown.quick import links, lists, paragraphs, tables, texts
from vademecum.markdown.quick.blocks import QuickBlock
from vademecum.markdown.quick.inlines import QuickInline
from vademecum.markdown.quick.starts import is_known_version, same_start

_SHORTER: tuple[tuple[str, str, Callable[..., Any], Callable[..., Any], tuple[str, ...]], ...] = (
    ("block", "table", rules_block.table, tables.table, ("paragraph", "reference")),
    ("block", "hr", rules_block.hr, paragraphs.hr, ("paragraph", "reference", "blockquote", "list")),
    ("block", "list", rules_block.list_block, lists.list_block, ("paragraph", "reference", "blockquote")),
    ("block", "heading", rules_block.heading, paragraphs.heading, ("paragraph", "reference", "blockquote")),
    ("block", "lheading", rules_block.lheading, paragraphs.lheading, ()),
    ("block", "paragraph", rules_block.paragraph, paragraphs.paragraph, ()),
    ("core", "normalize", rules_core.normalize, texts.normalize, ()),
    ("core", "text_join", rules_core.text_join, texts.text_join, ()),
)
"""A chain, a rule's name, its stock function, what stands in its place, and the blocks that it may end."""


def quick_plugin(md: MarkdownIt) -> None:
    """Put the shorter ways in the place of the stock ones; leave a parser alone whose rules were not compared."""
    if not is_known_version():
        return
    for chain, name, stock, shorter, ends in _SHORTER:
        ruler = md[chain].ruler
        if stock in ruler.getRules():
            ruler.at(name, shorter, {"alt": list(ends)})
            same_start(stock, shorter)
    md.block = QuickBlock(md.block)
    md.inline = QuickInline(md.inline)
    md.helpers = links.Helpers()  # type: ignore[assignment]
    md.normalizeLink = links.normalize  # type: ignore[method-assign]
    md.normalizeLinkText = links.normalize_text  # type: ignore[method-assign]
