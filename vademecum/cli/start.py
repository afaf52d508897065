"""``vademecum init`` and ``vademecum new``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import click

from vademecum.disk.create import create_files
from vademecum.disk.root import find_root
from vademecum.problems import CONTROL, UsageError
from vademecum.starter import article_text, starter_files
from vademecum.urls import is_segment, slug


@click.command("init")
@click.argument("directory", type=click.Path(file_okay=False))
@click.option("--title", default="", help="Title of the site.  [default: made from the folder's name]")
def init_command(directory: str, title: str) -> None:
    """Make a new site in DIRECTORY."""
    target = Path(directory)
    name = _title(
        title or target.absolute().name.replace("-", " ").replace("_", " ").strip().capitalize() or "Medical articles"
    )
    created = create_files(target, starter_files(name, datetime.now(UTC).date()))
    click.echo(f"Made a new site in {directory}: {len(created)} files")
    click.echo(f"Next: cd {directory} && vademecum build")


@click.command("new")
@click.argument("title")
@click.option("--in", "folder", default="", metavar="FOLDER", help="Folder below content/ to put it in.")
@click.option("--audience", "audiences", multiple=True, metavar="ID", help="An audience; may be given several times.")
def new_command(title: str, folder: str, audiences: tuple[str, ...]) -> None:
    """Start a new article with this TITLE."""
    root = find_root(Path.cwd())
    name = slug(_title(title))
    inner = PurePosixPath(folder.strip("/").removeprefix("content/")) if folder else PurePosixPath()
    if not is_segment(name):
        raise UsageError(f'no file name can be made from "{title}"')
    if ".." in inner.parts:
        raise UsageError(f"{folder} is not below content/")
    path = str(PurePosixPath("content") / inner / f"{name}.md")
    create_files(root, {path: article_text(title, audiences, datetime.now(UTC).date())})
    click.echo(path)


def _title(text: str) -> str:
    if CONTROL.search(text):
        raise UsageError(f'the title "{text}" holds characters that no page can print')
    return text
