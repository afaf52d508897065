"""Inline text, with each rule asked only where it can start; the text between is taken in one step."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline, emphasis, fragments_join, link_pairs, strikethrough, text
from markdown_it.token import Token
from markdown_it.utils import EnvType
from msgspec import Struct

from vademecum.markdown.quick.forms import Forms, forms_of
from vademecum.markdown.quick.starts import Start, start
from vademecum.markdown.quick.tokens import inline_token

Rule = Callable[[StateInline, bool], bool]

_LABEL_END = "]"
"""No rule starts with it, but who looks for a link's end must not run over it."""
_AFTERWARDS = (link_pairs, strikethrough.postProcess, emphasis.postProcess, fragments_join)
"""What is done once a text is read, each of no use where nothing opens or closes."""


class _Rules(Struct, frozen=True, kw_only=True):
    """The rules of a parser, by the character on which each can start."""

    asked: Sequence[Rule]
    """What they were made from."""
    by_character: Mapping[str, tuple[Rule, ...]]
    characters: tuple[str, ...]
    """At which rules can start, and labels end."""
    plain: re.Pattern[str]
    """Where text has to stop that holds none of the words."""
    words: tuple[str, ...]
    """Inside which rules can start."""
    worded: re.Pattern[str]
    """Where text has to stop that holds one of the words."""
    forms: Forms | None


class Marks(Struct, frozen=True, kw_only=True):
    """At what rules can start in a text."""

    words: tuple[str, ...]
    """Words inside which they can."""
    every: tuple[str, ...]
    """Characters and words: a text without them is plain."""

    def are_in(self, text: str) -> bool:
        """Return whether a part of the text holds any."""
        return any(map(text.__contains__, self.every))


class QuickInline(ParserInline):
    """The stock parser's rules, asked by character."""

    def __init__(self, stock: ParserInline) -> None:
        """Take over another parser's rules; those that are added later count as well."""
        self.__dict__.update(stock.__dict__)
        self._rules: _Rules | None = None
        self._asked: Sequence[Rule] = ()
        self._afterwards: Sequence[Any] = ()
        self._is_stock_afterwards = False

    def _current(self) -> _Rules | None:
        """Return the rules by character; None when one of them is not known."""
        asked = self.ruler.getRules("")
        if asked is not self._asked:
            self._asked, self._rules = asked, _by_character(asked)
        return self._rules

    def marks(self, src: str) -> Marks | None:
        """Return at what rules can start in a text; None when only the stock parser knows."""
        rules = self._current()
        if rules is None:
            return None
        words = tuple([word for word in rules.words if word in src])
        return Marks(words=words, every=tuple([each for each in (*rules.characters, *words) if each in src]))

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Append the inline tokens of a text to ``tokens``."""
        rules = self._current()
        if rules is None:
            return super().parse(src, md, env, tokens)
        if not tokens and _stop(rules, rules.words, src).search(src) is None:
            if src:
                tokens.append(inline_token("text", "", 0, 0, src))
            return tokens
        return self.read(src, md, env, tokens, rules.words)

    def read(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token], words: Sequence[str]) -> list[Token]:
        """Do so for a text in which rules can start, and inside no other ``words`` than these."""
        rules = self._current()
        if rules is None:
            return super().parse(src, md, env, tokens)
        stop = _stop(rules, words, src)
        forms = rules.forms if stop is rules.plain else None
        if forms and not tokens and forms.parse(src, md, env, tokens):
            return tokens
        state = QuickState(src, md, env, tokens)
        state.stop, state.rules, state.forms = stop.search, rules, forms
        self.tokenize(state)
        afterwards = self.ruler2.getRules("")
        if afterwards is not self._afterwards:
            self._afterwards, self._is_stock_afterwards = afterwards, tuple(afterwards) == _AFTERWARDS
        if not (self._is_stock_afterwards and _is_settled(state)):
            for rule in afterwards:
                rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Read a text up to ``state.posMax``."""
        rules = state.rules if isinstance(state, QuickState) else None
        if rules is None or not isinstance(state, QuickState):
            return super().tokenize(state)
        src, end, deepest = state.src, state.posMax, state.md.options["maxNesting"]
        search, rules_at = state.stop, rules.by_character.get
        while state.pos < end:
            pos = state.pos
            if state.level < deepest:
                found = search(src, pos)
                stop = found.start() if found else end
                if stop > pos:
                    state.append_pending(src[pos:stop])
                    state.pos = pos = stop
                    if stop >= end:
                        break
                for rule in rules_at(src[pos], ()):
                    if rule(state, False):
                        break
                else:
                    state.append_pending(src[state.pos])
                    state.pos += 1
                    continue
                if state.pos <= pos:
                    raise RuntimeError("inline rule didn't increment state.pos")
                continue
            state.append_pending(src[state.pos])
            state.pos += 1
        if state.pending:
            state.pushPending()
        return None

    def skipToken(self, state: StateInline) -> None:
        """Step over one token, as who looks for the end of a link does."""
        rules = state.rules if isinstance(state, QuickState) else None
        pos = state.pos
        if rules is None or not isinstance(state, QuickState) or pos in state.cache:
            return super().skipToken(state)
        if state.level >= state.md.options["maxNesting"]:
            return super().skipToken(state)
        found = state.stop(state.src, pos)
        stop = found.start() if found else state.posMax
        if stop > pos:
            state.pos = stop
        else:
            for rule in rules.by_character.get(state.src[pos], ()):
                state.level += 1
                matched = rule(state, True)
                state.level -= 1
                if matched:
                    break
            else:
                state.pos += 1
        state.cache[pos] = state.pos
        return None


