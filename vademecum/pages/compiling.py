"""Layouts compiled to quicker code than jinja2's own: the same text for the same values, or no text at all.

Three things differ. An included part is compiled into the layout that includes it; an attribute is read as Python
reads it, without jinja2's second way through ``[…]``; and a text is escaped without becoming a `Markup` in between.
Where that cannot do, rendering raises, and `pages.layouts` renders again in jinja2's own way, whose faults name a line.
"""

from __future__ import annotations

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


def printed(value: object) -> str:
    """Return a value as a layout prints it, escaped unless it is HTML already."""
    kind = type(value)
    if kind is str:
        return escaped(value)  # type: ignore[arg-type]
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


class _Generator(CodeGenerator):
    """Writes the code of a layout."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - jinja2's name
        """Write the reading of an attribute."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Write what stands before a printed value."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.printed(")


class _Includer(NodeTransformer):
    """Puts the parts that a layout includes by name into it, each in a scope of its own."""

    def __init__(self, environment: Environment, within: tuple[str, ...]) -> None:
        """``within``: the layouts in which this one stands; a part that includes itself is left to fail."""
        self._environment = environment
        self._within = within

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802 - jinja2's name
        """Return the part itself, if it can stand in another layout."""
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or name in self._within or node.ignore_missing or not node.with_context:
            return node
        part = _parsed(self._environment, name, (*self._within, name))
        if part is None or next(part.find_all(_OWN_SCOPE), None) or find_undeclared_variables(part) & _OWN_NAMES:
            return node
        return nodes.Scope(part.body, lineno=node.lineno)


def _parsed(environment: Environment, name: str, within: tuple[str, ...]) -> nodes.Template | None:
    try:
        source, filename, _ = (
            environment.loader.get_source(environment, name) if environment.loader else ("", None, None)
        )
    except TemplateNotFound:
        return None
    tree: nodes.Template = _Includer(environment, within).visit(environment.parse(source, name, filename))
    return tree


class QuickEnvironment(Environment):
    """An environment whose layouts are compiled to quicker code."""

    code_generator_class = _Generator
    printed = staticmethod(printed)

    def compile(self, source: Any, name: Any = None, *args: Any, **options: Any) -> Any:
        """Compile a layout with the parts that it includes."""
        if isinstance(source, str):
            source = _Includer(self, (name or "",)).visit(self.parse(source, name))
        return super().compile(source, name, *args, **options)
