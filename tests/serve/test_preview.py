"""The preview as its user meets it: pages, changes, mistakes and their end."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.building import article, run, write
from tests.serve.running import PLAIN, Preview, previewing, until

BIB = "@article{a2020, author={Ng, A}, title={A trial}, journal={J}, year={2020}, volume={1}, pages={1}}\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "content/a.md": article("First words.\n"),
        "content/draft.md": article("Not ready.\n", title="A draft", draft="true"),
        "references.bib": BIB,
        "pyproject.toml": PLAIN,
    }
    return write(tmp_path / "site", files)


@pytest.fixture
def preview(site: Path) -> Iterator[Preview]:
    with previewing(site) as running:
        yield running


def test_pages_and_drafts_are_served_and_nothing_is_built_into_the_site(preview: Preview, site: Path) -> None:
    status, page = preview.answer("a/")
    assert status == 200
    assert "First words." in page
    assert '<script src="/.vademecum/live.js" data-version="' in page
    assert "Not ready." in preview.text("draft/")
    assert preview.answer("a")[0] == 200  # led on to a/
    assert preview.answer("nowhere/")[0] == 404
    assert "live.js" in preview.text("nowhere/")
    assert not (site / "site").exists()


@pytest.mark.parametrize(
    "path",
    [
        ".vademecum.json",
        "../../pyproject.toml",
        "%2e%2e/%2e%2e/pyproject.toml",
        "a/..%2f..%2f..%2fpyproject.toml",
        "a%00/",
    ],
)
def test_only_pages_are_served(preview: Preview, path: str) -> None:
    status, text = preview.answer(path)
    assert status == 404
    assert "tool.vademecum" not in text


def test_another_name_for_this_address_is_refused(preview: Preview) -> None:
    assert preview.answer("a/", host="attacker.example")[0] == 403
    assert preview.answer("a/", host="localhost:1234")[0] == 200


def test_a_change_reaches_open_pages(preview: Preview, site: Path) -> None:
    with preview.states() as states:
        before = next(states)
        assert (before["failed"], before["problems"]) == (False, [])
        assert f'data-version="{before["version"]}"' in preview.text("a/")
        write(site, {"content/a.md": article("Second words.\n")})
        after = next(states)
        assert after["version"] != before["version"]
        assert "Second words." in preview.text("a/")
    assert "changed: content/a.md" in preview.said.read_text()


def test_a_mistake_is_told_and_the_last_good_page_stays(preview: Preview, site: Path) -> None:
    with preview.states() as states:
        good = next(states)
        write(site, {"content/a.md": article("A claim [@a2021].\n")})
        broken = next(states)
        assert broken["failed"]
        assert broken["version"] == good["version"]
        assert [(p["place"], p["level"], p["rule"]) for p in broken["problems"]] == [
            ("content/a.md:5:10", "error", "CIT-01")
        ]
        assert "a2020" in broken["problems"][0]["hint"]
        assert "First words." in preview.text("a/")
        write(site, {"content/a.md": article("A claim [@a2020].\n")})
        mended = next(states)
        assert not mended["failed"]
        assert "A claim" in preview.text("a/")


@pytest.mark.parametrize(
    ("path", "broken", "rule"),
    [
        ("layouts/page.html", "{% for %}", "LAY-01"),
        ("references.bib", "@article{a2020, title={A trial", "BIB"),
        ("pyproject.toml", "[tool.vademecum\n", "CFG"),
    ],
)
def test_it_survives_broken_files_of_every_kind(
    preview: Preview, site: Path, path: str, broken: str, rule: str
) -> None:
    good = (site / path).read_text() if (site / path).exists() else None
    write(site, {"content/b.md": article("Another.\n", layout="page")})
    until(lambda: preview.answer("b/")[0] == 200)
    write(site, {path: broken})
    with preview.states() as states:
        state = next(state for state in states if state["failed"])
        assert any(problem["rule"].startswith(rule) for problem in state["problems"])
        assert "Another." in preview.text("b/")
        if good is None:
            (site / path).unlink()
        else:
            write(site, {path: good})
        assert not next(state for state in states if not state["failed"])["failed"]


def test_renames_and_removals(preview: Preview, site: Path) -> None:
    (site / "content/a.md").rename(site / "content/b.md")
    until(lambda: preview.answer("b/")[0] == 200)
    until(lambda: preview.answer("a/")[0] == 404)
    (site / "content/b.md").unlink()
    until(lambda: preview.answer("b/")[0] == 404)


def test_what_nobody_watches_is_found_after_the_next_change(preview: Preview, site: Path) -> None:
    lost = site / ".vademecum/preview/draft/index.html"
    lost.unlink()
    assert preview.answer("draft/")[0] == 404
    write(site, {"content/a.md": article("Second words.\n")})
    until(lambda: "Second words." in preview.text("a/"))
    until(lambda: preview.answer("draft/")[0] == 200)


def test_it_starts_over_a_broken_site(site: Path) -> None:
    write(site, {"content/a.md": "no front matter"})
    with previewing(site) as preview:
        status, page = preview.answer("")
        assert status == 404
        assert "live.js" in page
        with preview.states() as states:
            assert next(states)["failed"]
            write(site, {"content/a.md": article("Now.\n")})
            assert not next(state for state in states if not state["failed"])["failed"]
        assert "Now." in preview.text("a/")


def test_a_folder_of_layouts_that_comes_later_is_watched(preview: Preview, site: Path) -> None:
    write(site, {"layouts/404.html": "{% extends 'base.html' %}{% block main %}<h1>Lost one</h1>{% endblock %}"})
    until(lambda: "Lost one" in preview.text("404.html") or "Lost one" in preview.text("nowhere/"))
    write(site, {"layouts/404.html": "{% extends 'base.html' %}{% block main %}<h1>Lost two</h1>{% endblock %}"})
    until(lambda: "Lost two" in preview.text("nowhere/"))


def test_ctrl_c_ends_it(site: Path) -> None:
    with previewing(site) as preview, preview.states() as states:
        next(states)
    assert preview.process.returncode == 130
    assert preview.said.read_text().endswith("interrupted\n")


def test_a_port_that_is_taken(site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run(site, "serve", "--port", str(port))
    assert result.code == 2
    assert f"cannot listen at 127.0.0.1, port {port}" in result.err
    assert "choose another with --port" in result.err
