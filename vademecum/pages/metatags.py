"""The meta tags of a page's head: Open Graph, Dublin Core, and Highwire's for what is scholarly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vademecum.model.articles import Article, Person, Variant
from vademecum.model.composed import Composed
from vademecum.model.references import Reference
from vademecum.model.review import Verdict
from vademecum.pages.world import World
from vademecum.references.marks import plain

Tags = Iterator[tuple[str, str]]


def article_meta(
    article: Article, each: Composed, composed: Sequence[Composed], world: World
) -> tuple[tuple[str, str], ...]:
    """Return (name, content) of each tag; a name with a colon is a ``property``."""
    found = [("generator", "Vademecum"), *_open_graph(article, each.variant, each.title, world)]
    found.extend(_dublin_core(article, each, composed, world))
    if article.meta.scholarly:
        found.extend(_highwire(article, each, world))
    return tuple(found)


def _open_graph(article: Article, variant: Variant, title: str, world: World) -> Tags:
    """Yield what a link to the page is shown as (ogp.me)."""
    meta, config = article.meta, world.config
    yield "og:title", title
    yield "og:type", "article"
    yield "og:site_name", config.title
    language, _, region = (meta.lang or config.lang).partition("-")
    if len(region) == 2:
        yield "og:locale", f"{language.lower()}_{region.upper()}"
    if variant.description:
        yield "og:description", variant.description
    if config.base_url:
        yield "og:url", world.absolute(variant.url)
    if article.is_article and meta.date:
        yield "article:published_time", meta.date.isoformat()
    if article.is_article and meta.updated:
        yield "article:modified_time", meta.updated.isoformat()
    for tag in meta.tags if article.is_article else ():
        yield "article:tag", tag


def _dublin_core(article: Article, each: Composed, composed: Sequence[Composed], world: World) -> Tags:
    """Yield DCMI Metadata Terms; who reviewed, and for how long that holds, only while it does."""
    meta = article.meta
    yield "DC.title", each.title
    for author in meta.authors:
        yield "DC.creator", author.name
    yield "DC.language", meta.lang or world.config.lang
    if world.config.organisation:
        yield "DC.publisher", world.config.organisation
    if world.config.base_url:
        yield "DC.identifier", world.absolute(each.variant.url)
    for tag in meta.tags:
        yield "DC.subject", tag
    for code in meta.codes:
        yield "DC.subject", f"{code.system} {code.value}{f' {code.label}' if code.label else ''}"
    if meta.date:
        yield "DCTERMS.issued", meta.date.isoformat()
    if meta.updated:
        yield "DCTERMS.modified", meta.updated.isoformat()
    if article.is_article:
        yield "DCTERMS.audience", world.site.audiences[each.variant.audience].label
        yield from _reviewed(each.verdict)
        yield from _versions(each.variant, composed, world)


def _reviewed(verdict: Verdict) -> Tags:
    if not verdict.approved or not verdict.last_reviewed:
        return
    for name in dict.fromkeys(approval.person.name for approval in verdict.approvals):
        yield "DC.contributor", name
    yield "DCTERMS.dateAccepted", verdict.last_reviewed.isoformat()
    if verdict.next_review:
        yield "DCTERMS.valid", f"start={verdict.last_reviewed}; end={verdict.next_review}; scheme=W3C-DTF"


def _versions(variant: Variant, composed: Sequence[Composed], world: World) -> Tags:
    if not world.config.base_url:
        return
    default, *others = (each.variant for each in composed)
    if variant is not default:
        yield "DCTERMS.isVersionOf", world.absolute(default.url)
        return
    for other in others:
        yield "DCTERMS.hasVersion", world.absolute(other.url)


def _highwire(article: Article, each: Composed, world: World) -> Tags:
    """Yield the tags that Google Scholar and Zotero read (Google Scholar, inclusion guidelines)."""
    meta = article.meta
    yield "citation_title", each.title
    for author in meta.authors:
        yield "citation_author", _family_first(author)
        if author.affiliation:
            yield "citation_author_institution", author.affiliation
        if author.orcid:
            yield "citation_author_orcid", f"https://orcid.org/{author.orcid}"
    if meta.date:
        yield "citation_publication_date", meta.date.strftime("%Y/%m/%d")
        yield "citation_online_date", meta.date.strftime("%Y/%m/%d")
    yield "citation_journal_title", world.config.title
    if world.config.organisation:
        yield "citation_publisher", world.config.organisation
    yield "citation_language", meta.lang or world.config.lang
    if world.config.base_url:
        yield "citation_public_url", world.absolute(each.variant.url)
    for tag in meta.tags:
        yield "citation_keywords", tag
    for cited in each.body.cited:
        yield "citation_reference", _reference(world.sources[cited.key].reference)


def _family_first(author: Person) -> str:
    given, _, family = author.name.rpartition(" ")
    return author.name if "organisation" in author.roles or not given else f"{family}, {given}"


def _reference(work: Reference) -> str:
    """Return a cited work as one tag holds it."""
    authors = [name.literal or ", ".join(part for part in (name.family, name.given) if part) for name in work.authors]
    fields = (
        ("citation_title", plain(work.title)),
        *(("citation_author", author) for author in authors),
        ("citation_journal_title", work.container),
        ("citation_publication_date", str(work.issued.year) if work.issued else ""),
        ("citation_volume", work.volume),
        ("citation_doi", work.doi),
        ("citation_pmid", work.pmid),
    )
    return "; ".join(f"{name}={value.replace(';', ',')}" for name, value in fields if value)
