"""Everything that is wrong with the entries of a bibliography, cited or not: what ``refs check`` tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vademecum.model.references import Bibliography, Date, Entry, Reference
from vademecum.problems import Problem, due, warning
from vademecum.references.bibliography import reference
from vademecum.references.styles.lettercase import is_title_case
from vademecum.references.works import Work, work_of
from vademecum.today import Today

_NO_WORKS = frozenset({"xdata", "set"})
_OLD_MONTHS = 24


def entry_problems(bibliography: Bibliography, today: Today) -> Iterator[Problem]:
    """Yield what is wrong with each entry's content; its notation was judged when the file was read."""
    for entry in bibliography.entries.values():
        work, found = reference(entry, bibliography)
        if entry.kind in _NO_WORKS:
            yield from (problem for problem in found if problem.rule != "REF-01")
            continue
        yield from found
        yield from printed_problems(entry, work, today)


def printed_problems(entry: Entry, work: Reference, today: Today) -> Iterator[Problem]:
    """Yield what readers would stumble over in a complete reference: a web page of no known day, Title Case."""
    yield from _web_problems(entry, work, today, unread=_is_read_on_the_web(work) and work.accessed is None)
    if is_title_case(work):
        yield _title_case(entry)


def _is_read_on_the_web(work: Reference) -> bool:
    """Return whether a reader finds the work at an address that may change, and at no identifier that lasts."""
    lasting = work.doi or work.pmid or work.pmcid
    return not lasting and (bool(work.url) or work_of(work) is Work.WEB_PAGE)


def _web_problems(entry: Entry, work: Reference, today: Today, *, unread: bool) -> Iterator[Problem]:
    if unread:
        what = f'"{entry.key}" stands on the web and has no urldate: nobody can tell which state of the page is meant'
        yield warning(
            "REF-03", entry.place_of("url"), what, "look at it again and write that day: urldate = {YYYY-MM-DD}"
        )
    elif work.accessed and _is_read_on_the_web(work) and today.reached(_old_from(work.accessed)):
        month = f"-{work.accessed.month:02}" if work.accessed.month else ""
        when = f"in {work.accessed.year}{month}, more than {_OLD_MONTHS} months ago"
        what = f'the page of "{entry.key}" was last looked at {when}'
        yield due("REF-03", entry.place_of("urldate"), what, "look at it again, then change its urldate")


def _old_from(accessed: Date) -> date:
    """Return the first day on which a page was looked at too long ago; of a year alone its last month counts."""
    months = accessed.year * 12 + (accessed.month or 12) + _OLD_MONTHS
    return date(min(months // 12, date.max.year), months % 12 + 1, 1)


def _title_case(entry: Entry) -> Problem:
    what = f'the title of "{entry.key}" is typed In Title Case, and is printed so'
    return warning(
        "REF-07", entry.place_of("title"), what, "type it as in PubMed: capitals for its first word and names"
    )
