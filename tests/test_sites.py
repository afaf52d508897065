"""Each folder of ``sites`` is a small site: what is built from ``in`` holds the files of ``expected``, byte for byte.

``expected/files.txt`` lists all that is built but what belongs to the layouts. The layouts are those of
``sites/layouts``: small ones, so that the theme may change. `UPDATE=1 pytest tests/test_sites.py` writes the expected
files anew, to be read before they are committed.
"""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.building import build, contents, copy

SITES = Path(__file__).parent / "sites"
NOT_LISTED = (".vademecum.json", "assets/")
RULES = re.compile(rb'("rules": ")[0-9a-f]{64}')
"""The set of rules by which an article was judged changes with every new rule."""


def names() -> list[str]:
    return sorted(path.parent.name for path in SITES.glob("*/in"))


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("name", names())
def test_it_is_built(name: str, jobs: str, tmp_path: Path) -> None:
    folder = copy(SITES / name / "in", tmp_path / name)
    shutil.copytree(SITES / "layouts", folder / "layouts")
    done = build(folder, "--jobs", jobs)
    assert done.code == 0, done.err
    made = {path: RULES.sub(rb"\1RULES", content) for path, content in contents(folder / "site").items()}
    listed = sorted(path for path in made if not path.startswith(NOT_LISTED))
    made["files.txt"] = "".join(f"{path}\n" for path in listed).encode()
    expected = contents(SITES / name / "expected")
    assert expected
    if os.environ.get("UPDATE"):
        for path in expected:
            (SITES / name / "expected" / path).write_bytes(made.get(path, b""))
        expected = contents(SITES / name / "expected")
    for path, content in expected.items():
        assert made.get(path, b"").decode() == content.decode(), path
