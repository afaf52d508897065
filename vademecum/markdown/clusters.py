"""What is cited at one place of a text."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from vademecum.markdown.locators import Locator
from vademecum.markdown.reading import Reading


class Item(Struct, frozen=True, kw_only=True):
    """One source in a group of citations."""

    key: str
    prefix: str = ""
    """Markdown before it: ``see``."""
    locator: Locator | None = None
    suffix: str = ""
    """Markdown after it, with its punctuation."""

    @property
    def bare(self) -> bool:
        """Whether the item is its number alone, so that it may join a range."""
        return not (self.prefix or self.locator or self.suffix)


class Cluster(Struct, frozen=True, kw_only=True):
    """Sources cited at one place."""

    items: tuple[Item, ...]
    narrative: bool = False
    """The first source's authors are named in the sentence."""
    linked: bool = True
    """False inside a link, where another link may not stand."""
    heading: bool = False


@lru_cache(maxsize=65536)
def bare_item(key: str) -> Item:
    """Return the item of a source that is cited without more words."""
    return Item(key=key)


def cluster(
    src: str, pos: int, items: tuple[Item, ...], note: Reading, *, narrative: bool = False, linked: bool = True
) -> Cluster:
    """Return what is cited at an offset, and tell of what is wrong with it."""
    if not linked:
        message = "a citation inside a link cannot be a link itself: its number is printed alone"
        note.warning("MD-05", note.at_offset(src, pos), message, "put the citation after the link")
    if len(items) > 1 and len({item.key for item in items}) < len(items):
        items = _once(src, pos, items, note)
    heading = note.block is not None and note.block.meta.get("heading", False)
    if heading:
        message = "a citation stands in a heading"
        note.warning("CIT-05", note.at_offset(src, pos), message, "move it to the text below the heading")
    return Cluster(items=items, narrative=narrative, linked=linked, heading=heading)


def _once(src: str, pos: int, items: tuple[Item, ...], note: Reading) -> tuple[Item, ...]:
    """Return each item that is a number alone once, and tell of those that stand twice."""
    kept: dict[str, Item] = {}
    for item in items:
        if item.bare and item.key in kept and kept[item.key].bare:
            note.warning(
                "CIT-02",
                note.at_offset(src, pos),
                f'"{item.key}" is cited twice at one place',
                "name it once",
            )
        else:
            kept.setdefault(item.key if item.bare else f"{item.key} {len(kept)}", item)
    return tuple(kept.values())
