"""Layouts compiled to quicker code than jinja2's own: the same text for the same values, or no text at all.

An included part is compiled into the layout that includes it, and one that prints a single thing which stays, such as
the site, is rendered once for it. A word that a layout imports stands in its code. An attribute is read as Python reads
it, without jinja2's second way through ``[…]``; a text is escaped without becoming a `Markup` in between; and a block
yields one text.
Where that cannot do, rendering raises, and `pages.layouts` renders again in jinja2's own way, whose faults name a line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from jinja2 import BytecodeCache, Environment, Template, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame

from vademecum.pages.parts import Parts
from vademecum.pages.printing import escaped, printed


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
        self.writeline(f"if {frame.buffer}: yield concat({frame.buffer})")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802 - jinja2's name
        """Write the call of a block."""
        if frame.buffer is None or node.scoped or node.required or (frame.toplevel and self.extends_so_far):
            super().visit_Block(node, frame)
            return
        context = self.get_context_ref()
        self.writeline(f"{frame.buffer}.extend(context.blocks[{node.name!r}][0]({context}))", node)

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


class KeptWhole(BytecodeCache):
    """Keeps quick code. As other layouts stand in that of one, a change of any of them makes all of it anew."""

    def __init__(self, kept: BytecodeCache, texts: Iterable[tuple[str, str]]) -> None:
        """Keep the code of layouts, each given by its name and text, where ``kept`` keeps others'."""
        self._kept = kept
        self._texts = hashlib.sha1(repr(tuple(texts)).encode(), usedforsecurity=False)

    def get_source_checksum(self, source: str) -> str:
        """Return what tells this code from any other of the same name."""
        whole = self._texts.copy()
        whole.update(source.encode())
        return whole.hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read the code of a layout."""
        self._kept.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a layout."""
        self._kept.dump_bytecode(bucket)


class QuickEnvironment(Environment):
    """An environment whose layouts are compiled to quicker code."""

    code_generator_class = _Generator
    printed = staticmethod(printed)
    escaped = staticmethod(escaped)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take what jinja2's own environment takes."""
        super().__init__(*args, **options)
        self._parts = Parts(self)
        self._ready: dict[str, Template] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:  # noqa: A002 - jinja2's
        """Return a compiled layout, which stays as it is."""
        if not isinstance(name, str):
            return super().get_template(name, parent, globals)
        return self._ready.get(name) or self._ready.setdefault(name, super().get_template(name, parent, globals))

    def make_globals(self, d: Any) -> Any:
        """Return the names that layouts know without being given them: a plain dict is copied for each page."""
        return {**self.globals, **(d or {})}

    def compile(self, source: Any, name: Any = None, *args: Any, **options: Any) -> Any:
        """Compile a layout with the parts that it includes."""
        if isinstance(source, str):
            source = self._parts.joined(self.parse(source, name), name or "")
        return super().compile(source, name, *args, **options)
