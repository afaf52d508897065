"""How a ``.bib`` file is laid out, read off its text, and how one more entry is written like the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from vademecum.references.bibtex.macros import MONTHS

_ENTRY_START = re.compile(r"^[ \t]*(?=@)", re.MULTILINE)
_FIELD = re.compile(r"^([ \t]*)([A-Za-z][\w-]*)([ \t]*)=([ \t]*)([{\"]?)", re.MULTILINE)
_KIND = re.compile(r"^[ \t]*@([A-Za-z]+)[ \t]*\{[^\n]*,[ \t]*$", re.MULTILINE)
_CLOSED_BELOW = re.compile(r"(,?)[ \t]*\n[ \t]*\}[ \t]*$", re.MULTILINE)
_CLOSED_BEHIND = re.compile(r"[^\s,](,?)[ \t]*\}[ \t]*(?:\Z|\n(?=[ \t]*(?:\n|@|%|\Z)))")
_NOT_ENTRIES = frozenset({"string", "comment", "preamble"})


class Habits(Struct, frozen=True, kw_only=True):
    """A layout; the defaults are what ``refs format`` makes of every file."""

    indent: str = "  "
    aligned: bool = True
    """Within an entry all ``=`` stand in one column."""
    width: int = 0
    """The least number of characters to which names are padded then: files with one column for all entries."""
    before: str = " "
    """What stands before ``=``, behind the padding."""
    after: str = " "
    name_case: str = "lower"
    """``lower``, ``upper`` or ``title``; likewise for the entry's type."""
    kind_case: str = "lower"
    quotes: bool = False
    last_comma: bool = False
    close_inline: bool = False
    """The closing brace stands behind the last field."""
    journal: str = "journaltitle"
    date: str = "date"
    place: str = "location"
    months: bool = False
    """Where the year has a field of its own: the month has one, too."""


def read_habits(text: str) -> Habits:
    """Return how most of a text's entries are laid out; a text without entries gives the defaults."""
    entries = [found for part in _ENTRY_START.split(text) if (found := list(_FIELD.finditer(part)))]
    fields = [match for entry in entries for match in entry]
    if not fields:
        return Habits()
    names = Counter(match[2].lower() for match in fields)
    kinds = [kind for kind in _KIND.findall(text) if kind.lower() not in _NOT_ENTRIES]
    below, behind = _CLOSED_BELOW.findall(text), _CLOSED_BEHIND.findall(text)
    aligned, width = _alignment(entries)
    return Habits(
        indent=_usual((match[1] for match in fields), "  "),
        aligned=aligned,
        width=width,
        before=" " if aligned else _usual((match[3] for match in fields), " "),
        after=_usual((match[4] for match in fields), " "),
        name_case=_usual((_case(match[2]) for match in fields), "lower"),
        kind_case=_usual((_case(kind) for kind in kinds), "lower"),
        quotes=_usual((match[5] for match in fields if match[5]), "{") == '"',
        last_comma=_usual(behind if len(behind) > len(below) else below, "") == ",",
        close_inline=len(behind) > len(below),
        journal="journal" if names["journal"] >= max(1, names["journaltitle"]) else "journaltitle",
        date="year" if names["year"] >= max(1, names["date"]) else "date",
        place="address" if names["address"] > names["location"] else "location",
        months=names["month"] > names["year"] // 2,
    )


def _usual(values: Iterable[str], default: str) -> str:
    found = Counter(values).most_common(1)
    return found[0][0] if found else default


def _case(word: str) -> str:
    if word.isupper():
        return "upper"
    return "title" if word[:1].isupper() else "lower"


def _alignment(entries: Sequence[Sequence[re.Match[str]]]) -> tuple[bool, int]:
    """Return whether the ``=`` of most entries stand in one column, and in which, if it is the same for all."""
    telling = [entry for entry in entries if len({len(match[2]) for match in entry}) > 1]
    columns = [{len(match[2]) + len(match[3]) for match in entry} for entry in telling]
    longest = [max(len(match[2]) for match in entry) for entry in telling]
    aligned = [(min(column), most) for column, most in zip(columns, longest, strict=True) if len(column) == 1]
    if 2 * len(aligned) < max(1, len(telling)):
        return False, 0
    loose = Counter(column for column, most in aligned if column > most + 1)
    return True, loose.most_common(1)[0][0] - 1 if 4 * loose.total() > len(aligned) else 0


def entry_text(kind: str, key: str, fields: Sequence[tuple[str, str]], habits: Habits) -> str:
    r"""Return an entry with ``\n`` line ends and none behind it; the values bring their delimiters."""
    width = max([habits.width, *(len(name) for name, _ in fields)]) if habits.aligned else 0
    lines = [
        f"{habits.indent}{_cased(name, habits.name_case).ljust(width)}{habits.before}={habits.after}{value}"
        for name, value in fields
    ]
    head = f"@{_cased(kind, habits.kind_case)}{{{key},"
    if not lines:
        return f"{head}\n}}"
    last = f"{lines.pop().rstrip(' ')}{',' if habits.last_comma else ''}"
    return "\n".join([head, *(f"{line}," for line in lines), last]) + ("}" if habits.close_inline else "\n}")


def _cased(word: str, case: str) -> str:
    return word.upper() if case == "upper" else word.capitalize() if case == "title" else word


def delimited(value: str, habits: Habits) -> str:
    """Return a value in the file's delimiters; one that holds a quotation mark always in braces."""
    return f'"{value}"' if habits.quotes and '"' not in value else f"{{{value}}}"


def in_dialect(kind: str, fields: Mapping[str, str], habits: Habits) -> dict[str, str]:
    """Return BibLaTeX's fields under the names that the file uses, values delimited: ``journal``, ``year`` ...

    What stands on the web keeps its day.
    """
    names = {"journaltitle": habits.journal, "location": habits.place}
    written: dict[str, str] = {}
    for name, value in fields.items():
        if name == "date" and habits.date == "year" and kind != "online":
            written |= _in_parts(value, habits)
        else:
            written[names.get(name, name)] = delimited(value, habits)
    return written


def _in_parts(date: str, habits: Habits) -> dict[str, str]:
    year, _, rest = date.partition("-")
    month = rest[:2]
    fields = {"year": delimited(year, habits)}
    if habits.months and month:
        fields["month"] = MONTHS[int(month) - 1]
    return fields


def line_end(data: bytes) -> str:
    r"""Return the line end that most lines of a file have: ``\n``, ``\r\n`` or ``\r``."""
    both = data.count(b"\r\n")
    counts = {"\n": data.count(b"\n") - both, "\r\n": both, "\r": data.count(b"\r") - both}
    return max(counts, key=lambda ending: counts[ending])
