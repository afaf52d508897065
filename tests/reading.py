"""Sites for the tests of what readers see: built in this process, approved where a test asks for it, read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement
from msgspec import Struct
from msgspec.structs import replace

from tests.building import write
from vademecum.gather import load_site, read_bodies, read_settings
from vademecum.pages.composing import compose_article
from vademecum.pages.world import World
from vademecum.pipeline import Options, Report, build
from vademecum.problems import Level, Problem
from vademecum.today import Today

AS_OF = date(2026, 11, 22)
ADDRESS = "https://vademecum.example/"
AUDIENCES = ("clinician", "patient", "student")

SETTINGS = """\
[tool.vademecum]
title = "Ward round"
description = "Short answers."
base-url = "https://vademecum.example/"
organisation = "Example press"
contact = "mailto:editor@vademecum.example"
default-audience = "clinician"
policies.editorial = "about/editorial.md"
policies.corrections = "about/editorial.md"
policies.ai = "about/editorial.md"
policies.conflicts = "about/editorial.md"
policies.privacy = "about/editorial.md"
policies.board = "about/editorial.md"
follow-up = {label = "Ask a question", url = "mailto:questions@vademecum.example"}
"""

PEOPLE = """\
ann: {name: Ann Author, credentials: MSc, affiliation: Example Hospital, clinician: false,
  conflicts: {statement: none, on: 2026-09-01}, example: true}
rita: {name: Rita Reviewer, credentials: MD, affiliation: Example Hospital, orcid: 0000-0002-1825-0097, board: true,
  conflicts: {statement: lecture fees from Example Pharma, on: 2026-09-01}, example: true}
ravi: {name: Ravi Reader, credentials: MBBS, conflicts: {statement: none, on: 2026-09-01}, example: true}
"""

REFERENCES = """\
@article{alpha, author = {Alpha, Ada and Beta, Bo}, title = {First trial}, journal = {Lancet}, year = {2019},
  volume = {1}, pages = {1--9}, doi = {10.1000/alpha}, pmid = {11111111}}
@article{gamma, author = {Gamma, Gil}, title = {Second trial}, journal = {BMJ}, year = {2020}, volume = {2},
  pages = {10--19}, doi = {10.1000/gamma}}
@article{delta, author = {Delta, Di}, title = {Third trial}, journal = {JAMA}, year = {2021}, volume = {3},
  pages = {20--29}, doi = {10.1000/delta}}
@article{omega, author = {Omega, Oz}, title = {Fourth trial}, journal = {Gut}, year = {2022}, volume = {4},
  pages = {30--39}, doi = {10.1000/omega}}
@article{unread, author = {Unread, Una}, title = {Nobody cites this}, journal = {Gut}, year = {2022}, volume = {5},
  pages = {1--2}, doi = {10.1000/unread}}
"""

ABOUT = "---\ntitle: Editorial policy\nlayout: page\n---\nHow we work.\n"

COMMON: Mapping[str, str] = {
    "pyproject.toml": SETTINGS,
    "references.bib": REFERENCES,
    "content/_people.yml": PEOPLE,
    "content/_audiences/clinician.md": "---\nlabel: Clinician\norder: 1\n---\nFor *professionals*: check every dose.\n",
    "content/_audiences/patient.md": (
        "---\nlabel: Patient or caregiver\norder: 2\nemergency-number: '112'\n---\nThis does not replace your doctor.\n"
    ),
    "content/_audiences/student.md": "---\nlabel: Student\norder: 3\n---\nFor learning only.\n",
    "content/about/editorial.md": ABOUT,
}
"""What every small site has: settings, people, audiences, references and a policy."""


class Built(Struct, frozen=True, kw_only=True):
    """A site as a build left it."""

    folder: Path
    """The output."""
    report: Report

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the build had to say."""
        return self.report.problems

    @property
    def files(self) -> dict[str, bytes]:
        """Every file of the output but the build's own list, by path."""
        found = sorted(path for path in self.folder.rglob("*") if path.is_file())
        paths = {path.relative_to(self.folder).as_posix(): path for path in found}
        return {
            name: path.read_bytes() for name, path in paths.items() if name not in (".vademecum.json", ".gitignore")
        }

    @property
    def pages(self) -> dict[str, HtmlElement]:
        """Every HTML page, by its path."""
        return {path: html.document_fromstring(data) for path, data in self.files.items() if path.endswith(".html")}

    def text(self, path: str) -> str:
        """Return a file, by its path or URL."""
        name = f"{path}index.html" if path.endswith("/") else path
        return (self.folder / name.lstrip("/")).read_text(encoding="utf-8")

    def page(self, url: str) -> HtmlElement:
        """Return a page as a tree."""
        return html.document_fromstring(self.text(url).encode())

    def has(self, path: str) -> bool:
        """Return whether something answers a URL or path."""
        name = f"{path}index.html" if path.endswith("/") else path
        return (self.folder / name.lstrip("/")).is_file()

    def data(self, path: str) -> Any:
        """Return a JSON file."""
        return json.loads(self.text(path))


def article(body: str = "Text.\n", *, audiences: str = "clinician, patient", **fields: str) -> str:
    """Return an article; fields are YAML as typed, ``_`` in their names is ``-``. An approved one has an author."""
    named = {"title": "A title", **({"audiences": f"[{audiences}]"} if audiences else {}), **fields}
    if fields.get("status") == "approved":
        named.setdefault("authors", "[ann]")
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
    return "\n".join(["---", *lines, "---", "", body])


