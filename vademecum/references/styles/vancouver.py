"""References after Citing Medicine (US National Library of Medicine), known as NLM, ICMJE or Vancouver style.

Sources: Citing Medicine, 2nd edition; the ICMJE's sample references; the CSL style nlm-citation-sequence of 2026.
"""

from __future__ import annotations

from vademecum.model.references import Date, Notice, Reference
from vademecum.references.decoding.languages import is_foreign, language_name
from vademecum.references.decoding.namelists import NameRules, name_list
from vademecum.references.decoding.preprints import is_ahead_of_print, is_in_press, number_of, server_of
from vademecum.references.journals import without_stops
from vademecum.references.marks import html
from vademecum.references.styles.dateforms import goes_on, issue_date, last_date, literal_year, nlm_date
from vademecum.references.styles.lettercase import container_text, title_text
from vademecum.references.styles.numerals import is_numeric
from vademecum.references.styles.options import StyleOptions
from vademecum.references.styles.ordinals import edition, ordinal, version
from vademecum.references.styles.pageranges import page_range
from vademecum.references.styles.sentences import joined, sentences, stopped_before
from vademecum.references.works import PARTS, SERIAL, Work, work_of

_NOTICES = {
    "retraction": "Retraction",
    "erratum": "Erratum",
    "concern": "Expression of concern",
    "republication": "Corrected and republished",
}


def format_reference(reference: Reference, options: StyleOptions) -> str:
    """Return the reference as HTML, without its number and without links."""
    work = work_of(reference)
    if work is Work.PREPRINT:
        return _preprint(reference, options)
    published = sentences(
        (
            _authors(reference, options),
            _title(reference, work, options),
            edition(html(reference.edition)) if not reference.container else "",
            version(html(reference.extra.get("version", ""))) if work not in SERIAL else "",
            _container(reference, work, options),
            joined("; ", _publisher(reference, work), _issue(reference, work, options)),
            _pages_of_book(reference, work, options),
            _page_of_site(reference, work, options),
            _series(reference, work),
            _report_number(reference, work),
            language_name(reference.language) if is_foreign(reference.language) else "",
        )
    )
    return stopped_before(
        joined(" ", published, _whereabouts(reference, work, options)), _afterlife(reference, options)
    )


def _authors(reference: Reference, options: StyleOptions) -> str:
    if reference.authors:
        return name_list(reference.authors, reference.more_authors, name_rules(options))
    return _editors(reference, options)


def _editors(reference: Reference, options: StyleOptions) -> str:
    if not reference.editors:
        return ""
    names = name_list(reference.editors, reference.more_editors, name_rules(options))
    one = len(reference.editors) == 1 and not reference.more_editors
    return f"{names}, {'editor' if one else 'editors'}" if names else ""


def name_rules(options: StyleOptions) -> NameRules:
    """Return how the style writes a list of names."""
    return NameRules(
        most=options.most_authors,
        shown=options.shown_authors or 6,
        ordinals=True,
        before_group="; ",
        group_after_cut=options.group_after_cut,
    )


def _title(reference: Reference, work: Work, options: StyleOptions) -> str:
    if work is Work.WEB_PAGE and reference.container:
        return joined(" ", html(reference.container), _bracketed("Internet" if reference.url else ""))
    translated = html(reference.extra.get("translatedtitle", ""))
    medium = "Internet" if reference.url and not reference.container and work not in PARTS else ""
    genre = html(reference.extra.get("type", ""))
    return joined(" ", title_text(reference, options), _bracketed(translated), _bracketed(genre), _bracketed(medium))


def _bracketed(text: str) -> str:
    return f"[{text}]" if text else ""


def _container(reference: Reference, work: Work, options: StyleOptions) -> str:
    editors = _editors(reference, options) if reference.authors else ""
    if work is Work.WEB_PAGE:
        return editors
    if not reference.container:
        volume = html(reference.volume) if work not in SERIAL else ""
        return sentences((editors, f"Vol. {volume}" if is_numeric(volume) else volume)).removesuffix(".")
    title = joined(" ", _container_title(reference, work, options), _bracketed(_medium(reference, work)))
    text = sentences((editors, title, edition(html(reference.edition))))
    return f"In: {text}" if work in PARTS else text


def _container_title(reference: Reference, work: Work, options: StyleOptions) -> str:
    if work in PARTS:
        return container_text(reference, options)
    if work not in SERIAL:
        return html(reference.container)
    if options.short_journals and reference.container_short:
        return html(reference.container_short)
    return html(without_stops(reference.container))


def _medium(reference: Reference, work: Work) -> str:
    return "Internet" if reference.url and not _is_identified(reference, work) else ""


def _is_identified(reference: Reference, work: Work) -> bool:
    """Whether a journal article has an identifier, so that no URL is printed."""
    return work is Work.ARTICLE and bool(reference.doi or reference.pmid or reference.pmcid)


def _publisher(reference: Reference, work: Work) -> str:
    if work in SERIAL:
        return ""
    return joined(": ", html(reference.place), html(reference.publisher))


