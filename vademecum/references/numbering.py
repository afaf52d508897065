"""Numbers for cited sources, and how a group of them is set: sorted, each once, runs of three and more as a range.

AMA Manual of Style, 11th edition, 3.6; ICMJE Recommendations IV.A.3.g; Citing Medicine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

RUN = 3
"""So many consecutive numbers make a range; two neighbours stay a pair."""


class Numbered(Struct, frozen=True):
    """A place in a group: which number, and whether it stands bare or carries words."""

    number: int
    index: int
    """Position of its item in the group as written."""
    bare: bool = True
    worded: bool = False
    """It has a prefix or a suffix, which makes the written order matter."""


class Run(Struct, frozen=True):
    """What is printed at one place of a group: one number, or a range from the first to the last."""

    members: tuple[Numbered, ...]

    @property
    def is_range(self) -> bool:
        """Whether only the first and the last number are printed."""
        return len(self.members) >= RUN


def number(keys: Iterable[str]) -> dict[str, int]:
    """Give numbers from 1 in the order of first citation; a source keeps its number when it is cited again."""
    return {key: position for position, key in enumerate(dict.fromkeys(keys), 1)}


def arrange(group: Sequence[Numbered]) -> tuple[Run, ...]:
    """Set one group: by number unless words fix the order, runs of bare neighbours together."""
    ordered = list(group)
    if not any(item.worded for item in group):
        ordered.sort(key=lambda item: (item.number, item.index))
    runs: list[list[Numbered]] = []
    for item in ordered:
        last = runs[-1][-1] if runs else None
        if last is not None and last.bare and item.bare and item.number == last.number + 1:
            runs[-1].append(item)
        elif last is None or not (last.bare and item.bare and item.number == last.number):
            runs.append([item])
    return tuple(part for run in runs for part in _ranges(run))


def _ranges(run: list[Numbered]) -> tuple[Run, ...]:
    if len(run) >= RUN:
        return (Run(tuple(run)),)
    return tuple(Run((item,)) for item in run)
