"""More than 5,000 entries that others wrote: none is lost, and none breaks the reader."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))
from benchmarks.real_bibliographies import PACKAGES, available, tally


@pytest.mark.timeout(600)
def test_no_entry_is_lost(request: pytest.FixtureRequest) -> None:
    folder = Path(request.config.cache.mkdir("bibliographies"))
    if not (os.environ.get("CI") or all((folder / package).is_dir() for package in PACKAGES)):
        pytest.skip("outside CI the packages are not downloaded: python benchmarks/real_bibliographies.py does it")
    if not available(folder):
        pytest.skip("offline: the packages with real bibliographies cannot be downloaded")
    found = tally(folder)
    assert found.entries > 5000
    assert found.lost == []
    assert found.crashed == []
