"""``vademecum refs list``, ``unused`` and ``duplicates``: what a run over all articles knows of the sources."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from msgspec import Struct

from vademecum.disk.load import read_optional
from vademecum.disk.root import find_root
from vademecum.model.references import Bibliography, Entry
from vademecum.model.site import Site
from vademecum.pipeline import Options, survey
from vademecum.problems import has_errors, printable
from vademecum.references.bibliography import nearest, reference
from vademecum.references.editing.adding import described, read_entries
from vademecum.references.labels import short_label
from vademecum.references.sameworks import Twins, same_works, to_keep
from vademecum.references.usage import Citing, citing_articles, further_reading, unused_keys
from vademecum.report.text import problem_line

_LABEL = 60


class _Source(Struct, frozen=True, kw_only=True):
    """One line of a list."""

    entry: Entry
    label: str
    cited_by: tuple[Citing, ...]
    further: tuple[str, ...]
    """Articles that name it under ``further-reading``."""


class _Use(Struct, frozen=True, kw_only=True):
    """The bibliography of a site and who uses it."""

    root: Path
    site: Site
    citing: dict[str, tuple[Citing, ...]]

    @property
    def bibliography(self) -> Bibliography:
        return self.site.bibliography

    def sources(self, keys: Sequence[str]) -> list[_Source]:
        further = further_reading(self.site)
        entries = self.bibliography.entries
        return [
            _Source(
                entry=entries[key],
                label=short_label(reference(entries[key], self.bibliography)[0]),
                cited_by=self.citing.get(key, ()),
                further=further.get(key, ()),
            )
            for key in keys
        ]


def _survey() -> _Use | None:
    """Run over the articles; None when what stands in the way lets nothing be known."""
    root = find_root(Path.cwd())
    site, facts, problems = survey(root, Options(today=datetime.now(UTC).date()))
    errors = [problem for problem in problems if has_errors([problem])]
    if errors and not facts:
        for problem in errors:
            click.echo(problem_line(problem), err=True)
        return None
    if errors:
        count = f"{len(errors)} errors stand" if len(errors) > 1 else "one error stands"
        click.echo(f"vademecum: {count} in the way, so citations may be missing here: see vademecum check", err=True)
    return _Use(root=root, site=site, citing=citing_articles(facts))


def _articles(count: int) -> str:
    return f"{count} article{'' if count == 1 else 's'}"


# ---- list -------------------------------------------------------------------------------------------------------


@click.command("list")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--cited-by", is_flag=True, help="Name the articles, and the audiences for which they cite the source.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="Form.  [default: text]"
)
def list_command(*, keys: tuple[str, ...], cited_by: bool, form: str) -> int:
    """List the sources and how many articles cite each.

    With a KEY or several only those, each with its articles.
    """
    use = _survey()
    if use is None:
        return 1
    unknown = [key for key in keys if key not in use.bibliography.entries]
    for key in unknown:
        near = nearest(use.bibliography, key)
        hint = f'; did you mean "{near}"?' if near else ""
        click.echo(printable(f'vademecum: no entry "{key}" in the bibliography{hint}'), err=True)
    if unknown:
        return 1
    sources = use.sources(tuple(dict.fromkeys(keys)) or tuple(use.bibliography.entries))
    if form == "json":
        click.echo(
            json.dumps({"version": 1, "sources": [_data(each) for each in sources]}, ensure_ascii=False, indent=1)
        )
    elif form == "csv":
        click.echo(_csv(sources), nl=False)
    else:
        for line in _lines(sources, cited_by=cited_by or bool(keys)):
            click.echo(printable(line))
    return 0


def _lines(sources: Sequence[_Source], *, cited_by: bool) -> Iterator[str]:
    widest = max((len(each.entry.key) for each in sources), default=0)
    labels = {each.entry.key: _shortened(each.label) for each in sources}
    longest = max((len(label) for label in labels.values()), default=0)
    for each in sources:
        count = _articles(len(each.cited_by)) if each.cited_by else "not cited"
        yield f"{each.entry.key.ljust(widest)}  {labels[each.entry.key].ljust(longest)}  {count}"
        if cited_by:
            yield from (f"    {citing.path} ({', '.join(citing.audiences)})" for citing in each.cited_by)
            yield from (f"    {path} (further reading)" for path in each.further)


def _shortened(label: str) -> str:
    """Return a label that leaves room on the line: a long name is cut, its year stays."""
    if len(label) <= _LABEL:
        return label
    name, _, year = label.rpartition(" ")
    return (
        f"{name[: _LABEL - len(year) - 2].rstrip()}… {year}" if year.isdecimal() else f"{label[: _LABEL - 1].rstrip()}…"
    )


def _data(each: _Source) -> dict[str, object]:
    return {
        "key": each.entry.key,
        "label": each.label,
        "file": each.entry.place.file,
        "line": each.entry.place.line,
        "articles": len(each.cited_by),
        "cited_by": [
            {"path": citing.path, "title": citing.title, "url": citing.url, "audiences": list(citing.audiences)}
            for citing in each.cited_by
        ],
        "further_reading": list(each.further),
    }


def _csv(sources: Sequence[_Source]) -> str:
    """Return a table with one line for each source and article that cites it."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["key", "label", "articles", "path", "audiences"])
    for each in sources:
        start = [each.entry.key, each.label, len(each.cited_by)]
        rows.writerows([*start, citing.path, " ".join(citing.audiences)] for citing in each.cited_by)
        if not each.cited_by:
            rows.writerow([*start, "", ""])
    return text.getvalue()


