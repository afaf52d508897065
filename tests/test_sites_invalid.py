"""Each folder of ``sites_invalid`` is a site with faults; ``expected.txt`` is what its author is told.

`UPDATE=1 pytest tests/test_sites_invalid.py` writes the files anew, to be read before they are committed.
"""

import hashlib
import json
import os
import re
from pathlib import Path

import pytest

from tests.building import build, copy, snapshot, write

CASES = Path(__file__).parent / "sites_invalid"
FINGERPRINT = re.compile(r"\b1:[0-9a-f]{64}")
LAST_PAGE = b"<!doctype html><title>The last build</title>"


def names() -> list[str]:
    return sorted(path.name for path in CASES.iterdir() if path.is_dir())


def built_before(folder: Path) -> None:
    """Put a site there as an earlier build would have left it."""
    files = {"index.html": LAST_PAGE, "a/index.html": LAST_PAGE, "topics/old/index.html": LAST_PAGE}
    owned = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    listing = json.dumps({"version": 1, "files": owned}).encode()
    write(folder / "site", {**files, "foreign.txt": b"not ours", ".vademecum.json": listing})


@pytest.mark.parametrize("name", names())
def test_its_author_is_told(name: str, tmp_path: Path) -> None:
    folder = copy(CASES / name, tmp_path / name)
    (folder / "expected.txt").unlink(missing_ok=True)
    built_before(folder)
    before = snapshot(tmp_path)
    done = build(folder)
    said = FINGERPRINT.sub("FINGERPRINT", f"{done.err}exit {done.code}\n")
    expected = CASES / name / "expected.txt"
    if os.environ.get("UPDATE"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")
    if done.code:
        assert snapshot(tmp_path) == before


def test_there_are_enough() -> None:
    assert len(names()) >= 45
