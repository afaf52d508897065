"""A page as one graph of schema.org's terms: a ``MedicalWebPage`` and its article. Claims only while they hold.

``lastReviewed``, ``reviewedBy`` and ``specialty`` stand on the page, as schema.org has them on ``WebPage`` alone.
Grades of evidence are not told: ``EvidenceLevelA`` to ``C`` of schema.org count trials, GRADE does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from vademecum.model.articles import Article, FrontMatter, Variant
from vademecum.model.body import Body
from vademecum.model.composed import Composed
from vademecum.model.review import State
from vademecum.pages.linkeddata import (
    NOTHING,
    SitePieces,
    code_node,
    given,
    graph,
    items,
    node,
    person_node,
    text,
    within,
)
from vademecum.pages.world import World
from vademecum.urls import relative_root

_STATUS = {
    State.SUBMITTED: text("Draft"),
    State.UNDER_REVIEW: text("Under review"),
    State.APPROVED: text("Published"),
    State.EDITED: text("Edited since approval"),
    State.OVERDUE: text("Review overdue"),
    State.WITHDRAWN: text("Withdrawn"),
}

_SOURCE_TYPES = {
    "generated": "TrainedAlgorithmicMediaDigitalSource",
    "assisted": "CompositeWithTrainedAlgorithmicMediaDigitalSource",
}
"""How far software wrote a text → member of schema.org's ``IPTCDigitalSourceEnumeration``."""

_SPECIALTIES = """
    Anesthesia Audiology Cardiovascular CommunityHealth Dentistry Dermatologic Dermatology DietNutrition Emergency
    Endocrine Gastroenterologic Genetic Geriatric Gynecologic Hematologic Infectious LaboratoryScience Midwifery
    Musculoskeletal Neurologic Nursing Obstetric Oncologic Ophthalmology Optometric Otolaryngologic Pathology Pediatric
    PharmacySpecialty Physiotherapy PlasticSurgery Podiatric PrimaryCare Psychiatric PublicHealth Pulmonary Radiography
    Renal RespiratoryTherapy Rheumatologic SpeechPathology Surgical Toxicologic Urologic
"""
SPECIALTIES = {name.lower(): name for name in _SPECIALTIES.split()}
"""The members of schema.org's ``MedicalSpecialty``; any other specialty stays in the front matter."""


def article_json_ld(article: Article, each: Composed, composed: Sequence[Composed], world: World) -> Markup:
    """Return the structured data of one variant, beside those that are published with it."""
    root = relative_root(each.variant.url)
    address = text(world.absolute(each.variant.url))
    site = world.pieces(root)
    audience = world.site.audiences[each.variant.audience]
    shared = {
        "inLanguage": text(article.meta.lang or world.config.lang),
        "audience": _readers(audience.id, audience.label),
        "publisher": site.publisher_id,
    }
    page = _page(article, each, site, address, _variants(each, composed, root, world), shared)
    main = _article(article, each, address, world, shared)
    return graph([page, main, site.publisher] if site.publisher else [page, main])


def _page(
    article: Article,
    each: Composed,
    site: SitePieces,
    address: str,
    variants: tuple[str, str],
    shared: Mapping[str, str],
) -> str:
    """Return the page as a node; ``address`` is encoded, ``shared`` is what it says as its article does."""
    meta, verdict = article.meta, each.verdict
    whole, parts = variants
    claims = verdict.approved and verdict.last_reviewed is not None
    specialty = SPECIALTIES.get(meta.specialty.lower().replace(" ", ""), "")
    return node(
        {
            "@type": '"MedicalWebPage"',
            "@id": within(address, "page"),
            "url": address if address != NOTHING else "",
            "name": text(each.title),
            "description": given(each.variant.description),
            "isPartOf": items([site.site, whole] if whole else [site.site]),
            "hasPart": parts,
            "mainEntity": f'{{"@id":{within(address, "article")}}}',
            "medicalAudience": '"https://schema.org/Clinician"' if each.variant.audience == "clinician" else "",
            "specialty": text(f"https://schema.org/{specialty}") if specialty else "",
            "publishingPrinciples": site.principles,
            "usageInfo": within(address, "vm-disclaimer"),
            "lastReviewed": _day(verdict.last_reviewed) if claims else "",
            "reviewedBy": items(dict.fromkeys([person_node(a.person) for a in verdict.approvals])) if claims else "",
            **shared,
        }
    )


