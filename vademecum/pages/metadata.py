"""What machines read in a page's head: JSON-LD, Open Graph, Dublin Core. Claims only while they hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from vademecum.model.articles import Article, Person, Variant
from vademecum.model.review import State, Verdict
from vademecum.pages.world import World

_STATUS = {
    State.SUBMITTED: "Draft",
    State.UNDER_REVIEW: "Under review",
    State.APPROVED: "Published",
    State.EDITED: "Edited since approval",
    State.OVERDUE: "Review overdue",
    State.WITHDRAWN: "Withdrawn",
}


def article_json_ld(article: Article, variant: Variant, title: str, verdict: Verdict, world: World) -> Markup:
    """Return the structured data of one variant as a ``MedicalWebPage`` with its article.

    ``reviewedBy`` and ``lastReviewed`` stand on the page (schema.org has them on WebPage alone) and only while the
    variant is approved.
    """
    meta, config = article.meta, world.config
    lang = meta.lang or config.lang
    main: dict[str, Any] = {
        "@type": "MedicalScholarlyArticle" if meta.scholarly else "Article",
        "headline": title,
        "inLanguage": lang,
        "creativeWorkStatus": _STATUS[verdict.state],
    }
    if meta.authors:
        main["author"] = [_person(author) for author in meta.authors]
    if meta.date:
        main["datePublished"] = meta.date.isoformat()
    modified = meta.updated or meta.date
    if modified:
        main["dateModified"] = modified.isoformat()
    if meta.tags:
        main["keywords"] = list(meta.tags)
    page: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": title,
        "inLanguage": lang,
        "audience": {
            "@type": "MedicalAudience",
            "audienceType": world.site.audiences[variant.audience].label,
        },
        "mainEntity": main,
    }
    if variant.description:
        page["description"] = variant.description
    if world.config.base_url:
        page["url"] = world.absolute(variant.url)
    if config.organisation:
        page["publisher"] = {"@type": "Organization", "name": config.organisation}
    if verdict.approved and verdict.last_reviewed:
        page["lastReviewed"] = verdict.last_reviewed.isoformat()
        page["reviewedBy"] = [_person(approval.person) for approval in verdict.approvals]
    return json_for_html(page)


def _person(person: Person) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Person", "name": person.name}
    if person.credentials:
        found["honorificSuffix"] = person.credentials
    if person.affiliation:
        found["affiliation"] = {"@type": "Organization", "name": person.affiliation}
    if person.orcid:
        found["identifier"] = f"https://orcid.org/{person.orcid}"
    if person.example:
        found["description"] = "example person"
    return found


def json_for_html(data: object) -> Markup:
    """Return JSON that may stand in a script element: ``<``, ``>`` and ``&`` are escaped."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - no character that HTML could read is left


def article_meta(article: Article, variant: Variant, title: str, world: World) -> tuple[tuple[str, str], ...]:
    """Return further tags of the head: Open Graph, and Dublin Core for what it names best."""
    meta, config = article.meta, world.config
    found = [
        ("generator", "Vademecum"),
        ("og:title", title),
        ("og:type", "article"),
        ("og:site_name", config.title),
    ]
    if variant.description:
        found.append(("og:description", variant.description))
    if config.base_url:
        found.append(("og:url", world.absolute(variant.url)))
    found.extend(("DC.creator", author.name) for author in meta.authors)
    if meta.date:
        found.append(("DCTERMS.issued", meta.date.isoformat()))
    if meta.updated:
        found.append(("DCTERMS.modified", meta.updated.isoformat()))
    if article.is_article:
        found.append(("DCTERMS.audience", world.site.audiences[variant.audience].label))
    if meta.scholarly:
        found.extend(_highwire(article, variant, title, world))
    return tuple(found)


def _highwire(article: Article, variant: Variant, title: str, world: World) -> Iterator[tuple[str, str]]:
    """Yield the tags that Google Scholar and Zotero read (Google Scholar, inclusion guidelines)."""
    meta = article.meta
    yield "citation_title", title
    for author in meta.authors:
        given, _, family = author.name.rpartition(" ")
        organisation = "organisation" in author.roles or not given
        yield "citation_author", author.name if organisation else f"{family}, {given}"
        if author.affiliation:
            yield "citation_author_institution", author.affiliation
        if author.orcid:
            yield "citation_author_orcid", f"https://orcid.org/{author.orcid}"
    if meta.date:
        yield "citation_publication_date", meta.date.strftime("%Y/%m/%d")
    if meta.updated:
        yield "citation_online_date", meta.updated.strftime("%Y/%m/%d")
    yield "citation_journal_title", world.config.title
    if world.config.organisation:
        yield "citation_publisher", world.config.organisation
    yield "citation_language", meta.lang or world.config.lang
    if world.config.base_url:
        yield "citation_public_url", world.absolute(variant.url)
    for tag in meta.tags:
        yield "citation_keywords", tag
