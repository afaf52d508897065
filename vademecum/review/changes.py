"""What changed between an approved text and the present one: numbers and doses first, then words, then the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from vademecum.model.changes import Change, Changes, Part, PartKind, Weight
from vademecum.review.approved import Approved, Printed
from vademecum.review.blocks import Block, Token, blocks_of, sources_of, words_of
from vademecum.review.fingerprint import fold
from vademecum.review.weighing import weigh

T = TypeVar("T")

_ALIKE = 0.4
"""Passages that have so much in common are the same one, edited."""
_NEAR = 20
"""A passage is looked for among so many: an edit seldom moves one farther, and a hostile text costs no more."""
_LONG = 2_000
"""In sequences as long as this, what stands in them very often is no landmark (``difflib``'s own rule)."""
_CONTEXT = 60
"""Characters of unchanged text that stand beside a change."""


def changes_between(before: Approved, now: Approved) -> Changes:
    """Return every change of what readers are told, the gravest first, each kind in the order of the page."""
    found = [*_headings(before, now), *_blocks(before, now), *_media(before, now), *_sources(before, now)]
    if not found and before.wording.pieces != now.wording.pieces:
        parts = (Part(kind=PartKind.ADDED, text="where a list, a quotation, a box or an emphasis begins or ends"),)
        found.append(Change(weight=Weight.REST, where="Structure", parts=parts))
    order = list(Weight)
    return Changes(changes=tuple(sorted(found, key=lambda change: order.index(change.weight))))


def _headings(before: Approved, now: Approved) -> Iterator[Change]:
    for name in ("title", "description", "disclaimer"):
        old, new = (fold(getattr(each.wording, name)) for each in (before, now))
        if old != new:
            yield _edited(name.capitalize(), words_of(old), words_of(new))


def _blocks(before: Approved, now: Approved) -> Iterator[Change]:
    old, new = (blocks_of(each.wording.pieces, each.sources) for each in (before, now))
    for kind, first, last, start, end in _compare(old, new).get_opcodes():
        if kind != "equal":
            for one, two in _pairs(old[first:last], new[start:end]):
                change = _change(one, two)
                if change is not None:
                    yield change


def _pairs(
    old: Sequence[Block], new: Sequence[Block]
) -> Iterator[tuple[Block, None] | tuple[None, Block] | tuple[Block, Block]]:
    """Yield which blocks are the same one, edited; one that has no counterpart stands alone."""
    if len(old) == len(new) and all(one.sort == two.sort for one, two in zip(old, new, strict=True)):
        yield from zip(old, new, strict=True)
        return
    waiting = list(new)
    for one in old:
        match = next((place for place, two in enumerate(waiting[:_NEAR]) if _alike(one, two)), None)
        if match is None:
            yield one, None
            continue
        for two in waiting[:match]:
            yield None, two
        yield one, waiting[match]
        del waiting[: match + 1]
    for two in waiting:
        yield None, two


def _alike(one: Block, two: Block) -> bool:
    if not one.tokens or not two.tokens:
        return one.sort == two.sort and one.tokens == two.tokens
    return _compare(one.tokens, two.tokens).ratio() >= _ALIKE


def _compare(old: Sequence[T], new: Sequence[T]) -> SequenceMatcher[T]:
    return SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > _LONG)


def _change(one: Block | None, two: Block | None) -> Change | None:
    shown = two or one
    if shown is None or (not shown.tokens and not shown.name):
        return None
    where = " · ".join(part for part in (shown.heading, shown.row, shown.name) if part)
    if one is None or two is None or one.name != two.name:
        return _moved(one, two, where)
    if one.tokens == two.tokens:
        return _restyled(one, two, where)
    return _edited(where, one.tokens, two.tokens)


def _restyled(one: Block, two: Block, where: str) -> Change:
    """Return a block that says the same in another form: another level of heading, another kind of box."""
    text = "".join(token.quiet for token in two.tokens).strip()
    forms = [f"({block.name or 'paragraph'}: {block.kind.partition(' ')[2] or 'plain'})" for block in (one, two)]
    parts = (
        Part(kind=PartKind.SAME, text=f"{text} " if text else ""),
        Part(kind=PartKind.REMOVED, text=forms[0]),
        Part(kind=PartKind.ADDED, text=forms[1]),
    )
    return Change(weight=Weight.REST, where=where, parts=tuple(part for part in parts if part.text))


def _moved(one: Block | None, two: Block | None, where: str) -> Change:
    """Return a block that came, went or became another kind."""
    parts = []
    weights = []
    for block, kind in ((one, PartKind.REMOVED), (two, PartKind.ADDED)):
        if block is not None:
            text = "".join(token.shown for token in block.tokens).strip()
            parts.append(Part(kind=kind, text=f"{text} ({block.name})" if one and two else text or block.name))
            weights.append(weigh(block.tokens))
    return Change(weight=min(weights, key=list(Weight).index), where=where, parts=tuple(parts))


