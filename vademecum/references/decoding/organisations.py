"""Organisations that an export left without braces, so that BibTeX would take them for persons."""

from __future__ import annotations

_LAST = frozenset(
    {
        "group", "groups", "organization", "organisation", "committee", "society", "consortium", "team",
        "association", "agency", "ministry", "institute", "council", "network", "foundation", "investigators",
        "trialists", "commission", "federation", "department", "administration", "initiative", "programme",
        "panel", "secretariat", "university", "hospital", "collaboration", "collaborative", "collaborators",
        "collaborations", "subcommittee", "taskforce", "news", "centers", "centres", "alliance", "academy",
        "authority",
    }
)  # fmt: skip
_FIRST = frozenset(["ministry", "department", "university", "institute", "centers", "centres", "committee", "office"])
_INNER = frozenset(["of", "for", "the", "on", "to", "against", "in", "within"])


def looks_like_organisation(name: str) -> bool:
    """Return whether a name without a comma is that of a group: two words or more, one of them telling."""
    words = name.casefold().split()
    if len(words) < 2:  # one word is printed the same either way
        return False
    if words[-1].strip("{}.") in _LAST or words[-2:] == ["task", "force"]:
        return True
    return len(words) > 2 and words[0] in _FIRST and not _INNER.isdisjoint(words[1:-1])  # "X of Y"
