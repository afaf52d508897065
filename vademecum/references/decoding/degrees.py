"""Academic degrees and titles that exports leave in names; neither style prints them (Citing Medicine, chapter 2)."""

from __future__ import annotations

import re

_DEGREE = (
    r"(?:Ph\.?\s?D|M\.D|D\.?Phil|Pharm\.?D|Dr\.?PH|D\.?Sc|Sc\.?D|M\.?P\.?H|M\.?Sc|B\.?Sc"
    r"|MBBS|MBChB|FRCPC?|FRCS|FACP|RN)\.?"
)
_DEGREES = re.compile(rf"(?:{_DEGREE}|MD|DO|MA|BA|MS)(?:[\s/]+(?:{_DEGREE}|MD|MA|MS))*", re.IGNORECASE)
_BEHIND = re.compile(rf"(?<![\s,])(?:[\s,]+{_DEGREE})+$")


def is_degree(part: str) -> bool:
    """Return whether a part of a name between commas is a degree ("MD", "Ph.D.")."""
    return bool(_DEGREES.fullmatch(part))


def without_degrees(given: str) -> str:
    """Return given names without degrees behind them; a bare "MD" may be initials and stays."""
    return _BEHIND.sub("", given)
