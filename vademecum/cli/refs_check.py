"""``vademecum refs check``."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from vademecum.cli.build import build_day, excerpts
from vademecum.config import Config
from vademecum.disk.load import read_optional
from vademecum.disk.root import find_root, folder_in_repository
from vademecum.pipeline import Options, level_counts, read_settings
from vademecum.problems import Level, UsageError, has_errors, in_order
from vademecum.references.bibliography import read_bibliography
from vademecum.references.checking import entry_problems
from vademecum.report.forms import FORMS, in_form
from vademecum.report.text import problem_lines
from vademecum.rules.levels import apply_levels
from vademecum.today import Today


@click.command("check")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--as-of", "today", callback=build_day, metavar="DATE", help="Check as on this day (YYYY-MM-DD, UTC).")
@click.option("--format", "form", type=click.Choice(FORMS), default="text", help="Form.  [default: text]")
def check_command(*, strict: bool, today: date, form: str) -> int:
    """Check every entry, cited or not.

    Notation, names, TeX, identifiers, missing fields, web pages without a day, titles in Title Case.
    """
    root = find_root(Path.cwd())
    config, _ = read_settings(root, Options(today=today))
    bibliography, found = read_bibliography(bibliography_files(root, config))
    problems = in_order(apply_levels([*found, *entry_problems(bibliography, Today(today))], config, strict=strict))
    counts = level_counts(problems)
    if form != "text":
        summary = {"errors": counts[Level.ERROR], "warnings": counts[Level.WARNING], "due": counts[Level.DUE]}
        data = {**summary, "entries": len(bibliography.entries)}
        text = in_form(form, problems, data, folder_in_repository(root))
        click.echo(text, nl=bool(text))
    else:
        for line in problem_lines(problems, excerpts(root) if sys.stderr.isatty() else None):
            click.echo(line, err=True)
    told = ", ".join(
        f"{count} {level.value}{'s' if count != 1 and level is not Level.DUE else ''}"
        for level, count in counts.items()
        if count
    )
    total = len(bibliography.entries)
    click.echo(
        f"Checked {total} {'entry' if total == 1 else 'entries'}: {told or 'nothing to mend'}", err=form != "text"
    )
    return 1 if has_errors(problems) else 0


def bibliography_files(root: Path, config: Config) -> list[tuple[str, bytes]]:
    """Return (name, bytes) of the files that the settings name; one that is missing is a `UsageError`."""
    files = []
    for name in config.bibliography:
        data = read_optional(root, name)
        if data is None:
            raise UsageError(f"there is no {name} here; the setting bibliography names the files to read")
        files.append((name, data))
    return files
