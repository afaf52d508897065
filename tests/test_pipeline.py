"""The whole build: the same bytes however it runs, one site for one state of the sources, and words on what is lost."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from tests.building import AS_OF, BASE_URL, article, build, contents, run, snapshot, write
from tests.complete import SETTINGS, SITE, person
from vademecum import gather, pipeline, rendering
from vademecum.pipeline import Options
from vademecum.pipeline import build as build_site
from vademecum.problems import EngineError, UsageError
from vademecum.texts import read_bodies

PEOPLE = "".join(f"{name.lower()}: {person(name)}\n" for name in ("Rita", "Ravi", "Ann"))
AUDIENCES = {
    "content/_audiences/clinician.md": "---\nlabel: Clinician\norder: 1\n---\n\nFor professionals.\n",
    "content/_audiences/patient.md": "---\nlabel: Patient\norder: 2\n---\n\nAsk your doctor.\n",
}
BIB = "".join(
    f"@article{{key{n}, author = {{Author{n}, A}}, title = {{Trial {n}}}, journal = {{Gut}}, year = {{2020}}, "
    f"volume = {{{n}}}, pages = {{1-9}}}}\n"
    for n in range(12)
)


def sixty() -> dict[str, str]:
    """Return the files of a site of 60 articles, linked, cited, tagged, in folders and for two audiences."""
    files = {**AUDIENCES, "content/_people.yml": PEOPLE, "references.bib": BIB, "content/pic.png": "picture"}
    for n in range(60):
        body = (
            f"Text {n} [@key{n % 12}; @key{(n + 5) % 12}].[^1]\n\n## Part {n % 7}\n\n"
            f"See [next](../s{(n + 1) % 60 % 4}/a{(n + 1) % 60}.md#part-{(n + 1) % 60 % 7}) and ![p](../pic.png).\n\n"
            f"::: for patient\nOnly patients [@key{(n + 1) % 12}].\n:::\n\n[^1]: A note [@key{(n + 2) % 12}].\n\n"
            "| a | b |\n|---|---|\n| c | d |\n"
        )
        day = date(2025, 1 + n % 12, 1 + n % 28).isoformat()
        audiences = "[clinician, patient]" if n % 3 else "[patient]"
        fields = {"title": f"Article {n}", "date": day, "tags": f"[t{n % 5}, all]", "audiences": audiences}
        files[f"content/s{n % 4}/a{n}.md"] = article(body, **fields)
    return files


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of 60 articles, built with one process."""
    folder = write(tmp_path_factory.mktemp("sixty"), sixty())
    done = build(folder, "--jobs", "1")
    assert done.code == 0, done.err
    assert done.lines == []
    return folder


def test_two_processes_make_what_one_makes(site: Path) -> None:
    done = build(site, "--jobs", "2", "--output", "two")
    assert done.code == 0, done.err
    assert contents(site / "two") == contents(site / "site")


