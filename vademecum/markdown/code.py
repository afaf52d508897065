"""Code blocks, coloured by Pygments with class names: the colours are the style sheet's."""

from __future__ import annotations

from functools import lru_cache
from html import escape


@lru_cache(maxsize=1024)
def highlight(source: str, language: str) -> str:
    """Return source text as HTML for the inside of ``<code>``; an unknown language is left uncoloured."""
    if not language:
        return escape(source)
    from pygments import highlight as colour  # noqa: PLC0415 - most sites hold no code, and the import costs 30 ms
    from pygments.formatters import HtmlFormatter  # noqa: PLC0415
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return escape(source)
    return colour(source, lexer, HtmlFormatter(nowrap=True))
