"""Inline texts that hold nothing but the commonest forms of the commonest rules, read from left to right in one go.

Most texts that hold more than words hold a citation, a link, a stressed word or a line end, written as everybody writes
them. A rule tells its form by a pattern; a text in which anything else stands is left to the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType
from msgspec import Struct

from vademecum.markdown.quick.tokens import inline_token

Found = re.Match[str]


class Form(Struct, frozen=True, kw_only=True):
    """The form of a rule in which it is nearly always used."""

    name: str
    pattern: str
    """What it matches no other rule could take, and nothing around it changes what it is. ``PLAIN`` stands for a
    character that starts no rule."""
    read: Callable[[Found, MarkdownIt, EnvType], Any]
    """Returns what was found; None when only the rule itself knows what to do. It notes nothing."""
    write: Callable[[Found, Any, EnvType, list[Token]], None]
    """Adds the tokens of what was read."""
    among_rules: bool = True
    """Whether it may also be read in a text of which rules read the rest."""


class Forms(Struct, frozen=True):
    """The forms of a parser."""

    by_name: Mapping[str, Form]
    pattern: re.Pattern[str]

    def at(self, src: str, pos: int, end: int, md: MarkdownIt, env: EnvType) -> tuple[Found, Form, Any] | None:
        """Return the form that stands at an offset, and what was read."""
        found = self.pattern.match(src, pos, end)
        form = self.by_name.get(found.lastgroup or "") if found else None
        what = form.read(found, md, env) if form and found else None
        return None if what is None or found is None or form is None else (found, form, what)

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> bool:
        """Add the tokens of a text, or return False when it holds anything but words and forms."""
        pieces: list[tuple[Found, Form | None, Any]] = []
        end = 0
        for found in self.pattern.finditer(src):
            if found.start() != end:
                return False
            end = found.end()
            form = self.by_name.get(found.lastgroup or "")
            what = form.read(found, md, env) if form else found[0]
            if what is None:
                return False
            pieces.append((found, form, what))
        if end < len(src):
            return False
        for found, form, what in pieces:
            if form:
                form.write(found, what, env, tokens)
            elif tokens and tokens[-1].type == "text":
                tokens[-1].content += what
            else:
                tokens.append(inline_token("text", "", 0, 0, what))
        return True


def forms_of(forms: list[Form], specials: str, idle: Mapping[str, str]) -> Forms | None:
    """Return some forms as one pattern.

    ``specials`` are the characters that words do not hold; ``idle`` those that start something before others only.
    """
    if not forms:
        return None
    plain = f"[^{re.escape(specials)}]"
    words = f"{plain}+"
    if idle:
        others = "|".join(f"{re.escape(each)}(?!{before})" for each, before in sorted(idle.items()))
        words = f"(?:{words}(?:{others})*)+|(?:{others})+"
    parts = [words, *(f"(?P<{form.name}>{form.pattern.replace('PLAIN', plain)})" for form in forms)]
    return Forms({form.name: form for form in forms}, re.compile("|".join(parts)))
