"""Reads every .bib file of a few Debian packages, more than 10,000 real entries, and tells what was lost or broke.

    python benchmarks/real_bibliographies.py [FOLDER]

The packages are downloaded into FOLDER (default: a temporary one) with apt-get and unpacked there, never installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vademecum.model.references import Bibliography
from vademecum.problems import Problem
from vademecum.references.bibliography import read_bibliography, reference
from vademecum.references.styles.named import style, style_names
from vademecum.references.styles.options import StyleOptions

PACKAGES = ("r-cran-rbibutils", "r-cran-bibtex", "abntex", "texlive-bibtex-extra")

_START = re.compile(rb"^[ \t]*@([A-Za-z]+)\s*[{(]\s*([^\s,{}()\"]+)\s*,", re.MULTILINE)
_NO_ENTRIES = frozenset([b"string", b"comment", b"preamble"])
_NEAR = 3
"""Lines by which a message may miss the start of the entry that it is about."""


@dataclass(slots=True)
class Tally:
    """What came out of all files."""

    starts: int = 0
    """Places where an entry starts, by a search that knows nothing of braces."""
    entries: int = 0
    problems: int = 0
    lost: list[str] = field(default_factory=list)
    """Entries that are neither there nor reported."""
    crashed: list[str] = field(default_factory=list)


def available(folder: Path) -> bool:
    """Return whether the packages are in a folder, downloading what is missing; False when that is not possible."""
    apt, dpkg = shutil.which("apt-get"), shutil.which("dpkg-deb")
    if not (apt and dpkg):
        return False
    folder.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        if (folder / package).is_dir():
            continue
        done = subprocess.run(
            [apt, "download", "-q", package], cwd=folder, capture_output=True, check=False, timeout=300
        )
        found = next(folder.glob(f"{package}_*.deb"), None)
        if done.returncode or found is None:
            return False
        subprocess.run([dpkg, "-x", str(found), str(folder / f"{package}.part")], check=True)
        (folder / f"{package}.part").rename(folder / package)
        found.unlink()
    return True


def tally(folder: Path) -> Tally:
    """Read, decode and format every entry of every .bib file below a folder."""
    found = Tally()
    for file in sorted(folder.rglob("*.bib")):
        data = file.read_bytes()
        try:
            bibliography, problems = _read(file.name, data)
        except Exception as fault:  # noqa: BLE001 - a crash is what is looked for
            found.crashed.append(f"{file.name}: {fault!r}")
            continue
        found.entries += len(bibliography.entries)
        found.problems += len(problems)
        found.lost.extend(_lost(file.name, data, bibliography, problems, found))
        found.crashed.extend(_crashes(file.name, bibliography))
    return found


def _read(name: str, data: bytes) -> tuple[Bibliography, tuple[Problem, ...]]:
    bibliography, problems = read_bibliography([(name, data)])
    if any(problem.rule == "BIB-02" for problem in problems):
        return read_bibliography([(name, data)], encoding="latin-1")
    return bibliography, problems


def _lost(
    name: str, data: bytes, bibliography: Bibliography, problems: tuple[Problem, ...], found: Tally
) -> Iterator[str]:
    known = {key.casefold() for key in (*bibliography.entries, *bibliography.faulty)}
    told = {problem.line for problem in problems}
    for start in _START.finditer(data):
        if start[1].lower() in _NO_ENTRIES:
            continue
        found.starts += 1
        key = unicodedata.normalize("NFC", _text(start[2])).casefold()
        line = data.count(b"\n", 0, start.start()) + 1
        if key not in known and not any(abs(line - other) <= _NEAR for other in told):
            yield f"{name}:{line}: {key}"


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _crashes(name: str, bibliography: Bibliography) -> Iterator[str]:
    styles = [found for each in style_names() if (found := style(each))]
    for key, entry in bibliography.entries.items():
        try:
            work, _ = reference(entry, bibliography)
            for each in styles:
                each.format(work, StyleOptions())
        except Exception as fault:  # noqa: BLE001 - a crash is what is looked for
            yield f"{name}: {key}: {fault!r}"


def main() -> int:
    """Print the tally; 1 when an entry was lost or something crashed."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)
        if not available(folder):
            print("skipped: the packages cannot be downloaded here")
            return 0
        started = time.process_time()
        found = tally(folder)
        seconds = time.process_time() - started
    print(f"{found.starts} entries start, {found.entries} were read, {found.problems} problems were told")
    print(f"{len(found.lost)} lost without a word, {len(found.crashed)} crashes, {seconds:.1f} s of CPU")
    for line in (*found.lost, *found.crashed):
        print(line)
    return 1 if found.lost or found.crashed else 0


if __name__ == "__main__":
    sys.exit(main())
