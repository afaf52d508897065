"""Tokens → HTML. What needs the site was settled before: here every token is only written down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape

from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from vademecum.markdown.code import highlight
from vademecum.markdown.headings import plain_text
from vademecum.markdown.quick.tokens import is_plain
from vademecum.markdown.rawhtml import shown

_ALIGN = re.compile(r"text-align:(left|center|right)")

_FIXED = {
    "paragraph_close": "</p>\n",
    "tr_open": "<tr>\n",
    "th_open": '<th scope="col">',
    "th_close": "</th>\n",
    "td_open": "<td>",
    "td_close": "</td>\n",
    "tr_close": "</tr>\n",
    "list_item_close": "</li>\n",
}
"""The commonest tags of blocks, which are the same wherever they stand unless they have attributes."""

Tokens = Sequence[Token]


class Renderer(RendererHTML):
    """HTML for our tokens, and for those of markdown-it that may not carry style attributes."""

    def render(self, tokens: Tokens, options: OptionsDict, env: EnvType) -> str:
        """Return block tokens as HTML."""
        rules = self.rules
        out: list[str] = []
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "inline":
                children: Tokens = token.children or ()
                if is_plain(children):
                    out.append(_escaped(children[0].content))
                else:
                    self._write(children, out, options, env)
            elif token.hidden:
                continue
            elif kind in _FIXED and not token.attrs:
                out.append(_FIXED[kind])
            elif kind in rules:
                out.append(rules[kind](tokens, index, options, env))
            elif token.nesting < 0 and not token.attrs:
                out.append(f"</{token.tag}>\n" if token.block else f"</{token.tag}>")
            elif token.nesting > 0 and token.block and not token.attrs:
                out.append(_opening(tokens, index))
            else:
                out.append(self.renderToken(tokens, index, options, env))
        return "".join(out)

    def renderInline(self, tokens: Tokens, options: OptionsDict, env: EnvType) -> str:  # noqa: N802 - markdown-it's name
        """Return inline tokens as HTML."""
        out: list[str] = []
        self._write(tokens, out, options, env)
        return "".join(out)

    def _write(self, tokens: Tokens, out: list[str], options: OptionsDict, env: EnvType) -> None:
        rules = self.rules
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "text":
                out.append(_escaped(token.content))
            elif kind == "citation":
                out.append(token.content)
            elif kind in rules:
                out.append(rules[kind](tokens, index, options, env))
            elif token.attrs or token.hidden or token.block or not token.nesting:
                out.append(self.renderToken(tokens, index, options, env))
            else:
                out.append(f"<{token.tag}>" if token.nesting > 0 else f"</{token.tag}>")

    def heading_open(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        """A heading, nearly always with an id alone."""
        token = tokens[idx]
        identifier = token.attrs.get("id")
        if identifier is None or len(token.attrs) > 1 or (idx and tokens[idx - 1].hidden):
            return str(self.renderToken(tokens, idx, options, env))
        return f'<{token.tag} id="{_escaped(str(identifier))}">'

    def citation(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """Typeset before: see ``markdown.typeset``."""
        return tokens[idx].content

    def fence(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """A code block that names its language."""
        token = tokens[idx]
        words = unescapeAll(token.info).split(maxsplit=1)
        language = words[0] if words else ""
        name = f"highlight language-{escape(language)}" if language else "highlight"
        code = highlight(token.content, language)
        return f'<pre tabindex="0"><code class="{name}">{code}</code></pre>\n'

    def code_block(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """An indented code block."""
        return f'<pre tabindex="0"><code>{escape(tokens[idx].content)}</code></pre>\n'

    def formula(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """A formula in a line; one that could not be set is an error already."""
        return str(tokens[idx].meta.get("mathml", ""))

    def formula_block(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """A formula on its own, which scrolls where it is too wide, by keyboard as well (WCAG 1.4.10, 2.1.1)."""
        return f'<div class="formula" tabindex="0">{tokens[idx].meta.get("mathml", "")}</div>\n'

    def html_inline(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """Raw HTML inside a line."""
        return shown(tokens[idx].content)

    def html_block(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """Raw HTML on lines of its own."""
        text = shown(tokens[idx].content).strip()
        return f"<p>{text}</p>\n" if text else ""

    def image(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        """An image, loaded when it comes into view."""
        token = tokens[idx]
        token.attrs = {**token.attrs, "alt": plain_text(token.children or []), "loading": "lazy"}
        return str(self.renderToken(tokens, idx, options, env))

    def image_refused(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """The alternative text of an image that may not stand."""
        return escape(plain_text(tokens[idx].children or []))

    def table_open(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """A table scrolls inside a region of its own that the keyboard reaches (WCAG 1.4.10, 2.1.1)."""
        meta, attributes = tokens[idx].meta, self.renderAttrs(tokens[idx])
        name = f"Table {meta['number']}" if meta.get("number") else "Table"
        if idx + 2 < len(tokens) and tokens[idx + 1].type == "caption_open":
            name = f"{name}: {escape(plain_text(tokens[idx + 2].children or []))}"
        return f'<div class="table-scroll" role="region" tabindex="0" aria-label="{name}">\n<table{attributes}>\n'

    def caption_open(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """A caption, behind the number of a float that has one."""
        token = tokens[idx]
        name = token.meta.get("name", "")
        return f'<{token.tag}><span class="float-name">{name}.</span> ' if name else f"<{token.tag}>"

    figcaption_open = caption_open

    def crossref(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """A cross reference; one that means nothing is an error already."""
        return str(tokens[idx].meta.get("html", ""))

    def table_close(self, _t: Tokens, _i: int, _o: OptionsDict, _e: EnvType) -> str:
        """The end of a table and of its region."""
        return "</table>\n</div>\n"

    def th_open(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """A column's header."""
        return f'<th scope="col"{_alignment(tokens[idx])}>'

    def td_open(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """A cell."""
        return f"<td{_alignment(tokens[idx])}>" if tokens[idx].attrs else "<td>"

    def list_item_open(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        """An item; a task tells in words whether it is done."""
        token = tokens[idx]
        if not (token.meta and "checked" in token.meta):
            return str(self.renderToken(tokens, idx, options, env))
        done = token.meta["checked"]
        box, word = ("☑", "Done: ") if done else ("☐", "To do: ")
        return (
            f'<li class="task-list-item"><span class="task" aria-hidden="true">{box}</span> '
            f'<span class="visually-hidden">{word}</span>'
        )

    def footnote_ref(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """A footnote's mark."""
        meta = tokens[idx].meta
        number, use = meta["id"] + 1, meta.get("subId", 0)
        return (
            f'<sup class="footnote"><a href="#fn-{number}" id="{_mark_id(number, use)}" role="doc-noteref" '
            f'aria-label="Footnote {_sign(number)}">{_sign(number)}</a></sup>'
        )

    def footnote_anchor(self, tokens: Tokens, idx: int, _o: OptionsDict, _e: EnvType) -> str:
        """The way back from a footnote to its mark."""
        meta = tokens[idx].meta
        number, use = meta["id"] + 1, meta.get("subId", 0)
        name = f"Back to mark {use + 1} of footnote {_sign(number)}"
        return f' <a href="#{_mark_id(number, use)}" role="doc-backlink" aria-label="{name}">↩</a>'


@cache
def renderer() -> Renderer:
    """Return this process's renderer: it keeps nothing of what it writes."""
    return Renderer()


def _escaped(text: str) -> str:
    return escapeHtml(text) if "&" in text or "<" in text or ">" in text or '"' in text else text


def _opening(tokens: Tokens, index: int) -> str:
    """Return the tag of a block without attributes; text, and the end of an empty block, follow on its line."""
    token = tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    joined = after is not None and (
        after.type == "inline" or after.hidden or (after.nesting < 0 and after.tag == token.tag)
    )
    before = "\n" if index and tokens[index - 1].hidden else ""
    return f"{before}<{token.tag}>" if joined else f"{before}<{token.tag}>\n"


def _alignment(token: Token) -> str:
    found = _ALIGN.search(str(token.attrs.get("style", "")))
    return f' class="align-{found[1]}"' if found else ""


def _mark_id(number: int, use: int) -> str:
    return f"fn-mark-{number}" + (f"-{use + 1}" if use else "")


def _sign(number: int) -> str:
    """Return a letter for a footnote, so that it is never taken for a citation's number: a … z, aa …."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
