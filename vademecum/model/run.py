"""One run of a build: what it is asked to do, and what became of it."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field

from vademecum.problems import Problem, has_errors


class Options(Struct, frozen=True, kw_only=True):
    """What one run is asked to do."""

    today: date
    output: str = ""
    """Folder, from the site's root or absolute; empty: the setting."""
    base_url: str | None = None
    jobs: int | None = None
    """Processes of this machine; None: one for each processor when there is enough to do."""
    scheduler: str = ""
    """Address of a Dask scheduler, on whose cluster articles are rendered; empty: on this machine.

    With one ``jobs`` has to be 1: its client has threads of its own, and a process with threads is not forked.
    """
    strict: bool = False
    drafts: bool = False
    file_links: bool = False
    write: bool = True
    """False: check only."""
    full: bool = False
    """Use nothing that earlier builds left."""


class Written(Struct, frozen=True, kw_only=True):
    """What a build changed."""

    written: int
    kept: int
    removed: int
    foreign: tuple[str, ...]
    """Files in the output that no build made, at most a few: they were left alone."""


class Waived(Struct, frozen=True, kw_only=True):
    """A problem that is not told as one, and the waiver that suspends its rule."""

    problem: Problem
    reason: str
    by: str
    """Id of the person who waived it."""
    until: date


class Report(Struct, frozen=True, kw_only=True):
    """What became of a run."""

    problems: tuple[Problem, ...]
    articles: int = 0
    pages: int = 0
    written: Written | None = None
    """None when nothing was written: there were errors, or the run only checked."""
    settings_wrong: bool = False
    output: str = ""
    retractions: date | None = None
    """The day of the retraction list against which the sources were checked; None when they were not."""
    waived: tuple[Waived, ...] = ()
    """What waivers have taken out of the problems."""
    rebuilt: tuple[tuple[str, str], ...] = field(default=())
    """(source or URL, why) of everything that was made anew, in plain words."""

    @property
    def failed(self) -> bool:
        """Whether an error stands in the way of a site."""
        return has_errors(self.problems)
