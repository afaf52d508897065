"""Every kind of row comes back from its bytes as it was, and other bytes are no row."""

from __future__ import annotations

import enum
import pickle
import types
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec import Struct, msgpack

from vademecum.articles.document import parse_yaml
from vademecum.articles.kinds import FreeMapKind
from vademecum.disk.record_values import packed, unpacked
from vademecum.model.articles import Article, FrontMatter, Text
from vademecum.model.references import Entry, Pieces
from vademecum.model.rows import Label, Listed, Made, Users
from vademecum.model.site import Site
from vademecum.pages.planned import SourcesPage
from vademecum.pages.surroundings import Surroundings
from vademecum.pages.views.sources import CitedView

ROWS: tuple[Any, ...] = (
    *(Text, Made, Listed, SourcesPage, dict[str, Label], tuple[Site, Surroundings], Article, Entry),
    *(dict[str, str], Users, Pieces, tuple[str, tuple[CitedView, ...]]),
)

WORDS = st.text(st.characters(codec="utf-8"), max_size=4)
FREE = st.recursive(WORDS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2))
"""What a free field of the front matter may hold."""
PLAIN: Mapping[object, st.SearchStrategy[Any]] = {
    str: WORDS,
    Markup: WORDS.map(Markup),
    bytes: st.binary(max_size=20),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
    date: st.dates(),
    type(None): st.none(),
    object: FREE,
    Any: FREE,
}


def values(of: Any) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one for each form of annotation
    """Return what makes values of a type as annotations write it."""
    if of in PLAIN:
        return PLAIN[of]
    origin, inner = get_origin(of), get_args(of)
    if origin in (Union, types.UnionType):
        return st.one_of([values(each) for each in inner])
    if origin is tuple and inner[-1] is not Ellipsis:
        return st.tuples(*(values(each) for each in inner))
    if origin in (tuple, frozenset):
        return st.lists(values(inner[0]), max_size=1 if origin is frozenset else 2).map(origin)  # a set has no order
    if origin is not None and issubclass(origin, Mapping):
        return st.dictionaries(values(inner[0]), values(inner[1]), max_size=2)
    if issubclass(of, enum.Enum):
        return st.sampled_from(of)
    assert issubclass(of, Struct), of
    return st.deferred(lambda: st.builds(of, **{name: values(each) for name, each in get_type_hints(of).items()}))


@pytest.mark.parametrize("of", ROWS, ids=str)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_row_comes_back_as_it_was(of: Any, data: st.DataObject) -> None:
    value = data.draw(values(of))
    assert repr(unpacked(packed(value), of)) == repr(value)


def test_free_front_matter_comes_back_with_the_same_types() -> None:
    node, problems = parse_yaml("a: [1, {b: 2026-11-25}, [x]]\nc: null\nd: yes\n", "a.md", 1)
    assert not problems
    assert node is not None
    free = FreeMapKind().read(node, "extra", None)  # type: ignore[arg-type]
    assert free == {"a": ["1", {"b": "2026-11-25"}, ["x"]], "c": "null", "d": "yes"}
    meta = FrontMatter(title="A", extra=free)
    assert repr(unpacked(packed(meta), FrontMatter)) == repr(meta)


class Harmful:
    """A value whose pickle runs a program."""

    def __reduce__(self) -> tuple[object, ...]:
        """Ask for what no record may have."""
        return (Path.touch, (Path("harm"),))


@pytest.mark.parametrize("of", ROWS, ids=str)
@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"\xc1", b"\x91" * 100_000, b"\x92\xa1a", b"\xa1\xff", b"\xd4\x05\x00", b"\xff"),
        *(msgpack.encode([1, 2]), msgpack.encode({"facts": {}, "articles": 1}), pickle.dumps(Harmful())),
    ],
)
def test_other_bytes_are_no_row(of: Any, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert unpacked(data, of) is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("value", [Users(articles=("\ud800",), page=""), {"a": 2**64}])
def test_what_no_row_can_hold_makes_none(value: object) -> None:
    assert packed(value) is None
    assert unpacked(None, Users) is None
