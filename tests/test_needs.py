"""The log of what a page was made from: nothing is forgotten, whichever page asks."""

from __future__ import annotations

import pytest

from vademecum.needs import NAMES, Log, Needs, Noted


def test_each_page_notes_what_it_asks_for() -> None:
    needs = Needs()
    held = Noted({"a": 1, "b": 2}, "kind", needs)
    for _ in range(2):
        assert (held["a"], held["a"]) == (1, 1)
        assert "b" in held
        assert needs.take() == (("kind", "a"), ("kind", "b"))
    assert needs.take() == ()


def test_what_is_asked_for_in_vain_is_noted() -> None:
    needs = Needs()
    held = Noted({"a": 1}, "kind", needs)
    with pytest.raises(KeyError):
        _ = held["c"]
    assert "d" not in held
    assert "a" in held
    assert held.get("e") is None
    assert needs.take() == tuple(("kind", key) for key in "cdae")


def test_going_through_the_names_is_noted() -> None:
    needs = Needs()
    held = Noted({"a": 1}, "kind", needs)
    assert list(held) == ["a"]
    assert len(held) == 1
    assert needs.take() == (("kind", NAMES),)


def test_an_outline_is_what_others_see() -> None:
    needs = Needs()
    held = Noted({"a": "x"}, "kind", needs, str.upper)
    for _ in range(2):
        assert (held["a"], held.get("a")) == ("X", "X")
        assert needs.take() == (("kind", "a"),)


def test_sources_at_hand_are_forgotten_when_notes_are_taken() -> None:
    needs = Needs()
    held = Noted({"a": 1}, "kind", needs)
    assert held["a"] == 1
    needs.note_all([("kind", "b"), ("kind", "a")])
    needs.sources["key"] = "source"
    assert needs.take() == (("kind", "a"), ("kind", "b"))
    assert needs.sources == {}


def test_each_article_has_its_own_log() -> None:
    needs = Needs()
    held = Noted({"a": 1, "b": 2}, "kind", needs)
    first, second = Log(), Log()
    needs.turn_to(first)
    needs.sources["key"] = "source"
    assert held["a"] == 1
    needs.turn_to(second)
    assert needs.sources == {}
    assert held["a"] == 1
    needs.turn_to(first)
    assert needs.sources == {"key": "source"}
    assert held["b"] == 2
    assert needs.take() == (("kind", "a"), ("kind", "b"))
    needs.turn_to(second)
    assert needs.take() == (("kind", "a"),)
