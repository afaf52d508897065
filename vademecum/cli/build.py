"""``vademecum build`` and ``vademecum check``."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from vademecum import interruption
from vademecum.disk.root import find_root, folder_in_repository
from vademecum.model.run import Options, Report
from vademecum.problems import EngineError, Level, UsageError, level_counts, printable
from vademecum.report.forms import FORMS, in_form
from vademecum.report.text import problem_lines
from vademecum.report.waived import waived_data, waived_lines
from vademecum.unchanged import Look, look_at

_HELD: list[object] = []
"""What the last build was made of: to free it piece by piece takes longer than to end the process."""


def build_day(_: click.Context, __: click.Parameter, value: str | None) -> date:
    """Return the day of the build in UTC: ``--as-of``, else ``SOURCE_DATE_EPOCH``, else the clock."""
    if value:
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise click.BadParameter("write a date such as 2026-11-22") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            raise UsageError(f'SOURCE_DATE_EPOCH is "{epoch}", not a number of seconds') from None
    return datetime.now(UTC).date()


_SHARED = (
    click.option("--strict", is_flag=True, help="Treat warnings as errors."),
    click.option("--base-url", metavar="URL", help="Address at which the site will stand, instead of the setting."),
    click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="Processes to use.  [default: one a core]"),
    click.option(
        "--executor",
        type=click.Choice(["processes", "none", "dask"]),
        default="processes",
        help="Where articles are rendered: none is this process alone.  [default: processes]",
    ),
    click.option("--scheduler", metavar="ADDRESS", default="", help="Dask scheduler, such as tcp://host:8786."),
    click.option("--as-of", "today", callback=build_day, metavar="DATE", help="Build as on this day (YYYY-MM-DD)."),
    click.option(
        "--format",
        "form",
        type=click.Choice(FORMS),
        default="text",
        help="Form of the problems.  [default: text]",
    ),
    click.option("--report", type=click.Path(dir_okay=False), metavar="FILE", help="Write the problems to a file."),
    click.option(
        "--editorial-report",
        "editorial",
        type=click.Path(dir_okay=False),
        metavar="FILE",
        help="Write what an editor has to see to, as HTML.",
    ),
)


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_SHARED):
        command = option(command)
    return command


@click.command("build")
@click.option("--output", metavar="DIR", default="", help="Folder for the site.  [default: the setting, else site/]")
@click.option("--full", is_flag=True, help="Use nothing that earlier builds left.")
@click.option("--explain", is_flag=True, help="Say of every page that is made anew why.")
@click.option("--file-links", is_flag=True, help="Link to index.html, for reading the site from disk.")
@_shared
def build_command(
    *,
    output: str,
    explain: bool,
    form: str,
    report: str | None,
    editorial: str | None,
    **options: Any,
) -> int:
    """Build the site. With an error the last site stays exactly as it was."""
    asked = _asked(output=str(Path(output).absolute()) if output else "", **options)
    return _run(asked, form, report, editorial, explain=explain)


@click.command("check")
@click.option("--fail-due", is_flag=True, help="Exit with 1 when anything is due.")
@_shared
def check_command(*, fail_due: bool, form: str, report: str | None, editorial: str | None, **options: Any) -> int:
    """Check everything and write nothing."""
    return _run(_asked(write=False, **options), form, report, editorial, fail_due=fail_due)


def _asked(*, executor: str, scheduler: str, jobs: int | None, **options: Any) -> Options:
    """Return the options, if what they say of the executor is possible."""
    if (executor == "dask") != bool(scheduler):
        raise UsageError("--executor dask and --scheduler ADDRESS go together")
    if jobs and executor == "dask":
        raise UsageError("--jobs counts processes of this machine; a cluster has its own workers")
    if jobs and jobs > 1 and executor == "none":
        raise UsageError("--executor none is one process, and --jobs asks for more")
    return Options(jobs=jobs if executor == "processes" else 1, scheduler=scheduler, **options)


def _run(
    options: Options,
    form: str,
    report_file: str | None,
    editorial: str | None,
    *,
    explain: bool = False,
    fail_due: bool = False,
) -> int:
    started = time.monotonic()
    root = find_root(Path.cwd())
    if editorial:
        from vademecum.cli.editorial import refuse_inside  # noqa: PLC0415 - see _built

        refuse_inside(editorial, root, options)
    result = _built(root, options, form)
    seconds = time.monotonic() - started
    for what, why in result.rebuilt if explain else ():
        click.echo(printable(f"{what}: {why}"), err=form != "text")
    counts = level_counts(result.problems)
    summary = _summary(result, counts, options)
    if form != "text" or report_file:
        folder = folder_in_repository(root)
        _emit(in_form(form, result.problems, _data(result, counts), folder, result.waived), report_file)
    if form == "text" or report_file:
        line_of = excerpts(root) if sys.stderr.isatty() else None
        for line in problem_lines(result.problems, line_of):
            click.echo(line, err=True)
        for line in waived_lines(result.waived):
            click.echo(line, err=True)
    click.echo(f"{summary} ({seconds:.1f} s)", err=form != "text")
    if result.settings_wrong:
        return 2
    if editorial:
        from vademecum.cli.editorial import write_editorial  # noqa: PLC0415 - see _built

        write_editorial(editorial, root, options, result)
    return 1 if result.failed or (fail_due and counts[Level.DUE]) else 0


def _built(root: Path, options: Options, form: str) -> Report:
    """Build, unless a look at the files tells that there is nothing to do: then nothing that builds is imported."""
    look = look_at(root, options, _small_build)
    if look.report is not None:
        return look.report
    if look.comparable and (few := _small_build()(root, options, look)) is not None:
        return few
    with interruption.later():
        from vademecum.ahead import begun  # noqa: PLC0415 - the same, for a build that has little to do
    with begun(root, options) as early:
        with interruption.later():
            from vademecum.pipeline import build  # noqa: PLC0415 - others work in the meantime

        _HELD.clear()
        return build(root, options, _progress(form), replace(look, comparable=False), early, held=_HELD)


def _small_build() -> Callable[[Path, Options, Look], Report | None]:
    """Return what makes the pages of a few changed texts again."""
    with interruption.later():
        from vademecum.few import build_few  # noqa: PLC0415 - most of the time of a build that has nothing to do

    return build_few


def _data(result: Report, counts: Mapping[Level, int]) -> dict[str, object]:
    """Return the summary as data: see ``report.data``."""
    data: dict[str, object] = {
        "errors": counts[Level.ERROR],
        "warnings": counts[Level.WARNING],
        "due": counts[Level.DUE],
        "articles": result.articles,
        "pages": result.pages,
        "written": result.written.written if result.written else None,
    }
    if result.retractions:
        data["retractions"] = result.retractions.isoformat()
    if result.waived:
        data["waived"] = waived_data(result.waived)
    return data


def _emit(text: str, file: str | None) -> None:
    if file is None:
        click.echo(text, nl=bool(text))
        return
    from vademecum.disk.write import write_report  # noqa: PLC0415 - see _built

    write_report(file, f"{text}\n" if text else "")


def _summary(result: Report, counts: dict[Level, int], options: Options) -> str:
    found = ", ".join(
        f"{count} {level.value if level is Level.DUE else level.value + ('s' if count != 1 else '')}"
        for level, count in counts.items()
        if count
    )
    waived = f"{len(result.waived)} waived" if result.waived else ""
    list_of = f"retraction list of {result.retractions}" if result.retractions else ""
    found = ", ".join(part for part in (found, waived, list_of) if part)
    if result.failed:
        kept = "; the site is as it was" if options.write else ""
        return f"Not built: {found}{kept}" if options.write else f"Checked: {found}"
    made = f"{result.articles} sources, {result.pages} pages"
    if result.written is None:
        return f"Checked {made}{f': {found}' if found else ''}"
    done = result.written
    name = Path(result.output).name
    text = f"Built {made} into {name}/: {done.written} files written, {done.kept} unchanged, {done.removed} removed"
    if done.foreign:
        shown = printable(", ".join(sorted(done.foreign)[:3]))
        more = f" and {len(done.foreign) - 3} more" if len(done.foreign) > 3 else ""
        text += f"; left alone, not made by a build: {shown}{more}"
    return f"{text}{f'; {found}' if found else ''}"


def _progress(form: str) -> Callable[[int, int], None]:
    if form != "text" or not sys.stderr.isatty():
        return lambda _done, _all: None

    def show(done: int, total: int) -> None:
        end = "\r\033[K" if done >= total else ""
        click.echo(f"\r{done} of {total} articles{end}", nl=False, err=True)

    return show


def excerpts(root: Path) -> Callable[[str, int], str]:
    """Return a function (file, line) → the author's own line, for a caret under it."""
    from vademecum.disk.load import read_optional  # noqa: PLC0415 - see _built

    @lru_cache(maxsize=64)
    def lines(file: str) -> tuple[str, ...]:
        try:
            data = read_optional(root, file) or b""
        except EngineError:
            return ()
        return tuple(data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n"))

    def line(file: str, number: int) -> str:
        found = lines(file) if file else ()
        return found[number - 1] if number <= len(found) else ""

    return line
