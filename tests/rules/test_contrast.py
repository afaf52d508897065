"""Colours that readers may not tell apart: the formula, the two schemes of a style sheet, our own theme."""

from __future__ import annotations

from pathlib import Path

import pytest

from vademecum.rules.contrast import PAIRS, Colour, colour, contrast, contrast_problems, themes

OURS = (Path(__file__).parents[2] / "layouts/assets/style.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ((0, 0, 0), (255, 255, 255), 21.0),
        ((255, 255, 255), (255, 255, 255), 1.0),
        ((0x76, 0x76, 0x76), (255, 255, 255), 4.54),
        ((0x77, 0x77, 0x77), (255, 255, 255), 4.48),
        ((255, 0, 0), (255, 255, 255), 4.0),
    ],
)
def test_the_formula(one: Colour, other: Colour, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#fff", (255, 255, 255)),
        ("#15211F", (0x15, 0x21, 0x1F)),
        ("rgb(1, 2, 3)", (1, 2, 3)),
        ("rgb(1 2 300)", (1, 2, 255)),
        ("White", (255, 255, 255)),
        ("var(--ink)", None),
        ("#15211f80", None),
        ("3px double", None),
    ],
)
def test_colours(value: str, expected: Colour | None) -> None:
    assert colour(value) == expected


def test_our_theme_can_be_read_in_light_and_in_dark() -> None:
    light, dark = themes(OURS)
    assert dark is not None
    for theme in (light, dark):
        assert {name for front, ground, _ in PAIRS for name in (front, ground)} <= theme.colours.keys()
    assert light.colours["paper"] != dark.colours["paper"]
    assert list(contrast_problems(OURS, "style.css")) == []


def test_each_pair_that_is_too_alike_is_reported_with_its_line_and_scheme() -> None:
    css = """\
/* --ink: #fff; */
:root { --paper: #fff; --ink: #111;
  --soft: #aaa; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #000; --soft: #bbb;
    --ink: #222; }
}
.box { --ink: #fff; }
@media print { :root { --ink: #fff; } }
"""
    found = [
        (each.line, each.message.split(" has")[0], each.message.split(" in ")[1])
        for each in contrast_problems(css, "a.css")
    ]
    assert found == [(3, "--soft on --paper", "the light theme"), (6, "--ink on --paper", "the dark theme")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("--soft: #4a5956", "--soft: #8a8a8a"),
        ("--soft: #a8b6b2", "--soft: #606060"),
        ("--focus: #b8400a", "--focus: #d8b090"),
        ("--focus: #ffad66", "--focus: #4a3a20"),
        ("--paper: #fff", "--paper: #bbb"),
        ("--stop-wash: #fdf0ef", "--stop-wash: #c04040"),
    ],
)
def test_a_paler_colour_in_our_theme_would_be_found(old: str, new: str) -> None:
    assert old in OURS
    assert list(contrast_problems(OURS.replace(old, new), "style.css"))