class QuickState(StateInline):
    """The stock state, which also knows where its text has to stop."""

    stop: Callable[[str, int], re.Match[str] | None]
    """Finds the next place in the text, from an offset, where a rule can start."""
    rules: _Rules | None
    forms: Forms | None
    """None where a word in the text is more than plain."""

    def take(self) -> bool:
        """Read the form that stands here, if one does."""
        if self.forms is None or self.level or self.linkLevel:
            return False
        here = self.forms.at(self.src, self.pos, self.posMax, self.md, self.env)
        if here is None:
            return False
        found, form, what = here
        if self._pending or self._pending_buffer:
            self.pushPending()
        form.write(found, what, self.env, self.tokens)
        self.pos = found.end()
        return True

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Add a token, after the text that waits."""
        if self._pending or self._pending_buffer:
            self.pushPending()
        meta: dict[str, Any] | None = None
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        token = inline_token(ttype, tag, nesting, self.level)
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            meta = {"delimiters": self.delimiters}
        self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(meta)
        return token

    def pushPending(self) -> Token:
        """Add the text that waits."""
        buffer = self._pending_buffer
        text = self._pending + "".join(buffer)
        token = inline_token("text", "", 0, self.pendingLevel, text)
        self.tokens.append(token)
        self._pending = ""
        buffer.clear()
        return token


def _is_settled(state: StateInline) -> bool:
    """Return whether no token opens or closes by its neighbours, and no two texts stand side by side."""
    if state.delimiters:
        return False
    for meta in state.tokens_meta:
        if meta and meta["delimiters"]:
            return False
    last = ""
    for token in state.tokens:
        if token.type == "text" == last:
            return False
        last = token.type
    return True


def _stop(rules: _Rules, words: Sequence[str], src: str) -> re.Pattern[str]:
    for word in words:
        if word in src:
            return rules.worded
    return rules.plain


def _by_character(asked: Sequence[Rule]) -> _Rules | None:
    if not asked or asked[0] is not text:
        return None
    starts = [(rule, where) for rule in asked[1:] if (where := start(rule)) and where.characters]
    if len(starts) < len(asked) - 1:
        return None
    by_character: dict[str, tuple[Rule, ...]] = {}
    everywhere = {_LABEL_END}
    words: dict[str, str] = {}
    formed = {each for _, where in starts if where.form and where.form.among_rules for each in where.characters}
    for rule, where in starts:
        for character in where.characters:
            others = by_character.get(character) or ((_take_form,) if character in formed else ())
            by_character[character] = (*others, rule)
            everywhere.update(() if where.within else character)
            words.update(dict.fromkeys(where.within, character))
    specials = "".join(sorted(everywhere))
    plain = f"[{re.escape(specials)}]"
    parts = [_inside(word, character) for word, character in words.items()]
    return _Rules(
        asked=asked,
        by_character=by_character,
        characters=tuple(sorted(everywhere)),
        plain=re.compile(plain),
        words=tuple(words),
        worded=re.compile("|".join([plain, *parts])),
        forms=forms_of([where.form for _, where in starts if where.form], specials, _idle(starts)),
    )


def _take_form(state: StateInline, silent: bool) -> bool:
    """Read a form, before the rules are asked that would find the same."""
    return not silent and isinstance(state, QuickState) and state.take()


def _idle(starts: Sequence[tuple[Rule, Start]]) -> dict[str, str]:
    """Return the characters that start a rule only before some others, and before which, as a regular expression."""
    found: dict[str, str] = {}
    for character in {character for _, where in starts for character in where.characters}:
        rules = [where for _, where in starts if character in where.characters]
        if all(where.before for where in rules):
            found[character] = "|".join(f"[{where.before}]" for where in rules)
    return found


def _inside(word: str, character: str) -> str:
    before, _, after = word.partition(character)
    behind = f"(?<={re.escape(before)})" if before else ""
    return f"{behind}{re.escape(character)}(?={re.escape(after)})"
