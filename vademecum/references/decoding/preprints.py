"""What is not, or not yet, in print: preprints and articles ahead of print."""

from __future__ import annotations

from vademecum.model.references import Reference

_SERVERS = {
    "arxiv": "arXiv",
    "biorxiv": "bioRxiv",
    "medrxiv": "medRxiv",
    "chemrxiv": "ChemRxiv",
    "psyarxiv": "PsyArXiv",
    "ssrn": "SSRN",
    "researchsquare": "Research Square",
    "preprints": "Preprints",
    "osf": "OSF",
}
_SHARED_PREFIX = "10.1101/"
_IN_PRESS = frozenset({"inpress", "in press", "forthcoming", "accepted"})
_AHEAD = frozenset({"aheadofprint", "ahead of print", "epub ahead of print", "epub", "online ahead of print"})


def server_of(reference: Reference) -> str:
    """Return the name of a preprint's server."""
    archive = reference.extra.get("eprinttype", "").replace(" ", "").casefold()
    return reference.container or _SERVERS.get(archive, "") or reference.publisher


def number_of(reference: Reference) -> str:
    """Return a preprint's number on its server: the eprint, or what follows bioRxiv's and medRxiv's prefix in a DOI."""
    if reference.extra.get("eprint"):
        return reference.extra["eprint"]
    if reference.eid:
        return reference.eid
    return reference.doi.removeprefix(_SHARED_PREFIX) if reference.doi.startswith(_SHARED_PREFIX) else ""


def is_in_press(reference: Reference) -> bool:
    """Return whether the entry says that the work is accepted and has not appeared (``pubstate = {inpress}``)."""
    placed = reference.volume or reference.pages or reference.eid
    return not placed and reference.extra.get("pubstate", "").casefold() in _IN_PRESS


def is_ahead_of_print(reference: Reference) -> bool:
    """Return whether the entry says so (``pubstate = {aheadofprint}``, or the words in its note)."""
    state = reference.extra.get("pubstate", "").casefold()
    return state in _AHEAD or "ahead of print" in reference.note.casefold()
