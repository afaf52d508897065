"""The settings: their defaults, their forms, and where each fault stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from vademecum.config import Config, NavItem, ReviewPolicy, parse_base_url, parse_config

EVERYTHING = """
[project]
name = "x"
title = "not ours"

[tool.vademecum]
title = "Handbook"
description = ""
base-url = "https://example.org/sub"
lang = "fr-CA"
organisation = "Org"
contact = "https://example.org/contact"
logo = "logo.svg"
nav = [{label = "About", url = "about.md"}, {label = "Topics", url = "/topics/"}, {label = "X", url = "mailto:x@y.z"}]
bibliography = ["a.bib", "refs/b.bib"]
citation-style = "AMA"
citation-marker = "superscript"
default-audience = "patient"
publish = "approved"
index-pending = true
output = "public/"

[tool.vademecum.policies]
editorial = "about/policy.md"

[tool.vademecum.follow-up]
label = "Ask"
url = "tel:+123"

[tool.vademecum.review]
max-age-years = 1.5
min-reviewers = 2
require-signatures = true

[tool.vademecum.retractions]
file = "retractions.csv"
date = "2026-01-01"

[tool.vademecum.rules]
"CIT-06" = "off"

[tool.vademecum.folders."gi/deep/"]
rules = {"MD-08" = "error"}
"""


def config(text: str) -> Config:
    found, problems = parse_config(f"[tool.vademecum]\n{text}\n")
    assert problems == ()
    return found


def fault(text: str) -> str:
    found, (problem,) = parse_config(f"[tool.vademecum]\n{text}\n")
    assert replace(found, folders={}) == Config(places=found.places)
    return f"{problem.line}:{problem.column}: {problem.message}"


@pytest.mark.parametrize("text", ["", "[project]\nname = 'x'\n", "[tool.other]\n", "[tool.vademecum]\n"])
def test_defaults(text: str) -> None:
    assert parse_config(text) == (Config(), ())
    assert Config().base_path == "/"


def test_every_setting() -> None:
    found, problems = parse_config(EVERYTHING.replace('"AMA"', '"ama"'))
    assert problems == ()
    assert found.base_url == "https://example.org/sub/"
    assert found.base_path == "/sub/"
    assert found.nav[1] == NavItem(label="Topics", target="/topics/")
    assert found.bibliography == ("a.bib", "refs/b.bib")
    assert found.output == "public"
    assert found.review == ReviewPolicy(max_age_years=1.5, min_reviewers=2, require_signatures=True)
    assert found.follow_up is not None
    assert found.follow_up.url == "tel:+123"
    assert (found.retractions_file, found.retractions_date) == ("retractions.csv", "2026-01-01")
    assert found.rules == {"CIT-06": "off"}
    assert found.folders["gi/deep"].rules == {"MD-08": "error"}
    assert found.policies == {"editorial": "about/policy.md"}


def test_settings_know_where_they_stand() -> None:
    found, _ = parse_config(EVERYTHING)
    line = {name: place.line for name, place in found.places.items()}
    lines = EVERYTHING.split("\n")
    assert lines[line["title"] - 1] == 'title = "Handbook"'
    assert lines[line["policies.editorial"] - 1].startswith("editorial")
    assert lines[line["follow-up.url"] - 1] == 'url = "tel:+123"'
    assert found.place("title").column == 1
    assert found.place("nothing").line == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = 1", '2:1: setting "title" must be text in quotes, without control characters'),
        ('title = "\\u0007"', '2:1: setting "title" must be text in quotes, without control characters'),
        ('lang = "en_US"', '2:1: setting "lang" must be a language tag such as "en" or "fr-CA" (BCP 47)'),
        ('publish = "none"', '2:1: setting "publish" must be "all" or "approved"'),
        ("publish = []", '2:1: setting "publish" must be "all" or "approved"'),
        ("review = {min-reviewers = true}", '2:11: setting "review.min-reviewers" must be a whole number from 1'),
        ("review = {max-age-years = 0}", '2:11: setting "review.max-age-years" must be a number of years, at most 20'),
        ("\n\n[tool.vademecum.review]\nmin-reviewer = 1", '5:1: unknown setting "review.min-reviewer"'),
        ("follow-up = {}", '2:1: setting "follow-up" must be {label = "…", url = "…"}'),
        ('bibliography = ""', '2:1: setting "bibliography" must be a path below this folder'),
        ('folders = {gi = {rules = "x"}}', '2:18: setting "folders.gi.rules" must be a table such as'),
        ('x.y = "1"', '2:1: unknown setting "x"'),
    ],
)
def test_faults(text: str, message: str) -> None:
    assert fault(text).startswith(message)


@pytest.mark.parametrize("path", ["a", "a/b", "a b", "a.b/c", "…", "a/"])
def test_paths_below(path: str) -> None:
    assert config(f'output = "{path}"').output == path.rstrip("/")


@pytest.mark.parametrize(
    "path", ["", "/", "/a", "..", "../a", "a/../b", "a/..", ".", "./a", "a//b", "a\\\\b", "a\\u0000"]
)
def test_paths_elsewhere(path: str) -> None:
    assert "must be a path below this folder" in fault(f'output = "{path}"')


@pytest.mark.parametrize(
    "url", ["about.md", "gi/about.md", "/", "/topics/", "https://x.example", "mailto:a@b.c", "tel:1"]
)
def test_targets_of_the_menu(url: str) -> None:
    assert config(f'nav = [{{label = "A", url = "{url}"}}]').nav == (NavItem(label="A", target=url),)


@pytest.mark.parametrize(
    "url",
    ["//x.example", "javascript:x", "JAVASCRIPT:x.md", "\\tjavascript:x", "data:x", "about.html", "x", "https:x\\\\y"],
)
def test_targets_that_no_menu_may_have(url: str) -> None:
    assert 'setting "nav" must be' in fault(f'nav = [{{label = "A", url = "{url}"}}]')


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://example.org", "https://example.org/"),
        ("http://localhost:8000/a/b//", "http://localhost:8000/a/b/"),
        ("https://[::1]/", "https://[::1]/"),
        ("https://müller.example/ä/%20/", "https://müller.example/ä/%20/"),
        ("", ""),
        ("example.org", None),
        ("//example.org/", None),
        ("ftp://example.org/", None),
        ("https://", None),
        ("https:///x", None),
        ("https://[", None),
        ("https://example.org/?a", None),
        ("https://example.org/#a", None),
        ('https://example.org/"', None),
        ("https://example.org/<x>", None),
        ("https://example.org/a b", None),
        (" https://example.org/", None),
        ("https://example.org/\n", None),
    ],
)
def test_base_urls(value: str, expected: str | None) -> None:
    assert parse_base_url(value) == expected


@given(st.text(), st.sampled_from(["", "[tool.vademecum]\n", "[tool.vademecum]\ntitle = "]))
def test_no_text_is_a_crash(text: str, start: str) -> None:
    parse_config(start + text)


values = st.recursive(
    st.none().map(lambda _: '""')
    | st.integers(-5, 5).map(str)
    | st.booleans().map(lambda value: str(value).lower())
    | st.sampled_from(['"a"', "1.5", "2026-01-01", '"../x"', '"https://["', '"error"', '"vancouver"']),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(["label", "url", "rules", "file", "x"]), inner, max_size=2).map(
            lambda items: "{" + ", ".join(f"{key} = {value}" for key, value in items.items()) + "}"
        )
    ),
    max_leaves=4,
)
NAMES = [
    *("title", "description", "base-url", "lang", "organisation", "contact", "logo", "nav", "bibliography"),
    *("citation-style", "citation-marker", "default-audience", "publish", "index-pending", "output", "policies"),
    *("follow-up", "review", "retractions", "rules", "folders"),
]


@given(st.sampled_from(NAMES), values)
def test_no_value_is_a_crash(name: str, value: str) -> None:
    _, problems = parse_config(f"[tool.vademecum]\n{name} = {value}\n")
    assert all(problem.message for problem in problems)
