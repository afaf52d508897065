"""The group of commands, and what every one of them does with a fault."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar, cast

import click

from vademecum import __version__, interruption
from vademecum.problems import EngineError, UsageError, printable

EXIT_ERRORS, EXIT_USAGE, EXIT_MACHINE, EXIT_INTERRUPTED = 1, 2, 3, 130

COLLECT = (100_000, 50, 1000)
"""How rarely the collector looks for circles: pages leave next to none, and it would walk over the whole site."""

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class LazyGroup(click.Group):
    """Imports a command's module when the command is called."""

    _modules: ClassVar[dict[str, str]] = {
        "build": "vademecum.cli.build",
        "check": "vademecum.cli.build",
        "serve": "vademecum.cli.serve",
        "init": "vademecum.cli.start",
        "new": "vademecum.cli.start",
        "review": "vademecum.cli.review",
        "refs": "vademecum.cli.refs",
        "schema": "vademecum.cli.schema",
        "rules": "vademecum.cli.rules",
        "explain": "vademecum.cli.rules",
        "clean": "vademecum.cli.clean",
    }

    def list_commands(self, _: click.Context) -> list[str]:
        """Return the commands in the order of the manual."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return a command by name."""
        from importlib import import_module  # noqa: PLC0415 - with the commands it imports

        module = self._modules.get(name)
        if module is None:
            return None
        with interruption.later():
            return cast("click.Command", getattr(import_module(module), f"{name}_command"))


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="vademecum")
@click.pass_context
def cli(ctx: click.Context) -> int:
    """Publish medical articles as a static site whose claims are proved by the build.

    Without a command the site is built.
    """
    if ctx.invoked_subcommand is None:
        from vademecum.cli.build import build_command  # noqa: PLC0415 - see LazyGroup

        with build_command.make_context("build", [], parent=ctx) as inner:
            return int(build_command.invoke(inner))
    return 0


def run(args: Sequence[str] | None) -> int:
    """Run a command and return the exit code: see ``cli.main``."""
    gc.set_threshold(*COLLECT)
    return _guarded(lambda: cli.main(args=list(args) if args is not None else None, standalone_mode=False))


def leave(code: int) -> None:
    """End at once: to free all that a large site holds, piece by piece, would take longer than a small edit."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _guarded(command: Callable[[], Any]) -> int:
    """Run a command; a fault of our own is a sentence too, and a traceback only where one is asked for."""
    try:
        return _ended(command)
    except Exception as fault:
        if interruption.is_meant(fault):
            return _say("interrupted", EXIT_INTERRUPTED)
        if os.environ.get("VADEMECUM_TRACEBACK"):
            raise
        hint = "please report it, with what VADEMECUM_TRACEBACK=1 prints"
        return _say(f"a fault of the program: {type(fault).__name__}: {fault}; {hint}", EXIT_MACHINE)


def _ended(command: Callable[[], Any]) -> int:  # noqa: PLR0911 - one return for each way to end
    try:
        result = command()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as fault:
        fault.show()
        return EXIT_USAGE
    except UsageError as fault:
        return _say(str(fault), EXIT_USAGE)
    except EngineError as fault:
        return _say(str(fault), EXIT_MACHINE)
    except SystemExit:  # click's answer to a reader that is gone
        return EXIT_MACHINE
    except OSError as fault:
        return _say(f"{fault.strerror or fault}{f': {Path(str(fault.filename)).name}' if fault.filename else ''}", 3)
    except MemoryError:
        return _say("there is not enough memory", EXIT_MACHINE)
    except (KeyboardInterrupt, click.exceptions.Abort):
        return _say("interrupted", EXIT_INTERRUPTED)
    return result if isinstance(result, int) else 0


def _say(sentence: str, code: int) -> int:
    click.echo(f"vademecum: {printable(sentence)}", err=True)
    return code
