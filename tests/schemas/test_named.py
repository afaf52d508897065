"""Schemas and parser say the same: what one takes the other takes, what one refuses the other refuses."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.building import run
from tests.schemas.reading import ROOT, faults, front_matter_of, load, validator
from vademecum.articles.audiences import parse_audiences
from vademecum.articles.fields import FIELDS
from vademecum.articles.frontmatter import parse_front_matter
from vademecum.articles.kinds import FreeMapKind, Kind, ListKind, RecordKind
from vademecum.articles.people import parse_people
from vademecum.articles.split import Split
from vademecum.config import parse_config
from vademecum.model.articles import EVERYONE, Audience, Person, Source
from vademecum.problems import Place
from vademecum.schemas.named import DIALECT, SCHEMAS, schema_text
from vademecum.settings.table import SETTINGS

SITES = (ROOT, ROOT / "docs", *sorted((ROOT / "tests/sites").glob("*/in")))


def texts(kind: str) -> Iterator[tuple[str, str]]:
    """Yield (path, YAML) of every file of a kind in our own sites and the sites of the tests."""
    for site in SITES:
        for path in sorted((site / "content").rglob("*.md")):
            in_folder = path.parent.name == "_audiences"
            name = path.relative_to(ROOT).as_posix()
            text = front_matter_of(path.read_text(encoding="utf-8-sig"))
            hidden = any(part.startswith("_") for part in path.relative_to(site / "content").parts)
            if text is not None and in_folder == (kind == "audience") and (in_folder or not hidden):
                yield name, text


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema(name: str) -> None:
    schema = json.loads(schema_text(name))
    assert schema["$schema"] == DIALECT
    assert schema["title"]
    validator(name)


def test_the_front_matter_of_every_article() -> None:
    found = list(texts("article"))
    assert len(found) > 50
    for path, text in found:
        data = load(text)
        variant = "." in Path(path).stem
        if not variant and isinstance(data, dict):
            assert faults("front-matter", data) == [], path


def test_every_audience() -> None:
    found = list(texts("audience"))
    assert len(found) > 5
    for path, text in found:
        assert faults("audience", load(text)) == [], path


def test_all_people() -> None:
    paths = [path for site in SITES if (path := site / "content/_people.yml").is_file()]
    assert paths
    for path in paths:
        assert faults("people", load(path.read_text(encoding="utf-8"))) == [], path


def test_all_settings() -> None:
    for path in (path for site in SITES if (path := site / "pyproject.toml").is_file()):
        assert faults("pyproject", tomllib.loads(path.read_text(encoding="utf-8"))) == [], path


AUDIENCES = {
    name: Audience(id=name, label=name, disclaimer="x", path="") for name in ("clinician", "patient", EVERYONE)
}
PEOPLE = {"ann": Person(id="ann", name="Ann", place=Place(file=""))}
RIGHT = (
    "title: A",
    "title: 2025",
    "title: true",
    "title: A\nstatus: Under_Review",
    "title: A\nstatus:",
    "title: A\ndate: 2025-04-30\nliterature-through: 2025-03",
    "title: A\naudiences: patient",
    "title: A\naudiences: [clinician, patient]",
    "title: A\naudiences: {clinician: {title: B}, patient: }",
    "title: A\nauthors: ann",
    "title: A\nauthors: [ann, {name: Eve, conflicts: {statement: none, on: 2025-01-01}}]",
    "title: A\ntoc: yes\ndraft: OFF\nscholarly: true",
    "title: A\nai: none",
    "title: A\nai: {used: generated, responsible: ann}",
    "title: A\ntags: oncology",
    "title: A\nlang: no",
    "title: A\nreviews: [{by: ann, on: 2025-04-30, audience: patient, decision: approve}]\naudiences: patient",
    "title: A\nextra: {anything: [1, {goes: here}]}",
    "title: A\ncodes: [{system: ICD-10, value: 250}]",
)
WRONG = (
    "description: no title",
    "title:",
    "title: [A]",
    "title: A\nstatus: published",
    "title: A\ndate: 30.4.2025",
    "title: A\ndate: 2025-13-01",
    "title: A\nliterature-through: 2025",
    "title: A\ntoc: maybe",
    "title: A\ntoc:",
    "title: A\nlang: English language",
    "title: A\nrisk: very high",
    "title: A\ntagz: [oncology]",
    "title: A\nauthors: [{credentials: MD}]",
    "title: A\nauthors: [{name: Eve, orcidd: 1}]",
    "title: A\nreviews: {by: ann}",
    "title: A\nreviews: [{by: ann, decision: approve}]",
    "title: A\nreviews: [{by: ann, on: 2025-04-30, decision: like}]",
    "title: A\nai: {responsible: ann}",
    "title: A\nwaivers: [{rule: CIT-06, reason: x, by: ann}]",
    "title: A\nwithdrawn: yes",
    "title: A\nextra: text",
    "title: A\ncodes: [{system: ICD-10}]",
    "title: A\ncorrections: [{date: soon}]",
    "title: A\naudiences: {patient: {titel: B}}",
)


def parsed(text: str) -> list[str]:
    """Return the rules that the parser finds broken in a front matter."""
    split = Split(yaml=f"{text}\n", yaml_line=2, text="", body_start=0, body_line=9)
    _, problems = parse_front_matter(split, "content/a.md", PEOPLE, AUDIENCES)
    return [problem.rule for problem in problems]


@pytest.mark.parametrize("text", RIGHT)
def test_what_the_parser_takes_the_schema_takes(text: str) -> None:
    assert parsed(text) == []
    assert faults("front-matter", load(text)) == []


@pytest.mark.parametrize("text", WRONG)
def test_what_the_parser_refuses_the_schema_refuses(text: str) -> None:
    assert parsed(text)
    assert faults("front-matter", load(text))


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("ann: {name: Ann}", True),
        ("ann: {name: Ann, roles: reviewer, board: true, conflicts: none}", True),
        ("ann: {credentials: MD}", False),
        ("ann: Ann", False),
        ("ann: {name: Ann, boord: true}", False),
        ("ann: {name: Ann, board: sometimes}", False),
        ("[ann]", False),
    ],
)
def test_people(text: str, fits: bool) -> None:  # noqa: FBT001 - a column of the table above
    _, problems = parse_people(Source(path="content/_people.yml", text=text, digest=""))
    assert (problems == ()) == fits
    assert (faults("people", load(text)) == []) == fits


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("label: Patient", True),
        ("label: Patient\norder: 3\nreading-grade: '8'\nemergency-number: 112", True),
        ("description: x", False),
        ("label: Patient\norder: first", False),
        ("label: Patient\nreading-grade: 30", False),
        ("label: Patient\ncolour: red", False),
    ],
)
def test_an_audience(text: str, fits: bool) -> None:  # noqa: FBT001
    source = Source(path="content/_audiences/patient.md", text=f"---\n{text}\n---\nA disclaimer.\n", digest="")
    _, problems = parse_audiences([source])
    assert (problems == ()) == fits
    assert (faults("audience", load(text)) == []) == fits


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ('title = "A"\nbase-url = "https://example.org/x"\nlang = "fr-CA"', True),
        ('bibliography = ["a.bib", "b/c.bib"]\ncitation-style = "my.csl"', True),
        ('nav = [{label = "A", url = "a.md"}]\npolicies = {editorial = "a.md"}', True),
        ('rules = {"CIT-06" = "off"}\nfolders = {"a/b" = {rules = {"REF-01" = "warning"}}}', True),
        ("review = {max-age-years = 2.5, min-reviewers = 2}", True),
        ('follow-up = {label = "Ask", url = "mailto:a@example.org"}\ncontact = ""', True),
        ('titel = "A"', False),
        ("title = 3", False),
        ('base-url = "example.org"', False),
        ('contact = "editor"', False),
        ('citation-style = "harvard"', False),
        ('citation-marker = "stars"', False),
        ('bibliography = "../a.bib"', False),
        ('nav = [{label = "A"}]', False),
        ('policies = {editor = "a.md"}', False),
        ('rules = {"CIT-06" = "on"}', False),
        ("review = {max-age-years = 0}", False),
        ("review = {min-reviewers = 0}", False),
        ('follow-up = {label = "Ask"}', False),
        ('index-pending = "yes"', False),
    ],
)
def test_settings(text: str, fits: bool) -> None:  # noqa: FBT001
    document = f"[tool.vademecum]\n{text}\n"
    _, problems = parse_config(document)
    assert (problems == ()) == fits
    assert (faults("settings", tomllib.loads(text)) == []) == fits
    assert (faults("pyproject", tomllib.loads(document)) == []) == fits


def fields(kinds: dict[str, Kind]) -> Iterator[tuple[str, Kind]]:
    for name, kind in kinds.items():
        yield name, kind
        of = kind.of if isinstance(kind, ListKind) else kind
        if isinstance(of, RecordKind):
            yield from fields(dict(of.fields))


def test_every_field_and_setting_says_what_it_is_for() -> None:
    assert [name for name, kind in fields(dict(FIELDS)) if not kind.says] == []
    schema = json.loads(schema_text("settings"))

    def silent(table: dict[str, Any]) -> Iterator[str]:
        for name, each in table.get("properties", {}).items():
            if not each.get("description"):
                yield name
            yield from silent(each)

    assert list(silent(schema)) == []
    assert set(schema["properties"]) == set(SETTINGS)


def test_examples_fit_their_own_schema() -> None:
    for name, kind in FIELDS.items():
        for example in kind.examples:
            assert faults("front-matter", {"title": "A", name: example}) == [], name
    for name, setting in SETTINGS.items():
        if setting.example is not None:
            assert faults("settings", {name: setting.example}) == [], name
    assert isinstance(FIELDS["extra"], FreeMapKind)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_manual_publishes_them(name: str) -> None:
    """`UPDATE=1 pytest tests/schemas` writes them anew."""
    published = ROOT / f"docs/content/_static/schemas/{name}.json"
    if os.environ.get("UPDATE"):
        published.parent.mkdir(exist_ok=True, parents=True)
        published.write_text(schema_text(name), encoding="utf-8")
    assert published.read_text(encoding="utf-8") == schema_text(name)


def test_on_standard_output(tmp_path: Path) -> None:
    for name in SCHEMAS:
        assert run(tmp_path, "schema", name).out == schema_text(name)
    names = [line.split()[0] for line in run(tmp_path, "schema").out.splitlines()]
    assert names == list(SCHEMAS)
    done = run(tmp_path, "schema", "frontmatter")
    assert done.code == 2
    assert "'front-matter'" in done.err
