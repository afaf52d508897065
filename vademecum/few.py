"""A few texts changed below their front matter: only the pages made from them are made again.

All else is taken from the record, piece by piece as it is asked for. Whatever turns out not to be so simple (another
page shows what changed, something is missing, a mistake was made) is left to the whole build, which begins anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from vademecum.disk.layout_code import layout_code
from vademecum.disk.load import read_bytes
from vademecum.disk.project import read_layouts
from vademecum.disk.record import Record, Row, open_record
from vademecum.disk.record_engine import engine_digest
from vademecum.disk.record_key import believed_key
from vademecum.disk.record_place import FOLDER, kept_file, new_token
from vademecum.disk.record_seen import clock_of
from vademecum.disk.record_values import packed, unpacked
from vademecum.disk.write import Store, commit_few, opened
from vademecum.fresh import Present, anchors_of, shown_elsewhere
from vademecum.handover import leave_again
from vademecum.memory import label_of, present_of
from vademecum.model.articles import Article, Parsed, ParsedVariant, Text
from vademecum.model.body import Facts
from vademecum.model.references import Entry, Pieces
from vademecum.model.rows import Label, Listed, Made, Users
from vademecum.model.run import Options, Report
from vademecum.model.site import Site
from vademecum.pages.article import render_article
from vademecum.pages.layouts import LayoutError, LayoutFiles
from vademecum.pages.listings import plan_sources
from vademecum.pages.planned import SourcesPage
from vademecum.pages.surroundings import Surroundings
from vademecum.pages.views.sources import CitedView
from vademecum.pages.world import World
from vademecum.problems import Problem, UsageError, has_errors, in_order
from vademecum.references.bibtex.pieces import changed_entries, cut, marks_of
from vademecum.rules.levels import apply_levels
from vademecum.sealing import made_of
from vademecum.texts import read_again, read_approved_text, read_bodies
from vademecum.unchanged import Look, as_told, report_of

MOST = 25
"""So many texts at once; more are worth a whole build over several processes."""

T = TypeVar("T")


class NotSoSimpleError(Exception):
    """The whole build has to see to it."""


class Held(Mapping[str, T]):
    """Values of the record, read one by one. Of a key that is not there nothing is known: it may have been lost."""

    def __init__(self, read: Callable[[str], T | None]) -> None:
        """Take what reads one value."""
        self._read = read
        self.found: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        """Return a value."""
        known = self.found.get(key)
        if known is not None:
            return known
        value = self._read(key)
        if value is None:
            raise NotSoSimpleError
        self.found[key] = value
        return value

    def __contains__(self, key: object) -> bool:
        """Tell that a key is there."""
        return self[str(key)] is not None

    def __iter__(self) -> Iterator[str]:
        """Refuse: not everything is read."""
        raise NotSoSimpleError

    def __len__(self) -> int:
        """Refuse: not everything is read."""
        raise NotSoSimpleError


class _Remade(Struct, frozen=True, kw_only=True):
    """One article, before and now."""

    article: Article
    before: Made
    now: Made


class _List(Struct, frozen=True, kw_only=True):
    """One page of the list of all sources, made again."""

    url: str
    path: str
    before: str
    after: str


class _Few:
    """The site as the record has it, with a few texts read anew."""

    def __init__(self, root: Path, options: Options, record: Record) -> None:
        """Take what every page needs."""
        site, around = _held(record, "site", "", tuple[Site, Surroundings])
        self.root, self.record = root, record
        self.articles = Held(partial(_outline, record))
        self.texts: dict[str, Text] = {}
        self.digests: dict[str, str] = {}
        self.rows: list[Row] = []
        self._entries = Held(lambda key: unpacked(record.get("entry", key), Entry))
        self._changed: dict[str, Users] = {}
        site = replace(
            site,
            today=options.today,
            articles=self.articles,
            bibliography=replace(site.bibliography, entries=self._entries),
        )
        templates, assets, _ = read_layouts(root)
        layouts = LayoutFiles(templates=templates, assets=assets)
        self.world = World(site, layouts, around, many=False, kept=layout_code())
        self.page = self.world.of_one_page()

    def text(self, path: str) -> Text:
        """Return what the record has of a text."""
        return self.texts.get(path) or _held(self.record, "text", path, Text)

    def read(self, path: str) -> str:
        """Read a text again; return the article that it belongs to."""
        text = read_again(self.root, self.text(path))
        if text is None:
            raise NotSoSimpleError
        self.texts[path] = text
        if isinstance(text.holds, ParsedVariant):
            return text.holds.article
        return path

    def read_entries(self, path: str) -> tuple[str, ...]:
        """Read the entries of a bibliography that changed, each alone; return their keys."""
        held = _held(self.record, "pieces", "", Pieces)
        site = self.world.site
        if site.bibliography.files != (path,) or site.retractions is not None:
            raise NotSoSimpleError
        data = read_bytes(self.root, path)
        parts = cut(data)
        marks = marks_of(parts)
        for count, entry in enumerate(changed_entries(path, parts, marks, held)):
            if entry is None or count >= MOST:
                raise NotSoSimpleError
            self._entries.found[entry.key] = entry
            self._changed[entry.key] = self._used(entry.key)
            self.rows.append(("entry", entry.key, packed(entry)))
        self.digests[path] = sha256(data).hexdigest()
        self.rows.append(("pieces", "", packed(replace(held, marks=marks))))
        return tuple(self._changed)

    def _used(self, key: str) -> Users:
        """Return the articles that looked an entry up, and the page that lists it."""
        held = unpacked(self.record.get("users", key), Users)
        if held is None:
            if key in _held(self.record, "user marks", "", dict[str, str]):
                raise NotSoSimpleError
            return Users(articles=(), page="")
        return held

    def users(self, key: str) -> tuple[str, ...]:
        """Return the articles that looked a changed entry up."""
        return self._changed[key].articles

    def remake_lists(self, store: Store) -> list[_List]:
        """Make the pages again that list a changed entry; where its place among the others changes is not so simple."""
        urls = sorted({users.page for users in self._changed.values() if users.page})
        present = present_of(self.world)
        return [self._list(url, present, store) for url in urls]

    def _list(self, url: str, present: Present, store: Store) -> _List:
        sources = _held(self.record, "sources", url, SourcesPage)
        held = _held(self.record, "list", url, Listed)
        labels = _held(self.record, "labels", url, dict[str, Label])
        views = self._views(url, sources, held)
        for key in [key for key, users in self._changed.items() if users.page == url]:
            new = label_of(key, self.world, present)
            if key not in labels or labels[key].text != new.text:
                raise NotSoSimpleError
            labels[key] = new
            views[key] = self.world.sources.aside(key).shown

        def view_of(key: str) -> CitedView:
            return views.get(key) or self.world.sources.aside(key).shown

        printed = [labels[key].printed for key, _ in sources.cited]
        planned = plan_sources(self.world, sources, printed, view_of)
        output, problems = planned.make()
        if problems != held.problems:
            raise NotSoSimpleError
        digest = store.put(output)
        self.rows.append(("list", url, packed(Listed(key=planned.key(), digest=digest, problems=problems))))
        self.rows.append(("labels", url, packed(labels)))
        self.rows.append(("shown", url, packed((planned.key(), [view_of(key) for key, _ in sources.cited]))))
        return _List(url=url, path=planned.path, before=held.digest, after=digest)

    def _views(self, url: str, sources: SourcesPage, held: Listed) -> dict[str, CitedView]:
        """Return how the sources of a page were printed when it was made; empty where the record does not say."""
        kept = unpacked(self.record.get("shown", url), tuple[str, tuple[CitedView, ...]])
        if kept is None or kept[0] != held.key or len(kept[1]) != len(sources.cited):
            return {}
        return {key: view for (key, _), view in zip(sources.cited, kept[1], strict=True)}

    def article(self, path: str) -> Article:
        """Return an article whole, with the present digests of its texts."""
        outline, own = self.articles[path], self.text(path)
        if outline.is_index or not isinstance(own.holds, Parsed) or own.holds.meta.waivers:
            raise NotSoSimpleError
        digests = {text.path: text.digest for text in self.texts.values()}
        variants = tuple(
            replace(each, body=replace(each.body, digest=digests.get(each.body.path, each.body.digest)))
            for each in outline.variants
        )
        return replace(outline, meta=own.holds.meta, variants=variants, digest=own.digest)

    def remake(self, path: str, store: Store) -> _Remade:
        """Render an article; what other pages show of it may not have changed."""
        before = _held(self.record, "page", path, Made)
        article = self.articles.found[path] = self.article(path)
        kept = partial(read_approved_text, self.root)
        outputs, facts = render_article(article, read_bodies(self.root, article), self.page, kept)
        same = {output.path for output in outputs} == {output for output, _ in before.facts.outputs}
        if not same or shown_elsewhere(facts) != shown_elsewhere(before.facts):
            raise NotSoSimpleError
        if _entries_of(facts) != _entries_of(before.facts) or anchors_of(before.facts) - anchors_of(facts):
            raise NotSoSimpleError
        facts = replace(facts, outputs=tuple((output.path, store.put(output)) for output in outputs))
        now = made_of(facts, article, present_of(self.world))
        return _Remade(article=article, before=before, now=now)


def _held(record: Record, kind: str, key: str, of: type[T]) -> T:
    """Return a value of the record that has to be there."""
    found = unpacked(record.get(kind, key), of)
    if found is None:
        raise NotSoSimpleError
    return found


def _outline(record: Record, path: str) -> Article | None:
    """Return what others may know of an article, or of a folder's page."""
    made = unpacked(record.get("page", path), Made)
    return made.article if made else unpacked(record.get("index", path), Article)


