"""Reads the fixture files: a title, then texts, each closed by a line that holds one full stop."""

from __future__ import annotations

from pathlib import Path

from vademecum.model.references import Reference
from vademecum.problems import Problem
from vademecum.references.bibliography import read_bibliography, reference

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "bib"


def read_cases(name: str, texts: int) -> list[tuple[str, ...]]:
    """Return (title, text, ...) of every case in a file of the fixtures."""
    blocks = (FIXTURES / name).read_text(encoding="utf-8").split("\n.\n")
    assert blocks.pop().strip() == ""
    assert len(blocks) % (texts + 1) == 0
    starts = range(0, len(blocks), texts + 1)
    return [(blocks[start].strip(), *blocks[start + 1 : start + texts + 1]) for start in starts]


def decoded(bib: str, key: str = "k") -> tuple[Reference, tuple[Problem, ...]]:
    """Return the reference of one entry, and all problems of reading and decoding it."""
    bibliography, problems = read_bibliography([("a.bib", bib.encode())])
    found, more = reference(bibliography.entries[key], bibliography)
    return found, (*problems, *more)


def article(**fields: str) -> str:
    """Return the text of one article; underscores in field names stand for hyphens."""
    given = {"author": "Smith, Ann", "title": "T", "journal": "J", "year": "2001", "volume": "1", "pages": "1"} | fields
    return "@article{k,\n" + "".join(f"{name.replace('_', '-')} = {{{text}}},\n" for name, text in given.items()) + "}"
