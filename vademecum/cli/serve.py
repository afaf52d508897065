"""``vademecum serve``."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from vademecum.cli.build import excerpts
from vademecum.disk.root import find_root
from vademecum.problems import printable
from vademecum.report.text import problem_lines
from vademecum.serve.preview import Built, preview


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help="Port; 0: any.  [default: 8000, or the next]")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="Address to listen at.  [default: 127.0.0.1]")
@click.option("--open", "show", is_flag=True, help="Open the site in the browser.")
@click.option("--as-of", "day", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), help="Build as on this day.")
def serve_command(port: int | None, host: str, day: datetime | None, *, show: bool) -> None:
    """Preview the site, drafts too: pages reload when their sources change, and problems appear on them."""
    root = find_root(Path.cwd())

    def today() -> date:
        return (day or datetime.now(UTC)).date()

    def started(url: str) -> None:
        click.echo(f"Serving {url} (Ctrl-C ends it)")
        if show:
            click.launch(url)

    def told(turn: Built) -> None:
        for path in sorted(turn.changed):
            click.echo(f"changed: {printable(path)}")
        if turn.report is None:
            click.echo(f"vademecum: {printable(turn.fault)}", err=True)
            return
        line_of = excerpts(root) if sys.stderr.isatty() else None
        for line in problem_lines(turn.report.problems, line_of):
            click.echo(line, err=True)
        made = f"{turn.report.articles} sources, {turn.report.pages} pages"
        click.echo("Not built: the last good pages are shown" if turn.report.failed else f"Built {made}")

    preview(root, host=host, port=port, today=today, started=started, told=told)
