"""What changed in a text since it was approved."""

from __future__ import annotations

from msgspec import Struct

from vademecum.pages.views.article import DisclaimerView
from vademecum.pages.views.review import CautionView


class ChangePartView(Struct, frozen=True, kw_only=True):
    """A stretch of a changed passage."""

    kind: str
    """``same``, ``removed`` or ``added``."""
    text: str


class ChangeView(Struct, frozen=True, kw_only=True):
    """One passage that says something else now."""

    where: str
    numbers: tuple[tuple[str, str], ...]
    """(before, now) of the numbers in it; one of them may be empty."""
    parts: tuple[ChangePartView, ...]


class ChangeGroupView(Struct, frozen=True, kw_only=True):
    """The changes of one weight."""

    weight: str
    """``numbers``, ``words`` or ``rest``."""
    changes: tuple[ChangeView, ...]


class ChangesView(Struct, frozen=True, kw_only=True):
    """What changed in one variant since it was approved."""

    title: str
    """Of the variant, as it is now."""
    url: str
    """Of the variant's page."""
    caution: CautionView
    compared: str
    """Whose approval the text is compared with, or why it cannot be."""
    comparable: bool
    groups: tuple[ChangeGroupView, ...]
    """Those that hold any, the gravest first; empty when there is nothing to compare."""
    disclaimer: DisclaimerView
