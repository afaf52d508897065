"""What the first build of a site has other processes do while this one imports all that a build needs.

Workers read what stands before bodies, and a process of its own compiles layouts: neither asks for the settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct

from vademecum.disk.meanwhile import has_place, meanwhile
from vademecum.disk.project import read_layouts
from vademecum.disk.record_place import FOLDER, is_kept
from vademecum.disk.record_seen import clock_of
from vademecum.disk.record_stamps import Stamp, list_sources
from vademecum.disk.root import SOURCES
from vademecum.fronts import Fronts, reading
from vademecum.model.run import Options
from vademecum.problems import EngineError, UsageError
from vademecum.texts import Kept


class Begun(Struct, frozen=True, kw_only=True):
    """What is done already when the build proper begins."""

    before: tuple[int, Mapping[str, Stamp]]
    """When, by `clock_of`, and what each source was like before any was read, by its path."""
    fronts: Fronts
    ending: ExitStack
    """To be left as soon as the texts of those are all there."""
    layouts: Callable[[], bytes] | None
    """Waits for the usual layouts, for `pages.foreseen`; None where no other process compiles them."""


@contextmanager
def begun(root: Path, options: Options) -> Iterator[Begun | None]:
    """Begin, where nothing is kept of earlier builds. What hinders it the build will find in its turn."""
    with ExitStack() as compiling, ExitStack() as ending:
        try:
            if not options.full and is_kept(root, options.output, "record"):
                early = None
            else:
                shared = has_place() and options.jobs != 1
                early = Begun(
                    layouts=compiling.enter_context(meanwhile(partial(_layouts, root))) if shared else None,
                    before=(clock_of(root / FOLDER) if options.write else 0, list_sources(root, SOURCES, ())),
                    fronts=ending.enter_context(reading(root, options.jobs, Kept())),
                    ending=ending,
                )
        except (EngineError, UsageError, OSError):
            early = None
        yield early


def _layouts(root: Path) -> bytes:
    from vademecum.pages.foreseen import compiled  # noqa: PLC0415 - in the other process, beside what this one imports

    templates, _, _ = read_layouts(root)
    return compiled(templates)
