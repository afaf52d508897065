"""What one page has to say, as the check of its final HTML asks for it."""

from __future__ import annotations

from msgspec import Struct

from vademecum.problems import Place


class Expected(Struct, frozen=True, kw_only=True):
    """What one page has to say."""

    layout: Place
    """The layout that answers for it."""
    url: str
    audience: str = ""
    """Empty on plain pages, which are not reviewed."""
    status: str = ""
    disclaimer: str = ""
    """Its text; compared without white space."""
    step: bool = False
    """The tracker has a current step."""
    reviewers: tuple[str, ...] = ()
    policy: bool = False
    variants: int = 1
    references: tuple[str, ...] = ()
    follow_up: bool = False
    board: bool = False
    times: tuple[tuple[str, str], ...] = ()
    """(class, ``datetime``) of the dates that it must show."""
    contact: str = ""
    """Where an error can be reported."""
    ai: str = ""
    """What must be said of the use of AI, as text."""
    lay_authors: tuple[tuple[str, str], ...] = ()
    """(name, note) of the authors who are no clinicians, which the note says."""
    hidden: bool = False
    """Search engines are asked to leave it out."""
    texts: tuple[str, ...] = ()
    """HTML of our own renderer that the layout was given."""
