"""How values stand in a page: escaped, unless they are HTML already."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner as escaped  # str → str, without a `Markup` around it
except ImportError:  # another version, or one without compiled code

    def escaped(text: str, /) -> str:
        """Return a text escaped."""
        return str(escape(text))


__all__ = ["escaped", "meta_tags", "printed"]


def printed(value: object) -> str:
    """Return a value as a layout prints it, escaped unless it is HTML already."""
    kind = type(value)
    if kind is str:
        return escaped(value)  # type: ignore[arg-type]
    if kind is int:
        return str(value)
    return value if kind is Markup else escape(value)  # type: ignore[return-value]


def meta_tags(found: Iterable[tuple[str, str]]) -> Markup:
    """Return (name or property, content) pairs as tags, a line each."""
    lines = [
        f'{_opening(name)}{escaped(content) if type(content) is str else printed(content)}">\n'
        for name, content in found
    ]
    return Markup("".join(lines))  # noqa: S704 - escaped


@lru_cache(maxsize=256)
def _opening(name: str) -> str:
    return f'<meta {"property" if ":" in name else "name"}="{printed(name)}" content="'
