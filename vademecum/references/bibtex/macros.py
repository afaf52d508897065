"""The abbreviations of a ``.bib`` file: ``@string`` and the months that every BibTeX style knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_FULL = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def month_macros() -> dict[str, str]:
    """Return the macros that need no ``@string``: ``jan`` to ``dec``, also as ``sept`` and in full.

    Each stands for its own three letters, so that ``jul # "~17"`` reads as ``jul~17``.
    """
    macros = {name: name for name in MONTHS}
    macros.update(zip(_FULL, MONTHS, strict=True))
    macros["sept"] = "sep"
    return macros


def expanded(pieces: Iterable[tuple[bool, str]], macros: Mapping[str, str]) -> tuple[str | None, tuple[str, ...]]:
    """Return what ``#`` joins, with the macros that are not known; None when nothing but such a one is there."""
    known, unknown = [], []
    for is_macro, text in pieces:
        value = macros.get(text.lower()) if is_macro else text
        if value is None:
            unknown.append(text)
        else:
            known.append(value)
    return (None if unknown and not known else "".join(known)), tuple(unknown)
