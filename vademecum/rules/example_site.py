"""The small site over which every rule's examples are laid: complete, and without a fault of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vademecum.rules.rule import Example

AS_OF = date(2026, 6, 1)
"""The day on which the examples are built, unless one names its own."""

ARTICLE = "content/a.md"
"""The article that most examples are about."""

SETTINGS = """\
[tool.vademecum]
title = "Example site"
base-url = "https://example.org/"
organisation = "Example Hospital"
contact = "mailto:editor@example.org"

[tool.vademecum.policies]
editorial = "about/editorial.md"
corrections = "about/corrections.md"
ai = "about/ai.md"
conflicts = "about/conflicts.md"
privacy = "about/privacy.md"
board = "about/board.md"
"""

PEOPLE = """\
ann-writer:
  name: Ann Writer
  credentials: MD
  affiliation: Example Hospital
  roles: [author]
  clinician: true
  conflicts: {statement: none, on: 2026-02-01}

rex-reviewer:
  name: Rex Reviewer
  credentials: MD
  affiliation: Example Hospital
  roles: [reviewer]
  clinician: true
  conflicts: {statement: none, on: 2026-02-01}

pia-pharmacist:
  name: Pia Pharmacist
  credentials: PharmD
  affiliation: Example Hospital
  roles: [reviewer]
  clinician: true
  conflicts: {statement: none, on: 2026-02-01}
"""

CLINICIAN = """\
---
label: Clinician
order: 1
---
For healthcare professionals. Check every dose against the product label.
"""

PATIENT = """\
---
label: Patient or caregiver
order: 2
reading-grade: 8
emergency-number: "112"
---
General information. It does not replace the advice of your doctor. In an emergency call 112.
"""

BIBLIOGRAPHY = """\
@article{strosberg2017,
  author  = {Strosberg, Jonathan and El-Haddad, Ghassan and Wolin, Edward and others},
  title   = {Phase 3 trial of {177Lu-Dotatate} for midgut neuroendocrine tumors},
  journal = {N Engl J Med},
  year    = {2017},
  volume  = {376},
  number  = {2},
  pages   = {125--135},
  doi     = {10.1056/NEJMoa1607427},
  pmid    = {28076709}
}
"""

_POLICIES = ("editorial", "corrections", "ai", "conflicts", "privacy", "board")

SITE: Mapping[str, str] = {
    "pyproject.toml": SETTINGS,
    "references.bib": BIBLIOGRAPHY,
    "content/_people.yml": PEOPLE,
    "content/_audiences/clinician.md": CLINICIAN,
    "content/_audiences/patient.md": PATIENT,
    **{
        f"content/about/{name}.md": f"---\ntitle: About {name}\nlayout: page\n---\nWhat the site does.\n"
        for name in _POLICIES
    },
}
"""Path → text of every file."""

APPROVED = """\
status: approved
date: 2026-03-02
updated: 2026-03-30
authors: [ann-writer]
reviews:
  - {by: rex-reviewer, on: 2026-04-01, decision: approve, fingerprint: "{fingerprint}"}
next-review: 2028-04-01
literature-through: 2026-02
funding: none
ai: none
"""
"""The front matter, after its title, of a complete approved article for everyone."""

REVIEWED = """\
status: under-review
date: 2026-03-02
updated: 2026-03-30
authors: [ann-writer]
literature-through: 2026-02
funding: none
ai: none
"""
"""The same of one that waits for its review."""


def article(front: str = REVIEWED, body: str = "Text.\n", title: str = "A question") -> str:
    """Return an article: ``title`` stands in line 2, the other fields from line 3."""
    return f"---\ntitle: {title}\n{front}---\n{body}"


def wrong(front: str = REVIEWED, body: str = "Text.\n", *, line: int, as_of: date | None = None) -> Example:
    """Return an example of one article, reported in this line of it."""
    return Example(files={ARTICLE: article(front, body)}, file=ARTICLE, line=line, as_of=as_of)


def wrong_text(body: str, *, line: int = 1, front: str = REVIEWED) -> Example:
    """Return an example of one article, reported in this line of its body."""
    return wrong(front, body, line=3 + front.count("\n") + line)


def right_text(body: str) -> Example:
    """Return an example of one article whose body has no fault."""
    return right(REVIEWED, body)


def laid_over(path: str, content: str | bytes, *, line: int | None = None, file: str = "") -> Example:
    """Return an example of one article and another file, reported there in this line unless none is given."""
    reported = "" if line is None else (file or path)
    return Example(files={ARTICLE: article(), path: content}, file=reported, line=line or 0)


def right(front: str = REVIEWED, body: str = "Text.\n", *, as_of: date | None = None) -> Example:
    """Return an example of one article without a fault."""
    return Example(files={ARTICLE: article(front, body)}, as_of=as_of)


def laid(example: Example) -> dict[str, bytes]:
    """Return every file of the example site with an example laid over it."""
    files = {**SITE, **example.files}
    return {path: content.encode() if isinstance(content, str) else content for path, content in files.items()}
