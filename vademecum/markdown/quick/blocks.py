"""Blocks, with each rule asked only about lines on which it can start."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType
from msgspec import Struct

from vademecum.markdown.quick.starts import start
from vademecum.markdown.quick.tokens import block_token

Rule = Callable[[StateBlock, int, int, bool], bool]


class _Rules(Struct, frozen=True):
    """Rules by the first character of a line; under "" those for any other character."""

    alone: Mapping[str, tuple[Rule, ...]]
    """When nothing stands below the line."""
    followed: Mapping[str, tuple[Rule, ...]]
    """When text stands below, or a definition after a gap."""


class QuickBlock(ParserBlock):
    """The stock parser's rules, asked by the first character of a line."""

    def __init__(self, stock: ParserBlock) -> None:
        """Take over another parser's rules; those that are added later count as well."""
        self.__dict__.update(stock.__dict__)
        self._asked: Sequence[Rule] = ()
        self._rules = _Rules({}, {})
        self._enders: dict[str, tuple[Sequence[Rule], list[Rule]]] = {}
        self._ending: tuple[Sequence[Rule], frozenset[str] | None] = (), None
        self._chain = self.ruler.getRules
        self.ruler.getRules = self._get_rules  # type: ignore[method-assign]

    def _get_rules(self, chainName: str = "") -> list[Rule]:
        """Return the rules of a chain: those that end a block as one rule that asks by character."""
        asked = self._chain(chainName)
        if not chainName:
            return asked
        known = self._enders.get(chainName)
        if known is None or known[0] is not asked:
            known = self._enders[chainName] = asked, [_ender(asked)] if asked else asked
        return known[1]

    def endings(self) -> frozenset[str] | None:
        """Return the first characters of lines that may end or underline a paragraph; None when nobody knows them."""
        asked = self._chain("paragraph")
        if asked is not self._ending[0]:
            self._ending = asked, _endings(asked)
        return self._ending[1]

    def is_plain(self, character: str) -> bool:
        """Return whether a line that begins with a character, and has none below, can only be a paragraph."""
        alone = self._rules.alone
        return character not in alone and len(alone[""]) == 1

    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token] | None:
        """Append the block tokens of a text to ``outTokens``."""
        if not src:
            return None
        state = QuickState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens

    def tokenize(  # noqa: C901, PLR0912 - one loop, run for each block: what it called would cost more than it does
        self, state: StateBlock, startLine: int, endLine: int
    ) -> None:
        """Read lines; nested blocks come back here."""
        asked = self._chain("")
        if asked is not self._asked:
            self._asked, self._rules = asked, _by_character(asked)
        begins, shifts, ends, indents = state.bMarks, state.tShift, state.eMarks, state.sCount
        src, alone, followed = state.src, self._rules.alone, self._rules.followed
        deepest, last = state.md.options["maxNesting"], state.lineMax
        line, gap = startLine, False
        while line < endLine:
            while line < last and begins[line] + shifts[line] >= ends[line]:
                line += 1
            state.line = line
            if line >= endLine or indents[line] < state.blkIndent:
                break
            if state.level >= deepest:
                state.line = endLine
                break
            if indents[line] - state.blkIndent >= 4:
                rules: Sequence[Rule] = asked
            else:
                table = followed if _is_followed(state, line + 1) else alone
                first = src[begins[line] + shifts[line]]
                rules = table[first] if first in table else table[""]
            for rule in rules:
                if rule(state, line, endLine, False):
                    break
            else:
                raise RuntimeError("none of the block rules matched")
            if state.line <= line:
                raise RuntimeError("block rule didn't increment state.line")
            state.tight = not gap
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                gap = True
            if line < endLine and state.isEmpty(line):
                gap = True
                line += 1
                state.line = line


class QuickState(StateBlock):
    """The stock state, with its lines found and its tokens made in fewer steps."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        """Find the lines of a text: where they begin and end, and how far they are indented."""
        super().__init__("", md, env, tokens)
        self.src = src
        lines = src.split("\n")
        if not lines[-1].strip(" \t"):
            lines.pop()
        self.lineMax = count = len(lines)
        self.bMarks = begins = [0, *accumulate([len(line) + 1 for line in lines])]
        self.eMarks = [begin - 1 for begin in begins[1:]]
        begins[count] = len(src)
        self.eMarks.append(len(src))
        self.tShift = shifts = [0] * (count + 1)
        self.sCount = indents = [0] * (count + 1)
        self.bsCount = [0] * (count + 1)
        if src[:1] in _SPACES or "\n " in src or "\n\t" in src:
            for number, line in enumerate(lines):
                if line[:1] in _SPACES:
                    shifts[number] = indent = len(line) - len(line.lstrip(" \t"))
                    indents[number] = len(line[:indent].expandtabs(4))

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Add a token."""
        if nesting < 0:
            self.level -= 1
        token = block_token(ttype, tag, nesting, self.level)
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token


_SPACES = frozenset(" \t")


def _is_followed(state: StateBlock, line: int) -> bool:
    """Return whether text stands on a line, or a definition on the one after it."""
    if line >= state.lineMax:
        return False
    if state.bMarks[line] + state.tShift[line] < state.eMarks[line]:
        return True
    line += 1
    return line < state.lineMax and state.src.startswith((":", "~"), state.bMarks[line] + state.tShift[line])


def _by_character(asked: Sequence[Rule]) -> _Rules:
    starts = [(rule, start(rule)) for rule in asked]
    characters = {character for _, where in starts if where for character in where.characters}

    def table(*, followed: bool) -> dict[str, tuple[Rule, ...]]:
        return {
            character: tuple(
                rule
                for rule, where in starts
                if where is None
                or (where.below and followed)
                or (not where.below and (not where.characters or character in tuple(where.characters)))
            )
            for character in ("", *characters)
        }

    return _Rules(table(followed=False), table(followed=True))


def _endings(asked: Sequence[Rule]) -> frozenset[str] | None:
    starts = [start(rule) for rule in asked]
    if any(where is None for where in starts):
        return None
    characters = [where.characters if where.ending is None else where.ending for where in starts if where]
    return frozenset("".join(["-=|:", *characters]))


def _ender(asked: Sequence[Rule]) -> Rule:
    """Return one rule in the place of those that may end a block."""
    starts = [(rule, start(rule)) for rule in asked]
    characters: dict[Rule, str] = {}
    for rule, where in starts:
        if where is not None:
            characters[rule] = where.characters if where.ending is None else where.ending
    others = tuple(rule for rule in asked if not characters.get(rule))
    by_character = {
        character: tuple(rule for rule in asked if not characters.get(rule) or character in characters[rule])
        for character in "".join(characters.values())
    }

    def ends(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        pos = state.bMarks[line] + state.tShift[line]
        rules = by_character.get(state.src[pos : pos + 1], others)
        return any(rule(state, line, end, silent) for rule in rules) if rules else False

    return ends
