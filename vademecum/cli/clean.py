"""``vademecum clean``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from vademecum.disk.record_place import forget_all
from vademecum.disk.root import find_root
from vademecum.disk.write import clear
from vademecum.pipeline import Options, read_settings


@click.command("clean")
def clean_command() -> None:
    """Remove the built site and what builds keep for the next one. Files that no build made stay."""
    root = find_root(Path.cwd())
    config, _ = read_settings(root, Options(today=datetime.now(UTC).date()))
    removed = clear(root / config.output)
    forget_all(root)
    click.echo(f"Removed {removed} files from {config.output}/")
