"""A first look at the files: when nothing changed since the last build, that build's report is the answer.

It reads no source and no record, and is kept free of what a build needs: starting Python takes most of its time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct, field, msgpack
from msgspec.structs import replace

from vademecum.disk.meanwhile import meanwhile
from vademecum.disk.record_engine import engine_digest
from vademecum.disk.record_place import FOLDER, is_interrupted, kept_file, still_there
from vademecum.disk.record_seen import (
    Sights,
    Table,
    changed_stamps,
    clock_of,
    digest_of,
    load_table,
    save_table,
    strangers,
)
from vademecum.disk.record_stamps import (
    Stamp,
    Stamps,
    folder_stamps,
    is_regular,
    list_sources,
    stamp_of,
    stamps_of,
)
from vademecum.disk.root import SOURCES
from vademecum.model.run import Options, Report, Waived, Written
from vademecum.problems import Level, Problem

NOT_OURS = (".gitignore", ".gitkeep")
"""Files that may stand in an output beside ours, and are not told of."""

_decode = msgpack.Decoder(tuple[dict[int, Stamp], dict[int, Stamp]]).decode


class Look(Struct, frozen=True, kw_only=True):
    """What the files look like, against what the last build saw."""

    report: Report | None = None
    """The last build's, when everything is as it was."""
    table: Table | None = None
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    """Path → what each source is like now; empty when they were not looked at."""
    changed: frozenset[str] = frozenset()
    """Sources whose bytes are others than in the table, that are new, or that are gone."""
    outputs: Stamps | None = None
    """What each file of the output is like now, as in the table; None when they were not looked at."""
    comparable: bool = False
    """The last build was asked for the same, by the same engine, and its output is whole."""


def asked(options: Options) -> list[object]:
    """Return what of the options decides what is built."""
    return [options.base_url, options.file_links, options.drafts, options.strict]


def look_at(root: Path, options: Options, get_ready: Callable[[], object] = tuple) -> Look:
    """Look at the files of a site and of its output. A check is answered by the last build, if all is as it was.

    As soon as a build is needed, what it needs is made ready with ``get_ready``: the look may not be at its end yet.
    """
    if options.full:
        return Look()
    table = load_table(kept_file(root, options.output, "seen"))
    if table is None:
        return Look()
    try:
        return _look(root, options, table, get_ready)
    except (KeyError, TypeError, ValueError, AttributeError):  # a table that somebody else wrote
        return Look()


def _look(root: Path, options: Options, table: Table, get_ready: Callable[[], object]) -> Look:
    before = table
    told: Mapping[str, Any] = table.told
    if not _comparable(told, options):
        return Look(table=table)
    began = clock_of(root / FOLDER) if options.write else 0
    output = root / (options.output or told["output"])
    if is_interrupted(output):
        return Look(table=table, stamps=list_sources(root, SOURCES, told["named"]))
    with meanwhile(partial(_moved, output, table)) as answer:
        stamps = list_sources(root, SOURCES, told["named"])
        differing = changed_stamps(table.sources, stamps)
        changed = frozenset(path for path in differing if digest_of(f"{root}/{path}") != differing[path])
        if changed:
            get_ready()
        moved, moved_folders = _decode(answer())
    if any(digest_of(f"{output}/{table.outputs.paths[place]}") != table.outputs.digests[place] for place in moved):
        return Look(table=table, stamps=stamps, changed=changed)
    outputs = table.outputs.stamps.exchanged(moved)
    folders = replace(table.folders, stamps=table.folders.stamps.exchanged(moved_folders))
    known = [path for path in told["foreign"] if path not in NOT_OURS]
    found = strangers(output, table.folders, folders, (*table.outputs.paths, *NOT_OURS))
    told = {**told, "foreign": list(dict.fromkeys([*known, *found]))}
    table = replace(table, told=told, folders=folders)
    if changed:
        return Look(table=table, stamps=stamps, changed=changed, outputs=outputs, comparable=options.write)
    if not options.write:
        return Look(report=replace(report_of(told, root, options), written=None), table=table, stamps=stamps)
    if differing or moved or found or folders.stamps != before.folders.stamps:
        _refresh(root, options, table, stamps, outputs, began)
    report = report_of(told, root, options)
    return Look(report=report, table=table, stamps=stamps)


