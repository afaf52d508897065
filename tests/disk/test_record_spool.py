"""Rows that wait come back as they went, few or many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vademecum.disk import record_spool
from vademecum.disk.record_spool import Spool

ROWS = st.lists(st.tuples(st.text(), st.text(), st.binary()))


@given(ROWS)
def test_rows_come_back(rows: list[tuple[str, str, bytes]]) -> None:
    spool = Spool()
    for row in rows:
        spool.add(*row)
    assert list(spool.rows()) == rows
    spool.close()


def test_more_rows_than_stay_in_memory() -> None:
    spool = Spool()
    value = bytes(record_spool._MOST // 4)
    rows = [("page", str(number), value) for number in range(6)]
    for row in rows:
        spool.add(*row)
    assert list(spool.rows()) == rows
    spool.close()
