"""``vademecum refs``: the bibliography and who uses it."""

from __future__ import annotations

from typing import ClassVar

import click

from vademecum.cli.commands import LazyGroup


class _Refs(LazyGroup):
    """The commands of the bibliography; only the one that is called is imported, and only ``add`` knows a network."""

    _modules: ClassVar[dict[str, str]] = {
        "list": "vademecum.cli.refs_use",
        "unused": "vademecum.cli.refs_use",
        "duplicates": "vademecum.cli.refs_use",
        "check": "vademecum.cli.refs_check",
        "format": "vademecum.cli.refs_format",
        "add": "vademecum.cli.refs_add",
    }


@click.group("refs", cls=_Refs)
def refs_command() -> None:
    """List, check, tidy and extend the bibliography."""
