"""The commands: options, printing, progress, exit codes and the clock."""

from vademecum.cli.main import main

__all__ = ["main"]
