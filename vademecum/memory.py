"""What builds remember: which pages still stand, and what a build notes, which `handover` leaves to the next."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from vademecum.config import Config
from vademecum.disk.record import Record, open_record
from vademecum.disk.record_engine import engine_digest
from vademecum.disk.record_key import believed_key
from vademecum.disk.record_place import FOLDER, kept_file
from vademecum.disk.record_seen import NOTHING, Table, clock_of, digest_of, known_by, with_digests
from vademecum.disk.record_spool import Spool
from vademecum.disk.record_stamps import Stamp, list_sources, stamp_of
from vademecum.disk.record_values import packed, unpacked
from vademecum.disk.root import SOURCES
from vademecum.disk.write import Store
from vademecum.fresh import Present, brief, reason
from vademecum.model.articles import Text
from vademecum.model.output import Output
from vademecum.model.rows import Label, Listed, Made
from vademecum.model.run import Options
from vademecum.model.site import Site
from vademecum.pages.planned import Planned
from vademecum.pages.world import World
from vademecum.problems import Problem
from vademecum.sealing import Sealed, sealed, sharing
from vademecum.texts import Kept, Shares
from vademecum.unchanged import Look

T = TypeVar("T")


class Memory(Struct, kw_only=True):
    """The record of earlier builds while one build runs."""

    root: Path
    options: Options
    record: Record | None
    sources: Mapping[str, Stamp]
    """Path → what each source was like when this build began."""
    outputs: Callable[[str, Stamp], str]
    """Tells the digest of a file of the output that looks as the last build left it; empty for any other."""
    named: tuple[str, ...]
    began: int
    kept: Kept
    rebuilt: list[tuple[str, str]] = field(default_factory=list)
    """(source or URL, why) of what this build makes anew."""
    rows: Spool = field(default_factory=Spool)
    drafted: Path | None = None
    """A record that holds all rows but those of lists and those above: the first build's, until it is kept."""
    key: bytes | None = None
    """By which that one is sealed."""
    _known: bool = False
    """The record knows of articles."""
    _stale: dict[str, str] = field(default_factory=dict)
    """Why it is that an article of which it knows does not stand."""
    gone: list[tuple[str, str]] = field(default_factory=list)
    """(kind, key) of what it knows and that is no longer there."""
    read: dict[str, str] = field(default_factory=dict)
    """Text that was read → SHA-256 (hex) of its bytes."""
    lists: dict[str, Listed] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    labelled: set[str] = field(default_factory=set)
    """The sources that were asked for."""
    label_pages: set[str] = field(default_factory=set)
    """URLs of the pages of sources of which the record knows."""
    listed_on: dict[str, str] = field(default_factory=dict)
    """Source → URL of the page that lists it."""
    users: dict[str, list[str]] = field(default_factory=dict)
    """Source → articles that looked it up."""
    days: list[date] = field(default_factory=list)

    def recall(self) -> None:
        """Read what the record holds of lists and sources."""
        if self.record is None:
            return
        self.lists.update(_all(self.record, "list", Listed))
        for url, labels in _all(self.record, "labels", dict[str, Label]):
            self.labels.update(labels)
            self.label_pages.add(url)

    def note_texts(self) -> None:
        """Remember the texts that were read, and let go of all: the site holds what is in them."""
        for path, text in self.kept.added.items():
            self.rows.add("text", path, packed(text))
            self.read[path] = text.digest
        self.gone.extend(("text", path) for path in self.kept.texts if path not in self.sources)
        self.kept.added.clear()
        self.kept.texts.clear()

    def standing(self, site: Site, present: Present, store: Store) -> Iterator[Sealed]:
        """Yield what is kept of each article that still stands."""
        for path, made in _all(self.record, "page", Made) if self.record else ():
            self._known = True
            article = site.articles.get(path)
            if article is None or article.is_index:
                self.gone.append(("page", path))
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
        return self.outputs(path, stamp_of(target)) == digest or digest_of(target) == digest

    def note(self, made: Sealed, site: Site) -> Sealed:
        """Remember an article that was rendered; return what is kept of it in memory."""
        self.rows.add("page", made.facts.path, made.row)
        return self._noted(made, site)

    def _noted(self, made: Sealed, site: Site) -> Sealed:
        path = site.articles[made.facts.path].path
        for key in made.sources:
            self.users.setdefault(key, []).append(path)
        self.until(made.changes_on)
        return replace(made, facts=sharing(made.facts, site.articles), row=None)

    def standing_list(self, planned: Planned, store: Store) -> tuple[str, tuple[Problem, ...]] | None:
        """Return digest and problems of the page of a list that still stands."""
        held = self.lists.pop(planned.url, None)
        for key, _ in planned.sources.cited if planned.sources else ():
            self.listed_on[key] = planned.url
        why = "is new" if self._known else "first build"
        if held is not None:
            same = held.key == planned.key()
            why = self._lost(((planned.path, held.digest),), store) if same else "what it shows changed"
            if not why:
                return held.digest, held.problems
        self.rebuilt.append((planned.url, why))
        return None

    def note_list(self, planned: Planned, world: World, made: Listed) -> tuple[str, tuple[Problem, ...]]:
        """Remember the page of a list that was made; return digest and problems."""
        self.rows.add("list", planned.url, packed(made))
        if planned.sources is not None:
            self.rows.add("sources", planned.url, packed(planned.sources))
            shown = world.sources.shown(key for key, _ in planned.sources.cited)
            self.rows.add("shown", planned.url, packed((made.key, shown)) if shown else None)
        return made.digest, made.problems

    def copy(self, store: Store, path: str, digest: str, read: Callable[[], bytes]) -> str:
        """Put a file of the site into the output, unless it stands there already; return its digest."""
        if self._holds(store, path, digest):
            return digest
        return store.put(Output(path=path, content=read()))

    def label(self, key: str, world: World, present: Present) -> tuple[str, str]:
        """Return a source's label and a digest of what is printed of it."""
        held = self.labels.get(key)
        self.labelled.add(key)
        if held is not None and held.ground == _ground(key, held.events, present):
            return held.text, held.printed
        found = self.labels[key] = label_of(key, world, present)
        return found.text, found.printed

    def until(self, *days: date | None) -> None:
        """Remember days on which time alone changes something."""
        self.days.extend(day for day in days if day is not None)

    def marks(self, kind: str) -> dict[str, str]:
        """Return key → digest of rows as the record has them."""
        return (unpacked(self.record.get(kind), dict[str, str]) if self.record else None) or {}

    def close(self) -> None:
        """Let go of the record."""
        if self.record is not None:
            self.record.close()


