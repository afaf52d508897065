"""Structured data against the vocabulary of schema.org, which a package of the development group brings whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from schema_org import registry

ADDRESS = "https://schema.org/"
TEXT = {"Text", "URL", "Date", "DateTime"}
PATTERNS = {
    "Date": re.compile(r"\d{4}(-\d\d(-\d\d)?)?"),
    "URL": re.compile(r"(https?|mailto):\S+|(\.\./)*[^\s:]*"),
    "Text": re.compile(r".+", re.DOTALL),
}

Node = Mapping[str, Any]


def faults(nodes: Mapping[str, Node]) -> list[str]:
    """Return what the vocabulary does not know in a graph: types, properties, and values of the wrong type."""
    return [fault for node in nodes.values() for fault in _faults(node, nodes)]


def _faults(node: Node, nodes: Mapping[str, Node]) -> Iterator[str]:
    kind = _type(node, nodes)
    if kind not in registry.CLASS_METADATA or registry.CLASS_METADATA[kind].superseded_by:
        yield f"no type {kind or node}"
        return
    for name, value in node.items():
        if name.startswith("@"):
            continue
        known = registry.PROPERTY_BY_SCHEMA.get(name)
        if known is None or known.superseded_by:
            yield f"{kind}: no property {name}"
        elif not _lineage(kind) & set(known.domains):
            yield f"{kind}: {name} belongs to {', '.join(known.domains)}"
        else:
            for each in value if isinstance(value, list) else [value]:
                yield from _value_faults(f"{kind}.{name}", each, set(known.ranges), nodes)


def _value_faults(where: str, value: Any, ranges: set[str], nodes: Mapping[str, Node]) -> Iterator[str]:
    if isinstance(value, Mapping):
        if not _lineage(_type(value, nodes)) & ranges:
            yield f"{where}: {value} is none of {', '.join(sorted(ranges))}"
        if set(value) != {"@id"}:
            yield from _faults(value, nodes)
    elif isinstance(value, str) and value.startswith(ADDRESS):
        member = registry.ENUM_MEMBER_METADATA.get(value.removeprefix(ADDRESS))
        if member is None or not {kind for each in member.types for kind in _lineage(each)} & ranges:
            yield f"{where}: {value} is no member of {', '.join(sorted(ranges))}"
    elif not isinstance(value, str):
        yield f"{where}: {value!r} is no text"
    elif not any(PATTERNS[kind].fullmatch(value) for kind in ranges & set(PATTERNS)):
        yield f"{where}: {value!r} is none of {', '.join(sorted(ranges))}"


def _type(node: Node, nodes: Mapping[str, Node]) -> str:
    """Return a node's type; one that is only named is looked up."""
    found = nodes.get(node.get("@id", ""), node) if set(node) == {"@id"} else node
    return str(found.get("@type", ""))


def _lineage(kind: str) -> set[str]:
    return {kind, *registry.ancestry(kind)} if kind in registry.CLASS_METADATA else set()
