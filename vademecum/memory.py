"""What builds remember: which pages still stand, and what this build leaves for the next one."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from vademecum.config import Config
from vademecum.disk.load import decode, read_bytes
from vademecum.disk.record import Record, Row, open_record
from vademecum.disk.record_engine import engine_digest
from vademecum.disk.record_place import FOLDER, forget, kept_file, make_folder, new_token, prune
from vademecum.disk.record_seen import (
    Sights,
    Stamp,
    Table,
    clock_of,
    digest_of,
    exchanged,
    folders_of,
    list_sources,
    present_files,
    save_table,
    seen_output,
    stamp_of,
    touched,
    with_digests,
)
from vademecum.disk.record_spool import Spool
from vademecum.disk.record_values import packed, unpacked
from vademecum.disk.write import OWNED, Store
from vademecum.fresh import Present, brief, reason
from vademecum.model.articles import Text, without_matter
from vademecum.model.output import Output
from vademecum.model.references import Pieces
from vademecum.model.rows import Label, Listed, Made, Users
from vademecum.model.run import Options, Report
from vademecum.model.site import Site
from vademecum.pages.planned import Planned
from vademecum.pages.surroundings import Surroundings
from vademecum.pages.world import World
from vademecum.problems import Problem
from vademecum.references.bibtex.pieces import pieces_of
from vademecum.sealing import Sealed, sealed, sharing
from vademecum.texts import Kept
from vademecum.unchanged import SOURCES, Look, as_told, asked

T = TypeVar("T")


class Memory(Struct, kw_only=True):
    """The record of earlier builds while one build runs."""

    root: Path
    options: Options
    record: Record | None
    sources: Sights
    """Every source as it was when this build began."""
    outputs: Mapping[str, tuple[Stamp, str]]
    """The output's files as the last build left them."""
    named: tuple[str, ...]
    began: int
    kept: Kept
    rebuilt: list[tuple[str, str]] = field(default_factory=list)
    """(source or URL, why) of what this build makes anew."""
    _rows: Spool = field(default_factory=Spool)
    _known: bool = False
    """The record knows of articles."""
    _stale: dict[str, str] = field(default_factory=dict)
    """Why it is that an article of which it knows does not stand."""
    _gone: list[str] = field(default_factory=list)
    """The articles that it knows and that are no longer there."""
    _lists: dict[str, Listed] = field(default_factory=dict)
    _labels: dict[str, Label] = field(default_factory=dict)
    _labelled: set[str] = field(default_factory=set)
    """The sources that were asked for."""
    _listed_on: dict[str, str] = field(default_factory=dict)
    """Source → URL of the page that lists it."""
    _users: dict[str, list[str]] = field(default_factory=dict)
    """Source → articles that looked it up."""
    _until: list[date] = field(default_factory=list)

    def recall(self) -> None:
        """Read what the record holds of lists and sources."""
        if self.record is None:
            return
        self._lists.update(_all(self.record, "list", Listed))
        self._labels.update(unpacked(self.record.get("labels"), dict[str, Label]) or {})

    def standing(self, site: Site, present: Present, store: Store) -> Iterator[Sealed]:
        """Yield what is kept of each article that still stands."""
        for path, made in _all(self.record, "page", Made) if self.record else ():
            self._known = True
            article = site.articles.get(path)
            if article is None or article.is_index:
                self._gone.append(path)
                continue
            why = reason(made, article, present) or self._lost(made.facts.outputs, store)
            if why:
                self._stale[article.path] = why
            else:
                yield self._noted(sealed(made.facts), site)

    def stale(self, site: Site, standing: Container[str]) -> list[str]:
        """Return the articles that have to be made, in the site's order: those that do not stand."""
        new = "is new" if self._known else "first build"
        paths = [path for path, article in site.articles.items() if path not in standing and not article.is_index]
        self.rebuilt.extend((path, self._stale.get(path, new)) for path in paths)
        return paths

    def _lost(self, outputs: tuple[tuple[str, str], ...], store: Store) -> str:
        """Return what is wrong with the files that were made; empty when each is as it was."""
        for path, digest in outputs:
            if not self._holds(store, path, digest):
                return f"{path} was changed or removed"
        return ""

    def _holds(self, store: Store, path: str, digest: str) -> bool:
        if store.staging is None:
            return True
        target = f"{store.output}/{path}"
        seen = self.outputs.get(path)
        if seen and seen[1] == digest and seen[0] == stamp_of(target):
            return True
        return digest_of(target) == digest

    def note(self, made: Sealed, site: Site) -> Sealed:
        """Remember an article that was rendered; return what is kept of it in memory."""
        self._rows.add("page", made.facts.path, made.row)
        return self._noted(made, site)

    def _noted(self, made: Sealed, site: Site) -> Sealed:
        path = site.articles[made.facts.path].path
        for key in made.sources:
            self._users.setdefault(key, []).append(path)
        self.until(made.changes_on)
        return replace(made, facts=sharing(made.facts, site.articles), row=None)

    def standing_list(self, planned: Planned, store: Store) -> tuple[str, tuple[Problem, ...]] | None:
        """Return digest and problems of the page of a list that still stands."""
        held = self._lists.pop(planned.url, None)
        for key, _ in planned.sources.cited if planned.sources else ():
            self._listed_on[key] = planned.url
        why = "is new" if self._known else "first build"
        if held is not None:
            same = held.key == planned.key
            why = self._lost(((planned.path, held.digest),), store) if same else "what it shows changed"
            if not why:
                return held.digest, held.problems
        self.rebuilt.append((planned.url, why))
        return None

    def note_list(
        self, planned: Planned, digest: str, problems: tuple[Problem, ...]
    ) -> tuple[str, tuple[Problem, ...]]:
        """Remember the page of a list that was made; return digest and problems."""
        self._rows.add("list", planned.url, packed(Listed(key=planned.key, digest=digest, problems=problems)))
        if planned.sources is not None:
            self._rows.add("sources", planned.url, packed(planned.sources))
        return digest, problems

    def copy(self, store: Store, path: str, digest: str, read: Callable[[], bytes]) -> str:
        """Put a file of the site into the output, unless it stands there already; return its digest."""
        if path in self.outputs and self._holds(store, path, digest):
            return digest
        return store.put(Output(path=path, content=read()))

    def label(self, key: str, world: World, present: Present) -> tuple[str, str]:
        """Return a source's label and a digest of what is printed of it."""
        ground = _ground(key, present)
        held = self._labels.get(key)
        self._labelled.add(key)
        if held is not None and held.ground == f"{ground} {present.value(('events', held.events))}":
            return held.text, held.printed
        found = self._labels[key] = label_of(key, world, present)
        return found.text, found.printed

    def until(self, *days: date | None) -> None:
        """Remember days on which time alone changes something."""
        self._until.extend(day for day in days if day is not None)

    def _for_few(self, site: Site, around: Surroundings) -> Iterator[Row]:
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
        for article in site.articles.values():
            if article.is_index:
                yield "index", article.path, packed(without_matter(article))
        marks = {key: brief((e.digest, e.place, e.field_lines)) for key, e in site.bibliography.entries.items()}
        before = self._marks("marks")
        for key, entry in site.bibliography.entries.items():
            if before.get(key) != marks[key]:
                yield "entry", key, packed(entry)
        for key in before.keys() - marks.keys():
            yield "entry", key, None
        yield "marks", "", packed(marks)
        before = self._marks("user marks")
        marks = {}
        for key in sorted(self._users):
            users = Users(articles=tuple(sorted(self._users[key])), page=self._listed_on.get(key, ""))
            marks[key] = brief(users)
            if before.get(key) != marks[key]:
                yield "users", key, packed(users)
        yield "user marks", "", packed(marks)
        pieces = self._pieces(site)
        yield "pieces", "", packed(pieces) if pieces else None

    def _marks(self, kind: str) -> dict[str, str]:
        """Return key → digest of rows as the record has them."""
        return (unpacked(self.record.get(kind), dict[str, str]) if self.record else None) or {}

    def _pieces(self, site: Site) -> Pieces | None:
        """Return the bibliography in pieces, where it is one file that can be cut."""
        files = site.bibliography.files
        if len(files) != 1 or site.bibliography.faulty:
            return None
        data = read_bytes(self.root, files[0])
        text, _ = decode(data, files[0])
        if text is None or text.encode() != data:
            return None
        return pieces_of(text, site.bibliography.entries)

    def close(self) -> None:
        """Let go of the files."""
        self._rows.close()
        if self.record is not None:
            self.record.close()

    def keep(self, site: Site, around: Surroundings, made: Mapping[str, str], output: Path, report: Report) -> None:
        """Leave what was found out to the next build, once the output is written."""
        if report.written is None or not make_folder(self.root):
            return
        file = kept_file(self.root, self.options.output, "record")
        present = set(self.kept.texts) | set(self.kept.added)
        gone = present - set(self.sources.paths)
        rows: list[Row] = [("text", path, packed(text)) for path, text in self.kept.added.items()]
        rows.extend(("text", path, None) for path in sorted(gone))
        rows.extend(("page", path, None) for path in self._gone)
        rows.extend(("list", url, None) for url in self._lists)
        labels = {key: found for key, found in self._labels.items() if key in self._labelled}
        rows.append(("labels", "", packed(labels)))
        rows.extend(self._for_few(site, around))
        token = new_token()
        rows.append(("generation", "", token.encode()))
        if self.record is None:
            forget(file)
        else:
            self.record.close()
        record = open_record(file, engine_digest(), write=True)
        if record is None:
            return
        kept = record.write(chain(rows, self._rows.rows()))
        record.close()
        if not kept:
            return
        told = {
            "engine": engine_digest(),
            "generation": token,
            "asked": asked(self.options),
            "named": list(self.named),
            "output": "" if self.options.output else report.output,
            "day": site.today.isoformat(),
            "until": min(self._until).isoformat() if self._until else None,
            "problems": [as_told(problem) for problem in report.problems],
            "articles": report.articles,
            "pages": report.pages,
            "files": len(made),
            "foreign": list(report.written.foreign),
            "retractions": report.retractions.isoformat() if report.retractions else None,
            "waived": [[as_told(each.problem), each.reason, each.by, each.until.isoformat()] for each in report.waived],
        }
        prune(self.root)
        outputs = seen_output(output, {**made, OWNED: digest_of(output / OWNED)})
        folders = folders_of(output, made)
        table = Table(told=told, sources=self.sources, outputs=outputs, folders=folders)
        save_table(kept_file(self.root, self.options.output, "seen"), table, self.began)


