"""The short form of a journal's title, as the National Library of Medicine writes it: no stops.

In this order: the entry's own ``shortjournal``, the site's table, a shortener of words (ISO 4) if the site brings one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module

from msgspec.structs import replace

from vademecum.model.references import Reference
from vademecum.problems import Place, Problem, error, warning
from vademecum.references.works import SERIAL, work_of

_STOP = re.compile(r"\.(?!\d)")
_PUNCTUATION = re.compile(r"[^\w]+")
_FULL_WORDS = re.compile(
    r"\b(?:journals?|annals|archives|international|national|american|european|british|canadian|new|medicine|medical|research"
    r"|reviews?|sciences?|clinical|frontiers|studies|systems?|statistics|informatics|epidemiology|oncology|surgery|of|and|the|for|in)\b",
    re.IGNORECASE,
)
_KEPT_BY_NLM = {"Heal": "Health", "heal": "Health"}


def without_stops(title: str) -> str:
    """Return a title without full stops: "N. Engl. J. Med." → "N Engl J Med"."""
    return " ".join(_STOP.sub(" ", title).split()) if "." in title else title


def read_table(text: str, file: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Read a site's table: a title and its abbreviation on each line, parted by a tab, a semicolon or a comma.

    That is JabRef's form and what a spreadsheet saves; a line with one column or none is an error.
    """
    table: dict[str, str] = {}
    problems: list[Problem] = []
    delimiter = next((mark for mark in "\t;" if mark in text), ",")
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter=delimiter), 1):
        cells = [cell.strip() for cell in row]
        if len(cells) > 1 and cells[0] and cells[1]:
            table.setdefault(cells[0], cells[1])
        elif any(cells):
            place = Place(file=file, line=number)
            problems.append(error("REF-04", place, "a title without its abbreviation", "write: title,abbreviation"))
    return journal_table(table), tuple(problems)


def journal_table(table: Mapping[str, str]) -> dict[str, str]:
    """Return a site's table (title → abbreviation), keyed so that case, "The", "&" and stops make no difference."""
    return {_plain_key(title): without_stops(short) for title, short in table.items()}


def abbreviate(
    reference: Reference, place: Place, table: Mapping[str, str], shorten: Callable[[str], str] | None = None
) -> tuple[Reference, tuple[Problem, ...]]:
    """Return the reference with its journal's abbreviation, or as it is and a REF-04 warning where none is known.

    ``table`` comes from `journal_table`.
    """
    title = reference.container
    if not title or reference.container_short or work_of(reference) not in SERIAL:
        return reference, ()
    short = table.get(_plain_key(title), "")
    if not short and shorten is not None and _FULL_WORDS.search(title):
        short = without_stops(shorten(title))
    if short:
        return replace(reference, container_short=short), ()
    if " " not in title or not _FULL_WORDS.search(title):
        return reference, ()
    hint = "add shortjournal to the entry, or the title to the site's table"
    return reference, (warning("REF-04", place, f'no abbreviation of "{title}" is known', hint),)


@lru_cache(maxsize=1)
def iso4() -> Callable[[str], str] | None:
    """Return a shortener of words after ISO 4, or None when the extra ``journals`` (pyiso4) is not installed.

    It agrees with NLM's list for four titles of five; "Health", which NLM never shortens, is put right.
    """
    try:
        shorten: Callable[..., str] = import_module("pyiso4.ltwa").Abbreviate.create()
    except ImportError:
        return None

    def nlm_like(title: str) -> str:
        words = without_stops(shorten(title, remove_part=True)).split()
        return " ".join(_KEPT_BY_NLM.get(word, word[:1].upper() + word[1:]) for word in words)

    return nlm_like


def _plain_key(title: str) -> str:
    key = _PUNCTUATION.sub(" ", title.replace("&", " and ")).strip().casefold()
    return key.removeprefix("the ")