def approval(audience: str, *, by: str = "rita", on: str = "2026-11-01", scope: str = "clinical") -> str:
    """Return a record that approves a variant's present text: ``built`` puts the fingerprint in."""
    return (
        f'{{by: {by}, on: {on}, audience: {audience}, scope: {scope}, decision: approve, fingerprint: "@{audience}"}}'
    )


def built(folder: Path, files: Mapping[str, str | bytes], *, today: date = AS_OF, jobs: int | None = None) -> Built:
    """Write a site of ``COMMON`` and these files, approve what asks for it, and build it; errors fail the test."""
    write(folder, {**COMMON, **files})
    settings, _ = read_settings(folder, Options(today=today))
    approve(folder, Options(today=today))
    report = build(folder, Options(today=today, jobs=jobs))
    assert not report.failed, errors(report)
    return Built(folder=folder / settings.output, report=report)


def errors(report: Report) -> str:
    """Return a report's errors, a line each."""
    return "\n".join(f"{p.file}:{p.line} {p.rule} {p.message}" for p in report.problems if p.level is Level.ERROR)


def approve(folder: Path, options: Options) -> None:
    """Write each variant's present fingerprint where its article says ``@AUDIENCE``."""
    for path, marks in fingerprints(folder, options).items():
        text = (folder / path).read_text(encoding="utf-8")
        for audience, mark in marks.items():
            text = text.replace(f'"@{audience}"', f'"{mark}"')
        (folder / path).write_text(text, encoding="utf-8")


def fingerprints(folder: Path, options: Options) -> dict[str, dict[str, str]]:
    """Return article → audience → fingerprint of the present text."""
    config, _ = read_settings(folder, options)
    site, files, problems = load_site(folder, replace(config, publish="all"), options)
    assert not [problem for problem in problems if problem.level is Level.ERROR], problems
    world = World(site, files)
    found = {}
    for path, each in site.articles.items():
        if each.is_article:
            bodies = read_bodies(folder, each)
            today = Today(site.today)
            composed = compose_article(each, bodies, world, today)
            found[path] = {one.variant.audience: one.fingerprint for one in composed}
    return found


def text_of(element: HtmlElement | None) -> str:
    """Return an element's text with single spaces."""
    assert element is not None
    return " ".join(element.text_content().split())


def body_of(page: HtmlElement) -> HtmlElement:
    """Return a page's body."""
    body = page.find("body")
    assert body is not None
    return body


# A site with an article in every state of its review

STATES = ("submitted", "under-review", "approved", "edited", "overdue", "withdrawn")
OTHER_TEXT = f"1:{'0' * 64}"
"""The fingerprint of a text that nobody has now."""

BODY = """\
::: key-points
- It works [@alpha].
:::

## What was found {#found}

Three trials agree [@alpha; @gamma; @delta], and one does not [see @omega, pp. 31-33]. It fell by 12 % [@alpha].[^note]

| Drug | Risk |
|------|-----:|
| A    | 5 %  |

### By age

@gamma asked the old. ![A scan](scan.png) `dose = 5`{lang=en}

::: warning Mind the dose
See [what was found](#found).
:::

::: for clinician
## For the clinicianword

A clinicianword [clinicianword @delta].[^clinic]

[^clinic]: A clinicianword in a note.
:::

::: for patient
## For the patientword

A patientword with [a link](approved.md#found).
:::

[^note]: A note [@omega].
"""

RECORDS = {
    "approved": (
        approval("clinician", by="ravi", on="2026-10-01", scope="pharmacy"),
        approval("clinician"),
        approval("patient", by="ravi"),
    ),
    "edited": tuple(approval(each).replace(f"@{each}", OTHER_TEXT) for each in ("clinician", "patient")),
    "overdue": (approval("clinician", on="2024-01-10"), approval("patient", on="2024-01-10")),
    "mixed": (approval("clinician"), approval("patient").replace("@patient", OTHER_TEXT)),
}


def states_site() -> dict[str, str | bytes]:
    """Return a site with an article in every state, one whose variants differ in theirs, and one as bare as can be."""
    titles = (
        "{{clinician: {{title: 'State {0} clinicianword', description: In short for a clinicianword.}}, "
        "patient: {{title: 'State {0} patientword', description: In short for a patientword.}}}}"
    )
    files: dict[str, str | bytes] = {
        "content/index.md": "---\ntitle: Ward round\nlayout: page\n---\nWelcome.\n",
        "content/states/scan.png": PIXEL,
        "content/bare.md": "---\ntitle: As bare as can be\n---\nNothing is known.\n",
    }
    for state in (*STATES, "mixed"):
        fields = {
            "title": f"State {state}",
            "status": "approved" if state in RECORDS else state,
            "date": "2026-01-10",
            "updated": "2026-10-20",
            "authors": "[ann]",
            "tags": "[trials, every state]",
            "funding": "none",
            "ai": "{used: assisted, responsible: ann}",
            "literature_through": "2026-08",
            "further_reading": "[unread]",
            "next_review": "2026-01-10" if state == "overdue" else "2028-11-01",
            "aliases": f"[/old/{state}/]",
        }
        if state in RECORDS:
            fields["reviews"] = f"[{', '.join(RECORDS[state])}]"
        if state == "withdrawn":
            fields["withdrawn"] = "{on: 2026-10-20, reason: the trial was retracted, by: rita}"
        text = article(BODY, audiences="", **fields)
        files[f"content/states/{state}.md"] = text.replace("status:", f"audiences: {titles.format(state)}\nstatus:", 1)
    return files


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)
"""A picture of one pixel."""
