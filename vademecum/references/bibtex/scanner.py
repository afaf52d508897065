"""The text of a ``.bib`` file → its entries, undecoded. Fast where an entry is well formed, careful where not.

Where other parsers stop at the first fault, this one tells of each and loses no sound entry because of a neighbour.
"""

from __future__ import annotations

from hashlib import sha256
from sys import intern

from vademecum.model.references import Entry
from vademecum.problems import Level, Place, Problem
from vademecum.references.bibtex import skipping
from vademecum.references.bibtex.careful import Draft, DraftField, read_carefully
from vademecum.references.bibtex.faults import Fault, Lines
from vademecum.references.bibtex.macros import expanded
from vademecum.references.bibtex.notation import ENTRY_HEAD, FIELD, LINE_OPENING, OPENING, SPACES
from vademecum.references.bibtex.stray import first_stray, holds_fields

_NOT_ENTRIES = frozenset({"comment", "preamble", "string"})


class Scanner:
    """Reads one file; the macros are shared by all files of a bibliography."""

    __slots__ = (
        "_foreign",
        "_kept_until",
        "_layouts",
        "_limit_at",
        "_limit_from",
        "_line",
        "_line_offset",
        "_line_start",
        "_unclosed",
        "entries",
        "faults",
        "file",
        "lines",
        "macros",
        "strings",
        "text",
        "unsound",
    )

    def __init__(self, file: str, text: str, macros: dict[str, str]) -> None:
        """Set out at the text's start; ``macros`` is filled on the way."""
        self.file, self.text, self.macros = file, text, macros
        self.lines = Lines(file, text)
        self.entries: list[Entry] = []
        self.unsound: dict[str, Place] = {}
        self.faults: list[Fault] = []
        self.strings = False
        self._line, self._line_offset, self._line_start = 1, 0, 0
        self._layouts: dict[tuple[tuple[str, int], ...], dict[str, int]] = {}
        self._limit_from, self._limit_at = 0, 0
        self._kept_until, self._foreign, self._unclosed = -1, False, False

    def problems(self) -> list[Problem]:
        """Return what was found wrong, in the order of the text."""
        return [self.lines.problem(fault) for fault in self.faults]

    def scan(self) -> None:
        """Read the whole text."""
        text, end, size = self.text, 0, len(self.text)
        while end < size:
            start = text.find("@", end)
            if start < 0:
                self._stray(end, size)
                break
            if start - end > 1 and not text[end:start].isspace():
                self._stray(end, start)
            end = self._entry(start)
        if not (self.entries or self.unsound or self.strings):
            self._nothing()

    def _entry(self, start: int) -> int:
        """Read what begins at the ``@`` and return where reading goes on."""
        self._advance(start)
        head = ENTRY_HEAD.match(self.text, start)
        before = self.text[max(self._line_start, start - 9) : start].rstrip()
        if not head or (before and not before.endswith("}")):
            return self._unusual(start)
        kind = head[1].lower()
        if kind in _NOT_ENTRIES:
            return self._unusual(start)
        return self._well_formed(kind, head[2], start, head.end()) or self._unusual(start)

    def _advance(self, offset: int) -> None:
        """Count the lines up to an offset; offsets only grow."""
        lines = self.text.count("\n", self._line_offset, offset)
        if lines:
            self._line += lines
            self._line_start = self.text.rfind("\n", self._line_offset, offset) + 1
        self._line_offset = offset

    def _well_formed(self, kind: str, key: str, start: int, pos: int) -> int:
        """Read the entry in one run; return where it ends, or 0 when anything about it is out of the ordinary."""
        text, match_field, fields, lines = self.text, FIELD.match, {}, {}
        line, counted = 0, start
        while field := match_field(text, pos):
            end, name, braced, quoted, bare, _ = field.groups()
            pos = field.end()
            if end:
                break
            name = intern(name.lower())
            if name in fields:
                return 0
            value = braced if braced is not None else quoted if quoted is not None else self._bare(bare)
            if value is None:
                return 0
            if "\n" in value or "  " in value or "\t" in value:
                value = SPACES.sub(" ", value)
            offset = field.start(2)
            line += text.count("\n", counted, offset)
            counted = offset
            fields[name] = value.strip(" ")
            lines[name] = line
        else:
            return 0
        if text.find("@", start + 1, pos) >= 0 and LINE_OPENING.search(text, start + 1, pos):
            return 0
        place = Place(file=self.file, line=self._line, column=start - self._line_start + 1)
        self._keep(intern(kind), key, fields, lines, place)
        self._kept_until = pos
        return pos

    def _bare(self, word: str) -> str | None:
        return word if word.isdecimal() else self.macros.get(word.lower())

    def _keep(self, kind: str, key: str, fields: dict[str, str], lines: dict[str, int], place: Place) -> None:
        said = "\x1e".join([part for pair in sorted(fields.items()) for part in pair])
        digest = sha256(f"{kind}\x1d{said}".encode()).hexdigest()
        lines = self._layouts.setdefault(tuple(lines.items()), lines)
        self.entries.append(Entry(key=key, kind=kind, fields=fields, place=place, field_lines=lines, digest=digest))

    def _unusual(self, start: int) -> int:
        text = self.text
        opening = OPENING.match(text, start)
        before = text[start - 1 : start]
        if not opening or before.isalnum() or (before and before in "_.-@"):
            return skipping.comment_word_end(text, start) or self._no_entry(start)
        commented = skipping.commented_entry_end(text, start)
        if commented:
            hint = "BibTeX knows no % outside TeX and reads such entries; delete it, or use @comment{…}"
            self._fault(start, Level.WARNING, "an entry is commented out with % and left out", hint)
            return commented
        kind = opening[1].lower()
        if kind in ("comment", "preamble"):
            return self._skip_group(opening.end() - 1)
        limit = self._limit(start)
        if kind == "string":
            return self._string(start, opening.end(), limit)
        draft = read_carefully(text, start, opening.end(), limit)
        self._add_draft(kind, start, draft)
        return draft.end

    def _no_entry(self, start: int) -> int:
        if not skipping.in_comment_line(self.text, start):
            hint = "nothing is lost; write entries as @type{key, …}"
            self._fault(start, Level.WARNING, '"@" outside an entry', hint)
        return start + 1

    def _skip_group(self, opening: int) -> int:
        # A comment may hold whole entries; after one that never ends, the others are read up to the next entry only.
        end = skipping.group_end(self.text, opening, self._limit(opening) if self._unclosed else len(self.text))
        if end:
            return end
        self._unclosed = True
        self._fault(opening, Level.WARNING, "the brace of a @comment or @preamble is not closed")
        return self._limit(opening)

    def _limit(self, start: int) -> int:
        """Return where the next entry starts on its own line; remembered, for a long broken line asks often."""
        if not self._limit_from <= start < self._limit_at:
            self._limit_from, self._limit_at = start, skipping.next_entry(self.text, start)
        return self._limit_at

    def _string(self, start: int, body: int, limit: int) -> int:
        draft = read_carefully(self.text, start, body, limit, keyless=True)
        self.strings = True
        self.faults.extend(draft.faults)
        for field in draft.fields:
            value = self._value(field, f"the abbreviation {field.name}")
            if value is not None:
                self.macros[field.name] = value
        return draft.end

    def _add_draft(self, kind: str, start: int, draft: Draft) -> None:
        self.faults.extend(draft.faults)
        place = self.lines.place(start)
        fields: dict[str, str] = {}
        lines: dict[str, int] = {}
        for field in draft.fields:
            if field.name in lines:
                what = f'the field {field.name} stands twice in "{draft.key}": the first is used'
                self._fault(field.offset, Level.WARNING, what)
                continue
            lines[field.name] = self.lines.line(field.offset) - place.line
            value = self._value(field, f'the field {field.name} of "{draft.key}"')
            if value is not None:
                fields[field.name] = value
        if draft.sound:
            self._keep(kind, draft.key, fields, lines, place)
            self._kept_until = draft.end
        elif draft.key:
            self.unsound[draft.key] = place

    def _value(self, field: DraftField, of: str) -> str | None:
        """Return the joined value, or None when an unknown macro leaves nothing of it."""
        value, unknown = expanded(field.pieces, self.macros)
        for name in unknown:
            hint = "define it with @string, or put the text in braces"
            self._fault(field.offset, Level.WARNING, f"unknown abbreviation {name}: {of} is lost", hint, "BIB-04")
        return None if value is None else SPACES.sub(" ", value).strip(" ")

    def _stray(self, start: int, end: int) -> None:
        text = self.text
        offset = first_stray(text, start, end)
        if offset < 0:
            return
        self._foreign = True
        close = start == self._kept_until and text.count("\n", start, offset) <= 1
        if holds_fields(text, start, end):
            self._stray_fields(offset, close and text[offset] in ",}")
        elif close and text[offset] == "}":
            self._fault(offset, Level.WARNING, f'one "}}" too many after the entry "{self.entries[-1].key}"')

    def _stray_fields(self, offset: int, after_entry: bool) -> None:  # noqa: FBT001 - private, named where called
        if not after_entry:
            self._fault(
                offset,
                Level.ERROR,
                "fields outside an entry",
                'is the line "@article{key," above them missing?',
            )
            return
        entry = self.entries.pop()
        self.unsound[entry.key] = entry.place
        what = f'the entry "{entry.key}" ends before this text: one "}}" too many above'
        self._fault(offset, Level.ERROR, what, "take the brace out; the fields from here on are lost otherwise")

    def _nothing(self) -> None:
        if self._foreign:
            hint = "was an error page of a web site saved under this name?"
            self._fault(0, Level.ERROR, "the file holds text but not one entry", hint)
        elif not self.faults:
            self._fault(0, Level.WARNING, "the file holds no entries")

    def _fault(self, offset: int, level: Level, message: str, hint: str = "", rule: str = "BIB-01") -> None:
        self.faults.append(Fault(offset=offset, level=level, message=message, hint=hint, rule=rule))
