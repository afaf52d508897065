"""A build that is killed at any moment: no page is torn, and the next build is as if nothing had happened."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests import editing
from tests.building import contents
from tests.editing import Edited
from tests.reading import AS_OF
from vademecum.model.run import Options
from vademecum.pipeline import build
from vademecum.problems import EngineError, UsageError

TURNS = 25
"""Kills for each seed."""
OPTIONS = Options(today=AS_OF, jobs=1)
EDITS = (
    *(editing.word_in_a_body, editing.title, editing.tag, editing.description, editing.added, editing.entry_changed),
    *(editing.disclaimer, editing.person, editing.style_sheet, editing.setting, editing.heading_added, editing.renamed),
)
"""Edits after which a build succeeds, mostly."""


def killed_build(root: Path, after: float) -> bool:
    """Build in a process that is killed after some seconds; tell whether it was."""
    child = os.fork()
    if child == 0:
        with suppress(UsageError, EngineError):
            build(root, OPTIONS)
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def pages(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in contents(root / "site").items() if path != ".vademecum.json"}


@pytest.mark.timeout(300)
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("seed", range(4))
def test_a_killed_build_tears_no_page(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)  # noqa: S311 - the same edits each time
    clean = tmp_path / "clean"
    site = Edited(tmp_path / "mine", clean, dice)
    site.begin()
    build(site.root, OPTIONS)
    hits, turns, length = 0, 0, 0.2
    while hits < TURNS and turns < TURNS * 8:
        turns += 1
        dice.choice(EDITS)(site)
        site.sync()
        before = pages(site.root)
        if killed_build(site.root, dice.random() * length):
            hits += 1
            length = min(0.5, length * 1.05)
        else:
            length = max(0.02, length * 0.8)
        torn = pages(site.root)
        reference = tmp_path / f"reference{turns}"
        wanted = build(site.root, Options(today=AS_OF, jobs=1, full=True, output=str(reference)))
        if wanted.failed:
            assert torn == before, "a build that fails changes nothing, killed or not"
            site.files = dict(site.past[-1]) if site.past else site.files
            site.sync()
            build(site.root, OPTIONS)
            continue
        after = {path: data for path, data in contents(reference).items() if path != ".vademecum.json"}
        for path, data in torn.items():
            assert data in (before.get(path), after.get(path)), f"seed {seed}, turn {turns}: {path} is torn"
        assert not build(site.root, OPTIONS).failed
        assert contents(site.root / "site") == contents(reference), f"seed {seed}, turn {turns}"
        assert not (site.root / ".site.staging").exists()
        site.past.append(dict(site.files))
    assert hits >= TURNS
