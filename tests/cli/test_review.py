"""``vademecum review``: decisions go into front matter, and what they make of an article."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.building import Run, run, write
from vademecum.rules.example_site import AS_OF, PEOPLE, REVIEWED, SETTINGS, SITE, article

DAY = AS_OF.isoformat()
TWO = f"{SETTINGS}\n[tool.vademecum.review]\nmin-reviewers = 2\n"
BOTH = REVIEWED + "audiences: [clinician, patient]\n"
FEE = """
fay-fees:
  name: Fay Fees
  credentials: MD
  roles: [reviewer]
  conflicts: {statement: fees, on: 2026-02-01, topics: [Bones]}
"""


def site(folder: Path, front: str = REVIEWED, **files: str) -> Path:
    """Write the example site with one article that waits for its review."""
    named = {name.replace("__", "/").replace("_toml", ".toml"): text for name, text in files.items()}
    return write(folder, {**SITE, "content/a.md": article(front, "Drink water daily.\n"), **named})


def decide(folder: Path, decision: str, *options: str, by: str = "rex-reviewer") -> Run:
    return run(folder, "review", decision, "a.md", "--by", by, "--on", DAY, *options)


def approve(folder: Path, *options: str, by: str = "rex-reviewer") -> Run:
    return decide(folder, "approve", *options, by=by)


def states(folder: Path, *options: str) -> dict[str, str]:
    done = run(folder, "review", "status", "--format", "json", "--as-of", DAY, *options)
    return {row["variant"]: row["state"] for row in json.loads(done.out)}


def front(folder: Path) -> str:
    return (folder / "content/a.md").read_text(encoding="utf-8")


def check(folder: Path) -> Run:
    return run(folder, "check", "--as-of", DAY)


def test_an_approval_is_one_record_and_a_text_that_is_kept(tmp_path: Path) -> None:
    before = front(site(tmp_path))
    done = approve(tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out == f"content/a.md: approve by rex-reviewer on {DAY}\n"
    after = front(tmp_path)
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert added[:2] == ["status: approved", "reviews:"]
    assert len(added) == 3
    assert states(tmp_path) == {"everyone": "approved"}
    assert check(tmp_path).code == 0
    kept = (tmp_path / "content/_approved/a.everyone.txt").read_text(encoding="utf-8")
    assert "\ntext Drink water daily.\n" in kept


def test_one_of_two_reviewers_makes_nothing_approved(tmp_path: Path) -> None:
    site(tmp_path, pyproject_toml=TWO)
    done = approve(tmp_path)
    assert done.out.splitlines()[1] == "not approved yet: 1 of 2 reviewers have approved it"
    assert "status: under-review" in front(tmp_path)
    assert check(tmp_path).code == 0
    assert approve(tmp_path, "--scope", "pharmacy", by="pia-pharmacist").code == 0
    assert "status: approved" in front(tmp_path)
    assert states(tmp_path) == {"everyone": "approved"}


def test_without_a_clinical_approval_nothing_is_approved(tmp_path: Path) -> None:
    site(tmp_path)
    done = approve(tmp_path, "--scope", "accessibility")
    assert done.out.splitlines()[1] == "not approved yet: it has no clinical approval"
    assert states(tmp_path) == {"everyone": "under-review"}
    assert check(tmp_path).code == 0


def test_a_request_for_changes_stands_until_its_person_approves(tmp_path: Path) -> None:
    site(tmp_path)
    assert decide(tmp_path, "request-changes", "--scope", "pharmacy", by="pia-pharmacist").code == 0
    done = approve(tmp_path)
    assert f"not approved yet: pia-pharmacist asked for changes on {DAY} (pharmacy)" in done.out
    assert states(tmp_path) == {"everyone": "under-review"}
    assert approve(tmp_path, "--scope", "pharmacy", by="pia-pharmacist").code == 0
    assert states(tmp_path) == {"everyone": "approved"}
    assert check(tmp_path).code == 0


def test_changes_asked_of_one_variant_leave_the_other_approved(tmp_path: Path) -> None:
    site(tmp_path, BOTH)
    for audience in ("clinician", "patient"):
        assert approve(tmp_path, "--audience", audience).code == 0
    assert decide(tmp_path, "request-changes", "--audience", "patient", by="pia-pharmacist").code == 0
    assert states(tmp_path) == {"clinician": "approved", "patient": "under-review"}
    assert decide(tmp_path, "request-changes", "--audience", "clinician", by="pia-pharmacist").code == 0
    assert "status: under-review" in front(tmp_path)
    assert check(tmp_path).code == 0


def test_a_conflict_of_interest_is_no_hindrance_for_the_second_of_two(tmp_path: Path) -> None:
    front_matter = f"{REVIEWED}tags: [bones]\n"
    site(tmp_path, front_matter, pyproject_toml=TWO, **{"content___people.yml": PEOPLE + FEE})
    refused = approve(tmp_path, by="fay-fees")
    assert refused.code == 1
    assert refused.lines == [
        (
            'content/a.md: refused by PPL-04: "fay-fees" has declared a conflict of interest on Bones; '
            "somebody without this conflict has to approve first"
        )
    ]
    assert approve(tmp_path).code == 0
    assert approve(tmp_path, by="fay-fees").code == 0
    assert states(tmp_path) == {"everyone": "approved"}
    assert check(tmp_path).code == 0


def test_a_refusal_changes_nothing(tmp_path: Path) -> None:
    before = front(site(tmp_path))
    refused = approve(tmp_path, by="ann-writer")
    assert refused.code == 1
    assert [line.partition(": refused by ")[2][:6] for line in refused.lines] == ["REV-04", "REV-02"]
    assert front(tmp_path) == before
    assert not (tmp_path / "content/_approved").exists()


def test_a_text_with_an_error_cannot_be_approved(tmp_path: Path) -> None:
    site(tmp_path)
    write(tmp_path, {"content/a.md": article(REVIEWED, "It works [@nobody].\n")})
    refused = approve(tmp_path)
    assert (refused.code, refused.lines) == (
        1,
        ["content/a.md: refused: the article has errors; run vademecum check"],
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--by", "rex-revewer"), 'no person "rex-revewer" in content/_people.yml; did you mean "rex-reviewer"?'),
        (("--by", "rex-reviewer"), "the article has several variants; say which with --audience clinician|patient"),
        (("--by", "rex-reviewer", "--audience", "nurse"), 'the article has no variant for "nurse"'),
    ],
)
def test_what_is_not_there_is_wrong_usage(options: tuple[str, ...], message: str, tmp_path: Path) -> None:
    site(tmp_path, BOTH)
    done = run(tmp_path, "review", "approve", "a.md", "--on", DAY, *options)
    assert done.code == 2
    assert message in done.err


def test_the_table_as_text_csv_and_json(tmp_path: Path) -> None:
    site(tmp_path, BOTH)
    approve(tmp_path, "--audience", "clinician")
    text = run(tmp_path, "review", "status", "--as-of", DAY).out.splitlines()
    assert text[0].split() == [
        *("article", "variant", "state", "reviewer", "reviewed", "age", "due", "words", "sources"),
    ]
    assert text[1].split() == [
        "content/a.md",
        "clinician",
        "approved",
        "rex-reviewer",
        DAY,
        "0",
        "2029-06-01",
        "3",
        "0",
    ]
    rows = json.loads(run(tmp_path, "review", "status", "--as-of", DAY, "--format", "json").out)
    table = list(csv.DictReader(io.StringIO(run(tmp_path, "review", "status", "--as-of", DAY, "--format", "csv").out)))
    assert [{name: str(value) for name, value in row.items()} for row in rows] == table


def test_the_table_says_how_old_an_approval_is_and_what_is_missing(tmp_path: Path) -> None:
    site(tmp_path, BOTH)
    approve(tmp_path, "--audience", "clinician")
    write(tmp_path, {"content/a.md": front(tmp_path).replace("Drink water", "Drink no water")})
    done = run(tmp_path, "review", "status", "--as-of", "2026-06-11", "--format", "json")
    clinician, patient = json.loads(done.out)
    assert (clinician["state"], clinician["reviewer"], clinician["reviewed"], clinician["age"]) == (
        "edited",
        "rex-reviewer",
        DAY,
        10,
    )
    assert clinician["lacks"] == "nobody whose approval counts has approved the present text"
    assert (patient["reviewed"], patient["age"], patient["due"]) == ("", "", "")


def test_rows_can_be_chosen(tmp_path: Path) -> None:
    site(tmp_path, BOTH)
    approve(tmp_path, "--audience", "clinician")
    assert states(tmp_path, "--state", "approved") == {"clinician": "approved"}
    assert states(tmp_path, "--audience", "patient") == {"patient": "under-review"}
    assert states(tmp_path, "--reviewer", "rex-reviewer") == {"clinician": "approved"}
    assert states(tmp_path, "--reviewer", "rex") == {}
    assert states(tmp_path, "--due-before", "2029-06-02") == {"clinician": "approved"}
    assert states(tmp_path, "--due-before", "2029-06-01") == {}


def test_what_is_due_fails_a_check_that_asks_for_it_and_no_other(tmp_path: Path) -> None:
    site(tmp_path, f"{REVIEWED}next-review: 2026-12-31\n")
    approve(tmp_path)
    assert run(tmp_path, "check", "--fail-due", "--as-of", "2026-12-31").code == 0
    for day in ("2027-01-01", "2035-01-01"):
        assert run(tmp_path, "check", "--as-of", day, "--strict").code == 0
        assert run(tmp_path, "build", "--as-of", day, "--strict").code == 0
        done = run(tmp_path, "check", "--fail-due", "--as-of", day)
        assert done.code == 1
        assert "due DAT-05: the review of the text was due on 2026-12-31" in done.err
