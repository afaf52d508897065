"""The page that shows what changed since an approval: there while a text is edited, and never a claim."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.building import Run, run, write
from tests.reading import Built, body_of, text_of
from vademecum.rules.example_site import AS_OF, REVIEWED, SITE, article

DAY = AS_OF.isoformat()
KEPT = "content/_approved/a.everyone.txt"
BODY = "## Dose\n\nStart with 5 mg [@strosberg2017].\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site whose article is approved."""
    write(tmp_path, {**SITE, "content/a.md": article(f"{REVIEWED}tags: [doses]\n", BODY)})
    approve(tmp_path)
    assert build(tmp_path).code == 0
    return tmp_path


def approve(folder: Path) -> None:
    for person, scope in (("pia-pharmacist", "pharmacy"), ("rex-reviewer", "clinical")):
        done = run(folder, "review", "approve", "a.md", "--by", person, "--scope", scope, "--on", DAY)
        assert done.code == 0, done.err


def build(folder: Path, *options: str) -> Run:
    return run(folder, "build", "--as-of", DAY, *options)


def edit(folder: Path, old: str, new: str, path: str = "content/a.md") -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    write(folder, {path: text.replace(old, new)})


def page(folder: Path, url: str = "/a/changes/") -> html.HtmlElement:
    return html.document_fromstring((folder / f"site{url}index.html").read_bytes())


def test_an_approved_text_has_none(folder: Path) -> None:
    assert not (folder / "site/a/changes").exists()
    assert page(folder, "/a/").xpath('//a[contains(@href, "changes")]') == []


def test_an_edited_one_links_to_it_from_its_banner(folder: Path) -> None:
    edit(folder, "5 mg", "50 mg")
    assert build(folder).code == 0
    (link,) = page(folder, "/a/").xpath('//aside[@class="caution"]//a')
    assert (link.get("href"), link.text) == ("../a/changes/", "See what changed since the approval")


def test_it_shows_the_dose_before_and_now_in_words_too(folder: Path) -> None:
    edit(folder, "5 mg", "50 mg")
    build(folder)
    shown = page(folder)
    (change,) = shown.xpath('//li[@class="change"]')
    assert (
        text_of(change) == "Dose before: 5 mg → now: 50 mg Start with [removed: 5 mg][added: 50 mg] [Strosberg 2017]."
    )
    assert [(each.tag, each.text_content()) for each in change.xpath(".//del | .//ins")] == [
        ("del", "[removed: 5 mg]"),
        ("ins", "[added: 50 mg]"),
    ]
    assert "the text that Rex Reviewer approved on 1 June 2026" in text_of(shown.find(".//main"))


def test_it_claims_nothing_and_nobody_lists_it(folder: Path) -> None:
    edit(folder, "5 mg", "50 mg")
    build(folder)
    shown = page(folder)
    assert body_of(shown).get("data-status") == "edited"
    assert shown.xpath('//meta[@name="robots"]/@content') == ["noindex"]
    assert shown.xpath('//script[@type="application/ld+json"]') == []
    assert shown.xpath('//aside[@class="caution"]//a') == []
    assert shown.xpath('//section[@class="disclaimer"]')
    for file in ("sitemap.xml", "feed.xml", "index.html", "topics/doses/index.html"):
        assert "changes/" not in (folder / "site" / file).read_text(encoding="utf-8")


def test_a_revert_and_a_new_approval_end_it_without_a_warning(folder: Path) -> None:
    before = (folder / "site/a/index.html").read_bytes()
    edit(folder, "5 mg", "50 mg")
    build(folder)
    edit(folder, "50 mg", "5 mg")
    done = build(folder, "--strict")
    assert (done.code, done.err) == (0, "")
    assert not (folder / "site/a/changes").exists()
    assert (folder / "site/a/index.html").read_bytes() == before
    edit(folder, "5 mg", "50 mg")
    build(folder)
    approve(folder)
    assert build(folder, "--strict").code == 0
    assert not (folder / "site/a/changes").exists()


