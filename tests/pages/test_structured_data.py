"""One graph a page: what schema.org knows, in its places, and nothing about a review that does not hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from schema_org import registry

from tests.pages.test_metadata import data_of, meta, nodes_of
from tests.pages.vocabulary import faults
from tests.reading import ADDRESS, PEOPLE, REFERENCES, SETTINGS, Built, approval, article, body_of, built, text_of
from vademecum.pages.metadata import SPECIALTIES

RETRACTIONS = (
    "Record ID,Title,RetractionNature,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,"
    "OriginalPaperPubMedID,Reason\n"
    "1,First trial,Retraction,1/2/2024 0:00,10.1000/notice,0,10.1000/alpha,11111111,\n"
)

RICH = article(
    "Text [@alpha; @gamma].\n\n::: for patient\nMore [@delta].\n:::\n",
    status="approved",
    date="2026-01-10",
    updated="2026-10-20",
    authors="[ann, press, {name: Eve Extern, credentials: PhD, affiliation: Example Hospital, conflicts: none, "
    "orcid: 0000-0002-1825-0097}]",
    reviews=f"[{approval('clinician')}, {approval('clinician', scope='translation')}]",
    next_review="2028-01-01",
    literature_through="2025-03",
    funding="Example Foundation, grant 7",
    ai="{used: assisted, responsible: rita}",
    tags="[oncology, 'small bowel']",
    specialty="oncologic",
    scholarly="true",
    lang="en-GB",
    translation_of="original.md",
    codes="[{system: ICD-10, value: C7A.012, label: Ileal tumour}, {system: ATC, value: H01CB02}, "
    "{system: MeSH, value: D018358, label: Neuroendocrine tumors}]",
    corrections="[{date: 2026-09-01, text: A name was wrong.}, {date: 2026-10-20, text: The dose was wrong.}]",
    recommendations="[{text: 'We recommend *this*.', strength: strong, certainty: high, refs: [alpha], year: 2021, "
    "for: clinician}, {text: We suggest that., strength: conditional, certainty: low, refs: [alpha, gamma]}]",
    discussed_retractions="{alpha: history of the claim}",
)

FILES: Mapping[str, str] = {
    "content/gi/rich.md": RICH,
    "content/original.md": article(date="2025-01-01", audiences="clinician"),
    "content/gone.md": article(
        "Text [@gamma].\n", status="withdrawn", withdrawn="{on: 2026-05-01, reason: Outdated, by: rita}"
    ),
    "content/_people.yml": f"{PEOPLE}press: {{name: Example press, roles: [author, organisation], conflicts: none}}\n",
    "pyproject.toml": SETTINGS + '[tool.vademecum.retractions]\nfile = "retractions.csv"\ndate = "2026-11-01"\n',
    "retractions.csv": RETRACTIONS,
    "references.bib": REFERENCES
    + "@book{book, author = {Book, Bo}, title = {A book on {H}$_2$O}, publisher = {Example}, year = {2001}, "
    "isbn = {978-3-16-148410-0}}\n",
}


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site whose articles say all that structured data can tell."""
    return built(tmp_path_factory.mktemp("rich"), FILES)