def _ground(key: str, events: str, present: Present) -> str:
    """Return digests of all that a source is printed from."""
    needs = (("entry", key), ("style", ""), ("settings", ""), ("events", events))
    return " ".join([present.value(need) for need in needs])


def label_of(key: str, world: World, present: Present) -> Label:
    """Return how a source stands in the list of all sources."""
    source = world.sources.aside(key)
    events = f"{source.reference.doi.casefold()} {source.reference.pmid}"
    shown = source.shown
    printed = brief((shown.html, shown.links, shown.notices))
    return Label(ground=_ground(key, events, present), events=events, text=source.label, printed=printed)


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


@contextmanager
def remembered(
    root: Path, options: Options, config: Config, look: Look, before: tuple[int, Mapping[str, Stamp]] | None = None
) -> Iterator[Memory]:
    """Give a build what earlier ones left; ``--full`` uses nothing of it. Until `handover.leave` nothing is written.

    ``before``: when, by `clock_of`, and what each source was like then, where some were read since.
    """
    named = _named(config)
    if before is None:
        began = clock_of(root / FOLDER) if options.write else 0
        sources = list_sources(root, SOURCES, named)
    else:
        began, sources = before[0], {**before[1], **list_sources(root, (), named)}
    file = kept_file(root, options.output, "record")
    record = None if options.full else open_record(file, engine_digest(), believed_key(file.parent), write=False)
    table = look.table
    memory = Memory(
        root=root,
        options=options,
        record=record,
        sources=sources,
        outputs=known_by(table.outputs if table else NOTHING),
        named=named,
        began=began,
        kept=_kept(root, record, sources, table),
    )
    memory.recall()
    try:
        yield memory
    finally:
        memory.close()
        memory.rows.close()


def _kept(root: Path, record: Record | None, sources: Mapping[str, Stamp], table: Table | None) -> Kept:
    if record is None:
        return Kept()
    sights = with_digests(root, sources, known_by(table.sources if table else NOTHING))
    shares = Shares({})
    return Kept(
        digests={path: digest for path, digest in zip(sights.paths, sights.digests, strict=True) if digest},
        texts={path: shares.of(text) for path, text in _all(record, "text", Text)},
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
