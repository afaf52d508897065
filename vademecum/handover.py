"""What one build leaves for the next: rows for the record, and a table of what files were like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from vademecum.disk.load import decode, read_bytes
from vademecum.disk.record import Row, open_record
from vademecum.disk.record_engine import engine_digest
from vademecum.disk.record_key import believed_key, keep_key, new_key
from vademecum.disk.record_place import FOLDER, forget, kept_file, make_folder, move_in, new_token, prune
from vademecum.disk.record_seen import (
    Sights,
    Table,
    clock_of,
    digest_of,
    exchanged,
    folders_of,
    save_table,
    seen_output,
    touched,
    with_digests,
)
from vademecum.disk.record_spool import Spool
from vademecum.disk.record_stamps import Stamps, stamp_of
from vademecum.disk.record_values import packed
from vademecum.disk.write import OWNED, Store
from vademecum.fresh import brief
from vademecum.memory import Memory
from vademecum.model.articles import without_matter
from vademecum.model.references import Pieces
from vademecum.model.rows import Label, Users
from vademecum.model.run import Options, Report
from vademecum.model.site import Site
from vademecum.pages.surroundings import Surroundings
from vademecum.references.bibtex.pieces import pieces_of
from vademecum.unchanged import Look, as_told, asked


class _Marks(Struct, frozen=True, kw_only=True):
    """Key → digest of rows as the record has them."""

    entries: Mapping[str, str] = {}
    users: Mapping[str, str] = {}


def draft(memory: Memory, site: Site, around: Surroundings, store: Store) -> None:
    """Write most of a first build's record while its lists are made, where its files wait to be shown."""
    if memory.record is not None or store.staging is None or not store.fresh:
        return
    memory.key = believed_key(memory.root / FOLDER) or new_key()
    record = open_record(store.staging / "record", engine_digest(), memory.key, write=True)
    if record is not None:
        if record.write(chain(_for_few(memory, site, around, _Marks()), [_pieces(memory, site)], memory.rows.rows())):
            memory.drafted = store.staging / "record"
            memory.rows.close()
            memory.rows = Spool()
        record.close()


def leave(
    memory: Memory, site: Site, around: Surroundings, made: Mapping[str, str], output: Path, report: Report
) -> None:
    """Leave what a build found out to the next one, once the output is written."""
    if report.written is None or not make_folder(memory.root):
        return
    key = memory.key or believed_key(memory.root / FOLDER) or new_key()
    if key is None or not keep_key(memory.root / FOLDER, key):
        return
    options = memory.options
    file = kept_file(memory.root, options.output, "record")
    token = new_token()
    sources = _sources(memory, site)
    before = _Marks(entries=memory.marks("marks"), users=memory.marks("user marks"))
    early = () if memory.drafted else chain(_for_few(memory, site, around, before), [_pieces(memory, site)])
    rows = chain(early, _rows(memory, site), memory.rows.rows(), [("generation", "", token.encode())])
    memory.close()
    if memory.record is None:
        forget(file)
    if memory.drafted and not move_in(memory.drafted, file):
        return
    record = open_record(file, engine_digest(), key, write=True)
    if record is None:
        return
    kept = record.write(rows)
    record.close()
    if not kept:
        return
    told = {
        "engine": engine_digest(),
        "generation": token,
        "asked": asked(options),
        "named": list(memory.named),
        "output": "" if options.output else report.output,
        "day": site.today.isoformat(),
        "until": min(memory.days).isoformat() if memory.days else None,
        "problems": [as_told(problem) for problem in report.problems],
        "articles": report.articles,
        "pages": report.pages,
        "files": len(made),
        "foreign": list(report.written.foreign),
        "retractions": report.retractions.isoformat() if report.retractions else None,
        "waived": [[as_told(each.problem), each.reason, each.by, each.until.isoformat()] for each in report.waived],
    }
    prune(memory.root)
    looked = clock_of(memory.root / FOLDER)
    outputs = seen_output(output, {**made, OWNED: digest_of(output / OWNED)})
    table = Table(told=told, sources=sources, outputs=outputs, folders=folders_of(output, made))
    save_table(kept_file(memory.root, options.output, "seen"), table, memory.began, looked)


