"""The report of links that a site's own job has checked: a table with ``url`` and ``status``.

Dead are 404 and 410, and what the report says in a word other than ``ok``. A refusal (403, 429) or a fault of the
other side (500 and above) may pass, and says nothing of a page that people can read.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping

from vademecum.problems import Place, Problem, error

_GONE = frozenset(["404", "410"])
_FINE = frozenset(["", "ok", "alive"])


def read_link_report(text: str, file: str) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """Return address → what is wrong with it, for every dead link of a report; CFG-03 for a table of another kind."""
    rows = csv.DictReader(text.splitlines())
    if not {"url", "status"} <= {*(rows.fieldnames or ())}:
        message = "the report of links has no columns url and status"
        return {}, (error("CFG-03", Place(file=file, line=1), message, "begin it with: url,status"),)
    dead = {}
    for row in rows:
        status = (row["status"] or "").strip()
        if status in _GONE or not (status.isdigit() or status.lower() in _FINE):
            dead[(row["url"] or "").strip()] = status
    return dead, ()
