"""The commands: options, printing, progress, exit codes and the clock."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

from vademecum import interruption

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run a command and exit: 0 done, 1 an author's error, 2 usage or settings, 3 the machine, 130 interrupted.

    Without arguments it takes those of its own process, and ends that process.
    """
    try:
        if args is None:
            interruption.never_lost()
        with interruption.later():
            from vademecum.cli.commands import leave, run  # noqa: PLC0415 - so that Ctrl-C is heard from the start

        code = run(args)
        if args is None:
            leave(code)
    except KeyboardInterrupt:
        sys.stderr.write("vademecum: interrupted\n")
        code = 130
    sys.exit(code)


__all__ = ["main"]
