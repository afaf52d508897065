"""Retractions, corrections and expressions of concern, as the bibliography records them.

Two ways: a field of this site's own that says where the notice stands (``retraction = {Lancet. 2010 Feb 6;375:445}``,
also ``erratum``, ``concern``, ``republication``), or BibLaTeX's ``related`` with ``relatedtype`` set to one of these
words, which names the notice's own entry. Sources: NISO RP-45-2024 (CREC); PubMed's wording.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vademecum.model.references import Entry, Notice, Reference
from vademecum.references.bibtex.inheritance import related_keys
from vademecum.references.decoding.fields import FieldReader

_KINDS = {
    "retraction": "retraction",
    "retracted": "retraction",
    "retractedin": "retraction",
    "retractionin": "retraction",
    "erratum": "erratum",
    "erratumin": "erratum",
    "correction": "erratum",
    "corrigendum": "erratum",
    "concern": "concern",
    "expressionofconcern": "concern",
    "republication": "republication",
    "republished": "republication",
    "retractedandrepublished": "republication",
}
_FIELDS = frozenset([*_KINDS, "relatedtype"])


def read_notices(
    fields: FieldReader, entries: Mapping[str, Entry], decode: Callable[[Entry], Reference]
) -> tuple[Notice, ...]:
    """Return what the entry says of its own fate, in the order of the table above."""
    values = fields.values
    if not fields.has_any(_FIELDS):
        return ()
    found = [
        Notice(kind=kind, text=fields.text(name))
        for name, kind in _KINDS.items()
        if name in values and values[name].strip("{} ")
    ]
    kind = _KINDS.get(values.get("relatedtype", "").strip().casefold().replace(" ", ""), "")
    if kind:
        found.extend(Notice(kind=kind, source=decode(entries[key])) for key in related_keys(values) if key in entries)
    return tuple(found)