def graphs(site: Built) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the graph of each page that has one, by path."""
    pages = {path: page for path, page in site.pages.items() if page.xpath('//script[@type="application/ld+json"]')}
    return {path: nodes_of(page) for path, page in pages.items()}


@pytest.mark.parametrize("name", ["rich", "states", "example"])
def test_schema_org_knows_every_term(name: str, request: pytest.FixtureRequest) -> None:
    found = graphs(request.getfixturevalue(name))
    assert found
    for path, nodes in found.items():
        assert faults(nodes) == [], path


def test_schema_org_knows_every_term_without_an_address(tmp_path: Path) -> None:
    settings = FILES["pyproject.toml"].replace('base-url = "https://vademecum.example/"\n', 'base-url = ""\n')
    site = built(tmp_path, {**FILES, "pyproject.toml": settings})
    page = site.page("/gi/rich/patient/")
    assert faults(nodes_of(page)) == []
    assert data_of(page)["isPartOf"][1]["url"] == "../../../gi/rich/"
    assert set(nodes_of(page)) == {"#page", "#article", "../../../#publisher"}


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        ({"@type": "MedicalWebPages"}, "no type MedicalWebPages"),
        ({"@type": "MedicalWebPage", "aspect": "treatment"}, "MedicalWebPage: no property aspect"),
        ({"@type": "Article", "lastReviewed": "2026-01-01"}, "Article: lastReviewed belongs to WebPage"),
        ({"@type": "MedicalCode", "code": "C7A"}, "MedicalCode.code: 'C7A' is none of MedicalCode"),
        ({"@type": "WebPage", "lastReviewed": "soon"}, "WebPage.lastReviewed: 'soon' is none of Date"),
        ({"@type": "WebPage", "specialty": "https://schema.org/Oncology"}, "is no member of Specialty"),
        ({"@type": "WebPage", "reviewedBy": {"@type": "Article"}}, "is none of Organization, Person"),
        ({"@type": "WebPage", "reviewedBy": {"@id": "nobody"}}, "is none of Organization, Person"),
        ({"@type": "WebPage", "name": 3}, "WebPage.name: 3 is no text"),
        ({"@type": "WebPage", "author": {"@type": "Person", "headline": "x"}}, "Person: headline belongs to"),
    ],
)
def test_the_check_can_fail(node: dict[str, Any], fault: str) -> None:
    (found,) = faults({"": node})
    assert fault in found


def test_every_specialty_is_a_member() -> None:
    assert sorted(SPECIALTIES.values()) == sorted(registry.ENUM_DIRECT_MEMBERS["MedicalSpecialty"])


def test_the_page_and_its_article(rich: Built) -> None:
    page = data_of(rich.page("/gi/rich/"))
    address = f"{ADDRESS}gi/rich/"
    assert page["@id"] == f"{address}#page"
    assert page["mainEntity"]["@type"] == "MedicalScholarlyArticle"
    assert page["medicalAudience"] == "https://schema.org/Clinician"
    assert page["specialty"] == "https://schema.org/Oncologic"
    assert page["usageInfo"] == f"{address}#vm-disclaimer"
    assert rich.page("/gi/rich/").get_element_by_id("vm-disclaimer") is not None
    policy = f"{ADDRESS}about/editorial/"
    assert page["publishingPrinciples"] == policy
    publisher = page["publisher"]
    assert (publisher["email"], publisher["url"]) == ("editor@vademecum.example", ADDRESS)
    assert publisher["publishingPrinciples"] == publisher["correctionsPolicy"] == publisher["ethicsPolicy"] == policy


def test_an_article_says_what_its_front_matter_says(rich: Built) -> None:
    main = data_of(rich.page("/gi/rich/"))["mainEntity"]
    assert [author["@type"] for author in main["author"]] == ["Person", "Organization", "Person"]
    codes = ["MedicalCondition", "Drug", "MedicalEntity"]
    assert [about["@type"] for about in main["about"]] == [*codes, *["MedicalGuidelineRecommendation"] * 2]
    code = {"@type": "MedicalCode", "codeValue": "C7A.012", "codingSystem": "ICD-10"}
    assert main["about"][0] == {"@type": "MedicalCondition", "name": "Ileal tumour", "code": code}
    assert main["correction"] == [
        {"@type": "CorrectionComment", "text": "A name was wrong.", "datePublished": "2026-09-01"},
        {"@type": "CorrectionComment", "text": "The dose was wrong.", "datePublished": "2026-10-20"},
    ]
    assert main["temporalCoverage"] == "../2025-03"
    assert main["funding"] == {"@type": "Grant", "description": "Example Foundation, grant 7"}
    assert main["digitalSourceType"].endswith("/CompositeWithTrainedAlgorithmicMediaDigitalSource")
    assert main["translationOfWork"]["@id"] == f"{ADDRESS}original/#article"
    assert main["keywords"] == ["oncology", "small bowel"]
    record = rich.data("/gi/rich/review.json")
    assert main["identifier"]["value"] == record["variants"][0]["fingerprint"]


def test_recommendations_are_those_of_the_variant(rich: Built) -> None:
    strong, weak = data_of(rich.page("/gi/rich/"))["mainEntity"]["about"][3:]
    assert strong == {
        "@type": "MedicalGuidelineRecommendation",
        "description": "We recommend this.",
        "recommendationStrength": "Strong recommendation",
        "guidelineDate": "2021",
    }
    assert weak["recommendationStrength"] == "Conditional recommendation"
    (only,) = data_of(rich.page("/gi/rich/patient/"))["mainEntity"]["about"][3:]
    assert only["description"] == "We suggest that."


def test_readers_see_the_corrections_that_machines_read(rich: Built) -> None:
    page = rich.page("/gi/rich/")
    seen = [text_of(each) for each in page.xpath('//div[@class="corrections"]/dd')]
    assert seen == ["20 October 2026: The dose was wrong.", "1 September 2026: A name was wrong."]
    assert page.xpath('//div[@class="corrections"]//time/@datetime') == ["2026-10-20", "2026-09-01"]
    assert rich.page("/original/").xpath('//div[@class="corrections"]') == []


def test_sources_are_those_of_the_variant_in_their_order(rich: Built) -> None:
    for url, count in (("/gi/rich/", 2), ("/gi/rich/patient/", 3)):
        page = rich.page(url)
        cited = data_of(page)["mainEntity"]["citation"]
        assert len(cited) == count == len(page.xpath('//ol[@class="references"]/li'))
        alpha, gamma, *_ = cited
        assert alpha["creativeWorkStatus"] == "Retracted"
        assert "creativeWorkStatus" not in gamma
        assert alpha["@type"] == "ScholarlyArticle"
        assert [(each["propertyID"], each["value"]) for each in alpha["identifier"]] == [
            ("doi", "10.1000/alpha"),
            ("pmid", "11111111"),
        ]


def test_variants_are_parts_of_the_default_one(rich: Built) -> None:
    clinician, patient = f"{ADDRESS}gi/rich/", f"{ADDRESS}gi/rich/patient/"
    page = rich.page("/gi/rich/")
    assert [part["url"] for part in data_of(page)["hasPart"]] == [patient]
    assert meta(page, "DCTERMS.hasVersion") == [patient]
    page = rich.page("/gi/rich/patient/")
    assert "hasPart" not in data_of(page)
    assert [whole["url"] for whole in data_of(page)["isPartOf"]] == [ADDRESS, clinician]
    assert meta(page, "DCTERMS.isVersionOf") == [clinician]


def test_nothing_of_a_review_is_told_of_a_variant_without_one(rich: Built) -> None:
    approved, waiting = rich.page("/gi/rich/"), rich.page("/gi/rich/patient/")
    assert body_of(waiting).get("data-status") == "under-review"
    assert [person["name"] for person in data_of(approved)["reviewedBy"]] == ["Rita Reviewer"]
    assert meta(approved, "DC.contributor") == ["Rita Reviewer"]
    assert meta(approved, "DCTERMS.dateAccepted") == ["2026-11-01"]
    assert meta(approved, "DCTERMS.valid") == ["start=2026-11-01; end=2028-01-01; scheme=W3C-DTF"]
    for name in ("DC.contributor", "DCTERMS.dateAccepted", "DCTERMS.valid"):
        assert meta(waiting, name) == []
    assert not {"reviewedBy", "lastReviewed"} & set(data_of(waiting))


def test_a_withdrawn_article_has_expired(rich: Built) -> None:
    main = data_of(rich.page("/gone/"))["mainEntity"]
    assert (main["creativeWorkStatus"], main["expires"]) == ("Withdrawn", "2026-05-01")


def test_meta_tags(rich: Built) -> None:
    page = rich.page("/gi/rich/")
    assert meta(page, "og:locale") == ["en_GB"]
    assert meta(page, "article:published_time") == ["2026-01-10"]
    assert meta(page, "article:tag") == meta(page, "DC.subject")[:2] == ["oncology", "small bowel"]
    assert meta(page, "DC.subject")[2:4] == ["ICD-10 C7A.012 Ileal tumour", "ATC H01CB02"]
    assert meta(page, "DC.identifier") == [f"{ADDRESS}gi/rich/"]
    assert meta(page, "DC.title") == ["A title"]


def test_highwire_tags_are_for_what_is_scholarly(rich: Built) -> None:
    page = rich.page("/gi/rich/")
    assert meta(page, "citation_title") == ["A title"]
    assert meta(page, "citation_author") == ["Author, Ann", "Example press", "Extern, Eve"]
    assert meta(page, "citation_publication_date") == meta(page, "citation_online_date") == ["2026/01/10"]
    first, second = meta(page, "citation_reference")
    assert first.startswith("citation_title=First trial; citation_author=Alpha, Ada; citation_author=Beta, Bo; ")
    assert second.endswith("citation_volume=2; citation_doi=10.1000/gamma")
    assert [each for each in rich.page("/original/").xpath("//meta/@name") if str(each).startswith("citation_")] == []
