"""A11-03: whether the colours of a theme can be told apart, reckoned from its custom properties.

Source: WCAG 2.2, 1.4.3 (text, 4.5 to 1) and 1.4.11 (marks that carry meaning, 3 to 1); the formula is that of its
definitions of relative luminance and contrast ratio. A theme that uses the names of ours is judged by its own values,
light and dark; one with other names, or with colours that are no plain values, cannot be judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from vademecum.problems import Place, Problem, warning

TEXT, MARK = 4.5, 3.0
_TEXTS = ("ink", "soft", "link", "visited", "warn", "good", "stop", "code-1", "code-2")
_MARKS = ("rule", "focus")
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((name, ground, TEXT) for name in _TEXTS for ground in ("paper", "wash")),
    *((name, ground, MARK) for name in _MARKS for ground in ("paper", "wash")),
    ("ink", "mark", TEXT),
    ("ink", "warn-wash", TEXT),
    ("warn", "warn-wash", TEXT),
    ("ink", "stop-wash", TEXT),
    ("stop", "stop-wash", TEXT),
)
"""What stands on what, and the least contrast between them."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DARK = re.compile(r"@media[^{]*prefers-color-scheme:\s*dark[^{]*\{")
_ROOT = re.compile(r":root\s*\{([^{}]*)\}")
_PROPERTY = re.compile(r"--([\w-]+)\s*:\s*([^;{}]+)")
_HEX = re.compile(r"#(?:([0-9a-f]{3})|([0-9a-f]{6}))\Z", re.IGNORECASE)
_RGB = re.compile(r"rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)\Z", re.IGNORECASE)

Colour = tuple[int, int, int]


class Theme(Struct, frozen=True, kw_only=True):
    """The colours of one scheme: name → value, and the line on which it stands."""

    colours: Mapping[str, Colour]
    lines: Mapping[str, int]


def contrast_problems(css: str, file: str) -> Iterator[Problem]:
    """Yield a warning for every pair of a style sheet's colours that readers may not tell apart."""
    light, dark = themes(css)
    for name, theme in (("light", light), ("dark", dark)):
        for front, ground, least in PAIRS if theme is not None else ():
            if theme is not None and front in theme.colours and ground in theme.colours:
                found = contrast(theme.colours[front], theme.colours[ground])
                if found < least:
                    message = f"--{front} on --{ground} has a contrast of {found:.2f} to 1 in the {name} theme"
                    place = Place(file=file, line=theme.lines[front])
                    yield warning("A11-03", place, message, f"at least {least:g} to 1")


def themes(css: str) -> tuple[Theme, Theme | None]:
    """Return the colours of the light scheme, and of the dark one if there is any: it changes some of them."""
    plain = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), css)
    nights = [(found.start(), _closed(plain, found.end())) for found in _DARK.finditer(plain)]
    light: dict[str, tuple[Colour, int]] = {}
    dark: dict[str, tuple[Colour, int]] = {}
    for root in _ROOT.finditer(plain):
        night = any(start <= root.start() < end for start, end in nights)
        if not night and plain.count("{", 0, root.start()) != plain.count("}", 0, root.start()):
            continue  # of another medium: paper
        for found in _PROPERTY.finditer(plain, root.start(1), root.end(1)):
            value = colour(found[2].strip())
            if value is not None:
                (dark if night else light)[found[1]] = (value, plain.count("\n", 0, found.start()) + 1)
    return _theme(light), _theme({**light, **dark}) if dark else None


def _theme(values: Mapping[str, tuple[Colour, int]]) -> Theme:
    return Theme(
        colours={name: value for name, (value, _) in values.items()},
        lines={name: line for name, (_, line) in values.items()},
    )


def _closed(css: str, start: int) -> int:
    """Return where the block that begins at ``start`` ends."""
    depth = 1
    for found in re.compile(r"[{}]").finditer(css, start):
        depth += 1 if found[0] == "{" else -1
        if not depth:
            return found.end()
    return len(css)


def colour(value: str) -> Colour | None:
    """Return a colour as red, green and blue of 0 to 255; None for what is no plain value."""
    if found := _HEX.match(value):
        digits = "".join(digit * 2 for digit in found[1]) if found[1] else found[2]
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if found := _RGB.match(value):
        return min(int(found[1]), 255), min(int(found[2]), 255), min(int(found[3]), 255)
    return {"white": (255, 255, 255), "black": (0, 0, 0)}.get(value.lower())


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(of: Colour) -> float:
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in (part / 255 for part in of)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