def _edited(where: str, old: Sequence[Token], new: Sequence[Token], weight: Weight | None = None) -> Change:
    parts: list[Part] = []
    changed: list[Token] = []
    numbers: list[tuple[str, str]] = []
    for same, gone, come in _stretches(old, new):
        if same:
            parts.append(Part(kind=PartKind.SAME, text="".join(token.quiet for token in come)))
            continue
        changed.extend((*gone, *come))
        before, now = (", ".join(t.shown for t in side if weigh([t]) is Weight.NUMBERS) for side in (gone, come))
        if before or now:
            numbers.append((before, now))
        for side, kind in ((gone, PartKind.REMOVED), (come, PartKind.ADDED)):
            if side:
                parts.append(Part(kind=kind, text="".join(token.shown for token in side)))
    return Change(weight=weight or weigh(changed), where=where, parts=_cut(parts), numbers=tuple(numbers))


def _stretches(old: Sequence[Token], new: Sequence[Token]) -> Iterator[tuple[bool, list[Token], list[Token]]]:
    """Yield (unchanged, before, now) in turn; a space alone does not part two changes."""
    gone, come = list[Token](), list[Token]()
    space: list[Token] = []
    for kind, first, last, start, end in _compare(old, new).get_opcodes():
        tokens = list(new[start:end])
        if kind != "equal":
            gone += [*space, *old[first:last]]
            come += [*space, *tokens]
            space = []
        elif (gone or come) and all(token.text.isspace() for token in tokens):
            space = tokens
        else:
            if gone or come:
                yield False, gone, come
            yield True, tokens, tokens
            gone, come = [], []
    if gone or come:
        yield False, gone, come
    if space:
        yield True, space, space


def _cut(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the parts with what did not change shortened to its neighbourhood of a change."""
    found = []
    for place, part in enumerate(parts):
        text = part.text
        if part.kind is PartKind.SAME:
            head, tail = place > 0, place + 1 < len(parts)
            text = _shortened(text, head=head, tail=tail)
        found.append(Part(kind=part.kind, text=text))
    return tuple(part for part in found if part.text)


def _shortened(text: str, *, head: bool, tail: bool) -> str:
    if len(text) <= _CONTEXT * (head + tail) + 20:
        return text
    first = text[:_CONTEXT].rsplit(" ", 1)[0] if head else ""
    last = text[-_CONTEXT:].split(" ", 1)[-1] if tail else ""
    return f"{first} … {last}" if first or last else text


def _media(before: Approved, now: Approved) -> Iterator[Change]:
    old, new = (list(zip(each.media, each.wording.media, strict=True)) for each in (before, now))
    for kind, first, last, start, end in SequenceMatcher(None, [m[1] for m in old], [m[1] for m in new]).get_opcodes():
        if kind == "equal":
            continue
        gone, come = [name for name, _ in old[first:last]], [name for name, _ in new[start:end]]
        parts = [Part(kind=PartKind.REMOVED, text=name) for name in gone if name not in come]
        parts += [Part(kind=PartKind.ADDED, text=name) for name in come if name not in gone]
        parts += [Part(kind=PartKind.ADDED, text=f"{name}: other content") for name in come if name in gone]
        yield Change(weight=Weight.REST, where="Pictures and files", parts=tuple(parts))


def _sources(before: Approved, now: Approved) -> Iterator[Change]:
    """Yield the sources of which something else is printed, that came or that went."""
    old, new = (sources_of(each.wording.pieces) for each in (before, now))
    gone = [before.sources.get(digest, _UNKNOWN) for digest in old if digest not in new]
    come = [now.sources.get(digest, _UNKNOWN) for digest in new if digest not in old]
    for one, two in _same_works(gone, come):
        label = (two or one or _UNKNOWN).label
        yield _edited(
            f"Source · {label}" if label else "Source",
            words_of(one.text if one else ""),
            words_of(two.text if two else ""),
            Weight.REST,
        )


def _same_works(gone: Iterable[Printed], come: Iterable[Printed]) -> Iterator[tuple[Printed | None, Printed | None]]:
    waiting = list(come)
    for one in gone:
        likeness: Mapping[int, float] = {
            place: _compare(one.text.split(), two.text.split()).ratio()
            for place, two in enumerate(waiting)
            if place < _NEAR or one.label == two.label
        }
        best = max(likeness, key=lambda place: likeness[place], default=None)
        if best is not None and likeness[best] >= _ALIKE:
            yield one, waiting.pop(best)
        else:
            yield one, None
    for two in waiting:
        yield None, two


_UNKNOWN = Printed(label="", text="a source of which only a checksum was kept")
