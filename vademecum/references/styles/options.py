"""What a site may choose about its references; the defaults follow the 2026 CSL styles of NLM and AMA."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class StyleOptions(Struct, frozen=True, kw_only=True):
    """Choices within a style. ``None`` means: as the style prescribes."""

    page_ranges: Literal["minimal", "expanded"] | None = None
    """284-7 (Vancouver) or 284-287 (AMA, and PubMed's own cite box)."""
    most_authors: int = 6
    """So many authors are all named; from one more on the list is cut."""
    shown_authors: int | None = None
    """How many stay before "et al." (Vancouver 6, AMA 3)."""
    pmid_label: str = "PubMed PMID: "
    """Vancouver only; ``PMID: `` is PubMed's own."""
    pmcid_label: str = "PubMed Central PMCID: "
    """Vancouver only; ``PMCID: `` is PubMed's own."""
    doi_label: str = "doi:"
    """``doi: `` (with a space) is the wording of Citing Medicine."""
    sentence_case: bool = False
    """Lower-case English titles but for their first word and what stands in braces."""
    short_journals: bool = True
    """Print a journal's abbreviation where it is known."""
    written_months: bool = False
    """Print a month that the entry spells out ("December") or gives with a day (jul # "~17")."""
    group_after_cut: bool = False
    """Name a group author behind "et al." ("…, et al.; PROMID Study Group.")."""
