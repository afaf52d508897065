"""The sources that pages cite: each decoded, named and formatted once per process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct

from vademecum.disk.record_values import packed, unpacked
from vademecum.disk.shelf import Shelf
from vademecum.model.references import Bibliography, Reference, StyleFile
from vademecum.model.retractions import Event, Retractions
from vademecum.needs import Need, Needs
from vademecum.pages.linkeddata import work_node
from vademecum.pages.notices import mark, notice_views
from vademecum.pages.views.frame import Link
from vademecum.pages.views.sources import CitedView
from vademecum.problems import Problem, warning
from vademecum.references.bibliography import reference
from vademecum.references.checking import printed_problems
from vademecum.references.csl.faults import CslError
from vademecum.references.export import to_bibtex
from vademecum.references.identifiers import links
from vademecum.references.journals import abbreviate, iso4
from vademecum.references.labels import names_in_text, short_label
from vademecum.references.retractions import events_of, with_notices
from vademecum.references.styles.named import style
from vademecum.references.styles.options import StyleOptions
from vademecum.review.fingerprint import reference_digest
from vademecum.today import Today

if TYPE_CHECKING:
    from vademecum.references.csl.formatter import CslFormatter


class Source(Struct, frozen=True, kw_only=True):
    """One cited source, ready to print."""

    reference: Reference
    shown: CitedView
    """As lists print it."""
    label: str
    names: str
    digest: str
    json_ld: str
    """What structured data say of it."""
    bibtex: str
    """The entry as ``references.bib`` of an article prints it."""
    problems: tuple[Problem, ...]
    events: tuple[Event, ...] = ()
    """What its own entry and the retraction list hold against it today, the gravest first."""
    mark: str = ""
    """What stands beside its number: "retracted"."""
    changes_on: date | None = None
    """The first day on which time alone makes another problem of it; None: never."""


Read = tuple[str, Source, tuple[Need, ...]]
"""(key, source, what it is made from)."""

Packed = tuple[str, bytes | None]
"""The same as (key, bytes); none for what cannot be packed."""

MOST_WHOLE = 10_000
"""So many sources are held as they are; where more are foreseen, all of those are packed and on a shelf."""

_TOGETHER = 100
"""So many sources are made at once, where many are."""


class CitedSources:
    """Looks sources up by key; a key must be one of the bibliography's."""

    def __init__(  # noqa: PLR0913 - a list of sources is made from all of these
        self,
        bibliography: Bibliography,
        style_name: str,
        retractions: Retractions | None = None,
        style_file: StyleFile | None = None,
        lang: str = "en",
        journals: Mapping[str, str] | None = None,
        *,
        needs: Needs | None = None,
        today: date,
        options: StyleOptions | None = None,
        iso4_words: bool = False,
    ) -> None:
        """Keep what pages are made from; a style file stands before a style's name."""
        self._bibliography = bibliography
        self._retractions = retractions
        self._style = style(style_name) or style("vancouver")
        self._csl = _csl_formatter(style_file, lang) if style_file else None
        self._today = today
        self._options = options or StyleOptions()
        self._journals = journals or {}
        self._shorten = iso4() if iso4_words else None
        self._needs = needs or Needs()
        self._found: dict[str, tuple[Source, tuple[Need, ...]]] = {}
        self._shelf = Shelf()

    def __getitem__(self, key: str) -> Source:
        """Return a source by its key."""
        found: Source | None = self._needs.sources.get(key)
        return found or self._note(key)

    def aside(self, key: str) -> Source:
        """Return a source for what is no article's page: nothing is noted, nor kept at hand."""
        return self._whole(key)[0]

    def _whole(self, key: str) -> tuple[Source, tuple[Need, ...]]:
        held = self._held(key)
        if held is None:
            (found,) = self._read([key])
            held = found[1:]
            if len(self._found) < MOST_WHOLE:
                self.keep([found])
        return held

    def _note(self, key: str) -> Source:
        """Return a source that the page at hand asks for the first time."""
        source, needs = self._found.get(key) or self._whole(key)
        self._needs.note_all(needs)
        self._needs.sources[key] = source
        return source

    def read(self, keys: Sequence[str]) -> list[Read]:
        """Return sources with what they are made from, for a process that will `keep` them."""
        parts = (keys[start : start + _TOGETHER] for start in range(0, len(keys), _TOGETHER))
        return [found for part in parts for found in self._read(part)]

    def shown(self, keys: Iterable[str]) -> tuple[CitedView, ...] | None:
        """Return sources as lists print them; None when one of them was not read yet."""
        found = [self._held(key) for key in keys]
        return tuple([each[0].shown for each in found if each]) if all(found) else None

    def keep(self, found: Iterable[Read]) -> None:
        """Take what was read, here or in another process."""
        self._found.update((key, (source, needs)) for key, source, needs in found)

    def read_packed(self, keys: Sequence[str]) -> list[Packed]:
        """Return sources with what they are made from, for a process that will `shelve` them."""
        return [(key, packed((source, needs))) for key, source, needs in self.read(keys)]

    def shelve(self, found: Iterable[Packed]) -> None:
        """Take what was read and packed, before processes are forked that look for it."""
        self._shelf.put((key, data) for key, data in found if data is not None)

    def _held(self, key: str) -> tuple[Source, tuple[Need, ...]] | None:
        return self._found.get(key) or unpacked(self._shelf.get(key), tuple[Source, tuple[Need, ...]])

    def _made_from(self, key: str, source: Source) -> Iterator[Need]:
        """Yield what a source is made from; where its entry stands counts for messages alone."""
        yield "style", ""
        yield "entry", key
        if source.problems:
            yield "place", key
        if self._retractions is not None:
            yield "events", f"{source.reference.doi.casefold()} {source.reference.pmid}"

    def label(self, key: str) -> str:
        """Return "Strosberg 2017"."""
        return self[key].label

    def names(self, key: str) -> str:
        """Return the authors as a sentence names them."""
        return self[key].names

    def digest(self, key: str) -> str:
        """Return the digest of what is printed of a source."""
        return self[key].digest

    def mark(self, key: str) -> str:
        """Return what stands beside the number of a source that was retracted or doubted; empty for most."""
        return self[key].mark

    def _read(self, keys: Sequence[str]) -> list[Read]:
        """Make some sources, one step for all of them after the other: what a step works with stays at hand."""
        known = self._bibliography
        entries = [known.entries[key] for key in keys]
        decoded = [reference(entry, known) for entry in entries]
        given = [work for work, _ in decoded]
        shortened = [
            abbreviate(work, entry.place, self._journals, self._shorten)
            for entry, work in zip(entries, given, strict=True)
        ]
        works = [work for work, _ in shortened]
        events = [events_of(work, self._retractions) for work in works]
        days = [Today(self._today) for _ in keys]
        printed = [tuple(printed_problems(*each)) for each in zip(entries, given, days, strict=True)]
        formatted = [self._format(with_notices(*each)) for each in zip(works, events, strict=True)]
        digests = [reference_digest(work) for work in given]
        nodes = [work_node(*each) for each in zip(works, events, strict=True)]
        exports = [to_bibtex(work) for work in works]
        sources = [
            Source(
                reference=work,
                shown=CitedView(
                    html=Markup(formatted[place][0]),  # noqa: S704 - escaped by the style
                    links=tuple([Link(label=label, url=url) for label, url in links(work)]),
                    notices=notice_views(events[place], work.doi),
                ),
                label=short_label(work),
                names=names_in_text(work),
                digest=digests[place],
                json_ld=nodes[place],
                bibtex=exports[place],
                problems=(*decoded[place][1], *printed[place], *shortened[place][1], *formatted[place][1]),
                events=events[place],
                mark=mark(events[place]),
                changes_on=days[place].next_change,
            )
            for place, work in enumerate(works)
        ]
        return [(key, source, tuple(self._made_from(key, source))) for key, source in zip(keys, sources, strict=True)]

    def _format(self, work: Reference) -> tuple[str, tuple[Problem, ...]]:
        """Return a work as the style prints it; one that a style file fails at is printed in Vancouver style."""
        assert self._style is not None  # noqa: S101 - vancouver is always there
        if self._csl is None:
            return self._style.format(work, self._options), ()
        try:
            return self._csl.format(work), ()
        except CslError as fault:
            place = self._bibliography.entries[work.key].place
            message = f'the style file cannot format "{work.key}": it is printed in Vancouver style ({fault})'
            return self._style.format(work, self._options), (warning("CSL-01", place, message),)


def _csl_formatter(style_file: StyleFile, lang: str) -> CslFormatter:
    from vademecum.references.csl.formatter import CslFormatter  # noqa: PLC0415 - lxml, which few sites need

    return CslFormatter(style_file, lang)
