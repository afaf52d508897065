"""Setting up an editor: what its files hold already stays, byte for byte, and is never in the way."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import article, run, snapshot, write
from tests.schemas.reading import validator
from vademecum.schemas.editor import EXTENSIONS, FOLDER, SETTINGS
from vademecum.schemas.jsonc import JsoncError, parse, with_value
from vademecum.schemas.named import SCHEMAS, schema_text

COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)


def plain(text: str) -> object:
    """Return the value of JSON with comments that holds no ``//`` in its texts."""
    return json.loads(re.sub(r",(\s*[}\]])", r"\1", COMMENT.sub("", text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", '{\n  "a": {\n    "b": 1\n  }\n}\n'),
        ("{}", '{\n  "a": {\n    "b": 1\n  }\n}'),
        ("{\n}\n", '{\n  "a": {\n    "b": 1\n  }\n}\n'),
        ('{"x": 1}', '{"x": 1,\n  "a": {\n    "b": 1\n  }\n}'),
        ('{\n  "x": 1, // why\n}\n', '{\n  "x": 1, // why\n  "a": {\n    "b": 1\n  }\n}\n'),
        ('{\n  "x": 1 // why\n}\n', '{\n  "x": 1, // why\n  "a": {\n    "b": 1\n  }\n}\n'),
        ("{\n  // none yet\n}\n", '{\n  // none yet\n  "a": {\n    "b": 1\n  }\n}\n'),
        ('{\n  "a": {}\n}\n', '{\n  "a": {\n    "b": 1\n  }\n}\n'),
        ('{\n  "a": {\n    "c": [2] /* two */\n  },\n  "z": 0\n}\n',
         '{\n  "a": {\n    "c": [2], /* two */\n    "b": 1\n  },\n  "z": 0\n}\n'),
        ('{"a": {"b": 2}}', '{"a": {"b": 2}}'),
        ('{\r\n  "x": 1\r\n}\r\n', '{\r\n  "x": 1,\r\n  "a": {\r\n    "b": 1\r\n  }\r\n}\r\n'),
    ],
)  # fmt: skip
def test_a_value_is_added(text: str, expected: str) -> None:
    assert with_value(text, ["a", "b"], 1) == expected
    assert with_value(expected, ["a", "b"], 1) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", '{\n  "a": [\n    "x",\n    "y"\n  ]\n}\n'),
        ('{"a": ["y"]}', '{"a": ["y",\n    "x"\n  ]}'),
        ('{\n  "a": [\n    "z", // last\n  ]\n}', '{\n  "a": [\n    "z", // last\n    "x",\n    "y"\n  ]\n}'),
        ('{"a": ["y", "x"]}', '{"a": ["y", "x"]}'),
        ('{"a": "mine"}', '{"a": "mine"}'),
    ],
)
def test_a_list_is_extended(text: str, expected: str) -> None:
    assert with_value(text, ["a"], ["x", "y"]) == expected
    assert with_value(expected, ["a"], ["x", "y"]) == expected


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[]", "the file is not an object"),
        ('{"a": 3}', "a is not an object"),
        ('{\n  "x": 1\n  "y": 2\n}', "line 3: a comma is missing"),
        ('{"x"}', "line 1: a colon is missing"),
        ("{x: 1}", "line 1: a name in quotes is missing"),
        ('{"x": }', "line 1: a value is missing"),
        ('{"x": 1} {}', "line 1: nothing may follow"),
        ('{"x": "\\q"}', "line 1: a value is missing"),
        ('{"x": 1', "line 1: a comma is missing"),
        ('{"x":' + "[" * 60, "line 1: the values nest too deep"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, fault: str) -> None:
    with pytest.raises(JsoncError, match=re.escape(fault)):
        with_value(text, ["a", "b"], 1)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet='ab{}[],:"\\é \n'),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet='xyz"{', max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["x", "y", "a b"]), VALUES, max_size=3), st.sampled_from([None, 1, 4]))
def test_everything_else_stays(value: dict[str, object], indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    added = with_value(text, ["new", "inner"], ["v"])
    assert json.loads(added) == {**value, "new": {"inner": ["v"]}}
    assert added.startswith(text.rstrip("}").rstrip()) or not value
    assert parse(added).members is not None


def test_a_new_site(tmp_path: Path) -> None:
    site = write(tmp_path, {"content/a.md": article()})
    done = run(site, "schema", "--install")
    assert done.code == 0, done.err
    settings = json.loads((site / SETTINGS).read_text())
    ((pattern, file),) = settings["evenBetterToml.schema.associations"].items()
    assert re.fullmatch(pattern, (site / "pyproject.toml").as_uri())
    ((schema, people),) = settings["yaml.schemas"].items()
    assert people == "content/_people.yml"
    for path in (file, schema):
        assert (site / path).is_file()
    assert json.loads((site / EXTENSIONS).read_text())["recommendations"] == [
        "redhat.vscode-yaml",
        "tamasfe.even-better-toml",
    ]
    for name in SCHEMAS:
        assert (site / FOLDER / f"{name}.json").read_text() == schema_text(name)
        validator(name)
    before = snapshot(site)
    again = run(site, "schema", "--install")
    assert again.out.startswith("Nothing to do")
    assert snapshot(site) == before


def test_settings_of_ones_own_stay(tmp_path: Path) -> None:
    own = (
        '{\n  // we like it wide\n  "editor.rulers": [120],\n  "yaml.schemas": {"./mine.json": "x.yml"}, /* us */\n}\n'
    )
    site = write(tmp_path, {"content/a.md": article(), SETTINGS: own, EXTENSIONS: '{"recommendations": ["a.b"]}'})
    assert run(site, "schema", "--install").code == 0
    text = (site / SETTINGS).read_text()
    assert "// we like it wide\n" in text
    assert "/* us */" in text
    found = plain(text)
    assert isinstance(found, dict)
    assert found["editor.rulers"] == [120]
    assert found["yaml.schemas"]["./mine.json"] == "x.yml"
    assert len(found["yaml.schemas"]) == 2
    assert '"a.b"' in (site / EXTENSIONS).read_text()


@pytest.mark.parametrize("own", ['{"editor.rulers": [120]', '{"yaml.schemas": []}', "\udcff"])
def test_settings_that_cannot_be_read_are_left_alone(own: str, tmp_path: Path) -> None:
    data = own.encode("utf-8", "surrogateescape")
    site = write(tmp_path, {"content/a.md": article(), SETTINGS: data})
    before = snapshot(site)
    done = run(site, "schema", "--install")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"vademecum: {SETTINGS}")
    assert "nothing was changed" in done.err
    assert snapshot(site) == before


def test_a_name_and_install_do_not_go_together(tmp_path: Path) -> None:
    done = run(write(tmp_path, {"content/a.md": article()}), "schema", "people", "--install")
    assert (done.code, done.out) == (2, "")