def test_another_process_in_another_place_makes_the_same(site: Path, tmp_path: Path) -> None:
    """Neither the folder, the seed of hashes, the time zone, the locale nor the time of files is in the output."""
    folder = write(tmp_path / "elsewhere", dict(reversed(sixty().items())))
    for path in folder.rglob("*.md"):
        os.utime(path, (0, 0))
    command = [sys.executable, "-m", "vademecum", "build", "--as-of", AS_OF, "--base-url", BASE_URL]
    own = {
        "PYTHONHASHSEED": "451",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    done = subprocess.run(command, cwd=folder, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(folder / "site") == contents(site / "site")


def test_a_second_build_writes_nothing(site: Path) -> None:
    before = {path: each for path, each in snapshot(site / "site").items() if path != ".vademecum.json"}
    done = build(site)
    assert " 0 files written," in done.out
    assert {path: each for path, each in snapshot(site / "site").items() if path != ".vademecum.json"} == before


def test_nothing_of_this_machine_is_in_the_output(site: Path) -> None:
    told = [str(site).encode(), date.today().isoformat().encode(), AS_OF.encode()]  # noqa: DTZ011 - it may be either
    for path, content in contents(site / "site").items():
        assert not [each for each in told if each in content], path


def test_long_lists_have_pages(site: Path) -> None:
    made = contents(site / "site")
    pages = sorted(path for path in made if "page/" in path)
    assert pages == ["page/2/index.html", "topics/all/page/2/index.html"]
    first, second = (html.fromstring(made[path]) for path in ("index.html", "page/2/index.html"))
    titles = [title for page in (first, second) for title in page.xpath("//main//h3/a/text()")]
    assert len(titles) == len(set(titles)) == 60
    assert "page/2/" in [link.get("href") for link in first.iter("a")]
    assert "../../" in [link.get("href") for link in second.iter("a")]


def links(made: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield each link and each loaded file of each page that stays on the site."""
    for path, content in made.items():
        if path.endswith(".html"):
            page = html.fromstring(content)
            for address in page.xpath("//@href | //@src"):
                if not re.match(r"[a-z]+:|//", str(address)):
                    yield path, str(address)


def test_every_link_leads_to_a_page(site: Path) -> None:
    made = contents(site / "site")
    found = 0
    for path, address in links(made):
        bare, _, anchor = address.partition("#")
        base = Path("/") if path == "404.html" else Path("/", path).parent
        target = os.path.normpath(base / unquote(bare)).lstrip("/") if bare else path
        target = os.path.normpath(f"{target}/index.html") if bare.endswith("/") or target in ("", ".") else target
        assert target.lstrip("/") in made, (path, address)
        if anchor:
            assert f'id="{anchor}"'.encode() in made[target.lstrip("/")], (path, address)
        found += 1
    assert found > 2000


def test_links_for_reading_from_disk(site: Path) -> None:
    assert build(site, "--file-links", "--output", "disk").code == 0
    for path, address in links(contents(site / "disk")):
        if path != "404.html" and not address.startswith("#"):
            target = (site / "disk" / path).parent / unquote(address.partition("#")[0])
            assert target.is_file(), (path, address)
            assert not address.endswith("/")


def test_an_article_that_is_gone_leaves_nothing(site: Path, tmp_path: Path) -> None:
    folder = write(tmp_path, {path: text for path, text in sixty().items() if "/s0/" not in path or "a0.md" in path})
    write(folder, {"content/s0/a0.md": article("Text.\n", date="2025-01-01")})
    for n in range(60):
        path = folder / f"content/s{n % 4}/a{n}.md"
        if path.exists():
            path.write_text(re.sub(r"See \[next\]\([^)]*\)", "See", path.read_text()))
    assert build(folder).code == 0
    (folder / "content/s0/a0.md").unlink()
    done = build(folder)
    assert done.code == 0
    assert [line[: line.index(" was")] for line in done.lines] == [
        "content: warning URL-04: /s0/",
        "content: warning URL-04: /s0/a0/",
    ]
    assert done.lines[1].endswith("write into the article that took its place: aliases: [/s0/a0/]")
    assert not (folder / "site/s0").exists()
    mentions = [path for path, content in contents(folder / "site").items() if b"s0/a0" in content]
    assert mentions == []
    assert build(folder).lines == []
    assert site.exists()


def test_an_alias_answers_for_what_is_gone(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": article()})
    assert build(tmp_path).code == 0
    (tmp_path / "content/a.md").rename(tmp_path / "content/b.md")
    write(tmp_path, {"content/b.md": article(aliases="[/a/]")})
    done = build(tmp_path)
    assert (done.code, done.err) == (0, "")


# Review


def approve(folder: Path, path: str, *, on: str = "2026-11-01", by: str = "rita", audiences: tuple[str, ...]) -> None:
    """Let somebody approve the present text of variants."""
    url = path.removeprefix("content/").removesuffix(".md")
    record = json.loads((folder / f"site/{url}/review.json").read_bytes())
    marks = {each["audience"]: each["fingerprint"] for each in record["variants"]}
    rows = [
        f"  - {{by: {by}, on: {on}, audience: {audience}, decision: approve, fingerprint: '{marks[audience]}'}}\n"
        for audience in audiences
    ]
    text = (folder / path).read_text()
    text = text.replace("\n---\n", f"\nstatus: approved\nreviews:\n{''.join(rows)}---\n", 1)
    (folder / path).write_text(text)


def states(folder: Path, url: str) -> dict[str, str]:
    record = json.loads((folder / f"site/{url}/review.json").read_bytes())
    return {each["audience"]: each["verdict"] for each in record["variants"]}


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """A site whose article is approved for clinicians, and not for patients."""
    write(tmp_path, {**SITE, **AUDIENCES, "content/_people.yml": PEOPLE})
    fields = {"audiences": "[patient, clinician]", "authors": "[ann]", "funding": "none", "date": "2026-01-01"}
    text = article("A [word]{for=patient}.\n", **fields, tags="[t]")
    write(tmp_path, {"content/a.md": text})
    assert build(tmp_path).code == 0
    approve(tmp_path, "content/a.md", audiences=("clinician",))
    assert build(tmp_path).code == 0
    return tmp_path


def test_each_variant_has_its_own_verdict(reviewed: Path) -> None:
    assert states(reviewed, "a") == {"patient": "under-review", "clinician": "approved"}
    sitemap = (reviewed / "site/sitemap.xml").read_text()
    assert "/a/clinician/" in sitemap
    assert "/a/</loc>" not in sitemap


def test_only_the_approved_variant_is_published(reviewed: Path) -> None:
    settings = f'{SETTINGS}\npublish = "approved"\n'
    write(
        reviewed,
        {"pyproject.toml": settings, "content/page.md": article("Text.\n", layout="page", aliases="/old-page/")},
    )
    done = build(reviewed)
    assert done.code == 0, done.err
    made = contents(reviewed / "site")
    assert "a/clinician/index.html" in made
    assert "a/index.html" not in made
    assert b"a/clinician/" in made["index.html"]
    assert b'class="audience"' not in made["a/clinician/index.html"]
    write(reviewed, {"content/page.md": article("[a](a.md)\n", layout="page")})
    done = build(reviewed)
    assert done.code == 1
    assert done.lines == [
        "content/page.md:6:5: error LNK-01: content/a.md is not published; remove the link, or publish the article"
    ]


def test_an_alias_of_what_is_partly_published(reviewed: Path) -> None:
    text = (reviewed / "content/a.md").read_text().replace("tags:", "aliases: [/old/]\ntags:")
    write(reviewed, {"pyproject.toml": f'{SETTINGS}\npublish = "approved"\n', "content/a.md": text})
    assert build(reviewed).code == 0
    assert b"url=../a/clinician/" in (reviewed / "site/old/index.html").read_bytes()


def test_an_edit_ends_an_approval(reviewed: Path) -> None:
    path = reviewed / "content/a.md"
    path.write_text(path.read_text() + "\nOne more word.\n")
    done = build(reviewed)
    assert done.code == 0
    assert states(reviewed, "a") == {"patient": "under-review", "clinician": "edited"}
    assert "REV-03: the clinician variant was edited since its approval by Rita on 2026-11-01" in done.err
    assert build(reviewed, "--strict").code == 1


def test_time_ends_an_approval_and_fails_nothing(reviewed: Path) -> None:
    before = contents(reviewed / "site")
    assert run(reviewed, "build", "--as-of", "2029-10-31", "--base-url", BASE_URL).code == 0
    assert states(reviewed, "a")["clinician"] == "approved"
    done = run(reviewed, "build", "--as-of", "2029-11-02", "--base-url", BASE_URL, "--strict")
    assert done.code == 0
    due = "content/a.md:8:1: due DAT-05: the review of the clinician variant was due on 2029-11-01"
    assert done.lines == [f"{due}; have it reviewed again"]
    assert "1 due" in done.out
    assert states(reviewed, "a")["clinician"] == "overdue"
    assert build(reviewed).code == 0
    assert contents(reviewed / "site") == before


def test_as_many_reviewers_as_the_site_demands(reviewed: Path) -> None:
    write(reviewed, {"pyproject.toml": "[tool.vademecum.review]\nmin-reviewers = 2\n"})
    done = build(reviewed)
    assert done.code == 1
    assert "error REV-02: the status is approved, but no review record" in done.err
    assert "1 of 2 reviewers have approved it" in done.err
    text = (reviewed / "content/a.md").read_text()
    write(reviewed, {"content/a.md": text.replace("status: approved", "status: under-review")})
    assert build(reviewed).code == 0
    assert states(reviewed, "a") == {"patient": "under-review", "clinician": "under-review"}


# Words and days


def test_the_day_of_the_build(reviewed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1888272000")  # 2029-11-02
    assert run(reviewed, "build", "--base-url", BASE_URL).code == 0
    assert states(reviewed, "a")["clinician"] == "overdue"
    assert run(reviewed, "build", "--base-url", BASE_URL, "--as-of", "2027-01-01").code == 0
    assert states(reviewed, "a")["clinician"] == "approved"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1888271999")  # a second before midnight, UTC
    assert run(reviewed, "build", "--base-url", BASE_URL).code == 0
    for wrong in ("soon", "1e9", "9" * 30, "-1" + "0" * 20):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        done = run(reviewed, "build")
        assert done.code == 2
        assert "not a number of seconds" in done.err


def test_the_address_of_the_command_line(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": article(date="2025-01-01"), "content/ä:b%.png": "1"})
    write(tmp_path, {"pyproject.toml": '[tool.vademecum]\nbase-url = "https://first.example/"\n'})
    assert run(tmp_path, "build", "--base-url", "https://second.example/sub").code == 0
    made = contents(tmp_path / "site")
    assert b"https://second.example/sub/a/" in made["sitemap.xml"] + made["feed.xml"]
    assert not [path for path, content in made.items() if b"first.example" in content]
    assert b'href="/sub/"' in made["404.html"]
    for wrong in ("second.example", "javascript:x", "'''\ntitle = 'x'", "https://x/?a", ""):
        done = run(tmp_path, "build", "--base-url", wrong)
        assert done.code == (0 if wrong == "" else 2), wrong
    made = contents(tmp_path / "site")
    assert "sitemap.xml" not in made
    assert "feed.xml" not in made
    assert b"canonical" not in made["a/index.html"]


def test_an_address_is_used_as_it_was_given(tmp_path: Path) -> None:
    write(tmp_path, {"content/ä.md": article(date="2025-01-01")})
    assert run(tmp_path, "build", "--base-url", "http://[::1]:80/%7Ea/ü").code == 0
    made = contents(tmp_path / "site")
    assert "http://[::1]:80/%7Ea/ü/%C3%A4/".encode() in made["ä/index.html"]
    assert 'href="/%7Ea/ü/"'.encode() in made["404.html"]


def test_strict(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": article(mood="good")})
    assert build(tmp_path).code == 0
    before = snapshot(tmp_path)
    done = build(tmp_path, "--strict")
    assert (done.code, done.lines[0][:33]) == (1, "content/a.md:3:1: error FRM-04: u")
    assert snapshot(tmp_path) == before


def test_levels_by_folder(tmp_path: Path) -> None:
    settings = """
[tool.vademecum.rules]
"MD-08" = "off"
"REF-01" = "off"
[tool.vademecum.folders.gi]
rules = {"MD-08" = "error"}
[tool.vademecum.folders."gi/deep"]
rules = {"MD-08" = "warning"}
"""
    body = article("<b>x\n")
    write(
        tmp_path,
        {"pyproject.toml": settings, **{f"content/{path}.md": body for path in ("a", "gi/b", "gi/deep/c", "gix/d")}},
    )
    found = [line for line in build(tmp_path).lines if "MD-08" in line]
    assert [line[:40] for line in found] == [
        "content/gi/b.md:5:1: error MD-08: raw HT",
        "content/gi/deep/c.md:5:1: warning MD-08:",
    ]


def test_drafts_are_shown_where_they_are_asked_for(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": article(draft="true")})
    seen: list[tuple[int, int]] = []
    report = build_site(tmp_path, Options(today=date(2026, 11, 22), drafts=True), lambda *done: seen.append(done))
    assert (report.articles, report.failed) == (1, False)
    assert seen == [(1, 1)]
    assert (tmp_path / "site/a/index.html").exists()


def test_a_file_that_changes_during_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"content/a.md": article()})
    load = gather.load_site

    def load_then_edit(*given: object) -> object:
        found = load(*given)  # type: ignore[arg-type]
        write(tmp_path, {"content/a.md": article("Another text.\n")})
        return found

    monkeypatch.setattr(pipeline, "load_site", load_then_edit)
    with pytest.raises(UsageError, match=r"content/a\.md changed during the build; build again"):
        build_site(tmp_path, Options(today=date(2026, 11, 22)))
    assert not (tmp_path / "site").exists()
    assert not (tmp_path / ".site.staging").exists()


def test_a_worker_that_is_killed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, read = os.getpid(), read_bodies
    monkeypatch.setattr(rendering, "read_bodies", lambda *given: read(*given) if os.getpid() == own else os._exit(9))
    with pytest.raises(EngineError, match="a worker process was stopped from outside"):
        build_site(site, Options(today=date(2026, 11, 22), jobs=2, output=str(site / "killed")))
    assert not (site / "killed").exists()
