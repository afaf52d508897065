"""The two files beside each article: what was reviewed, and what was cited."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urljoin

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.reading import AS_OF, OTHER_TEXT, STATES, Built, approval, article, built, fingerprints
from vademecum import __version__
from vademecum.pipeline import Options
from vademecum.references.bibliography import read_bibliography, reference
from vademecum.review.fingerprint import reference_digest
from vademecum.rules.registry import rules_digest

SCHEMA = Path(__file__).parents[2] / "docs/content/_static/schemas/review-1.json"

RITA = {
    "by": "rita",
    "name": "Rita Reviewer",
    "credentials": "MD",
    "affiliation": "Example Hospital",
    "orcid": "0000-0002-1825-0097",
    "example": True,
    "conflicts": {"statement": "lecture fees from Example Pharma", "on": "2026-09-01"},
    "on": "2026-11-01",
    "scope": "clinical",
    "signature": None,
}
RAVI = {
    "by": "ravi",
    "name": "Ravi Reader",
    "credentials": "MBBS",
    "affiliation": "",
    "orcid": "",
    "example": True,
    "conflicts": {"statement": "none", "on": "2026-09-01"},
    "signature": None,
}


def test_every_record_keeps_to_the_published_schema(states: Built, example: Built) -> None:
    checker = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")), format_checker=FormatChecker())
    records = [(each, path) for each in (states, example) for path in each.files if path.endswith("review.json")]
    assert len(records) > 20
    for site, path in records:
        assert [fault.message for fault in checker.iter_errors(site.data(path))] == [], path


def test_the_record_says_by_what_the_article_was_judged(tmp_path: Path) -> None:
    fields = {"waivers": "[{rule: CIT-06, reason: from a textbook, by: rita, until: 2027-01-31}]", "date": "2026-01-10"}
    site = built(tmp_path, {"content/a.md": article(**fields)})
    record = site.data("a/review.json")
    assert (record["date"], record["updated"]) == ("2026-01-10", None)
    assert record["waivers"] == [
        {
            "rule": "CIT-06",
            "reason": "from a textbook",
            "by": "rita",
            "name": "Rita Reviewer",
            "until": "2027-01-31",
        }
    ]
    assert record["policy"] == {"max_age_years": 3, "min_reviewers": 1, "require_signatures": False}
    assert record["engine"] == {"name": "vademecum", "version": __version__, "rules": rules_digest()}


@pytest.mark.parametrize("state", STATES)
def test_the_record_tells_every_variants_verdict(states: Built, state: str) -> None:
    record = states.data(f"states/{state}/review.json")
    assert (record["version"], record["title"]) == (1, f"State {state}")
    assert [(each["audience"], each["url"], each["verdict"]) for each in record["variants"]] == [
        ("clinician", f"/states/{state}/", state),
        ("patient", f"/states/{state}/patient/", state),
    ]


def test_the_record_names_who_approved_and_what_for(states: Built) -> None:
    clinician, patient = states.data("states/approved/review.json")["variants"]
    marks = [each["fingerprint"] for each in (clinician, patient)]
    pharmacy = {**RAVI, "on": "2026-10-01", "scope": "pharmacy", "fingerprint": marks[0]}
    assert clinician["approvals"] == [{**RITA, "fingerprint": marks[0]}, pharmacy]
    assert patient["approvals"] == [{**RAVI, "on": "2026-11-01", "scope": "clinical", "fingerprint": marks[1]}]
    for each in (clinician, patient):
        assert (each["last_reviewed"], each["next_review"], each["lapsed"]) == ("2026-11-01", "2028-11-01", [])


@pytest.mark.parametrize("state", [state for state in STATES if state != "approved"])
def test_the_record_claims_no_approval_that_does_not_hold(states: Built, state: str) -> None:
    for each in states.data(f"states/{state}/review.json")["variants"]:
        assert each["approvals"] == []
        assert each["lapsed"] == ([{**RITA, "fingerprint": OTHER_TEXT}] if state == "edited" else [])
        assert each["last_reviewed"] == ("2024-01-10" if state == "overdue" else None)
        assert each["next_review"] == ("2026-01-10" if state == "overdue" else None)


def test_the_fingerprint_is_that_of_the_text(states: Built) -> None:
    text = states.folder.parent / "content/states/approved.md"
    for each in states.data("states/approved/review.json")["variants"]:
        assert each["fingerprint"] in text.read_text(encoding="utf-8")
        assert each["fingerprint"] != OTHER_TEXT


def test_the_record_is_linked_from_every_variant(states: Built) -> None:
    for state in STATES:
        for rest in ("", "patient/"):
            page = states.page(f"/states/{state}/{rest}")
            links = page.xpath('//a[@type="application/json"]/@href')
            assert {urljoin(f"/states/{state}/{rest}", str(link)) for link in links} == {f"/states/{state}/review.json"}


def test_the_bibliography_holds_the_cited_sources_alone(states: Built) -> None:
    text = states.text("states/approved/references.bib")
    bibliography, problems = read_bibliography([("references.bib", text.encode())])
    assert problems == ()
    assert list(bibliography.entries) == ["alpha", "gamma", "delta", "omega"]


def test_the_bibliography_says_the_same_as_ours(states: Built) -> None:
    own = (states.folder.parent / "references.bib").read_bytes()
    ours, _ = read_bibliography([("a.bib", own)])
    theirs, _ = read_bibliography([("b.bib", states.text("states/approved/references.bib").encode())])
    for key, entry in theirs.entries.items():
        one, two = reference(entry, theirs)[0], reference(ours.entries[key], ours)[0]
        assert reference_digest(one) == reference_digest(two), key


def test_an_article_without_citations_has_no_bibliography(states: Built) -> None:
    assert states.has("bare/review.json")
    assert not states.has("bare/references.bib")
    assert states.page("/bare/").xpath('//a[contains(@href, "references.bib")]') == []


PRIVATE = """\
@article{alpha, author = {Alpha, Ada}, title = {Trial}, journal = {Gut}, year = {2019}, volume = {1}, pages = {1},
  doi = {10.1000/x}, file = {:/home/me/secret-folder/a.pdf:PDF}, abstract = {A secret-abstract of theirs.},
  keywords = {secret-keyword}, annote = {secret-remark}, owner = {secret-owner}, timestamp = {2020.01.01},
  note = {secret-note}, x-private = {secret-field}}
"""


def test_nothing_of_an_authors_library_is_published(tmp_path: Path) -> None:
    site = built(tmp_path, {"content/a.md": article("Text [@alpha].\n"), "references.bib": PRIVATE})
    assert site.has("a/references.bib")
    for path, data in site.files.items():
        assert b"secret" not in data, path


def test_a_plain_page_has_no_record(states: Built) -> None:
    assert not states.has("about/editorial/review.json")


def test_the_record_of_another_day_says_what_held_then(tmp_path: Path) -> None:
    files = {
        "content/a.md": article(
            audiences="clinician", status="approved", next_review="2027-01-01", reviews=f"[{approval('clinician')}]"
        )
    }
    for day, verdict in (("2027-01-01", "approved"), ("2027-01-02", "overdue")):
        site = built(tmp_path, files, today=AS_OF.fromisoformat(day))
        (each,) = site.data("a/review.json")["variants"]
        assert each["verdict"] == verdict
        mark = fingerprints(tmp_path, Options(today=AS_OF))["content/a.md"]["clinician"]
        assert each["fingerprint"] == mark
