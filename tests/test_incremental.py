"""Incremental builds: after any edits the output is that of a build which knows nothing of earlier ones."""

from __future__ import annotations

import random
from pathlib import Path
from unittest import mock

import jinja2
import pytest
from msgspec.structs import replace

from tests.building import _compile, contents
from tests.editing import EDITS, Edited
from vademecum.model.run import Options, Report
from vademecum.pipeline import build
from vademecum.problems import EngineError, UsageError

TURNS = 60
"""Builds for each seed; between two of them one edit, sometimes more."""


def built(root: Path, options: Options) -> tuple[str, Report | None]:
    """Return how a build ended, in the words of the command's exit codes."""
    with mock.patch.object(jinja2.Environment, "compile", _compile):
        try:
            report = build(root, options)
        except UsageError as fault:
            return f"2 {fault}", None
        except EngineError as fault:
            return f"3 {fault}", None
    return ("2" if report.settings_wrong else "1" if report.failed else "0"), report


def said(report: Report | None) -> list[str]:
    return [f"{problem} {problem.hint}" for problem in report.problems] if report else []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(4))
def test_after_random_edits_it_is_a_clean_build(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same edits each time
    clean = tmp_path / "clean/site"
    site = Edited(tmp_path / "mine", clean, dice)
    kinds = list(EDITS)
    dice.shuffle(kinds)
    site.begin()
    codes = []
    for turn in range(TURNS):
        edits = [kinds[turn % len(kinds)]] if turn else []
        if turn and turn % 3 == 0:
            edits.append(dice.choice(kinds))
        for edit in edits:
            edit(site)
        site.sync()
        options, site.once = site.once or site.options, None
        code, report = built(site.root, options)
        clean_code, clean_report = built(site.root, replace(options, full=True, output=str(clean), jobs=1))
        story = f"seed {seed}, turn {turn}: {[edit.__name__ for edit in edits]}"
        assert (code, said(report)) == (clean_code, said(clean_report)), story
        if report and clean_report:
            assert (report.articles, report.pages) == (clean_report.articles, clean_report.pages), story
        if code == "0":
            assert contents(site.root / "site") == contents(clean), story
            site.past.append(dict(site.files))
        else:
            site.files = dict(dice.choice(site.past[-3:]))  # a fault is mended, sooner or later
            if dice.random() < 0.7:
                site.sync()
        codes.append(code)
    assert "1" in codes, "some builds have to fail"
    assert codes.count("0") > TURNS // 2
