"""``refs add``: a machine on 127.0.0.1 answers as Crossref and PubMed do, or fails to."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.building import contents, run, write
from tests.network.serving import Answer, Machine, machine
from tests.references.cases import FIXTURES
from vademecum import __version__
from vademecum.cli import refs_add
from vademecum.config import Config
from vademecum.network.fetch import Manners
from vademecum.references.editing.adding import write_entry

BIB = """\
% Kept as it is.
@article{smith2001trial,
  author  = {Smith, Ann},
  title   = {Trial of something},
  journal = {J},
  year    = {2001},
  volume  = {1},
  pages   = {1--2},
  doi     = {10.1000/ABC},
  pmid    = {123}
}
"""

NETTER = """\
@article{strosberg2017phase,
  author       = {Strosberg, Jonathan and El-Haddad, Ghassan and van der Zwan, Jr., Boudewijn and {the NETTER-1 Trial \
Investigators}},
  title        = {Phase 3 Trial of \\textsuperscript{177}Lu-Dotatate for Midgut Neuroendocrine Tumors},
  journal      = {New England Journal of Medicine},
  shortjournal = {N Engl J Med},
  year         = {2017},
  volume       = {376},
  number       = {2},
  pages        = {125--135},
  doi          = {10.1056/NEJMoa1607427},
  pmid         = {28076709},
  pmcid        = {PMC5895095}
}
"""

RETRACTION = "Lancet. 2010 Feb 6;375(9713):445. doi: 10.1016/S0140-6736(10)60175-4"
ERRATUM = "Lancet. 2004 Mar 6;363(9411):750. doi: 10.1016/S0140-6736(04)15715-2"
DOI = "10.1056/NEJMoa1607427"
TITLE_CASE = (
    'vademecum: "strosberg2017phase" has a title In Title Case; type it with capitals for its first word and names\n'
)


def fixture(name: str) -> bytes:
    folder = "crossref" if name.endswith(".json") else "pubmed"
    return (FIXTURES.parent / folder / name).read_bytes()


def pmids(*found: str) -> bytes:
    return json.dumps({"header": {"type": "esearch"}, "esearchresult": {"idlist": list(found)}}).encode()


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    with machine() as started:
        monkeypatch.setenv("VADEMECUM_CROSSREF", f"{started.url}/c")
        monkeypatch.setenv("VADEMECUM_PUBMED", f"{started.url}/p")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        started.says(f"/c/works/{DOI}", fixture("netter.json"))
        started.says(f"/p/esearch.fcgi?{DOI}[doi]", pmids("28076709"))
        started.says("/p/efetch.fcgi?28076709", fixture("netter.xml"))
        started.says("/p/efetch.fcgi?1", b"<PubmedArticleSet></PubmedArticleSet>")
        yield started


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the command would have slept."""
    slept: list[float] = []

    def manners(_: Config) -> Manners:
        return Manners(agent="test", clock=time.monotonic, sleep=slept.append, timeout=0.3, limit=20_000)

    monkeypatch.setattr(refs_add, "_manners", manners)
    return slept


@pytest.fixture
def site(tmp_path: Path) -> Path:
    settings = '[tool.vademecum]\ncontact = "mailto:editor@example.org"\n'
    return write(tmp_path, {"content/a.md": "---\ntitle: A\n---\n", "references.bib": BIB, "pyproject.toml": settings})


def bib(site: Path) -> str:
    return contents(site)["references.bib"].decode()


def test_a_doi_is_looked_up_at_both_and_appended(site: Path, far: Machine) -> None:
    done = run(site, "refs", "add", DOI)
    assert done.code == 0
    assert bib(site) == f"{BIB}\n{NETTER}"
    assert done.out == f"{NETTER}Added to references.bib: [@strosberg2017phase]\n"
    assert done.err == TITLE_CASE
    assert far.asked == [f"/c/works/{DOI}", f"/p/esearch.fcgi?{DOI}[doi]", "/p/efetch.fcgi?28076709"]
    assert run(site, "refs", "check").code == 0


def test_it_says_who_asks(site: Path, far: Machine) -> None:
    run(site, "refs", "add", DOI)
    agents = {headers["user-agent"] for headers in far.headers}
    assert agents == {f"vademecum/{__version__} (mailto:editor@example.org)"}
    assert "mailto=editor%40example.org" in far.lines[0]
    assert "email=editor%40example.org" in far.lines[1]


def test_a_pmid_asks_pubmed_alone(site: Path, far: Machine) -> None:
    done = run(site, "refs", "add", "https://pubmed.ncbi.nlm.nih.gov/28076709/", "--key", "netter1")
    assert done.code == 0
    assert "@article{netter1,\n" in bib(site)
    assert far.asked == ["/p/efetch.fcgi?28076709"]


def test_a_pmcid_is_searched_for(site: Path, far: Machine) -> None:
    far.says("/p/esearch.fcgi?PMC5895095[pmcid]", pmids("28076709"))
    assert run(site, "refs", "add", "PMC5895095").code == 0
    far.says("/p/esearch.fcgi?PMC7[pmcid]", pmids("28076709"))
    done = run(site, "refs", "add", "PMC7")
    assert done.code == 1
    assert done.err == "vademecum: neither Crossref nor PubMed knows PMC7: check it, or write the entry by hand\n"


