"""Which pages still stand: everything that each was made from, against what is there now. Pure.

A need is (kind, key); its value is a short digest, empty when the thing is absent. The kinds:

text      a source file of the article         article   another article: title, titles and URLs of its variants
own       its URLs, titles and audiences       withheld  whether another source is a draft or left out
settings  all settings                         asset     a file that is copied: its URL and its bytes
entry     an entry of the bibliography         person    one person
place     where that entry stands              audience  one audience with its disclaimer
faulty    whether an entry cannot be read      board     the people of the advisory board
events    what the retraction list says of it  frame     what every page shows of the site around it
style     style and journal titles             section   title and URL of a folder's list
retractions  day and bytes of that list        layout    a layout with all that it includes
approved  the kept text of an approval

The key ``*`` of a mapping stands for all its names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b

from msgspec import msgpack
from msgspec.structs import replace

from vademecum.model.articles import Article, outline
from vademecum.model.body import Facts, Wording
from vademecum.model.references import Entry
from vademecum.model.rows import Made
from vademecum.model.site import Site
from vademecum.needs import NAMES, Need


def _plain(value: object) -> str:
    """Return a text of another type as one: HTML that is marked as safe."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(value)


_MANY = frozenset(["article", "entry", "events"])
"""Kinds with so many values that none is kept because it was asked for."""

_encode = msgpack.Encoder(enc_hook=_plain).encode


def shown_elsewhere(facts: Facts) -> object:
    """Return what of an article shows anywhere but in its own files and messages: a link's place does not.

    Anchors are not among it: those that are lost matter, and those that are new where links lead nowhere.
    """
    links = [sorted({(link.target, link.anchor) for link in variant.links}) for variant in facts.variants]
    blank = {"fingerprint": "", "words": 0, "wording": Wording(), "links": (), "anchors": ()}
    variants = tuple(replace(variant, **blank) for variant in facts.variants)
    return replace(facts, variants=variants, problems=(), outputs=(), changes_on=None, needs=()), links


def anchors_of(facts: Facts) -> set[tuple[str, str]]:
    """Return (URL, anchor) of everything in an article that links may lead to."""
    return {(variant.url, anchor) for variant in facts.variants for anchor in variant.anchors}


def brief(value: object) -> str:
    """Return a short digest (hex) of a value: structs, texts, numbers, dates, and whatever holds them in an order."""
    try:
        data = _encode(value)
    except (UnicodeEncodeError, OverflowError):  # half a character, or a number beyond 64 bits
        data = repr(value).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=12).hexdigest()


_NO_EVENTS = brief(((), ()))


class Present:
    """The values of needs on the site as it is now, each worked out once."""

    def __init__(
        self,
        site: Site,
        *,
        frame: object,
        board: object,
        sections: Mapping[str, object],
        layout: Callable[[str], str],
    ) -> None:
        """Keep what values are taken from; ``layout`` gives the digest of one."""
        self._site = site
        self._fixed = {"frame": frame, "board": board, "settings": site.config}
        self._layout = layout
        self._found: dict[Need, str] = {}
        self._foreseen: dict[str, Mapping[str, str]] = {}
        """Kind → key → value."""
        self._mappings: Mapping[str, Mapping[str, object]] = {
            "article": site.articles,
            "asset": site.assets,
            "approved": site.approved,
            "person": site.people,
            "audience": site.audiences,
            "entry": site.bibliography.entries,
            "faulty": site.bibliography.faulty,
            "section": sections,
        }

    def value(self, need: Need) -> str:
        """Return the value of a need."""
        return self._found.get(need) or self._rarer(need)

    def values(self, needs: Iterable[Need], article: Article) -> tuple[str, ...]:
        """Return the values of an article's needs, in their order."""
        own = {("text", each.body.path): each.body.digest[:24] for each in article.variants}
        own["text", article.path] = article.digest[:24]
        own["own", article.path] = self._own(article)
        found = self._found
        return tuple([own.get(need) or found.get(need) or self._rarer(need) for need in needs])

    def foresee(self) -> None:
        """Work out at once what articles will need of each other and of sources, each while it is at hand.

        A forked process copies what it looks at, and so looks at nothing but these.
        """
        self._foreseen["article"] = {path: brief(outline(each)) for path, each in self._site.articles.items()}
        self._foreseen["entry"] = {key: each.digest[:24] for key, each in self._site.bibliography.entries.items()}

    def _rarer(self, need: Need) -> str:
        """Return the value of a need that was not met yet, and keep it unless there are too many of its kind."""
        kind, key = need
        if kind in _MANY and key != NAMES:
            foreseen = self._foreseen.get(kind)
            return (foreseen and foreseen.get(key)) or self._value(kind, key)
        found = self._found.get(need)
        if found is None:
            found = self._found[need] = self._value(kind, key)
        return found

    def _value(self, kind: str, key: str) -> str:
        if kind == "layout":
            return self._layout(key)[:24]
        if kind in self._fixed:
            return brief(self._fixed[kind])
        if kind in self._mappings:
            return self._of_mapping(self._mappings[kind], key)
        found: Callable[[str], str] = getattr(self, f"_{kind}")
        return found(key)

    @property
    def today(self) -> date:
        """The day of the build."""
        return self._site.today

    @property
    def bibliography(self) -> str:
        """The names of the bibliography's files."""
        return ", ".join(self._site.bibliography.files) or "the bibliography"

    def _of_mapping(self, mapping: Mapping[str, object], key: str) -> str:
        if key == NAMES:
            return brief(tuple(mapping))
        held = mapping.get(key)
        if held is None:
            return ""
        if isinstance(held, Entry):
            return held.digest[:24]
        return brief(outline(held) if isinstance(held, Article) else held)

    def _text(self, _: str) -> str:
        """Tell that a text is not the article's."""
        return ""

    def _own(self, article: Article) -> str:
        variants = [(v.audience, v.title, v.description, v.url, v.body.path, v.body.line) for v in article.variants]
        proven = [review in self._site.proven for review in article.meta.reviews]
        return brief((article.section, article.is_index, variants, proven))

    def _withheld(self, path: str) -> str:
        return brief(sorted(self._site.withheld)) if path == NAMES else "yes" if path in self._site.withheld else ""

    def _place(self, key: str) -> str:
        entry = self._site.bibliography.entries.get(key)
        return brief((entry.place, entry.field_lines)) if entry else ""

    def _events(self, key: str) -> str:
        doi, _, pmid = key.rpartition(" ")
        held = self._site.retractions
        found = (held.by_doi.get(doi, ()), held.by_pmid.get(pmid, ())) if held else ()
        return brief(found) if any(found) else _NO_EVENTS if held else ""

    def _retractions(self, _: str) -> str:
        held = self._site.retractions
        return brief((held.file, held.date, held.digest)) if held else ""

    def _style(self, _: str) -> str:
        file = self._site.style_file
        return brief((file.digest if file else "", sorted(self._site.journals.items())))


