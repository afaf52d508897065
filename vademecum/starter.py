"""The files of a new site and the text of a new article."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date


def article_text(title: str, audiences: Sequence[str], today: date) -> str:
    """Return a new article: front matter that is complete enough to build without a warning, and an empty section."""
    listed = f"audiences: [{', '.join(audiences)}]\n" if audiences else ""
    return (
        f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\ndescription: \nstatus: submitted\n{listed}"
        f"date: {today.isoformat()}\nupdated: {today.isoformat()}\nauthors: []\nfunding: \nai: \ntags: []\n---\n\n"
        "Write the article here. Cite a source by its key in references.bib, before the full stop: `[@key]`.\n"
    )


def starter_files(title: str, today: date) -> Mapping[str, str]:
    """Return path → text of a new site that builds as it is."""
    return {
        "pyproject.toml": _PYPROJECT.format(title=json.dumps(title, ensure_ascii=False)),
        "references.bib": _REFERENCES,
        ".gitignore": "/site/\n/.site.staging/\n/.vademecum/\n",
        "content/index.md": f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\nlayout: page\n---\n\n{_HOME}",
        "content/_people.yml": _PEOPLE.format(today=today.isoformat()),
        "content/_audiences/clinician.md": _CLINICIAN,
        "content/_audiences/patient.md": _PATIENT,
        "content/methods/reporting-reviews.md": _ARTICLE.format(today=today.isoformat()),
        "content/about/editorial-policy.md": _POLICY,
    }


_PYPROJECT = """\
[tool.vademecum]
title = {title}
lang = "en"
base-url = ""    # such as "https://example.org/": without it there are no sitemap, no feed and no canonical links
organisation = ""
contact = ""     # such as "mailto:editor@example.org": where readers report errors; owed once a review has begun
default-audience = "clinician"

[tool.vademecum.policies]
editorial = "about/editorial-policy.md"
# A page that is shown as approved owes its readers these, too. Write them in your own words, then name them:
# corrections = "about/corrections.md"
# ai = "about/ai.md"
# conflicts = "about/conflicts.md"
# privacy = "about/privacy.md"
"""

_REFERENCES = """\
@article{page2021prisma,
  author  = {Page, Matthew J. and McKenzie, Joanne E. and Bossuyt, Patrick M. and Boutron, Isabelle and
             Hoffmann, Tammy C. and Mulrow, Cynthia D. and others},
  title   = {The {PRISMA} 2020 statement: an updated guideline for reporting systematic reviews},
  journal = {BMJ},
  year    = {2021},
  month   = mar,
  day     = {29},
  volume  = {372},
  pages   = {n71},
  doi     = {10.1136/bmj.n71}
}
"""

_HOME = "This is the text of the home page. It stands in `content/index.md`.\n"

_PEOPLE = """\
# Authors, reviewers and the advisory board, by id. Nobody may review an article of their own.
example-author:
  name: Example Author
  credentials: MD
  affiliation: Example Hospital
  example: true       # marks an invented person wherever the name is printed; remove it for real people
  conflicts: {{statement: none, on: {today}}}

# Who may approve: take the marks away and write somebody in.
# a-reviewer:
#   name: …
#   credentials: MD
#   roles: [reviewer]
#   clinician: true
#   conflicts: {{statement: none, on: {today}}}
"""

_CLINICIAN = """\
---
label: Health professional
description: For doctors, nurses, pharmacists and other professionals
order: 1
---

This information is for health professionals. It supports clinical judgement and does not replace it. Check every dose
and every recommendation against the current product label and local guidance before you act on it.
"""

_PATIENT = """\
---
label: Patient or caregiver
description: In plain language
order: 2
reading-grade: 8
---

This information does not replace the advice of your doctor, nurse or pharmacist. Ask them before you start, stop or
change a treatment. If you think that you have an emergency, call your local emergency number now.
"""

_ARTICLE = """\
---
title: How to report a systematic review
description: What the PRISMA 2020 statement is for, and where it belongs in the work.
status: submitted
audiences: [clinician, patient]
date: {today}
updated: {today}
authors: [example-author]
funding: none
ai: none
tags: [methods]
---

::: key-points
- Plan the report of a review before the review begins.
- PRISMA 2020 lists what readers need to be able to judge it [@page2021prisma].
:::

::: for clinician
The PRISMA 2020 statement replaces the statement of 2009 and consists of a checklist, a flow diagram and an explanation
[@page2021prisma].
:::

::: for patient
A systematic review collects all studies on one question. A checklist called PRISMA says what the authors have to tell
their readers [@page2021prisma].
:::

Nothing on this page has been reviewed: its banner says so, and it will until a reviewer's approval is recorded.
"""

_POLICY = """\
---
title: Editorial policy
layout: page
---

Say here who writes and who reviews, how often a review is renewed, how mistakes are
corrected and who pays for the site.
"""