def test_a_dry_run_writes_nothing(site: Path, far: Machine) -> None:
    before = contents(site)
    done = run(site, "refs", "add", DOI, "--dry-run")
    assert (done.code, done.out) == (0, NETTER)
    assert contents(site) == before
    assert far.asked


def test_several_works_are_added_in_turn(site: Path, far: Machine) -> None:
    far.says("/c/works/10.1016/S0140-6736(97)11096-0", fixture("wakefield.json"))
    far.says("/p/esearch.fcgi?10.1016/S0140-6736(97)11096-0[doi]", pmids("9500320"))
    far.says("/p/efetch.fcgi?9500320", fixture("wakefield.xml"))
    done = run(site, "refs", "add", DOI, "10.1016/S0140-6736(97)11096-0", "1", DOI)
    assert done.code == 1
    assert done.out.endswith("Added to references.bib: [@strosberg2017phase] [@wakefield1998ileal]\n")
    assert bib(site).startswith(f"{BIB}\n{NETTER}\n@article{{wakefield1998ileal,\n")
    assert "  retraction   = {Lancet. 2010 Feb 6;375(9713):445." in bib(site)
    assert done.lines == [
        "vademecum: neither Crossref nor PubMed knows 1: check it, or write the entry by hand",
        f'vademecum: {DOI} is there already: "strosberg2017phase" (just added)',
        TITLE_CASE.rstrip(),
        f'vademecum: "wakefield1998ileal" has been retracted: {RETRACTION}',
        f'vademecum: "wakefield1998ileal" has been corrected: {ERRATUM}',
    ]


def test_what_is_there_is_not_asked_for(site: Path, far: Machine) -> None:
    for work in ("10.1000/abc", "doi:10.1000/ABC", "123", "PMID: 123"):
        done = run(site, "refs", "add", work)
        assert done.code == 1
        assert done.err.endswith('is there already: "smith2001trial" (references.bib:2)\n')
    assert far.asked == []
    assert bib(site) == BIB


def test_what_turns_out_to_be_there_is_refused(site: Path, far: Machine) -> None:
    write(site, {"references.bib": BIB.replace("10.1000/ABC", "10.1056/nejmoa1607427")})
    before = contents(site)
    done = run(site, "refs", "add", "28076709")
    assert done.code == 1
    assert done.err == f'vademecum: {DOI} is there already: "smith2001trial" (references.bib:2)\n'
    assert contents(site) == before
    assert far.asked == ["/p/efetch.fcgi?28076709"]


@pytest.mark.usefixtures("far")
def test_a_key_that_is_taken_is_refused(site: Path) -> None:
    done = run(site, "refs", "add", DOI, "--key", "Smith2001trial")
    assert done.code == 1
    assert done.err == 'vademecum: the key "Smith2001trial" is taken (references.bib:2)\n'
    assert bib(site) == BIB


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["smith"], '"smith" is no DOI, PMID or PMCID, and no address that holds one'),
        ([DOI, "7", "--key", "a"], "--key names one work"),
        ([DOI, "--key", "a b"], '"a b" cannot be cited as a key'),
        ([DOI, "--key", "a,}"], '"a,}" cannot be cited as a key'),
        ([DOI, "--file", "../other.bib"], "../other.bib lies outside of the site's folder"),
        ([], "Missing argument"),
    ],
)
def test_wrong_usage_asks_nobody(site: Path, far: Machine, arguments: list[str], said: str) -> None:
    done = run(site, "refs", "add", *arguments)
    assert done.code == 2
    assert said in done.err
    assert far.asked == []


