"""YAML as the author typed it: text, lists and maps with positions, and no guess at what a text means.

The YAML 1.1 types are left out on purpose: ``no``, ``010``, ``1e3`` and ``2020-02-30`` stay text, and the field that
holds one decides what it may be.
"""

from __future__ import annotations

import re

import yaml

from vademecum.articles.nodes import Fields, Items, Node, Text
from vademecum.articles.plain import read_plain
from vademecum.problems import CONTROL, Place, Problem, error, printable

MAX_NODES = 20_000
"""Aliases are written out; more nodes than this after that is taken for an attack ("billion laughs")."""

MAX_DEPTH = 40
TOO_DEEP = f"the data nest more than {MAX_DEPTH} deep"

_NESTED_ON_ONE_LINE = re.compile(rf"(?:[-?:][ \t]+){{{MAX_DEPTH}}}")

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TEXT, _LIST, _MAP = (f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))


def compose(text: str) -> yaml.Node | None:
    """Return PyYAML's own nodes of a document, with their marks; raises `yaml.YAMLError`."""
    node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    return node


def parse_yaml(text: str, file: str, first_line: int) -> tuple[Node | None, tuple[Problem, ...]]:
    """Parse a YAML document whose first line is line ``first_line`` of ``file``.

    Syntax errors, duplicate keys, tags and documents that grow without bound are errors; None is returned when
    nothing can be said of the document.
    """
    clean = _is_clean(text)
    plain = read_plain(text, first_line) if clean else None
    if plain is not None:
        return plain, ()
    if _nests_too_deep(text):
        return None, (error("FRM-01", Place(file=file, line=first_line), TOO_DEEP),)
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as fault:
        return None, (_syntax_problem(fault, file, first_line),)
    except RecursionError:
        return None, (error("FRM-01", Place(file=file, line=first_line), TOO_DEEP),)
    if root is None:
        return None, ()
    walk = _Walk(file=file, first_line=first_line, clean=clean)
    node = walk.node(root, 0)
    return node, tuple(walk.problems)


def _nests_too_deep(text: str) -> bool:
    """Tell before libyaml's own recursion does: flow brackets and block indentation both count."""
    if sum(map(text.count, "[{-?:")) <= MAX_DEPTH:
        return False
    depth = deepest = 0
    for character in text:
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest > MAX_DEPTH or _NESTED_ON_ONE_LINE.search(text) is not None


def _is_clean(text: str) -> bool:
    """Return whether no value can hold a control character: none stands there, and none can be written as an escape."""
    return "\\" not in text and text.replace("\n", "").isprintable()


class _Walk:
    """Turns composed nodes into ours, counting them."""

    def __init__(self, *, file: str, first_line: int, clean: bool) -> None:
        self.file = file
        self.first_line = first_line
        self.clean = clean
        self.count = 0
        self.stopped = False
        self.problems: list[Problem] = []

    def node(self, node: yaml.Node, depth: int) -> Node:
        mark = node.start_mark
        line, column = mark.line + self.first_line, mark.column + 1
        self.count += 1
        if self.count > MAX_NODES or depth > MAX_DEPTH:
            if not self.stopped:
                message = TOO_DEEP if depth > MAX_DEPTH else "aliases make the data grow without bound"
                self._refuse("FRM-01", line, column, message)
            self.stopped, self.count = True, MAX_NODES
            return Text("", quoted=False, line=line, column=column)
        if isinstance(node, yaml.ScalarNode):
            if node.tag != _TEXT:
                self._refuse_tag(node.tag, line, column)
            if not self.clean:
                self._refuse_controls(node.value, line, column)
            return Text(node.value, quoted=bool(node.style), line=line, column=column)
        if isinstance(node, yaml.SequenceNode):
            if node.tag != _LIST:
                self._refuse_tag(node.tag, line, column)
            return Items(tuple(self.node(item, depth + 1) for item in node.value), line, column)
        if node.tag != _MAP:
            self._refuse_tag(node.tag, line, column)
        return Fields(self._pairs(node, depth), line, column)

    def _pairs(self, node: yaml.Node, depth: int) -> dict[str, tuple[Text, Node]]:
        pairs: dict[str, tuple[Text, Node]] = {}
        for key_node, value_node in node.value:
            key = self.node(key_node, depth + 1)
            value = self.node(value_node, depth + 1)
            if not isinstance(key, Text):
                self._refuse("FRM-01", key.line, key.column, "a key must be text")
            elif self.stopped:
                break
            elif key.value in pairs:
                first = pairs[key.value][0].line
                message = f'the key "{key.value}" stands twice (first on line {first})'
                self._refuse("FRM-02", key.line, key.column, message, "keep one of them")
            else:
                pairs[key.value] = (key, value)
        return pairs

    def _refuse_controls(self, text: str, line: int, column: int) -> None:
        found = CONTROL.search(text)
        if found:
            message = f"the text holds the control character {printable(found[0])}"
            self._refuse("FRM-01", line, column, message, "remove it")

    def _refuse_tag(self, tag: str, line: int, column: int) -> None:
        shown = tag.replace("tag:yaml.org,2002:", "!!")
        self._refuse("FRM-01", line, column, f"YAML tags such as {shown} have no meaning here", "remove the tag")

    def _refuse(self, rule: str, line: int, column: int, message: str, hint: str = "") -> None:
        self.problems.append(error(rule, Place(file=self.file, line=line, column=column), message, hint))


def _syntax_problem(fault: yaml.YAMLError, file: str, first_line: int) -> Problem:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    what = str(getattr(fault, "problem", None) or getattr(fault, "reason", None) or "cannot be read")
    place = Place(file=file, line=first_line)
    if mark is not None:
        place = Place(file=file, line=mark.line + first_line, column=mark.column + 1)
    if what == "but found another document":
        what = "a second document begins here"
    return error("FRM-01", place, f"not valid YAML: {what}", _yaml_hint(what))


def _yaml_hint(what: str) -> str:
    if "mapping values are not allowed" in what:
        return "put quotes round a text that holds a colon and a space"
    if "cannot start any token" in what:
        return "put quotes round a text that starts with a special character, and indent with spaces, not tabs"
    if "expected <block end>" in what or "could not find expected" in what:
        return "check the indentation and the quotes of this line and the one before"
    return "check quotes, brackets and indentation here"