def _article(article: Article, each: Composed, address: str, world: World, shared: Mapping[str, str]) -> str:
    """Return the article of a page as a node, likewise."""
    meta = article.meta
    withdrawn = meta.withdrawn if each.verdict.state is State.WITHDRAWN else None
    funded = meta.funding if meta.funding.lower().rstrip(".") not in ("none", "no funding") else ""
    source_type = _SOURCE_TYPES.get(meta.ai.used, "") if meta.ai else ""
    return node(
        {
            "@type": '"MedicalScholarlyArticle"' if meta.scholarly else '"Article"',
            "@id": within(address, "article"),
            "headline": text(each.title),
            "creativeWorkStatus": _STATUS[each.verdict.state],
            "author": items([person_node(author) for author in meta.authors]),
            "datePublished": _day(meta.date),
            "dateModified": _day(meta.updated or meta.date),
            "expires": _day(withdrawn.on) if withdrawn else "",
            "temporalCoverage": text(f"../{meta.literature_through}") if meta.literature_through else "",
            "keywords": items([text(tag) for tag in meta.tags]),
            "about": items(_about(meta, each.body)) if meta.codes or each.body.recommendations else "",
            "correction": items(_corrections(meta)) if meta.corrections else "",
            "funding": node({"@type": '"Grant"', "description": text(funded)}) if funded else "",
            "digitalSourceType": text(f"https://schema.org/{source_type}") if source_type else "",
            "translationOfWork": _translated(meta, each.variant, world) if meta.translation_of else "",
            "identifier": f'{{"@type":"PropertyValue","propertyID":"fingerprint","value":{text(each.fingerprint)}}}',
            "citation": items([world.sources[cited.key].json_ld for cited in each.body.cited]),
            **shared,
        }
    )


def _about(meta: FrontMatter, body: Body) -> list[str]:
    return [*map(code_node, meta.codes), *_recommendations(body)]


@lru_cache(maxsize=256)
def _readers(audience: str, label: str) -> str:
    kind = "Patient" if audience == "patient" else "MedicalAudience"
    return node({"@type": text(kind), "audienceType": text(label)})


def _day(day: date | None) -> str:
    return f'"{day.isoformat()}"' if day else ""


def _variants(each: Composed, composed: Sequence[Composed], root: str, world: World) -> tuple[str, str]:
    """Return the page that a variant is part of, and those that are parts of it: the default one has the others."""
    default, *others = (other.variant for other in composed)
    if each.variant.url != default.url:
        return _other(default, root, world), ""
    return "", items(_other(other, root, world) for other in others)


def _other(variant: Variant, root: str, world: World) -> str:
    address = world.url(variant.url, root)
    return node({"@type": '"MedicalWebPage"', "@id": text(f"{address}#page"), "url": text(address)})


def _recommendations(body: Body) -> Iterator[str]:
    """Yield what a variant recommends, and how strongly, in words; see above for the certainty."""
    said = (passage.text for passage in body.passages if passage.box == "recommendations")
    for each, words in zip(body.recommendations, said, strict=False):
        strength = f"{each.strength.capitalize()} recommendation" if each.strength else ""
        dated = each.year if len(each.year) == 4 and each.year.isdecimal() else ""
        yield node(
            {
                "@type": '"MedicalGuidelineRecommendation"',
                "description": text(words),
                "recommendationStrength": given(strength),
                "guidelineDate": given(dated),
            }
        )


def _corrections(meta: FrontMatter) -> list[str]:
    """Return what was put right after publication."""
    return [
        node({"@type": '"CorrectionComment"', "text": text(each.text), "datePublished": _day(each.date)})
        for each in meta.corrections
        if each.text
    ]


def _translated(meta: FrontMatter, variant: Variant, world: World) -> str:
    """Return the article that this one translates; nothing when the site does not publish it."""
    original = world.site.articles.get(f"content/{meta.translation_of}")
    if original is None or not original.is_article:
        return ""
    address = world.url(original.url, relative_root(variant.url))
    return node({"@type": '"Article"', "@id": text(f"{address}#article")})
