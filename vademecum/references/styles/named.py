"""The reference styles by name, and what the text in front of the list must know of each."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from vademecum.model.references import Reference
from vademecum.references.styles import ama, vancouver
from vademecum.references.styles.options import StyleOptions


class Style(Struct, frozen=True, kw_only=True):
    """A reference style."""

    name: str
    format: Callable[[Reference, StyleOptions], str]
    """Reference → HTML, without number and links."""
    superscript: bool
    """Citation numbers are raised unless the site says otherwise."""
    range_dash: str
    """Between the first and the last of several numbers in a row."""
    locator_space: str
    """Between "p" and a page, and before the bracket that holds them: 3(p21) in AMA."""


_STYLES = {
    "vancouver": Style(
        name="vancouver", format=vancouver.format_reference, superscript=False, range_dash="–", locator_space=" "
    ),
    "ama": Style(name="ama", format=ama.format_reference, superscript=True, range_dash="-", locator_space=""),
}


def style(name: str) -> Style | None:
    """Return a style by its name, None when there is none (letter case and "nlm" for Vancouver are forgiven)."""
    known = name.strip().casefold()
    return _STYLES.get("vancouver" if known == "nlm" else known)


def style_names() -> tuple[str, ...]:
    """Return the names that `style` knows."""
    return tuple(_STYLES)
