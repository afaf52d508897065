"""What the rules of the parser know while one variant is read, and what they note down."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, MutableMapping
from typing import Any

from markdown_it.token import Token
from msgspec import Struct, field

from vademecum.problems import Place, Problem, error, warning

_KEY = "vademecum"


class Abbreviation(Struct, kw_only=True):
    """What an article says an abbreviation means."""

    long: str
    line: int
    """Of the body, from 0."""
    used: bool = False


class Reading(Struct, kw_only=True):
    """One pass over one body for one audience. It is the only thing that we keep in the parser's ``env``."""

    file: str
    lines: list[str]
    """The body's lines."""
    first_line: int
    """Line of the file on which the body begins."""
    audience: str
    """Whose variant this is."""
    own_audiences: Collection[str]
    """The audiences of the article."""
    audiences: Collection[str]
    """The audiences of the site."""
    keys: Collection[str]
    """Every key of the bibliography."""
    nearest_key: Callable[[str], str] = lambda _: ""
    """Finds the key most like an unknown one."""
    bibliography: str = "references.bib"
    """The bibliography's name, for messages."""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """The site's own: as it stands in a text → what it stands for."""
    reviewed: bool = True
    """Whether the text is an article: plain pages have no audiences and no citations."""
    unreviewed: str = "a plain page"
    """What it is otherwise, for messages."""
    broken: Mapping[str, Place] = field(default_factory=dict)
    """Entries of the bibliography that could not be read: key → place."""
    block: Token | None = None
    """The block whose inline text is being parsed."""
    first_cited: dict[str, Place] = field(default_factory=dict)
    """Key → where the text first cites it."""
    defined: dict[str, Abbreviation] = field(default_factory=dict)
    """The article's own abbreviations, as far as it was read."""
    refers: bool = False
    """Whether a cross reference was read."""
    problems: list[Problem] = field(default_factory=list)

    def at_line(self, line: int) -> Place:
        """Return the place of a line of the body, counted from 0, at its first character that is no space."""
        text = self.lines[line] if line < len(self.lines) else ""
        return Place(file=self.file, line=self.first_line + line, column=len(text) - len(text.lstrip()) + 1)

    def at_offset(self, src: str, pos: int) -> Place:
        """Return the place of an offset in the inline text ``src`` of the present block."""
        if self.block is None or not self.block.map:
            return Place(file=self.file, line=self.first_line)
        first, last = self.block.map
        if first < len(self.lines) and src == self.lines[first] == self.block.content:
            return Place(file=self.file, line=self.first_line + first, column=pos + 1)
        start = src.rfind("\n", 0, pos) + 1
        line = first + src.count("\n", 0, start)
        if src == self.block.content and line < len(self.lines):
            stop = src.find("\n", pos)
            whole = src[start : stop if stop >= 0 else len(src)]
            column = self.lines[line].find(whole)
            if column >= 0:
                return Place(file=self.file, line=self.first_line + line, column=column + pos - start + 1)
        return self.at_text(first, last, src[pos : pos + 12].split("\n", maxsplit=1)[0])

    def at_text(self, first: int, last: int, snippet: str) -> Place:
        """Return the place of a snippet within the body's lines ``first`` to ``last``, or of the first of them."""
        return self.find(first, last, snippet) or self.at_line(first)

    def find(self, first: int, last: int, snippet: str) -> Place | None:
        """Return the place of a snippet within the body's lines ``first`` to ``last``."""
        for line in range(first, min(last, len(self.lines))):
            column = self.lines[line].find(snippet)
            if column >= 0:
                return Place(file=self.file, line=self.first_line + line, column=column + 1)
        return None

    def cite(self, key: str, src: str, pos: int) -> None:
        """Note where a source is cited, unless it was before."""
        if key not in self.first_cited:
            self.first_cited[key] = self.at_offset(src, pos)

    def error(self, rule: str, place: Place, message: str, hint: str = "") -> None:
        """Note an error."""
        self.problems.append(error(rule, place, message, hint))

    def warning(self, rule: str, place: Place, message: str, hint: str = "") -> None:
        """Note a warning."""
        self.problems.append(warning(rule, place, message, hint))


def reading(env: MutableMapping[str, Any]) -> Reading:
    """Return the reading that a parser's ``env`` carries."""
    found: Reading = env[_KEY]
    return found


def new_env(current: Reading) -> dict[str, Any]:
    """Return an ``env`` that carries ``current``."""
    return {_KEY: current}
