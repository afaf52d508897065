"""Layouts compiled to quicker code than jinja2's own: the same text for the same values, or no text at all.

An included part is compiled into the layout that includes it, and one that prints a single thing which stays, such as
the site, is rendered once for it. A word that a layout imports stands in its code. An attribute is read as Python reads
it, without jinja2's second way through ``[…]``; a text is escaped without becoming a `Markup` in between; and a block
yields one text.
Where that cannot do, rendering raises, and `pages.layouts` renders again in jinja2's own way, whose faults name a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any

from jinja2 import Environment, TemplateNotFound, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.meta import find_undeclared_variables
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner as escaped  # str → str, without a `Markup` around it
except ImportError:  # another version, or one without compiled code

    def escaped(text: str, /) -> str:
        """Return a text escaped."""
        return str(escape(text))


_OWN_SCOPE = (nodes.Block, nodes.Extends, nodes.Import, nodes.FromImport, nodes.Macro)
_OWN_NAMES = frozenset(["loop", "self", "super", "caller", "varargs", "kwargs"])
"""What means something else inside another layout."""
_SILENT = (nodes.Import, nodes.Extends, nodes.Assign)
_DEEPEST = 16
"""Layouts that extend each other, at most: it might be without end."""


def printed(value: object) -> str:
    """Return a value as a layout prints it, escaped unless it is HTML already."""
    kind = type(value)
    if kind is str:
        return escaped(value)  # type: ignore[arg-type]
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


class _Generator(CodeGenerator):
    """Writes the code of a layout."""

    _gathers = True
    """A block collects its text in a list."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - jinja2's name
        """Write a whole layout. What is included without context is printed at once, so nothing may wait in a list."""
        self._gathers = all(part.with_context for part in node.find_all(nodes.Include))
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """Write what stands at the beginning of the root and of every block."""
        super().write_commons()
        self.writeline("printed = environment.printed")
        self.writeline("escaped = environment.escaped")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Write statements; those of the root or of a block yield one text, not each of their pieces."""
        if not self._gathers or frame.buffer is not None or not (frame.block_frame or frame.toplevel):
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")

    def visit_Scope(self, node: nodes.Scope, frame: Frame) -> None:  # noqa: N802 - jinja2's name
        """Write a scope; what is printed of one thing alone is kept with the thing, if that keeps such texts."""
        if not hasattr(node, "reads") or frame.eval_ctx.volatile:
            super().visit_Scope(node, frame)
            return
        scope = frame.inner()
        scope.symbols.analyze_node(node)
        self.enter_frame(scope)
        kept, text = self.temporary_identifier(), self.temporary_identifier()
        key = f"{self.name} {text}"
        self.writeline(f"{kept} = getattr({scope.symbols.ref(node.reads)}, 'printed', None)")
        self.writeline(f"{text} = None if {kept} is None else {kept}.get({key!r})")
        self.writeline(f"if {text} is None:")
        self.indent()
        self.buffer(scope)
        self.blockvisit(node.body, scope)
        self.writeline(f"{text} = concat({scope.buffer})")
        self.writeline(f"if {kept} is not None: {kept}[{key!r}] = {text}")
        self.outdent()
        self.simple_write(text, frame)
        self.leave_frame(scope)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - jinja2's name
        """Write the reading of an attribute; a name that is missing has none."""
        self.write("(")
        if isinstance(node.node, nodes.Name):
            self.write(frame.symbols.ref(node.node.name))
        else:
            self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Write what stands before a printed value."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("(escaped(value) if type(value := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Write what stands behind a printed value: most are texts, for which one call is saved."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(") is str else printed(value))")


Words = Mapping[str, Mapping[str, str]]
"""Name under which a layout imports words → word → what it says."""


class _Includer(NodeTransformer):
    """Puts the parts that a layout includes by name into it, each in a scope of its own, and words in their places."""

    def __init__(self, environment: Environment, within: tuple[str, ...], words: Words) -> None:
        """``within``: the layouts in which this one stands; a part that includes itself is left to fail."""
        self._environment = environment
        self._within = within
        self._words = words

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802 - jinja2's name
        """Return the part itself, if it can stand in another layout."""
        name = _constant(node.template)
        if not name or name in self._within or node.ignore_missing or not node.with_context:
            return node
        part = _parsed(self._environment, name)
        if part is None:
            return node
        part = _whole(part, self._environment, (*self._within, name), self._words)
        reads = find_undeclared_variables(part)
        if next(part.find_all(_OWN_SCOPE), None) or reads & _OWN_NAMES:
            return node
        scope = nodes.Scope(part.body, lineno=node.lineno)
        if len(reads) == 1 and not next(part.find_all(nodes.Include), None):
            scope.reads = reads.pop()  # type: ignore[attr-defined]  # jinja2 has no nodes of one's own
        return scope

    def visit_ScopedEvalContextModifier(self, node: nodes.Node) -> nodes.Node:  # noqa: N802 - jinja2's name
        """Leave what switches escaping off or on as it is: that does not hold in included parts."""
        return node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802 - jinja2's name
        """Return a word itself."""
        word = self._words.get(node.node.name, {}).get(node.attr) if isinstance(node.node, nodes.Name) else None
        return self.generic_visit(node) if word is None else nodes.Const(word, lineno=node.lineno)


def _parsed(environment: Environment, name: str) -> nodes.Template | None:
    try:
        source, filename, _ = (
            environment.loader.get_source(environment, name) if environment.loader else ("", None, None)
        )
    except TemplateNotFound:
        return None
    return environment.parse(source, name, filename)


def _whole(tree: nodes.Template, environment: Environment, within: tuple[str, ...], words: Words) -> nodes.Template:
    """Return a layout with its parts and words in it; a name that it gives to something else is no name of words."""
    bound = _bound(tree)
    own = {name: said for name, said in words.items() if bound[name] == (name in _imported(tree))}
    whole: nodes.Template = _Includer(environment, within, own).visit(tree)
    return whole


def _words(tree: nodes.Template, environment: Environment) -> Words:
    """Return the words that a layout, or one that it extends, imports before it prints anything."""
    layouts = [tree]
    while parents := [*layouts[-1].find_all(nodes.Extends)]:
        name = _constant(parents[0].template)
        parent = _parsed(environment, name) if parents[0] in layouts[-1].body and len(layouts) < _DEEPEST else None
        if parent is None:
            return {}
        layouts.append(parent)
    bound = sum((_bound(layout) for layout in layouts), Counter[str]())
    imported = {name: said for layout in layouts for name, said in _imported(layout).items() if bound[name] == 1}
    return {name: _said(_parsed(environment, layout)) for name, layout in imported.items()}


def _imported(layout: nodes.Template) -> dict[str, str]:
    """Return the names under which a layout imports others, by their names, before it prints anything."""
    first = takewhile(lambda node: isinstance(node, _SILENT) or _is_text(node), layout.body)
    return {
        node.target: _constant(node.template)
        for node in first
        if isinstance(node, nodes.Import) and not node.with_context and _constant(node.template)
    }


def _is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(isinstance(each, nodes.TemplateData) for each in node.nodes)


def _constant(node: nodes.Expr) -> str:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""


def _bound(layout: nodes.Template) -> Counter[str]:
    """Count how often a layout gives each name to something."""
    bound = Counter(node.name for node in layout.find_all(nodes.Name) if node.ctx != "load")
    bound.update(node.name for node in layout.find_all(nodes.Macro))
    bound.update(node.target for node in layout.find_all(nodes.Import))
    for node in layout.find_all(nodes.FromImport):
        bound.update(name if isinstance(name, str) else name[1] for name in node.names)
    return bound


def _said(layout: nodes.Template | None) -> dict[str, str]:
    """Return the words of a layout: names that it gives to one text and to nothing else."""
    if layout is None:
        return {}
    bound = _bound(layout)
    assigned = [(node.target, node.node) for node in layout.body if isinstance(node, nodes.Assign)]
    said = {
        target.name: value.value
        for target, value in assigned
        if isinstance(target, nodes.Name) and isinstance(value, nodes.Const)
    }
    return {name: word for name, word in said.items() if type(word) is str and bound[name] == 1 and name[0] != "_"}


class QuickEnvironment(Environment):
    """An environment whose layouts are compiled to quicker code."""

    code_generator_class = _Generator
    printed = staticmethod(printed)
    escaped = staticmethod(escaped)

    def compile(self, source: Any, name: Any = None, *args: Any, **options: Any) -> Any:
        """Compile a layout with the parts that it includes."""
        if isinstance(source, str):
            tree = self.parse(source, name)
            source = _whole(tree, self, (name or "",), _words(tree, self))
        return super().compile(source, name, *args, **options)
