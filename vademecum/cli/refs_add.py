"""``vademecum refs add``: the one command that uses the network."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
from msgspec import Struct

from vademecum import __version__
from vademecum.cli.refs_find import Finder
from vademecum.config import Config
from vademecum.disk.exchange import exchange
from vademecum.disk.load import read_optional
from vademecum.disk.root import find_root
from vademecum.network.fetch import Manners, fetch
from vademecum.network.registries import registries
from vademecum.pipeline import Options, read_settings
from vademecum.problems import EngineError, UsageError, has_errors, printable
from vademecum.references.bibliography import read_bibliography
from vademecum.references.editing.adding import (
    Works,
    Written,
    appended,
    asked_of,
    described,
    known_entry,
    read_entries,
    write_entry,
)
from vademecum.references.editing.asking import Asked, parse_asked
from vademecum.references.editing.found import Found
from vademecum.references.editing.habits import read_habits
from vademecum.references.editing.newkeys import read_pattern
from vademecum.report.text import problem_line

_KEY = re.compile(r"[^\W_](?:[\w:.+/-]*\w)?")


class _Shelf(Struct, frozen=True, kw_only=True):
    """The file that gets the new entries, and every entry that there is."""

    root: Path
    name: str
    data: bytes | None
    """None: there is no such file yet."""
    works: Works


@click.command("add")
@click.argument("works", nargs=-1, required=True, metavar="DOI|PMID|URL...")
@click.option("--key", default="", help="Key of the new entry.  [default: made as the file's others are]")
@click.option("--file", default="", metavar="FILE", help="The .bib file.  [default: the first of the bibliography]")
@click.option("--dry-run", is_flag=True, help="Show the entries and write nothing.")
def add_command(*, works: tuple[str, ...], key: str, file: str, dry_run: bool) -> int:
    """Look works up at Crossref and PubMed.

    Their entries are appended to the bibliography, laid out as the others are. The only command that uses the network.
    """
    asked = [_asked(work) for work in works]
    if key and (len(works) > 1 or not _KEY.fullmatch(key)):
        raise UsageError("--key names one work" if len(works) > 1 else f'"{key}" cannot be cited as a key')
    root = find_root(Path.cwd())
    config, _ = read_settings(root, Options(today=datetime.now(UTC).date()))
    shelf = _open(root, config, file)
    finder = Finder(
        ask=partial(fetch, manners=_manners(config)),
        registries=registries(
            os.environ, config.contact.removeprefix("mailto:") if "mailto:" in config.contact else ""
        ),
        say=_say,
    )
    entries = _collect(asked, shelf, finder, key)
    for entry in entries:
        click.echo(_printable_entry(entry.text))
        for remark in entry.remarks:
            _say(remark)
    if entries and not dry_run:
        _write(shelf, entries)
        cited = " ".join(f"[@{entry.entry.key}]" for entry in entries)
        click.echo(printable(f"Added to {shelf.name}: {cited}"))
    return 0 if len(entries) == len(works) else 1


def _asked(work: str) -> Asked:
    asked = parse_asked(work)
    if not asked.by:
        raise UsageError(f'"{work}" is no DOI, PMID or PMCID, and no address that holds one')
    return asked


def _manners(config: Config) -> Manners:
    contact = config.contact.encode("ascii", "ignore").decode()
    agent = f"vademecum/{__version__}{f' ({contact})' if contact else ''}"
    return Manners(agent=agent, clock=time.monotonic, sleep=time.sleep)


def _say(sentence: str) -> None:
    click.echo(f"vademecum: {printable(sentence)}", err=True)


def _printable_entry(text: str) -> str:
    """Return an entry that cannot steer a terminal."""
    return "\n".join(printable(line) for line in text.split("\n"))


def _open(root: Path, config: Config, file: str) -> _Shelf:
    """Read all entries; a file with faults is refused, for nobody can tell where its last entry ends."""
    name = _name(root, file) if file else config.bibliography[0]
    if file and name not in config.bibliography:
        _say(f"{name} is not among the files of the setting bibliography, so articles cannot cite from it")
    names = dict.fromkeys((*config.bibliography, name))
    files = [(each, data) for each in names if (data := read_optional(root, each)) is not None]
    bibliography, problems = read_bibliography(files)
    faults = [problem for problem in problems if problem.file == name and has_errors([problem])]
    if faults:
        raise UsageError(f"{problem_line(faults[0])}: mend {name} first; nothing was looked up")
    works = described(read_entries(files), bibliography)
    return _Shelf(root=root, name=name, data=dict(files).get(name), works=works)


def _name(root: Path, file: str) -> str:
    try:
        return Path(file).resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise UsageError(f"{file} lies outside of the site's folder") from None


def _collect(asked: Sequence[Asked], shelf: _Shelf, finder: Finder, key: str) -> list[Written]:
    works = list(shelf.works)
    entries: list[Written] = []
    for each in asked:
        found = _find(each, works, finder)
        written = _written(found, shelf, works, key) if found else None
        if written:
            entries.append(written)
            works.append((written.entry, written.work))
    return entries


def _find(asked: Asked, works: Works, finder: Finder) -> Found | None:
    """Return a work that is not there yet; why there is none is said."""
    if _is_known([asked], works):
        return None
    found = finder.find(asked)
    if found is None:
        _say(f"neither Crossref nor PubMed knows {asked.value}: check it, or write the entry by hand")
        return None
    return None if _is_known(asked_of(found), works) else found


def _is_known(asked: Sequence[Asked], works: Works) -> bool:
    for each in asked:
        entry = known_entry(each, works)
        if entry:
            place = f"{entry.place.file}:{entry.place.line}" if entry.place.line else "just added"
            _say(f'{each.value} is there already: "{entry.key}" ({place})')
            return True
    return False


def _written(found: Found, shelf: _Shelf, works: Works, key: str) -> Written | None:
    taken = {entry.key: entry for entry, _ in works}
    twin = next((entry for name, entry in taken.items() if key and name.casefold() == key.casefold()), None)
    if twin:
        _say(f'the key "{key}" is taken ({twin.place.file}:{twin.place.line})')
        return None
    text = (shelf.data or b"").decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    pattern = read_pattern((entry.key, other) for entry, other in works)
    return write_entry(found, key, shelf.name, read_habits(text), pattern, taken)


def _write(shelf: _Shelf, entries: Sequence[Written]) -> None:
    """Append the entries, once it is clear that the file then says what it said, and them."""
    data = appended(shelf.data or b"", [entry.text for entry in entries])
    before = [(entry.kind, entry.key, entry.fields) for entry in read_entries([(shelf.name, shelf.data or b"")])]
    after = [(entry.kind, entry.key, entry.fields) for entry in read_entries([(shelf.name, data)])]
    if after[: len(before)] != before or [key for _, key, _ in after[len(before) :]] != [e.entry.key for e in entries]:
        raise EngineError(f"{shelf.name} could not be read any more with the new entry; nothing was written")
    exchange(shelf.root / shelf.name, shelf.data, data)
