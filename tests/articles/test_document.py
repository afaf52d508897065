"""YAML as the author typed it, the same with libyaml and without."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vademecum.articles import document
from vademecum.articles.document import MAX_DEPTH, parse_yaml
from vademecum.articles.nodes import Fields, Items, Node, Text

LOADERS = [yaml.BaseLoader, getattr(yaml, "CBaseLoader", yaml.BaseLoader)]


@pytest.fixture(params=LOADERS, ids=["python", "libyaml"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of PyYAML's two readers in turn."""
    monkeypatch.setattr(document, "_LOADER", request.param)


def bare(node: Node | None) -> object:
    """Return a node's values without places."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [bare(item) for item in node.values]
    return {key: bare(value) for key, (_, value) in node.pairs.items()} if node else None


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", {"a": "no"}),
        ("a: 010", {"a": "010"}),
        ("a: 1e3", {"a": "1e3"}),
        ("a: 12:30:45", {"a": "12:30:45"}),
        ("a: 2020-02-30", {"a": "2020-02-30"}),
        ("a: ~", {"a": "~"}),
        ("a:", {"a": ""}),
        ("a: .inf", {"a": ".inf"}),
        ("on: x\n1: y\ntrue: z", {"on": "x", "1": "y", "true": "z"}),
        ("a: 'it''s'", {"a": "it's"}),
        ('a: "tab\\t\\u00e9"', {"a": "tab\té"}),
        ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
        ("a: >-\n  x\n  y\n", {"a": "x y"}),
        ("a: &x [1, 2]\nb: *x", {"a": ["1", "2"], "b": ["1", "2"]}),
        ("a: {b: [c, {d: e}]}", {"a": {"b": ["c", {"d": "e"}]}}),
        ("# only a comment", None),
        ("", None),
        ("a: b # comment", {"a": "b"}),
        ("a: b#c", {"a": "b#c"}),
        ("<<: {a: b}", {"<<": {"a": "b"}}),
        ("ä: \U0001f600", {"ä": "\U0001f600"}),
        ("=: x", {"=": "x"}),
    ],
)
def test_what_is_typed_is_what_is_read(text: str, value: object) -> None:
    node, problems = parse_yaml(text, "a.md", 1)
    assert problems == ()
    assert bare(node) == value


@pytest.mark.usefixtures("loader")
def test_places() -> None:
    node, _ = parse_yaml("a: x\nä: [ y,\n  'z' ]\n", "a.md", 10)
    assert isinstance(node, Fields)
    key, value = node.pairs["ä"]
    assert (key.line, key.column) == (11, 1)
    assert isinstance(value, Items)
    assert [(item.line, item.column) for item in value.values] == [(11, 6), (12, 3)]


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "line", "column", "rule"),
    [
        ("a: b: c", 1, 5, "FRM-01"),
        ("a: 1\na: 2", 2, 1, "FRM-02"),
        ("a: {b: 1, c: 2, b: 3}", 1, 17, "FRM-02"),
        ("a: !!int 3", 1, 4, "FRM-01"),
        ("a: !x 3", 1, 4, "FRM-01"),
        ("a: !!set {b}", 1, 4, "FRM-01"),
        ("? [a]\n: b", 1, 3, "FRM-01"),
        ("a: *nowhere", 1, 4, "FRM-01"),
        ("a: @b", 1, 4, "FRM-01"),
        ("\ta: b", 1, 1, "FRM-01"),
        ('a: "\\a"', 1, 4, "FRM-01"),
        ('"a\\0": b', 1, 1, "FRM-01"),
        ("a: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), 1, 0, "FRM-01"),
    ],
)
def test_faults(text: str, line: int, column: int, rule: str) -> None:
    _, problems = parse_yaml(text, "a.md", 1)
    assert [(problem.line, problem.column, problem.rule) for problem in problems] == [(line, column, rule)]


@pytest.mark.usefixtures("loader")
def test_an_alias_of_itself() -> None:
    _, problems = parse_yaml("a: &x [*x]", "a.md", 1)
    assert len(problems) == 1


def test_as_deep_as_it_may_be() -> None:
    text = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert parse_yaml(text, "a.md", 1)[1] == ()


def places(node: Node | None) -> list[tuple[str, int, int]]:
    """Return where the texts of a document stand; an empty one stands nowhere in particular."""
    if isinstance(node, Text):
        return [(node.value, node.line, node.column)] if node.value else []
    inner = (
        node.values
        if isinstance(node, Items)
        else [each for pair in node.pairs.values() for each in pair]
        if node
        else []
    )
    return [place for each in inner for place in places(each)]


@given(st.text(st.sampled_from("ab:-?[]{}&*!|>'\"#%@` \n,~0é\t\\"), max_size=30))
def test_both_readers_agree(text: str) -> None:
    """What one accepts the other accepts, with the same values at the same places."""
    found = []
    for chosen in LOADERS:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(document, "_LOADER", chosen)
            found.append(parse_yaml(text, "a.md", 1))
    (python, python_said), (libyaml, libyaml_said) = found
    if not (python_said or libyaml_said):
        assert bare(python) == bare(libyaml)
        assert places(python) == places(libyaml)
    assert all(problem.line > 0 for problem in (*python_said, *libyaml_said))


@given(st.text(max_size=60))
def test_no_text_is_a_crash(text: str) -> None:
    parse_yaml(text, "a.md", 1)
