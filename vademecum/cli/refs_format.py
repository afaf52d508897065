"""``vademecum refs format``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from msgspec import Struct

from vademecum.cli.refs_check import bibliography_files
from vademecum.disk.exchange import exchange
from vademecum.disk.load import read_bytes
from vademecum.disk.root import find_root
from vademecum.pipeline import Options, read_settings
from vademecum.problems import Problem, printable
from vademecum.references.bibtex.encoding import read_text
from vademecum.references.editing.habits import line_end
from vademecum.references.editing.tidying import tidied
from vademecum.report.text import problem_line

_MARK = b"\xef\xbb\xbf"
_SHOWN = 5


class _File(Struct, frozen=True, kw_only=True):
    """A file to tidy."""

    path: Path
    name: str
    data: bytes


@click.command("format")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; fail where something would change.")
def format_command(*, file: str | None, only_check: bool) -> int:
    """Lay out .bib files anew.

    FILE, or the files of the bibliography. What entries say stays as it is, and so does all that is no entry.
    """
    if file is not None:
        files = [_File(path=Path(file), name=file, data=read_bytes(Path.cwd(), file))]
    else:
        root = find_root(Path.cwd())
        config, _ = read_settings(root, Options(today=datetime.now(UTC).date()))
        files = [_File(path=root / name, name=name, data=data) for name, data in bibliography_files(root, config)]
    return max([_format(each, only_check=only_check) for each in files], default=0)


def _format(file: _File, *, only_check: bool) -> int:
    _, unreadable = read_text(file.name, file.data, "utf-8")
    if unreadable:
        return _refuse(file, unreadable)
    mark = _MARK if file.data.startswith(_MARK) else b""
    text = file.data.removeprefix(_MARK).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    done = tidied(file.name, text)
    if done.problems:
        return _refuse(file, done.problems)
    new = mark + done.text.replace("\n", line_end(file.data)).encode()
    if new == file.data:
        click.echo(printable(f"{file.name} is tidy"))
        return 0
    if not only_check:
        exchange(file.path, file.data, new)
    click.echo(printable(f"{file.name}: {_changes(done.changed, 'would change' if only_check else 'laid out anew')}"))
    return 1 if only_check else 0


def _refuse(file: _File, problems: tuple[Problem, ...]) -> int:
    for problem in problems:
        click.echo(problem_line(problem), err=True)
    click.echo(printable(f"{file.name} is left as it was: mend its faults first"), err=True)
    return 1


def _changes(changed: tuple[tuple[int, str], ...], what: str) -> str:
    if not changed:
        return f"line ends {what}"
    places = ", ".join(f"{key} (line {line})" for line, key in changed[:_SHOWN])
    more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
    return f"{len(changed)} {'entry' if len(changed) == 1 else 'entries'} {what}: {places}{more}"