def _moved(output: Path, table: Table) -> bytes:
    """Return what files and folders of the output are like that look otherwise than in the table, by their places."""
    files = table.outputs.stamps.changes(stamps_of(output, table.outputs.paths))
    folders = table.folders.stamps.changes(folder_stamps(output, table.folders.paths))
    return msgpack.encode((files, folders))


def look_near(root: Path, options: Options, paths: frozenset[str]) -> Look | None:
    """Look at some sources only, for somebody who watches all the others; None where a whole look is needed.

    What nobody watches (files of the output that another program changed, a change that was missed) the next whole
    look finds: all else keeps in the table what it was like.
    """
    table = load_table(kept_file(root, options.output, "seen"))
    if table is None or options.full or not options.write or not paths:
        return None
    try:
        return _look_near(root, options, paths, table)
    except (KeyError, TypeError, ValueError, AttributeError):  # a table that somebody else wrote
        return None


def _look_near(root: Path, options: Options, paths: frozenset[str], table: Table) -> Look | None:
    told: Mapping[str, Any] = table.told
    known = dict(zip(table.sources.paths, table.sources.stamps, strict=True))
    if not _comparable(told, options) or not paths <= known.keys():
        return None
    if is_interrupted(root / (options.output or told["output"])):
        return None
    now = {path: stamp_of(f"{root}/{path}") for path in paths}
    if not all(is_regular(stamp) for stamp in now.values()):
        return None
    digests = {path: table.sources.digests[place] for place, path in enumerate(table.sources.paths) if path in paths}
    changed = frozenset(path for path in paths if digest_of(f"{root}/{path}") != digests[path])
    if not changed:
        return Look(report=report_of(told, root, options), table=table)
    stamps = {**known, **now}
    return Look(table=table, stamps=stamps, changed=changed, outputs=table.outputs.stamps, comparable=True)


def _comparable(told: Mapping[str, Any], options: Options) -> bool:
    today = options.today.isoformat()
    return (
        told["engine"] == engine_digest()
        and told["asked"] == asked(options)
        and told["day"] <= today
        and (told["until"] is None or today < told["until"])
    )


def _refresh(
    root: Path, options: Options, table: Table, stamps: Mapping[str, Stamp], outputs: Stamps, began: int
) -> None:
    """Note what the same bytes look like now."""
    known = dict(zip(table.sources.paths, table.sources.digests, strict=True))
    sources = Sights(paths=tuple(stamps), stamps=Stamps.of(stamps.values()), digests=[known[path] for path in stamps])
    seen = Sights(paths=table.outputs.paths, stamps=outputs, digests=table.outputs.digests)
    again = Table(told=table.told, sources=sources, outputs=seen, folders=table.folders)
    save_table(kept_file(root, options.output, "seen"), again, began, began)


def report_of(told: Mapping[str, Any], root: Path, options: Options) -> Report:
    """Return the report of the build that left a table, as if it had found nothing to do."""
    name = options.output or told["output"]
    retractions = told["retractions"]
    return Report(
        problems=tuple(_problem(each) for each in told["problems"]),
        articles=told["articles"],
        pages=told["pages"],
        written=Written(
            written=0,
            kept=told["files"],
            removed=0,
            foreign=still_there(root / name, told["foreign"]),
        ),
        output=name,
        retractions=date.fromisoformat(retractions) if retractions else None,
        waived=tuple(
            Waived(problem=_problem(problem), reason=reason, by=by, until=date.fromisoformat(until))
            for problem, reason, by, until in told["waived"]
        ),
    )


def _problem(told: Sequence[Any]) -> Problem:
    file, line, column, rule, level, message, hint = told
    return Problem(file=file, line=line, column=column, rule=rule, level=Level(level), message=message, hint=hint)


def as_told(problem: Problem) -> list[object]:
    """Return a problem as the table holds it."""
    return [
        problem.file,
        problem.line,
        problem.column,
        problem.rule,
        problem.level.value,
        problem.message,
        problem.hint,
    ]