def test_a_wrong_address_of_a_registry_is_usage(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VADEMECUM_CROSSREF", "file:///etc/passwd")
    assert run(site, "refs", "add", DOI).code == 2


def test_a_faulty_file_gets_nothing(site: Path, far: Machine) -> None:
    write(site, {"references.bib": f"{BIB}@article{{open,\n  title = {{T}},\n"})
    before = contents(site)
    done = run(site, "refs", "add", DOI)
    assert done.code == 2
    assert "references.bib:12:1: error BIB-01" in done.err
    assert far.asked == []
    assert contents(site) == before


@pytest.mark.usefixtures("far")
def test_another_file_is_made_and_told_of(site: Path) -> None:
    done = run(site, "refs", "add", DOI, "--file", "more.bib")
    assert done.code == 0
    assert contents(site)["more.bib"].decode().startswith("@article{strosberg2017phase,\n  author       = {")
    assert "journaltitle = {New England Journal of Medicine}" in contents(site)["more.bib"].decode()
    assert "vademecum: more.bib is not among the files of the setting bibliography" in done.err
    assert bib(site) == BIB


@pytest.mark.usefixtures("far")
def test_line_ends_and_permissions_stay(site: Path) -> None:
    path = site / "references.bib"
    path.write_bytes(BIB.replace("\n", "\r\n").encode())
    path.chmod(0o600)
    assert run(site, "refs", "add", DOI).code == 0
    assert path.read_bytes() == f"{BIB}\n{NETTER}".replace("\n", "\r\n").encode()
    assert path.stat().st_mode & 0o777 == 0o600


# ---- when a registry fails --------------------------------------------------------------------------------------


def test_an_unknown_doi_is_one_sentence(site: Path, far: Machine) -> None:
    far.says("/p/esearch.fcgi?10.1000/none[doi]", pmids())
    done = run(site, "refs", "add", "10.1000/none")
    assert done.code == 1
    assert (
        done.err == "vademecum: neither Crossref nor PubMed knows 10.1000/none: check it, or write the entry by hand\n"
    )
    assert bib(site) == BIB


def test_what_crossref_does_not_know_pubmed_may(site: Path, far: Machine) -> None:
    far.says(f"/c/works/{DOI}", Answer(404, b"Resource not found."))
    done = run(site, "refs", "add", DOI)
    assert done.code == 0
    assert "journal      = {The New England journal of medicine}" in bib(site)


def test_the_wrong_record_of_a_search_is_not_used(site: Path, far: Machine) -> None:
    far.says(f"/p/esearch.fcgi?{DOI}[doi]", pmids("9500320"))
    far.says("/p/efetch.fcgi?9500320", fixture("wakefield.xml"))
    assert run(site, "refs", "add", DOI).code == 0
    assert "pmid         = {28076709}" not in bib(site)
    assert "retraction" not in bib(site)
    far.says(f"/p/esearch.fcgi?{DOI}x[doi]", pmids("1", "2"))
    assert run(site, "refs", "add", f"{DOI}x").code == 1


def test_a_silent_pubmed_does_not_keep_crossrefs_answer(site: Path, far: Machine, waits: list[float]) -> None:
    far.says(f"/p/esearch.fcgi?{DOI}[doi]", Answer(503))
    done = run(site, "refs", "add", DOI)
    assert done.code == 0
    assert "pmid" not in bib(site).removeprefix(BIB)
    assert f"vademecum: {DOI} has no PMID, abbreviation and language yet" in done.err
    assert waits == [1, 2]


def test_a_book_is_not_searched_for_in_pubmed(site: Path, far: Machine) -> None:
    far.says("/c/works/10.1002/9781119536604.ch15", fixture("handbook.json"))
    assert run(site, "refs", "add", "10.1002/9781119536604.ch15").code == 0
    assert "@incollection{schunemann2019interpreting,\n" in bib(site)
    assert far.asked == ["/c/works/10.1002/9781119536604.ch15"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(500), "127.0.0.1 has trouble of its own (HTTP 500); try again later"),
        (Answer(429, headers={"Retry-After": "90"}), "asks for fewer questions (HTTP 429); try again in 90 seconds"),
        (Answer(403), "127.0.0.1 refused the question (HTTP 403)"),
        (
            Answer(302, headers={"Location": "https://evil.example/"}),
            "sends us on to evil.example, which is not followed",
        ),
        (Answer(body=b"<html>sign in</html>"), "Crossref's answer cannot be read: it is no JSON"),
        (Answer(body=b'{"status": "failed"}'), "Crossref's answer cannot be read: it describes no work"),
        (Answer(body=b" " * 20_001), "has more than 20,000 bytes and is not read"),
        (Answer(body=b"{", cut=True), "broke off in the middle of its answer"),
    ],
)
@pytest.mark.usefixtures("waits")
def test_a_failing_registry_is_one_sentence(site: Path, far: Machine, answer: Answer, said: str) -> None:
    before = contents(site)
    far.says(f"/c/works/{DOI}", answer)
    done = run(site, "refs", "add", DOI)
    assert done.code == 3
    assert said in done.err
    assert done.err.count("\n") == 1
    assert done.out == ""
    assert contents(site) == before


def test_no_network_is_exit_3(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VADEMECUM_CROSSREF", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    done = run(site, "refs", "add", DOI)
    assert done.code == 3
    assert done.err == "vademecum: 127.0.0.1 cannot be reached: Connection refused\n"


def test_a_file_that_changes_meanwhile_is_left_alone(site: Path, far: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def meddling(*arguments: object) -> object:
        write(site, {"references.bib": f"{BIB}% somebody else\n"})
        return write_entry(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("vademecum.cli.refs_add.write_entry", meddling)
    done = run(site, "refs", "add", DOI)
    assert done.code == 3
    assert done.err.endswith("references.bib was changed by somebody else in the meantime; nothing was written\n")
    assert bib(site) == f"{BIB}% somebody else\n"
    assert [path for path in contents(site) if path.endswith(".part")] == []
    assert far.asked


def test_control_characters_of_a_registry_reach_no_terminal(site: Path, far: Machine) -> None:
    message = {"DOI": DOI, "type": "book", "title": ["A \x1b[31mred\x07 title"], "publisher": "P", "author": []}
    far.says(f"/c/works/{DOI}", json.dumps({"message": message}).encode())
    done = run(site, "refs", "add", DOI)
    assert done.code == 0
    assert "\x1b" not in done.out + done.err + bib(site)
    assert "title     = {A [31mred title}" in bib(site)
