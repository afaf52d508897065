"""Jinja2 over layouts held in memory: a site's own layout stands in front of the engine's of the same name."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from msgspec import Struct

from vademecum.needs import Needs
from vademecum.pages.compiling import KeptWhole, QuickEnvironment
from vademecum.pages.printing import meta_tags
from vademecum.pages.words import spoken
from vademecum.problems import Place, Problem, error

_CHOOSES = re.compile(r"{%[-+]?\s*(?:extends|include|import|from)\s+(?![\"'][^\"']*[\"'])")
"""A tag that takes another layout by a computed name."""


class LayoutFiles(Struct, frozen=True, kw_only=True):
    """The texts of all layouts and the bytes of all assets, by name."""

    templates: Mapping[str, str]
    assets: Mapping[str, bytes]
    folder: str = "layouts"
    """Where the site's own stand, for messages."""

    @property
    def texts(self) -> dict[str, str]:
        """The text of every layout and script, by file."""
        scripts = {name: data.decode("utf-8", "replace") for name, data in self.assets.items() if name.endswith(".js")}
        named = {f"{self.folder}/assets/{name}": text for name, text in scripts.items()}
        return {**{f"{self.folder}/{name}": text for name, text in self.templates.items()}, **named}

    @property
    def digest(self) -> str:
        """SHA-256 (hex) over every name and content."""
        whole = hashlib.sha256()
        for name, content in sorted({**self.assets, **{n: t.encode() for n, t in self.templates.items()}}.items()):
            whole.update(f"{name}\0{len(content)}\0".encode() + content)
        return whole.hexdigest()

    def digest_of(self, name: str) -> str:
        """Return a digest (hex) of one layout with all that it extends, includes or imports.

        A layout that chooses another by a name which is not written out stands for all of them.
        """
        texts: dict[str, str] = {}
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current in texts or current not in self.templates:
                continue
            text = texts[current] = self.templates[current]
            if _CHOOSES.search(text):
                return self.digest
            waiting.extend(other for other in self.templates if other in text)
        return hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()


def asset_names(files: LayoutFiles) -> dict[str, str]:
    """Return asset → name in the output, with a part of its digest in style sheets and scripts, so that caches obey."""
    names = {}
    for name, content in sorted(files.assets.items()):
        pure = PurePosixPath(name)
        if pure.suffix in (".css", ".js"):
            mark = hashlib.sha256(content).hexdigest()[:10]
            names[name] = f"assets/{pure.with_suffix(f'.{mark}{pure.suffix}')}"
        else:
            names[name] = f"assets/{name}"
    return names


class Layouts:
    """Compiled layouts; a fault of a layout is a `LayoutError` with a problem that names its file and line.

    A layout is rendered by quick code (`pages.compiling`). Where that fails, jinja2's own decides: it takes over for
    good if it knows what to do (an attribute that is a key), and says what is wrong if not.
    """

    def __init__(
        self,
        files: LayoutFiles,
        needs: Needs | None = None,
        *,
        quick: bool = True,
        kept: BytecodeCache | None = None,
    ) -> None:
        """Keep what pages are made from; each layout that is rendered is noted.

        Quick code takes longer to write: it is not worth while for a few pages, unless ``kept`` may hold it already.
        """
        self._needs = needs or Needs()
        self._folder = files.folder
        texts = tuple(sorted(files.templates.items()))
        self._plain = _environment(Environment, texts, kept)
        self._quick = _environment(QuickEnvironment, texts, kept) if quick else self._plain
        self._templates: dict[str, Template] = {}

    def prepare(self, *names: str) -> None:
        """Compile layouts, so that processes that are forked now need not do it again; faults are left for later."""
        for name in names:
            with contextlib.suppress(Exception):
                self._templates[name] = self._quick.get_template(name)

    def render(self, name: str, **values: Any) -> str:
        """Return a layout filled with values."""
        self._needs.note("layout", name)
        template = self._templates.get(name)
        if template is None or template.environment is self._quick:
            try:
                template = self._templates[name] = self._quick.get_template(name)
                return template.render(values)
            except Exception:  # noqa: BLE001 - whatever it is: jinja2's own code finds it again, or does not
                self._templates.pop(name, None)
        return self._render(name, values)

    def _render(self, name: str, values: Mapping[str, Any]) -> str:
        try:
            template = self._templates[name] = self._plain.get_template(name)
            return template.render(values)
        except TemplateSyntaxError as fault:
            raise LayoutError(self._problem(fault.name or name, fault.lineno, fault.message or "syntax")) from fault
        except TemplateNotFound as fault:
            raise LayoutError(self._problem(*_origin(fault, name), f"there is no layout {fault.name}")) from fault
        except TemplateError as fault:
            raise LayoutError(self._problem(*_origin(fault, name), str(fault))) from fault
        except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as fault:
            message = f"{type(fault).__name__}: {fault}"
            raise LayoutError(self._problem(*_origin(fault, name), message)) from fault
        except RecursionError as fault:
            raise LayoutError(self._problem(name, 0, "it includes itself without end")) from fault

    def _problem(self, name: str, line: int, message: str) -> Problem:
        place = Place(file=f"{self._folder}/{name}", line=line)
        return error(
            "LAY-01",
            place,
            f"the layout cannot be used: {message}",
            "the manual says what a layout gets: Layouts",
        )


@lru_cache(maxsize=4)
def _environment(
    kind: type[Environment], texts: tuple[tuple[str, str], ...], kept: BytecodeCache | None = None
) -> Environment:
    """Return where layouts are compiled; the last ones stay, for a process that builds again and again."""
    held = dict(texts)
    if kept is not None and kind is QuickEnvironment:
        kept = KeptWhole(kept, texts)

    def source(name: str) -> tuple[str, str, None] | None:
        """Return a layout's text with its name, by which faults say where they are."""
        return (held[name], name, None) if name in held else None

    environment = kind(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=kept,
    )
    environment.filters["date"] = spoken
    environment.filters["isodate"] = date.isoformat
    environment.filters["meta"] = meta_tags
    return environment


class LayoutError(Exception):
    """A layout that cannot be rendered; ``args[0]`` is the problem."""

    @property
    def problem(self) -> Problem:
        """What to tell the site's owner."""
        found: Problem = self.args[0]
        return found


def _origin(fault: BaseException, name: str) -> tuple[str, int]:
    """Return the layout and line in which a fault arose: jinja2 leaves template frames in the traceback."""
    found = (name, 0)
    trace = fault.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_name in ("top-level template code", "template") or code.co_name.startswith(("block ", "macro ")):
            shown = trace.tb_frame.f_globals.get("__name__", "")
            found = (shown if shown and shown != "__main__" else name, trace.tb_lineno)
        trace = trace.tb_next
    return found
