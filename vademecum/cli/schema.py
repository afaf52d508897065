"""``vademecum schema``."""

from __future__ import annotations

from pathlib import Path

import click

from vademecum.disk.load import read_optional
from vademecum.disk.replace import replace_files
from vademecum.disk.root import find_root
from vademecum.problems import UsageError
from vademecum.schemas.editor import EXTENSIONS, FOLDER, SETTINGS, editor_files, schema_files
from vademecum.schemas.jsonc import JsoncError
from vademecum.schemas.named import SCHEMAS, schema_text


@click.command("schema")
@click.argument("name", type=click.Choice(list(SCHEMAS)), required=False)
@click.option("--install", is_flag=True, help="Set up Visual Studio Code for this site.")
def schema_command(*, name: str | None, install: bool) -> None:
    """Print the JSON Schema of NAME: what front matter, people, settings or a report may hold."""
    if install:
        if name:
            raise UsageError("--install writes every schema: leave the name out")
        _install(find_root(Path.cwd()))
    elif name:
        click.echo(schema_text(name), nl=False)
    else:
        for each, make in SCHEMAS.items():
            click.echo(f"{each:<14}{make()['title']}")


def _install(root: Path) -> None:
    present = {}
    for path in (SETTINGS, EXTENSIONS):
        data = read_optional(root, path)
        if data is not None:
            try:
                present[path] = data.decode()
            except UnicodeDecodeError:
                raise UsageError(f"{path} is not UTF-8; nothing was changed") from None
    try:
        wanted = {**schema_files(), **editor_files(present)}
    except JsoncError as fault:
        raise UsageError(f"{fault}; mend it, then try again: nothing was changed") from None
    changed = {path: text for path, text in wanted.items() if read_optional(root, path) != text.encode()}
    replace_files(root, changed)
    for path in changed:
        click.echo(f"wrote {path}")
    click.echo(f"{'Set up' if changed else 'Nothing to do'}: schemas in {FOLDER}/, for people and settings")
    click.echo(
        "Front matter inside Markdown is not read by the YAML extension: vademecum check and serve tell mistakes."
    )
