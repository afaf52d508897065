"""The forms of emphasis, raised and lowered letters, code, links and line ends, as nearly everybody writes them."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from vademecum.markdown.quick.forms import Form, Found
from vademecum.markdown.quick.tokens import inline_token

_TAGS = {1: "em", 2: "strong"}
_SHIFTED = {"~": "sub", "^": "sup"}
_BEFORE = " \n(,;:\"'/–—"
_AFTER = " \n),;:.?\"'/–—"
_STOPS = ".,:;?)%"
"""Characters beside which a mark that touches a word can only open, or only close (CommonMark 0.31.2, 6.2); behind
a stop it can only close where white space follows."""


def _read_marked(found: Found, _: MarkdownIt, __: EnvType) -> str:
    words: str = found["words"]
    return words


def _write_marked(found: Found, words: str, _: EnvType, tokens: list[Token]) -> None:
    """Add a pair and the words in it, a double one between two texts, be they empty, as the stock rule does."""
    mark = found["mark"]
    tag = _TAGS[len(mark)]
    if tag == "strong" and not (tokens and tokens[-1].type == "text"):
        tokens.append(inline_token("text", "", 0, 0))
    opening, closing = inline_token(f"{tag}_open", tag, 1, 0), inline_token(f"{tag}_close", tag, -1, 0)
    opening.markup = closing.markup = mark
    tokens += (opening, inline_token("text", "", 0, 1, words), closing)
    if tag == "strong":
        tokens.append(inline_token("text", "", 0, 0))


MARKED = Form(
    name="marked",
    pattern=rf"(?<![^{_BEFORE}])(?P<mark>\*\*?|__?)(?=[^\W_])(?P<words>PLAIN+)"
    rf"(?:(?<=[^\W_])(?P=mark)(?![^{_AFTER}])|(?<=[{_STOPS}])(?P=mark)(?![^ \n]))",
    read=_read_marked,
    write=_write_marked,
)
"""Such a pair holds no other mark, so that nothing outside can change what it is; its ends can only open and close."""


def _read_shifted(found: Found, _: MarkdownIt, __: EnvType) -> str:
    letters: str = found[0][1:-1]
    return letters


def _write_shifted(found: Found, letters: str, _: EnvType, tokens: list[Token]) -> None:
    mark = found[0][0]
    tag = _SHIFTED[mark]
    opening, closing = inline_token(f"{tag}_open", tag, 1, 0), inline_token(f"{tag}_close", tag, -1, 0)
    opening.markup = closing.markup = mark
    tokens += (opening, inline_token("text", "", 0, 1, letters), closing)


LOWERED = Form(name="lowered", pattern=r"(?<!~)~[A-Za-z0-9+−-]+~(?!~)", read=_read_shifted, write=_write_shifted)
RAISED = Form(name="raised", pattern=r"\^[A-Za-z0-9+−-]+\^", read=_read_shifted, write=_write_shifted)


def _read_code(found: Found, _: MarkdownIt, __: EnvType) -> str:
    code: str = found[0][1:-1]
    return code[1:-1] if code[0] == " " == code[-1] and code.strip(" ") else code


def _write_code(_: Found, code: str, __: EnvType, tokens: list[Token]) -> None:
    token = inline_token("code_inline", "code", 0, 0, code)
    token.markup = "`"
    tokens.append(token)


CODE = Form(name="code", pattern=r"(?<!`)`[^`\n]+`(?!`)", read=_read_code, write=_write_code)


def _read_link(found: Found, md: MarkdownIt, _: EnvType) -> str | None:
    href: str = md.normalizeLink(found["destination"])
    return href if md.validateLink(href) else None


def _write_link(found: Found, href: str, _: EnvType, tokens: list[Token]) -> None:
    opening = inline_token("link_open", "a", 1, 0)
    opening.attrs["href"] = href
    words = inline_token("text", "", 0, 1, found["label"])
    tokens += (opening, words, inline_token("link_close", "a", -1, 0))


LINK = Form(
    name="link",
    pattern=r"\[(?P<label>PLAIN+)\]\((?P<destination>[^\x00-\x20\x7f()\\&<]+)\)",
    read=_read_link,
    write=_write_link,
)


def _read_line_end(found: Found, _: MarkdownIt, __: EnvType) -> str:
    return found[0]


def _write_line_end(_: Found, __: str, ___: EnvType, tokens: list[Token]) -> None:
    tokens.append(inline_token("softbreak", "br", 0, 0))


LINE_END = Form(
    name="line_end",
    pattern=r"(?<![ \t\n])\n(?![ \t\n])",
    read=_read_line_end,
    write=_write_line_end,
    among_rules=False,
)
"""A line end without spaces around it. Among rules only the stock one knows the text that waits before it."""
