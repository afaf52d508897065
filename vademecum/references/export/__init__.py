"""A cited reference in the formats that reference managers read."""

from __future__ import annotations

from vademecum.references.export.bibtex import to_bibtex
from vademecum.references.export.csl import to_csl
from vademecum.references.export.ris import to_ris

__all__ = ["to_bibtex", "to_csl", "to_ris"]