def _entries_of(facts: Facts) -> list[str]:
    return sorted(key for kind, key in facts.needs if kind == "entry")


def build_few(root: Path, options: Options, look: Look) -> Report | None:
    """Make the pages of a few changed texts again; None when the whole build has to do it."""
    table = look.table
    if not look.comparable or table is None or not 0 < len(look.changed) <= MOST:
        return None
    texts = {path for path in look.changed if path.startswith("content/") and path.endswith(".md")}
    if not all(path.endswith(".bib") for path in look.changed - texts):
        return None
    if look.stamps.keys() != set(table.sources.paths):
        return None
    before = report_of(table.told, root, options)
    try:
        with opened(root / before.output, sound=True) as store:
            record = open_record(
                kept_file(root, options.output, "record"), engine_digest(), believed_key(root / FOLDER), write=False
            )
            if record is None:
                return None
            try:
                return _build(_Few(root, options, record), options, look, store, before)
            finally:
                record.close()
    except (NotSoSimpleError, LayoutError, UsageError):
        return None


def _build(few: _Few, options: Options, look: Look, store: Store, before: Report) -> Report:
    table = look.table
    if table is None or few.record.get("generation") != str(table.told["generation"]).encode():
        raise NotSoSimpleError
    _refuse_waiting_links(before)
    began = clock_of(few.root / FOLDER)
    owners: dict[str, str] = {}
    for path in sorted(look.changed):
        if path.endswith(".bib"):
            entries = few.read_entries(path)
            owners.update({user: f"{path}, entry {key} changed" for key in entries for user in few.users(key)})
    for path in sorted(look.changed):
        if path.endswith(".md"):
            owner = few.read(path)
            owners[owner] = "the text changed" if owner == path else f"{path} changed"
    remade = [few.remake(path, store) for path in sorted(owners)]
    lists = few.remake_lists(store)
    problems = before.problems
    if any(each.file in few.digests for each in problems):
        raise NotSoSimpleError
    for each in remade:
        problems = _problems(problems, each, few.world, strict=options.strict)
    if has_errors(problems):
        raise NotSoSimpleError
    changes = {
        path: (old, new)
        for each in remade
        for (path, new), (_, old) in zip(sorted(each.now.facts.outputs), sorted(each.before.facts.outputs), strict=True)
        if old != new
    }
    changes.update({each.path: (each.before, each.after) for each in lists if each.before != each.after})
    foreign = before.written.foreign if before.written else ()
    written = commit_few(store, changes, total=len(table.outputs.paths) - 1, foreign=foreign)
    if written is None:
        raise NotSoSimpleError
    token = new_token()
    rows: list[Row] = [("page", each.article.path, packed(each.now)) for each in remade]
    rows.extend(("text", path, packed(text)) for path, text in few.texts.items())
    rows.extend([*few.rows, ("generation", "", token.encode())])
    few.record.close()
    days = [each.now.facts.changes_on for each in remade]
    until = [str(table.told["until"] or ""), *(day.isoformat() for day in days if day)]
    told = {
        **table.told,
        "generation": token,
        "day": options.today.isoformat(),
        "until": min((day for day in until if day), default=None),
        "problems": [as_told(problem) for problem in problems],
    }
    digests = {**few.digests, **{path: text.digest for path, text in few.texts.items()}}
    leave_again(few.root, options, look, told, rows, digests, {path: new for path, (_, new) in changes.items()}, began)
    rebuilt = (*sorted(owners.items()), *((each.url, "what it shows changed") for each in lists))
    return replace(before, problems=problems, written=written, rebuilt=rebuilt)


def _refuse_waiting_links(before: Report) -> None:
    """Refuse where links lead nowhere and no error says so: a new anchor may be what one of them waits for."""
    if any(each.rule == "LNK-04" for each in (*before.problems, *(waived.problem for waived in before.waived))):
        raise NotSoSimpleError


def _problems(told: Sequence[Problem], remade: _Remade, world: World, *, strict: bool) -> tuple[Problem, ...]:
    """Return the last build's problems with those of one article exchanged."""
    own = {remade.article.path, *(each.body.path for each in remade.article.variants)}
    before = apply_levels(remade.before.facts.problems, world.config, strict=strict)
    now = apply_levels(remade.now.facts.problems, world.config, strict=strict)
    elsewhere = [sorted((each, each.hint) for each in found if each.file not in own) for found in (before, now)]
    if elsewhere[0] != elsewhere[1] or any(each.file in own and each not in before for each in told):
        raise NotSoSimpleError
    return in_order([*(each for each in told if each.file not in own), *(each for each in now if each.file in own)])