def _ground(key: str, present: Present) -> str:
    """Return a digest of what a source is printed from, but for its events."""
    return brief((present.value(("entry", key)), present.value(("style", "")), present.value(("settings", ""))))


def label_of(key: str, world: World, present: Present) -> Label:
    """Return how a source stands in the list of all sources."""
    source = world.sources[key]
    events = f"{source.reference.doi.casefold()} {source.reference.pmid}"
    shown = source.shown
    printed = brief((shown.html, shown.links, shown.notices))
    ground = f"{_ground(key, present)} {present.value(('events', events))}"
    return Label(ground=ground, events=events, text=source.label, printed=printed)


def present_of(world: World) -> Present:
    """Return what the needs of pages are now."""
    around = world.surroundings
    return Present(
        world.site,
        frame=(around.frame, sorted(world.assets.items())),
        board=around.board,
        sections=around.sections,
        layout=world.files.digest_of,
    )


def save_again(
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
    record = open_record(kept_file(root, options.output, "record"), engine_digest(), write=True)
    if table is None or record is None:
        return
    kept = record.write(rows)
    record.close()
    if not kept:
        return
    output = root / (options.output or str(told["output"]))
    if outputs:
        outputs = {**outputs, OWNED: digest_of(output / OWNED)}
    stamps = {**look.outputs, **present_files(output, tuple(outputs))}
    again = Table(
        told=told,
        sources=exchanged(table.sources, look.stamps, sources),
        outputs=exchanged(table.outputs, stamps, outputs),
        folders=touched(output, table.folders, outputs),
    )
    save_table(kept_file(root, options.output, "seen"), again, began)


@contextmanager
def remembered(root: Path, options: Options, config: Config, look: Look) -> Iterator[Memory]:
    """Give a build what earlier ones left; ``--full`` uses nothing of it. Until `Memory.keep` nothing is written."""
    named = _named(config)
    began = clock_of(root / FOLDER) if options.write else 0
    file = kept_file(root, options.output, "record")
    record = None if options.full else open_record(file, engine_digest(), write=False)
    table = look.table
    sources = with_digests(root, list_sources(root, SOURCES, named), table.sources.known() if table else {})
    memory = Memory(
        root=root,
        options=options,
        record=record,
        sources=sources,
        outputs=table.outputs.known() if table else {},
        named=named,
        began=began,
        kept=_kept(record, sources),
    )
    memory.recall()
    try:
        yield memory
    finally:
        memory.close()


def _kept(record: Record | None, sources: Sights) -> Kept:
    if record is None:
        return Kept()
    return Kept(
        digests={path: digest for path, digest in zip(sources.paths, sources.digests, strict=True) if digest},
        texts=dict(_all(record, "text", Text)),
    )


def _all(record: Record, kind: str, of: type[T]) -> Iterator[tuple[str, T]]:
    """Yield every value of a kind that is one, with its key."""
    found = ((key, unpacked(data, of)) for key, data in record.all(kind))
    return ((key, value) for key, value in found if value is not None)


def _named(config: Config) -> tuple[str, ...]:
    """Return the files outside of the folders that the settings name."""
    style = [config.citation_style] if config.citation_style.endswith(".csl") else []
    files = [
        "pyproject.toml",
        *config.bibliography,
        config.journals_file,
        config.retractions_file,
        config.links_file,
        *style,
    ]
    return tuple(dict.fromkeys(file for file in files if file))
