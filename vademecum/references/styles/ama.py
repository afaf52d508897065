"""References after the AMA Manual of Style, 11th edition.

Sources: the manual, chapter 3, through library guides; the CSL style american-medical-association of 2026.
"""

from __future__ import annotations

from vademecum.model.references import Date, Notice, Reference
from vademecum.references.decoding.namelists import NameRules, name_list
from vademecum.references.decoding.preprints import is_in_press, server_of
from vademecum.references.journals import without_stops
from vademecum.references.marks import html
from vademecum.references.styles.dateforms import ama_date, issue_date, last_date, literal_year
from vademecum.references.styles.lettercase import headline, title_text
from vademecum.references.styles.numerals import is_numeric
from vademecum.references.styles.options import StyleOptions
from vademecum.references.styles.ordinals import edition, version
from vademecum.references.styles.pageranges import page_range
from vademecum.references.styles.sentences import joined, sentences, stopped_before
from vademecum.references.works import PARTS, Work, work_of

_BOOKS = frozenset({Work.BOOK, Work.REPORT})
_ITALIC = _BOOKS | {Work.THESIS}
_NOTICES = {
    "retraction": "Retracted in",
    "erratum": "Published correction appears in",
    "concern": "Expression of concern in",
    "republication": "Retracted and republished in",
}


def format_reference(reference: Reference, options: StyleOptions) -> str:
    """Return the reference as HTML, without its number and without links."""
    work = work_of(reference)
    head = (_authors(reference, options), _title(reference, work, options))
    if work in _BOOKS:
        rest: tuple[str, ...] = (_book(reference, options),)
    elif work in PARTS:
        rest = (_part(reference, options),)
    elif work is Work.WEB_PAGE:
        rest = (html(reference.container), _date(reference, options))
    elif work is Work.THESIS:
        rest = (html(reference.extra.get("type", "")), _imprint(reference, options))
    elif work is Work.SPEECH:
        rest = (_speech(reference, options),)
    else:
        rest = _article(reference, work, options)
    text = joined(" ", sentences((*head, *rest)), _access(reference, options))
    for notice in reference.notices:
        text = stopped_before(text, _notice(notice, options))
    return text


def _authors(reference: Reference, options: StyleOptions) -> str:
    if reference.authors:
        return name_list(reference.authors, reference.more_authors, name_rules(options))
    return _editors(reference, options)


def _editors(reference: Reference, options: StyleOptions) -> str:
    names = name_list(reference.editors, reference.more_editors, name_rules(options))
    one = len(reference.editors) == 1 and not reference.more_editors
    return f"{names}, {'ed' if one else 'eds'}" if names else ""


def _second_editors(reference: Reference, options: StyleOptions) -> str:
    """Return the editors of a work that has authors, too."""
    return _editors(reference, options) if reference.authors else ""


def name_rules(options: StyleOptions) -> NameRules:
    """Return how the style writes a list of names."""
    return NameRules(
        most=options.most_authors,
        shown=options.shown_authors or 3,
        ordinals=False,
        before_group=", ",
        group_after_cut=options.group_after_cut,
    )


def _title(reference: Reference, work: Work, options: StyleOptions) -> str:
    if work in _ITALIC:
        return _italic(headline(reference, "title", options))
    return title_text(reference, options)


def _italic(text: str) -> str:
    return f"<i>{text.replace('<i>', '').replace('</i>', '')}</i>" if text else ""


def _volume(reference: Reference) -> str:
    volume = html(reference.volume)
    return f"Vol {volume}" if is_numeric(volume) else volume


def _version(reference: Reference) -> str:
    return version(html(reference.extra.get("version", "")))


def _imprint(reference: Reference, options: StyleOptions) -> str:
    return joined("; ", html(reference.publisher), _year(reference, options))


