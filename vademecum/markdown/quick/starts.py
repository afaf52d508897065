"""Where rules can start: the characters on which an inline rule is worth asking, and those of a block's first line.

``@starts_with("$")`` above a rule of ours is all that it needs. A rule that is not known here, or whose code is not the
one that was looked at, is asked everywhere, as the stock parser does: that costs time and never changes a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any, TypeVar

import markdown_it
from markdown_it import rules_block, rules_inline
from mdit_py_plugins import subscript
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import index as footnote
from mdit_py_plugins.gfm_autolink import index as autolink
from mdit_py_plugins.superscript import superscript_plugin
from msgspec import Struct

from vademecum.markdown.quick.forms import Form
from vademecum.markdown.quick.marks import CODE, LINE_END, LINK, LOWERED, MARKED, RAISED

VERSIONS = frozenset(["4.3.0"])
"""Versions of markdown-it-py whose rules were compared; with any other the stock parser does all."""

Rule = TypeVar("Rule", bound=Callable[..., Any])


class Start(Struct, frozen=True, kw_only=True):
    """Where one rule can start."""

    characters: str
    """Its first characters; for a block those of its first line, after the indent. Empty: any; a space: an indent."""
    within: tuple[str, ...] = ()
    """The only words inside which the character of an inline rule starts it: ``://`` for a colon."""
    below: bool = False
    """Whether a block can start only where another line of text stands below, or a definition after a gap."""
    before: str = ""
    """The only characters before which that of an inline rule starts it, as in a regular expression's class: ``[``."""
    form: Form | None = None
    """The form in which an inline rule is nearly always used, where it has one."""
    ending: str | None = None
    """The first characters with which a block can end a paragraph, where they are others."""


_known: dict[CodeType, Start] = {}


def starts_with(characters: str, within: tuple[str, ...] = (), *, form: Form | None = None) -> Callable[[Rule], Rule]:
    """Declare the first characters of a rule, inline or block; an inline one may start inside some words only."""

    def declare(rule: Rule) -> Rule:
        _declare(rule, Start(characters=characters, within=within, form=form))
        return rule

    return declare


def start(rule: Callable[..., Any]) -> Start | None:
    """Return where a rule can start; None when nobody knows."""
    return _known.get(_code(rule))


def same_start(rule: Callable[..., Any], other: Callable[..., Any]) -> None:
    """Declare that one rule starts where another does."""
    where = start(rule)
    if where is not None:
        _declare(other, where)


def is_known_version() -> bool:
    """Return whether the installed markdown-it-py is one whose rules were compared."""
    return markdown_it.__version__ in VERSIONS


def _code(rule: Callable[..., Any]) -> Any:
    return getattr(getattr(rule, "func", rule), "__code__", None)


def _declare(rule: Callable[..., Any], where: Start) -> None:
    code = _code(rule)
    if code is not None:
        _known[code] = where


def _inner(plugin: Callable[..., Any], name: str) -> Iterator[CodeType]:
    """Yield the code of a rule that a plugin defines inside itself."""
    for constant in plugin.__code__.co_consts:
        if isinstance(constant, CodeType) and constant.co_name == name:
            yield constant


_STOCK: tuple[tuple[Callable[..., Any] | None, Start], ...] = (
    (rules_inline.newline, Start(characters="\n", form=LINE_END)),
    (rules_inline.escape, Start(characters="\\")),
    (rules_inline.backtick, Start(characters="`", form=CODE)),
    (rules_inline.strikethrough.tokenize, Start(characters="~")),
    (rules_inline.emphasis.tokenize, Start(characters="*_", form=MARKED)),
    (rules_inline.link, Start(characters="[", form=LINK)),
    (rules_inline.image, Start(characters="!", before=r"\[")),
    (rules_inline.autolink, Start(characters="<", before="A-Za-z0-9.!#$%&'*+/=?^_`{|}~-")),
    (rules_inline.html_inline, Start(characters="<", before="A-Za-z/!?")),
    (rules_inline.entity, Start(characters="&", before="#A-Za-z")),
    (subscript.tokenize, Start(characters="~", form=LOWERED)),
    (footnote.footnote_inline, Start(characters="^")),
    (footnote.footnote_ref, Start(characters="[")),
    (getattr(autolink, "_www_inline_rule", None), Start(characters="w", within=("www.",))),
    (getattr(autolink, "_protocol_rule", None), Start(characters=":", within=("://", "mailto:", "xmpp:"))),
    (getattr(autolink, "_email_rule", None), Start(characters="@")),
    (rules_block.table, Start(characters="", below=True)),
    (rules_block.code, Start(characters=" ")),
    (rules_block.fence, Start(characters="`~")),
    (rules_block.blockquote, Start(characters=">")),
    (rules_block.hr, Start(characters="*-_")),
    (rules_block.list_block, Start(characters="*-+0123456789")),
    (rules_block.reference, Start(characters="[")),
    (rules_block.html_block, Start(characters="<")),
    (rules_block.heading, Start(characters="#")),
    (rules_block.lheading, Start(characters="", below=True)),
    (footnote.footnote_def, Start(characters="[")),
)
for _rule, _start in _STOCK:
    if _rule is not None:
        _declare(_rule, _start)
for _found in _inner(superscript_plugin, "superscript"):
    _known[_found] = Start(characters="^", form=RAISED)
for _found in _inner(deflist_plugin, "deflist"):
    _known[_found] = Start(characters="", below=True, ending=":~")
