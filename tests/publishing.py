"""Two states of a small output, the second with everything that can change from one build to the next."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.building import contents
from vademecum.disk.write import OWNED, commit, opened
from vademecum.model.output import Output
from vademecum.model.run import Written

OLD = {
    "index.html": b"old home",
    "same.html": b"unchanged",
    "gi/a/index.html": b"old a",
    "gi/gone/index.html": b"withdrawn",
    "gi/gone/review.json": b"{}",
    "file-then-folder": b"a file",
    "folder-then-file/deep/index.html": b"a folder",
}
NEW = {
    "index.html": b"new home",
    "same.html": b"unchanged",
    "gi/a/index.html": b"new a, longer",
    "new/folder/index.html": b"new",
    "file-then-folder/index.html": b"a folder now",
    "folder-then-file": b"a file now",
}


def publish(output: Path, files: Mapping[str, bytes]) -> Written:
    """Build these files."""
    with opened(output) as store:
        made = {path: store.put(Output(path=path, content=content)) for path, content in files.items()}
        return commit(store, made)


def shown(output: Path) -> dict[str, bytes]:
    """Return the files of an output but its list."""
    return {path: content for path, content in contents(output).items() if path != OWNED}


def listed(output: Path) -> dict[str, str]:
    """Return the list of what builds made."""
    found: dict[str, str] = json.loads((output / OWNED).read_bytes())["files"]
    return found
