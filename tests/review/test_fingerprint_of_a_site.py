"""What an approval is bound to beyond the article's own file: sources, media, disclaimer; and what it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import write
from tests.reading import AS_OF, COMMON, PIXEL, fingerprints
from vademecum.pipeline import Options

ARTICLE = """\
---
title: Dose of alendronate
description: How much, and when.
status: under-review
audiences:
  clinician: {title: Alendronate, description: For those who prescribe it.}
  patient:
date: 2026-01-01
updated: 2026-02-01
authors: [ann]
next-review: 2027-01-01
tags: [bones]
funding: none
---

Once a week [@alpha, p. 3; @trial]. See [the other](other.md#dose).

![The hip](hip.png)

::: for patient
Take it standing [@gamma].
:::
"""
TRIAL = """
@article{trial,
  author = {Smith, Jane and de Vries, Piet},
  title = {The {FIT} trial},
  journal = {Lancet},
  year = {1996},
  volume = {348},
  pages = {1535--1541},
  doi = {10.1000/fit},
  pmid = {8950879},
  keywords = {bones},
  abstract = {Long.},
  file = {fit.pdf},
  related = {notice},
  relatedtype = {erratum},
}
@article{notice, author = {Smith, Jane}, title = {Correction}, journal = {Lancet}, year = {1997}, volume = {349},
  pages = {1}}
"""
SITE: dict[str, str | bytes] = {
    **COMMON,
    "references.bib": COMMON["references.bib"] + TRIAL,
    "content/gi/a.md": ARTICLE,
    "content/gi/other.md": "---\ntitle: Other\n---\n\n## Dose\n",
    "content/gi/hip.png": PIXEL,
}

SAID = (
    ("content/gi/a.md", "title: Alendronate", "title: Risedronate"),
    ("content/gi/a.md", "description: For those who", "description: For all who"),
    ("content/gi/a.md", "Once a week", "Once a month"),
    ("content/gi/a.md", "[the other]", "[another]"),
    ("content/gi/a.md", "(other.md#dose)", "(../about/editorial.md)"),
    ("content/gi/a.md", "@alpha, p. 3", "@delta, p. 3"),
    ("content/_audiences/clinician.md", "check every dose", "check some doses"),
    ("content/_audiences/clinician.md", "order: 1", "order: 1\nemergency-number: '999'"),
    ("references.bib", "Smith, Jane and de Vries, Piet", "Smith, June and de Vries, Piet"),
    ("references.bib", "Smith, Jane and de Vries, Piet", "de Vries, Piet and Smith, Jane"),
    ("references.bib", "Smith, Jane and de Vries, Piet", "Smith, Jane and others"),
    ("references.bib", "The {FIT} trial", "The {FIT} study"),
    ("references.bib", "journal = {Lancet},\n", "journal = {BMJ},\n"),
    ("references.bib", "year = {1996}", "year = {1997}"),
    ("references.bib", "volume = {348}", "volume = {349}"),
    ("references.bib", "1535--1541", "1535--1542"),
    ("references.bib", "10.1000/fit", "10.1000/fit2"),
    ("references.bib", "8950879", "8950880"),
    ("references.bib", "title = {Correction}", "title = {Retraction}"),
    ("references.bib", "relatedtype = {erratum}", "relatedtype = {retraction}"),
)
"""(file, old, new): what ends the approval of the clinician's variant."""

WRITTEN = (
    ("content/gi/a.md", "Take it standing [@gamma]", "Take it sitting [@omega]"),
    ("content/gi/a.md", "  patient:", "  patient: {title: Strong bones, description: In plain words.}"),
    ("content/gi/a.md", "  patient:", "  patient:\n  student:"),
    ("content/gi/a.md", "title: Dose of alendronate", "title: Another name of the whole"),
    ("content/gi/a.md", "date: 2026-01-01", "date: 2025-01-01"),
    ("content/gi/a.md", "updated: 2026-02-01", "updated: 2026-03-01"),
    ("content/gi/a.md", "next-review: 2027-01-01", "next-review: 2028-01-01"),
    ("content/gi/a.md", "tags: [bones]", "tags: [fractures, bones]"),
    ("content/gi/a.md", "tags: [bones]", "tags: [bones]\nslug: alendronate-weekly\naliases: [/old/]\ntoc: false"),
    ("content/gi/a.md", "status: under-review", "status: submitted"),
    ("content/gi/a.md", "other.md#dose", "./other.md#dose"),
    ("content/gi/other.md", "title: Other", "title: Another"),
    ("content/_audiences/patient.md", "your doctor", "your nurse"),
    ("content/_audiences/clinician.md", "label: Clinician", "label: Professional"),
    ("content/_audiences/clinician.md", "check every dose", "check   every\ndose"),
    ("pyproject.toml", "organisation = ", 'citation-style = "ama"\norganisation = '),
    ("pyproject.toml", "organisation = ", 'citation-marker = "superscript"\norganisation = '),
    ("pyproject.toml", 'title = "Ward round"', 'title = "Night shift"'),
    ("references.bib", "keywords = {bones}", "keywords = {fractures}"),
    ("references.bib", "abstract = {Long.}", "abstract = {Longer.}"),
    ("references.bib", "file = {fit.pdf}", "file = {/home/me/fit.pdf}"),
    ("references.bib", "Smith, Jane and de Vries", "Jane Smith and de Vries"),
    ("references.bib", "1535--1541", "1535-1541"),
    ("references.bib", "doi = {10.1000/fit}", "doi = {https://doi.org/10.1000/fit}"),
    ("references.bib", "  year = {1996},\n  volume = {348},\n", "  volume = 348,\n  year = 1996,\n"),
    ("references.bib", "Nobody cites this", "Really nobody"),
)
"""(file, old, new): what does not."""


def mark(folder: Path, files: dict[str, str | bytes], audience: str = "clinician") -> str:
    return fingerprints(write(folder, files), Options(today=AS_OF))["content/gi/a.md"][audience]


def edited(path: str, old: str, new: str) -> dict[str, str | bytes]:
    text = SITE[path]
    assert isinstance(text, str)
    assert old in text
    return {**SITE, path: text.replace(old, new)}


@pytest.mark.parametrize(("path", "old", "new"), SAID)
def test_an_edit_of_what_readers_are_told_ends_an_approval(path: str, old: str, new: str, tmp_path: Path) -> None:
    assert mark(tmp_path / "new", edited(path, old, new)) != mark(tmp_path / "old", SITE)


@pytest.mark.parametrize(("path", "old", "new"), WRITTEN)
def test_an_edit_of_anything_else_does_not(path: str, old: str, new: str, tmp_path: Path) -> None:
    assert mark(tmp_path / "new", edited(path, old, new)) == mark(tmp_path / "old", SITE)


def test_the_bytes_of_an_image_count(tmp_path: Path) -> None:
    other = {**SITE, "content/gi/hip.png": PIXEL + b"\n"}
    assert mark(tmp_path / "new", other) != mark(tmp_path / "old", SITE)


def test_an_image_that_is_not_shown_does_not_count(tmp_path: Path) -> None:
    other = {**SITE, "content/gi/knee.png": PIXEL}
    assert mark(tmp_path / "new", other) == mark(tmp_path / "old", SITE)


def test_names_of_keys_do_not_count(tmp_path: Path) -> None:
    bib, article = str(SITE["references.bib"]), str(SITE["content/gi/a.md"])
    files = {
        **SITE,
        "references.bib": bib.replace("{trial,", "{blackEtAl,").replace("notice", "correctionOfBlack"),
        "content/gi/a.md": article.replace("@trial", "@blackEtAl"),
    }
    assert mark(tmp_path / "new", files) == mark(tmp_path / "old", SITE)


def test_the_name_of_the_file_does_not_count(tmp_path: Path) -> None:
    files = {path.replace("gi/a.md", "gi/alendronate.md"): text for path, text in SITE.items()}
    found = fingerprints(write(tmp_path / "new", files), Options(today=AS_OF))
    assert found["content/gi/alendronate.md"]["clinician"] == mark(tmp_path / "old", SITE)


def test_an_article_may_move_with_its_pictures(tmp_path: Path) -> None:
    moved = {path.replace("content/gi/", "content/bones/"): text for path, text in SITE.items()}
    moved["content/bones/left-hip.png"] = moved.pop("content/bones/hip.png")
    moved["content/bones/a.md"] = str(SITE["content/gi/a.md"]).replace("(hip.png)", "(left-hip.png)")
    moved["content/gi/other.md"] = moved.pop("content/bones/other.md")
    moved["content/bones/a.md"] = str(moved["content/bones/a.md"]).replace("(other.md", "(../gi/other.md")
    found = fingerprints(write(tmp_path / "new", moved), Options(today=AS_OF))
    assert found["content/bones/a.md"]["clinician"] == mark(tmp_path / "old", SITE)


@pytest.mark.parametrize("field", ["nocite: ['@gamma']", "further-reading: [gamma]"])
def test_what_is_listed_without_being_cited_counts(field: str, tmp_path: Path) -> None:
    listed = edited("content/gi/a.md", "funding: none", f"funding: none\n{field}")
    other = {**listed, "references.bib": str(SITE["references.bib"]).replace("Second trial", "Another trial")}
    marks = [mark(tmp_path / name, files) for name, files in (("old", SITE), ("new", listed), ("edited", other))]
    assert len(set(marks)) == 3


def test_a_source_that_is_cited_and_listed_counts_once(tmp_path: Path) -> None:
    files = edited("content/gi/a.md", "funding: none", "funding: none\nnocite: ['@trial']")
    assert mark(tmp_path / "new", files) == mark(tmp_path / "old", SITE)


def test_the_theme_does_not_count(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {**SITE, "layouts/assets/style.css": "body { color: red }\n"}
    assert mark(tmp_path / "new", files) == mark(tmp_path / "old", SITE)


def test_a_table_of_journals_does_not_count(tmp_path: Path) -> None:
    settings = f'{COMMON["pyproject.toml"]}journals = {{file = "journals.csv"}}\n'
    files: dict[str, str | bytes] = {**SITE, "pyproject.toml": settings, "journals.csv": "Lancet,Lanc\nBMJ,Br Med J\n"}
    assert mark(tmp_path / "new", files) == mark(tmp_path / "old", SITE)


def test_line_ends_and_a_byte_order_mark_do_not_count(tmp_path: Path) -> None:
    text = str(SITE["content/gi/a.md"])
    files: dict[str, str | bytes] = {**SITE, "content/gi/a.md": "\ufeff" + text.replace("\n", "\r\n")}
    assert mark(tmp_path / "new", files) == mark(tmp_path / "old", SITE)


def test_a_variant_in_a_file_of_its_own_is_the_same_text(tmp_path: Path) -> None:
    text = str(SITE["content/gi/a.md"])
    body = text.partition("---\n\n")[2].replace("::: for patient\n", "").replace(":::\n", "")
    files: dict[str, str | bytes] = {**SITE, "content/gi/a.patient.md": body}
    assert mark(tmp_path / "new", files, "patient") == mark(tmp_path / "old", SITE, "patient")