def _sources(memory: Memory, site: Site) -> Sights:
    """Return the sources as they were when the build began, with the digests of what it read of them then.

    Of one that looks otherwise by now nobody knows what was read: it has no digest, and the next build reads it.
    """
    assets = {path: asset.digest for path, asset in site.assets.items() if asset.source}
    known = {**site.approved, **memory.kept.digests, **assets, **memory.read}
    sights = with_digests(memory.root, memory.sources, lambda path, _: known.get(path, ""))
    looked_at = ((path, stamp) for path, stamp in memory.sources.items() if path not in known)
    changed = {path for path, stamp in looked_at if stamp_of(f"{memory.root}/{path}") != stamp}
    digests = ["" if path in changed else digest for path, digest in zip(sights.paths, sights.digests, strict=True)]
    return replace(sights, digests=digests)


def _rows(memory: Memory, site: Site) -> Iterator[Row]:
    for kind, gone in memory.gone:
        yield kind, gone, None
    for url in memory.lists:
        yield "list", url, None
    labels: dict[str, dict[str, Label]] = {url: {} for url in memory.label_pages}
    for key in sorted(memory.labelled):
        labels.setdefault(memory.listed_on[key], {})[key] = memory.labels[key]
    for url, found in labels.items():
        yield "labels", url, packed(found) if found else None
    for article in site.articles.values():
        if article.is_index:
            yield "index", article.path, packed(without_matter(article))


def _for_few(memory: Memory, site: Site, around: Surroundings, before: _Marks) -> Iterator[Row]:
    """Yield what a build of a few texts reads piece by piece instead of the whole site."""
    bare = replace(
        site,
        articles={},
        bibliography=replace(site.bibliography, entries={}),
        listings=(),
        aliases={},
        mentioned={},
    )
    yield "site", "", packed((bare, around))
    entries = site.bibliography.entries
    marks = {key: brief((entry.digest, entry.place, entry.field_lines)) for key, entry in entries.items()}
    for key, entry in entries.items():
        if before.entries.get(key) != marks[key]:
            yield "entry", key, packed(entry)
    for key in before.entries.keys() - marks.keys():
        yield "entry", key, None
    yield "marks", "", packed(marks)
    yield from _users(memory, before.users)


def _users(memory: Memory, before: Mapping[str, str]) -> Iterator[Row]:
    marks = {}
    for key in sorted(memory.users):
        users = Users(articles=tuple(sorted(memory.users[key])), page=memory.listed_on.get(key, ""))
        marks[key] = brief(users)
        if before.get(key) != marks[key]:
            yield "users", key, packed(users)
    yield "user marks", "", packed(marks)


def _pieces(memory: Memory, site: Site) -> Row:
    """Return the bibliography in pieces, where it is one file that can be cut, and still the one that was read."""
    pieces: Pieces | None = None
    files = site.bibliography.files
    if len(files) == 1 and not site.bibliography.faulty:
        data = read_bytes(memory.root, files[0])
        same = stamp_of(f"{memory.root}/{files[0]}") == memory.sources.get(files[0])
        if same and _is_as_read(data, files[0]):
            pieces = pieces_of(data, site.bibliography.entries)
    return "pieces", "", packed(pieces) if pieces else None


def _is_as_read(data: bytes, file: str) -> bool:
    """Tell whether the bytes of a file are those of the text that is read from it."""
    text, _ = decode(data, file)
    return text is not None and text.encode() == data


def leave_again(
    root: Path,
    options: Options,
    look: Look,
    told: Mapping[str, object],
    rows: list[Row],
    sources: Mapping[str, str],
    outputs: Mapping[str, str],
    began: int,
) -> None:
    """Leave to the next build what a few texts have changed: path → SHA-256 of sources and of files of the output."""
    table = look.table
    record = open_record(
        kept_file(root, options.output, "record"), engine_digest(), believed_key(root / FOLDER), write=True
    )
    if table is None or record is None:
        return
    kept = record.write(rows)
    record.close()
    if not kept:
        return
    output = root / (options.output or str(told["output"]))
    looked = clock_of(root / FOLDER)
    if outputs:
        outputs = {**outputs, OWNED: digest_of(output / OWNED)}
    places = table.outputs.places() if outputs else {}
    seen = look.outputs or table.outputs.stamps
    now = seen.exchanged({places[path]: stamp_of(f"{output}/{path}") for path in outputs})
    again = Table(
        told=told,
        sources=exchanged(table.sources, Stamps.of(look.stamps[path] for path in table.sources.paths), sources),
        outputs=exchanged(table.outputs, now, outputs),
        folders=touched(output, table.folders, outputs),
    )
    save_table(kept_file(root, options.output, "seen"), again, began, looked)
