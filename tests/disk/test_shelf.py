"""What is put on a shelf comes back, in this process and in those that are forked afterwards."""

from __future__ import annotations

import tempfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vademecum.disk.shelf import Shelf
from vademecum.problems import EngineError
from vademecum.workers import shared_out

LOTS = st.lists(st.dictionaries(st.text(), st.binary()))


@given(LOTS)
def test_values_come_back(lots: list[dict[str, bytes]]) -> None:
    shelf = Shelf()
    for lot in lots:
        shelf.put(lot.items())
    assert {key: shelf.get(key) for lot in lots for key in lot} == {key: lot[key] for lot in lots for key in lot}


def test_of_nothing_there_is_nothing() -> None:
    shelf = Shelf()
    assert shelf.get("a") is None
    shelf.put([("a", b"")])
    assert shelf.get("a") == b""
    assert shelf.get("b") is None


def test_other_processes_read_at_once() -> None:
    """Each reads where it wants: none moves the place at which another one reads."""
    shelf = Shelf()
    values = {str(number): str(number).encode() * (number % 50) for number in range(2000)}
    shelf.put(values.items())
    keys = [*values]
    with shared_out(shelf.get, keys, 3) as found:
        assert dict(zip(keys, found, strict=True)) == values


def test_only_what_is_put_needs_a_place_for_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    shelf = Shelf()
    assert shelf.get("a") is None
    with pytest.raises(EngineError, match=r"^cannot write a temporary file: No such file or directory$"):
        shelf.put([("a", b"b")])
