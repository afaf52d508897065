"""Which claims of a text have a source beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vademecum.model.body import Passage, PassageKind
from vademecum.prose.claims import Claim, first_claim

_CLAIMING = frozenset([PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.CELL])


def uncited_claims(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Claim]]:
    """Yield the first claim of every passage that makes one and has no source.

    A citation anywhere in its paragraph is a source; for a cell one in its row, the table's head or its caption; for
    a list or table one in the paragraph that introduces it with a colon.
    """
    tables, rows = _cited_tables(passages)
    introduced = False
    for passage in passages:
        if passage.kind is PassageKind.PARAGRAPH:
            introduced = bool(passage.cited) and passage.text.rstrip().endswith(":")
        if passage.kind not in _CLAIMING or passage.cited:
            continue
        if passage.table in tables or (passage.table, passage.line) in rows:
            continue
        if introduced and passage.kind is not PassageKind.PARAGRAPH:
            continue
        found = first_claim(passage.text)
        if found is not None:
            yield passage, found


def _cited_tables(passages: Sequence[Passage]) -> tuple[set[int], set[tuple[int, int]]]:
    cited = [passage for passage in passages if passage.table and passage.cited]
    heads = (PassageKind.HEADER, PassageKind.CAPTION)
    tables = {passage.table for passage in cited if passage.kind in heads}
    rows = {(passage.table, passage.line) for passage in cited}
    return tables, rows
