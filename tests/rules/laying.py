"""The examples of rules as sites on disk, and what a check says of them."""

import re
from datetime import date
from pathlib import Path

from tests.building import compiled_once, write
from vademecum.pipeline import Options, build, survey
from vademecum.problems import Problem
from vademecum.rules.example_site import AS_OF, laid
from vademecum.rules.rule import Example

_MARK = re.compile(rb"\{fingerprint ?([a-z-]*)\}")
_NONE = b"1:" + b"0" * 64


def lay(example: Example, folder: Path) -> Path:
    """Write an example, with the fingerprints of its texts where it asks for them."""
    files = laid(example)
    write(folder, {path: _MARK.sub(_NONE, content) for path, content in files.items()})
    for path, target in example.links.items():
        (folder / path).symlink_to(target)
    asking = [path for path, content in files.items() if _MARK.search(content)]
    if asking:
        _, facts, _ = survey(folder, Options(today=example.as_of or AS_OF))
        for path in asking:
            marks = {each.audience: each.fingerprint.encode() for each in facts[path].variants}
            only = marks.get("everyone", b"")
            filled = _MARK.sub(lambda found: marks[found[1].decode()] if found[1] else only, files[path])  # noqa: B023
            write(folder, {path: filled})
    return folder


def said(example: Example, folder: Path, *, strict: bool = False, as_of: date | None = None) -> tuple[Problem, ...]:
    """Return what a check says of an example."""
    day = as_of or example.as_of or AS_OF
    with compiled_once():
        return build(lay(example, folder), Options(today=day, write=False, strict=strict)).problems