def _year(reference: Reference, options: StyleOptions) -> str:
    issued = issue_date(reference, options)
    if is_in_press(reference):
        return "in press"
    if not issued:
        return html(literal_year(reference))
    year = Date(year=issued.year)
    return ama_date(year, last_date(reference, year))


def _date(reference: Reference, options: StyleOptions) -> str:
    issued = issue_date(reference, options)
    return ama_date(issued, last_date(reference, issued)) if issued else html(literal_year(reference))


def _pages(reference: Reference, options: StyleOptions) -> str:
    return html(page_range(reference.pages, minimal=options.page_ranges == "minimal", dash="-"))


def _book(reference: Reference, options: StyleOptions) -> str:
    editors = _second_editors(reference, options)
    parts = (
        _volume(reference),
        edition(html(reference.edition)),
        _version(reference),
        editors,
        _imprint(reference, options),
    )
    return joined(":", sentences(parts).removesuffix("."), _pages(reference, options))


def _part(reference: Reference, options: StyleOptions) -> str:
    parts = (
        _second_editors(reference, options),
        _italic(headline(reference, "container", options)),
        _volume(reference),
        edition(html(reference.edition)),
        html(reference.series),
        _imprint(reference, options),
    )
    chapter = html(reference.extra.get("chapter", ""))
    where = _pages(reference, options) or (f"chap {chapter}" if is_numeric(chapter) else chapter)
    return joined(":", f"In: {sentences(parts).removesuffix('.')}", where)


def _speech(reference: Reference, options: StyleOptions) -> str:
    kind = html(reference.extra.get("type", ""))
    event, place = html(reference.extra.get("eventtitle", "")), html(reference.extra.get("venue", ""))
    label = f"{kind[:1].upper()}{kind[1:]} presented at" if kind else "Presented at"
    return f"{label}: {joined('; ', event, _date(reference, options), place)}"


def _article(reference: Reference, work: Work, options: StyleOptions) -> tuple[str, ...]:
    editors = _second_editors(reference, options)
    if work is Work.PREPRINT:
        return (
            editors,
            _italic(html(server_of(reference))),
            f"Preprint posted online {_date(reference, options)}".rstrip(),
        )
    if work is Work.SOFTWARE and reference.publisher and not reference.container:
        return editors, _version(reference), _imprint(reference, options)
    title = _italic(_container_title(reference, options))
    return (
        _version(reference) if work is not Work.ARTICLE else "",
        editors,
        title,
        joined(":", _issue(reference, work, options), _pages(reference, options) or html(reference.eid)),
    )


def _issue(reference: Reference, work: Work, options: StyleOptions) -> str:
    issue = f"({html(reference.issue)})" if reference.issue else ""
    volume = html(reference.volume) + issue
    if volume:
        return joined(";", _year(reference, options), volume)
    if is_in_press(reference):
        return "In press"
    date = _date(reference, options)
    if reference.issued and work is not Work.NEWSPAPER:
        return f"Published online {date}"
    return date[:1].upper() + date[1:]


def _container_title(reference: Reference, options: StyleOptions) -> str:
    """Return a journal's title, abbreviated where that is known."""
    if options.short_journals and reference.container_short:
        return html(reference.container_short)
    return html(without_stops(reference.container))


def _access(reference: Reference, options: StyleOptions) -> str:
    if reference.doi:
        return f"{options.doi_label}{html(reference.doi)}"
    if not reference.url:
        return ""
    updated = f"Updated {ama_date(reference.updated)}" if reference.updated else ""
    accessed = f"Accessed {ama_date(reference.accessed)}" if reference.accessed else ""
    return joined(" ", sentences((updated, accessed)), html(reference.url))


def _notice(notice: Notice, options: StyleOptions) -> str:
    source = notice.source
    if source is None:
        return sentences((f"{_NOTICES[notice.kind]}: {html(notice.text)}",))
    where = sentences(_article(source, Work.ARTICLE, options))
    return joined(" ", f"{_NOTICES[notice.kind]}: {where}", _access(source, options))