def test_a_source_that_was_edited_shows_there(folder: Path) -> None:
    edit(folder, "{2017}", "{2018}", "references.bib")
    build(folder)
    at_its_place, change = page(folder).xpath('//section[@aria-labelledby="vm-rest"]//li[@class="change"]')
    assert "[added: [Strosberg 2018]]" in text_of(at_its_place)
    assert text_of(change).startswith("Source · Strosberg 2018")
    assert [each.text_content() for each in change.xpath(".//del")] == ["[removed: 2017]"]


@pytest.mark.parametrize(
    ("kept", "said", "rules"),
    [
        (None, "The approved text was not kept, so it is not known here what changed.", ["REV-03"]),
        ("50 mg", "The text that was kept is not the one that was approved", ["REV-03", "REV-14"]),
    ],
)
def test_without_the_approved_text_it_says_so(kept: str | None, said: str, rules: list[str], folder: Path) -> None:
    edit(folder, "5 mg", "50 mg")
    if kept is None:
        (folder / KEPT).unlink()
    else:
        edit(folder, "5 mg", kept, KEPT)
    done = build(folder)
    told = {line.split()[2].rstrip(":") for line in done.lines}
    assert sorted(told & {"REV-03", "REV-14"}) == rules
    assert said in text_of(page(folder).find(".//main"))
    assert page(folder).xpath('//li[@class="change"]') == []


def test_the_kept_text_of_an_approval_that_is_not_on_record_is_not_shown(folder: Path) -> None:
    edit(folder, "5 mg", "50 mg")
    edit(folder, 'fingerprint: "1:', f'fingerprint: "1:{"0" * 64}", note: "')
    done = build(folder)
    assert "warning REV-14" in done.err
    assert "is not the one that was approved" in text_of(page(folder).find(".//main"))


def test_a_change_of_the_kept_text_alone_is_seen_by_the_next_build(folder: Path) -> None:
    kept = (folder / KEPT).read_bytes()
    edit(folder, "5 mg", "50 mg")
    (folder / KEPT).unlink()
    build(folder)
    write(folder, {KEPT: kept})
    assert build(folder).code == 0
    assert len(page(folder).xpath('//li[@class="change"]')) == 1
    (folder / KEPT).unlink()
    build(folder)
    assert "was not kept" in text_of(page(folder).find(".//main"))


def test_its_address_is_taken(folder: Path) -> None:
    write(folder, {"content/b.md": article("aliases: [/a/changes/]\n")})
    assert "error URL-01: the URL /a/changes/ belongs to content/a.md already" in build(folder).err
    write(folder, {"content/_audiences/changes.md": "---\nlabel: Changes\n---\nFor all.\n"})
    assert 'error AUD-05: an audience may not be called "changes"' in build(folder).err


def test_each_variant_has_its_own(tmp_path: Path) -> None:
    front = f"{REVIEWED}audiences: [clinician, patient]\n"
    body = "For all, 5 mg.\n\n::: for patient\nA glass of water.\n:::\n"
    write(tmp_path, {**SITE, "content/a.md": article(front, body)})
    for audience in ("clinician", "patient"):
        run(tmp_path, "review", "approve", "a.md", "--by", "rex-reviewer", "--on", DAY, "--audience", audience)
    edit(tmp_path, "glass", "cup")
    assert build(tmp_path).code == 0
    assert not (tmp_path / "site/a/changes").exists()
    assert "glass" in text_of(page(tmp_path, "/a/patient/changes/").find(".//main"))
    edit(tmp_path, "5 mg", "6 mg")
    build(tmp_path)
    assert "glass" not in (tmp_path / "site/a/changes/index.html").read_text(encoding="utf-8")


def test_the_example_site_shows_one(example: Built) -> None:
    shown = example.page("/cardiology/myocardial-infarction-first-hours/changes/")
    assert [text_of(each).split(" (")[0] for each in shown.xpath("//main//h2")[:3]] == [
        "Numbers and doses",
        "Words",
        "Sources, links and form",
    ]
