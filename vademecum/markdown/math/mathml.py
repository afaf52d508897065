"""TeX → MathML Core by ``math-core``, the only file that imports it.

The library escapes what it prints and refuses commands that it does not know. What it would style inline becomes a
class, and an element or style that is not expected is an error: nothing reaches a page that was not looked at.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING

from vademecum.markdown.math.bounds import BoundsError, check_bounds

if TYPE_CHECKING:
    from math_core import LatexToMathML

_NUMBERED = re.compile(r"(\\(?:begin|end)\{(?:align|gather|equation|multline))\}")
_ELEMENT = re.compile(r"<([a-z]+)")
_ELEMENTS = frozenset(
    """
    math mi mn mo mtext mspace mrow mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts
    mprescripts mtable mtr mtd mpadded mphantom b i code
    """.split()  # noqa: SIM905 - a list of words
)
_STYLE = re.compile(r' style="([^"]*)"')
_CLASSES = {
    "text-align: right": "math-right",
    "text-align: left": "math-left",
    "padding-right: 0": "math-close-right",
    "padding-left: 0": "math-close-left",
    "padding-left:1em": "math-apart",
    "border-right: 0.05em solid currentcolor": "math-bar",
    "border-top: 0.05em solid currentcolor": "math-rule",
    "font-variant-caps: small-caps": "math-small-caps",
}
_SPACING = ("padding", "margin", "width", "justify-items")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|#\w+);)[A-Za-z]+;")


class FormulaError(ValueError):
    """A formula that cannot be set."""

    def __init__(self, message: str, offset: int = 0) -> None:
        """Keep what is wrong and the offset of the character where."""
        super().__init__(message)
        self.message = message
        self.offset = offset


@lru_cache(maxsize=1024)
def to_mathml(tex: str, *, block: bool) -> str:
    """Return a formula as a ``<math>`` element that carries its source as ``alttext``.

    Raises `FormulaError` for what the library or this site cannot read. Equations get no numbers of their own.
    """
    from math_core import LatexError  # noqa: PLC0415 - most sites hold no formula

    try:
        check_bounds(tex)
        markup = _converter().convert_with_local_state(_NUMBERED.sub(r"\1*}", tex), displaystyle=block)
    except BoundsError as fault:
        raise FormulaError(*fault.args) from None
    except LatexError as fault:
        where, _, message = str(fault).partition(": ")
        offset = int(where) if where.isdecimal() else 0
        raise FormulaError(message.rstrip("."), min(offset, max(len(tex) - 1, 0))) from None
    markup = _ENTITY.sub(lambda found: unescape(found[0]), _STYLE.sub(_as_classes, markup))
    unknown = sorted(set(_ELEMENT.findall(markup)) - _ELEMENTS)
    if unknown:
        raise FormulaError(f"it needs <{unknown[0]}>, which browsers do not draw alike")
    source = escape(" ".join(tex.split()))
    return markup.replace("<math", f'<math alttext="{source}"', 1)


@cache
def _converter() -> LatexToMathML:
    from math_core import LatexToMathML  # noqa: PLC0415 - most sites hold no formula

    return LatexToMathML(fancy_error=False, max_expansions=0)


def _as_classes(found: re.Match[str]) -> str:
    classes = []
    for declaration in filter(None, (part.strip() for part in found[1].split(";"))):
        if declaration in _CLASSES:
            classes.append(_CLASSES[declaration])
        elif not declaration.startswith(_SPACING):
            raise FormulaError(f'it sets "{declaration.partition(":")[0]}": a page carries no styles of its own')
    return f' class="{" ".join(classes)}"' if classes else ""