# ---- unused -----------------------------------------------------------------------------------------------------


@click.command("unused")
def unused_command() -> int:
    """List the entries that are used nowhere.

    An entry is used when an article cites it or lists it under nocite or further-reading, and when another entry
    inherits from it or names it as related.
    """
    use = _survey()
    if use is None:
        return 1
    unused = unused_keys(use.bibliography, (*use.citing, *further_reading(use.site)))
    for each in use.sources(unused):
        place = each.entry.place
        click.echo(printable(f"{place.file}:{place.line}: {each.entry.key} ({each.label})"))
    total = len(use.bibliography.entries)
    click.echo(f"{len(unused)} of {total} entries are used nowhere" if unused else f"All {total} entries are used")
    return 0


# ---- duplicates -------------------------------------------------------------------------------------------------


@click.command("duplicates")
def duplicates_command() -> int:
    """List works that have several entries.

    The command fails when entries share a DOI, PMID or PMCID. The same title, year and first author are a question.
    """
    use = _survey()
    if use is None:
        return 1
    files = [(name, read_optional(use.root, name) or b"") for name in use.bibliography.files]
    groups = same_works(described(read_entries(files), use.bibliography))
    for twins in groups:
        for line in _twin_lines(twins, use):
            click.echo(printable(line))
    sure = sum(twins.sure for twins in groups)
    alike = len(groups) - sure
    found = [f"{sure} by identifier"] if sure else []
    found += [f"{alike} by title, year and first author"] if alike else []
    click.echo(f"Works with more than one entry: {', '.join(found) or 'none'}")
    return 1 if sure else 0


def _twin_lines(twins: Twins, use: _Use) -> Iterator[str]:
    kept = to_keep(twins, {key: len(articles) for key, articles in use.citing.items()})
    yield f"Same {', '.join(twins.shared)}:" if twins.sure else f"Same {twins.shared[0]}, perhaps one work:"
    for entry in twins.entries:
        articles = use.citing.get(entry.key, ())
        advice = "keep" if entry is kept else "delete"
        if entry is not kept and articles and entry.key != kept.key:
            advice = f'delete, after changing "{entry.key}" to "{kept.key}" in ' + ", ".join(a.path for a in articles)
        count = f"cited by {_articles(len(articles))}" if articles else "not cited"
        told = f": {advice}" if twins.sure else ""
        yield f"  {entry.place.file}:{entry.place.line}: {entry.key} ({count}){told}"
