"""What a layout includes and imports, put into it before it is compiled: its parts, and the words that it prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import takewhile

from jinja2 import Environment, TemplateNotFound, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.visitor import NodeTransformer
from msgspec import Struct

_OWN_SCOPE = (nodes.Block, nodes.Extends, nodes.Import, nodes.FromImport, nodes.Macro)
_OWN_NAMES = frozenset(["loop", "self", "super", "caller", "varargs", "kwargs"])
"""What means something else inside another layout."""
_SILENT = (nodes.Import, nodes.Extends, nodes.Assign)
_TOLD = (*_OWN_SCOPE, nodes.Name, nodes.Include)
_DEEPEST = 16
"""Layouts that extend each other, at most: it might be without end."""

Words = Mapping[str, str]
"""Name under which a layout imports words → the layout that holds them."""


class _Layout(Struct, frozen=True, kw_only=True):
    """What is to be known of a layout as it is written."""

    bound: Counter[str]
    """How often it gives a name to something."""
    read: frozenset[str]
    """The names that it reads, its own among them."""
    extends: str
    """Empty when it extends none; ``?`` when it is not said for good which."""
    imported: Words
    """What it imports before it prints anything."""
    said: Mapping[str, str]
    """The words that it sets for good."""
    joinable: bool
    """It can stand in another layout, as far as this can be told without its parts."""


class Parts:
    """The layouts of one environment. Each is read once; a part with all that it includes is put together once."""

    def __init__(self, environment: Environment) -> None:
        """Stand beside the environment that loads the layouts."""
        self._environment = environment
        self._layouts: dict[str, _Layout | None] = {}
        self._trees: dict[str, nodes.Template] = {}
        """As they are written, until one is put into another."""
        self._whole: dict[tuple[str, tuple[tuple[str, str], ...]], nodes.Scope] = {}

    def joined(self, tree: nodes.Template, name: str) -> nodes.Template:
        """Return a layout with its parts and words in it."""
        layout = _look(tree)
        whole: nodes.Template = _Joiner(self, (name,), _own(self._words(layout), layout)).visit(tree)
        return whole

    def part(self, name: str, within: tuple[str, ...], words: Words) -> nodes.Scope | None:
        """Return a part as a scope; None when it cannot stand in another layout.

        ``within``: the layouts in which it would stand; a part that includes itself is left to fail.
        """
        key = (name, tuple(words.items()))
        if key in self._whole:
            return self._whole[key]
        layout = self.layout(name)
        if layout is None or not layout.joinable or name in within:
            return None
        tree = self._trees.pop(name) if name in self._trees else self._parsed(name)
        tree = _Joiner(self, (*within, name), _own(words, layout)).visit(tree)
        told = _look(tree)
        reads = told.read
        if reads & _OWN_NAMES or len(reads - told.bound.keys()) < 2:
            reads = frozenset(find_undeclared_variables(tree))
        if reads & _OWN_NAMES:
            return None
        scope = nodes.Scope(tree.body, lineno=1)
        if next(tree.find_all(nodes.Include), None):
            return scope
        if len(reads) == 1:
            (scope.reads,) = reads  # type: ignore[attr-defined]  # jinja2 has no nodes of one's own
        self._whole[key] = scope
        return scope

    def word(self, layout: str, name: str) -> str | None:
        """Return a word of a layout."""
        found = self.layout(layout)
        return found.said.get(name) if found else None

    def layout(self, name: str) -> _Layout | None:
        """Return what is to be known of a layout; None when there is none of that name."""
        if name not in self._layouts:
            try:
                tree = self._trees[name] = self._parsed(name)
            except TemplateNotFound:
                self._layouts[name] = None
            else:
                self._layouts[name] = _look(tree)
        return self._layouts[name]

    def _words(self, layout: _Layout) -> Words:
        """Return what a layout, or one that it extends, imports and calls by a name that has no other meaning."""
        layouts = [layout]
        while layouts[-1].extends:
            parent = self.layout(layouts[-1].extends) if len(layouts) < _DEEPEST else None
            if parent is None:
                return {}
            layouts.append(parent)
        bound = sum((each.bound for each in layouts), Counter[str]())
        return {name: said for each in layouts for name, said in each.imported.items() if bound[name] == 1}

    def _parsed(self, name: str) -> nodes.Template:
        loader = self._environment.loader
        if loader is None:
            raise TemplateNotFound(name)
        source, filename, _ = loader.get_source(self._environment, name)
        return self._environment.parse(source, name, filename)


class _Joiner(NodeTransformer):
    """Puts the parts that a layout includes by name into it, each in a scope of its own, and words in their places."""

    def __init__(self, parts: Parts, within: tuple[str, ...], words: Words) -> None:
        """Take what `Parts.part` takes."""
        self._parts = parts
        self._within = within
        self._words = words

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802 - jinja2's name
        """Return the part itself, if it can stand in another layout."""
        name = _constant(node.template)
        if not name or node.ignore_missing or not node.with_context:
            return node
        return self._parts.part(name, self._within, self._words) or node

    def visit_ScopedEvalContextModifier(self, node: nodes.Node) -> nodes.Node:  # noqa: N802 - jinja2's name
        """Leave what switches escaping off or on as it is: that does not hold in included parts."""
        return node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - jinja2's name
        """Return a word itself."""
        layout = self._words.get(node.node.name) if isinstance(node.node, nodes.Name) else None
        word = self._parts.word(layout, node.attr) if layout else None
        return self.generic_visit(node) if word is None else nodes.Const(word, lineno=node.lineno)


def _look(tree: nodes.Template) -> _Layout:
    told = list(tree.find_all(_TOLD))
    names = [node for node in told if isinstance(node, nodes.Name)]
    extends = [node for node in told if isinstance(node, nodes.Extends)]
    bound = Counter(node.name for node in names if node.ctx != "load")
    bound.update(node.name for node in told if isinstance(node, nodes.Macro))
    bound.update(node.target for node in told if isinstance(node, nodes.Import))
    for node in told:
        if isinstance(node, nodes.FromImport):
            bound.update(name if isinstance(name, str) else name[1] for name in node.names)
    return _Layout(
        bound=bound,
        read=frozenset(node.name for node in names if node.ctx == "load"),
        extends="" if not extends else (_constant(extends[0].template) if extends[0] in tree.body else "") or "?",
        imported=_imported(tree),
        said=_said(tree, bound),
        joinable=not any(isinstance(node, _OWN_SCOPE) for node in told),
    )


def _own(words: Words, layout: _Layout) -> Words:
    """Return the words without names that a layout gives to something else."""
    return {name: said for name, said in words.items() if layout.bound[name] == (name in layout.imported)}


def _imported(tree: nodes.Template) -> dict[str, str]:
    first = takewhile(lambda node: isinstance(node, _SILENT) or _is_text(node), tree.body)
    imports = [node for node in first if isinstance(node, nodes.Import) and not node.with_context]
    return {node.target: _constant(node.template) for node in imports if _constant(node.template)}


def _is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(isinstance(each, nodes.TemplateData) for each in node.nodes)


def _said(tree: nodes.Template, bound: Mapping[str, int]) -> dict[str, str]:
    """Return names that are given one text, and nothing else."""
    assigned = [(node.target, node.node) for node in tree.body if isinstance(node, nodes.Assign)]
    return {
        target.name: _constant(value)
        for target, value in assigned
        if isinstance(target, nodes.Name) and _constant(value) and bound[target.name] == 1 and target.name[0] != "_"
    }


def _constant(node: nodes.Node) -> str:
    return node.value if isinstance(node, nodes.Const) and type(node.value) is str else ""