# ---- in words ---------------------------------------------------------------------------------------------------

_WORDS = {
    "settings": "the settings",
    "own": "its address, titles or audiences",
    "style": "the citation style or the journal titles",
    "retractions": "the retraction list",
    "board": "the advisory board",
    "frame": "what every page shows of the site",
    "layout": "layouts",
}
_MAPPED = {
    "article": "the linked article {}",
    "withheld": "whether {} is published",
    "asset": "the file {}",
    "approved": "the approved text {}",
    "person": "the person {}",
    "audience": "the audience {}",
    "section": "the list of the folder {}",
    "faulty": "whether the entry {} can be read",
}
_NAMES = {
    "article": "the names of the articles",
    "asset": "the names of the files",
    "approved": "the names of the approved texts",
    "person": "the people",
    "audience": "the audiences",
    "entry": "the keys of the bibliography",
    "faulty": "the entries that cannot be read",
    "section": "the folders",
    "withheld": "which articles are published",
}
_PLURAL = frozenset(["withheld", "faulty", "own", "frame", "settings", "layout", "style", "retractions", "board"])
"""What does not come or go: it changes."""
_FIRST = ("text", "own", "settings", "layout", "entry", "events", "place")
"""What is told of when several things changed: the nearest to the author."""


def reason(made: Made, article: Article, present: Present) -> str:
    """Return why an article has to be made again, in plain words; empty while it stands."""
    facts = made.facts
    if len(made.values) != len(facts.needs):
        return "its record is damaged"
    values = present.values(facts.needs, article)
    changed = [] if values == made.values else _changed(facts.needs, made.values, values)
    if changed:
        order = {kind: position for position, kind in enumerate(_FIRST)}
        need, before, now = min(
            changed, key=lambda each: (each[0][1] == NAMES, order.get(each[0][0], len(order)), each)
        )
        return _told(need, before, now, facts.path, present.bibliography)
    if present.today < made.day:
        return f"it was made for a later day, {made.day}"
    if facts.changes_on is not None and facts.changes_on <= present.today:
        return f"something in it changes by time on {facts.changes_on}"
    return ""


def _changed(needs: Sequence[Need], before: Sequence[str], now: Sequence[str]) -> list[tuple[Need, str, str]]:
    return [(need, old, new) for need, old, new in zip(needs, before, now, strict=True) if old != new]


def _told(need: Need, before: str, now: str, path: str, bibliography: str) -> str:
    kind, key = need
    happened = "changed" if before and now else "is new" if now else "is gone"
    if kind == "text":
        return f"the text {happened}" if key == path else f"{key} {happened}"
    if key == NAMES:
        return f"{_NAMES[kind]} {happened}"
    if kind == "entry":
        return f"{bibliography}, entry {key} {happened}"
    if kind == "place":
        return f"{bibliography}, entry {key} moved"
    if kind == "events":
        return "what the retraction list says of a source changed"
    verb = "changed" if kind in _PLURAL else happened
    return f"{_WORDS.get(kind) or _MAPPED[kind].format(key)} {verb}"