def _date(reference: Reference, work: Work, options: StyleOptions) -> str:
    issued = issue_date(reference, options)
    text = _span(reference, issued, work) if issued else html(literal_year(reference))
    if is_in_press(reference):
        text = joined(" ", "Forthcoming", text)
    if work is Work.PATENT:
        text = joined(", ", html(reference.number), text)
    return joined(" ", text, _looked_at(reference, work))


def _span(reference: Reference, issued: Date, work: Work) -> str:
    if work is Work.REPORT:
        issued = Date(year=issued.year, month=issued.month)
    elif work not in SERIAL and work is not Work.SPEECH:
        issued = Date(year=issued.year)
    text = nlm_date(issued, last_date(reference, issued))
    return f"{text}-" if goes_on(reference) else text


def _looked_at(reference: Reference, work: Work) -> str:
    if not reference.url or _is_identified(reference, work):
        return ""
    updated = f"updated {nlm_date(reference.updated)}" if reference.updated else ""
    cited = f"cited {nlm_date(reference.accessed)}" if reference.accessed else ""
    return _bracketed(joined("; ", updated, cited))


def _issue(reference: Reference, work: Work, options: StyleOptions) -> str:
    """Return date, volume, issue and pages; without volume and issue the pages follow the date behind a colon."""
    date = _date(reference, work, options)
    if work not in SERIAL:
        return date
    issue = f"({html(reference.issue)})" if reference.issue else ""
    series = (
        f"{ordinal(int(reference.series))} ser"
        if reference.series.isdecimal() and len(reference.series) < 4
        else html(reference.series)
    )
    volume = joined(" ", series, html(reference.volume) + issue)
    return joined(":", joined(";", date, volume), _pages(reference, options) or html(reference.eid))


def _pages(reference: Reference, options: StyleOptions) -> str:
    return html(page_range(reference.pages, minimal=options.page_ranges != "expanded", dash="–"))


def _pages_of_book(reference: Reference, work: Work, options: StyleOptions) -> str:
    if work in SERIAL:
        return ""
    if work is Work.BOOK:
        total = html(reference.extra.get("pagetotal", ""))
        return f"{total} p" if is_numeric(total) else total
    pages = _pages(reference, options)
    return f"p. {pages}" if pages else ""


def _page_of_site(reference: Reference, work: Work, options: StyleOptions) -> str:
    return title_text(reference, options) if work is Work.WEB_PAGE and reference.container else ""


def _series(reference: Reference, work: Work) -> str:
    if work in SERIAL or not reference.series:
        return ""
    number = html(reference.number)
    if is_numeric(number):
        number = f"no. {number}"
    elif not number and work in PARTS and reference.volume:
        number = f"vol. {html(reference.volume)}"
    return f"({joined('; ', html(reference.series), number)})"


def _report_number(reference: Reference, work: Work) -> str:
    if work is not Work.REPORT or not reference.number:
        return ""
    kind = html(reference.extra.get("type", "")) or "Report"
    number = html(reference.number)
    return f"{kind[:1].upper()}{kind[1:]} {f'no.: {number}' if is_numeric(number) else number}"


def _whereabouts(reference: Reference, work: Work, options: StyleOptions) -> str:
    url = "" if _is_identified(reference, work) else reference.url
    pmid = f"{options.pmid_label}{reference.pmid}" if reference.pmid else ""
    pmcid = f"{options.pmcid_label}{reference.pmcid}" if reference.pmcid else ""
    return joined(
        " ",
        f"Available from: {html(url)}" if url else "",
        f"{options.doi_label}{html(reference.doi)}" if reference.doi else "",
        sentences((joined("; ", pmid, pmcid),)),
    )


def _afterlife(reference: Reference, options: StyleOptions) -> str:
    """Return that the work is ahead of print, and the notices about it, in PubMed's wording."""
    ahead = "Epub ahead of print" if is_ahead_of_print(reference) else ""
    return sentences((ahead, *(_notice(notice, options) for notice in reference.notices)))


def _notice(notice: Notice, options: StyleOptions) -> str:
    source = notice.source
    if source is None:
        return f"{_NOTICES[notice.kind]} in: {html(notice.text)}"
    where = sentences((_container_title(source, Work.ARTICLE, options), _issue(source, Work.ARTICLE, options)))
    doi = f"{options.doi_label}{html(source.doi)}" if source.doi else ""
    return joined(" ", f"{_NOTICES[notice.kind]} in: {where}", doi)


def _preprint(reference: Reference, options: StyleOptions) -> str:
    """Citing Medicine's form of 2023: server and number before [Preprint], the DOI as address."""
    server = joined(" ", html(server_of(reference)), html(number_of(reference)))
    url = f"https://doi.org/{reference.doi}" if reference.doi else reference.url
    issued = issue_date(reference, options)
    date = nlm_date(issued) if issued else html(literal_year(reference))
    cited = f"[cited {nlm_date(reference.accessed)}]" if reference.accessed else ""
    published = sentences(
        (
            _authors(reference, options),
            title_text(reference, options),
            joined(" ", server, "[Preprint]"),
            joined(" ", date, cited),
        )
    )
    available = f"Available from: {html(url)}" if url else ""
    return stopped_before(joined(" ", published, available), _afterlife(reference, options))
